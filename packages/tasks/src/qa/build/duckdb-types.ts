/** What is read of a result of DuckDB; its client is no dependency of this package. */
export interface DuckDBResultReader {
  readonly columnNames: () => readonly string[];
  readonly columnTypes: () => readonly unknown[];
  readonly getRows: () => readonly (readonly unknown[])[];
}
