import type { TableReads } from '@ibert/multitask/documentation';

/** What is said of a function, its types apart. */
export interface FunctionWords {
  readonly summary: string;
  readonly details: string;
  /** What is returned, without an end; a column or scalar has its meaning here. */
  readonly returns: string;
  /** The columns that are listed, with what they are where a sentence says it. */
  readonly columns: readonly { readonly name: string; readonly text: string | undefined }[];
  readonly reads: ReadonlyMap<string, TableReads>;
  /** What the value parameters are for, by name. */
  readonly values: ReadonlyMap<string, string>;
}

/** What is said of what a function does and returns. */
export type ResultWords = Pick<FunctionWords, 'summary' | 'details' | 'returns' | 'columns'>;

/** Longest summary, in characters: with quotes and the indentation of a function it fits a line of 88. */
export const SUMMARY_WIDTH = 80;

/** The first summary that fits, else the last, which is the shortest. */
export const fitting = (summaries: readonly string[]): string =>
  summaries.find((line) => line.length <= SUMMARY_WIDTH) ?? summaries.at(-1) ?? '';
