/** Most examples of one variation unless told otherwise. */
export const DEFAULT_LIMIT = 100_000;

export interface TemplateOptions {
  /** Most examples that one variation may expand to. */
  readonly limit?: number;
  /** Says what is wrong with a column's data type, or `undefined` when it is right. */
  readonly checkDtype?: (dtype: string) => string | undefined;
}
