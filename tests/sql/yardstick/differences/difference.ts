export interface Difference {
  readonly why: string;
  /** Operations by dialect; `Relation X` stands for the relation X. */
  readonly where: Readonly<Record<string, readonly string[]>>;
}

export const WAREHOUSES = ['bigquery', 'snowflake', 'trino'] as const;
export const SPARKS = ['spark', 'databricks'] as const;

/** The same operations in several dialects. */
export const everywhere = (
  dialects: readonly string[],
  operations: readonly string[],
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(dialects.map((dialect) => [dialect, operations]));
