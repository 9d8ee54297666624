/** The parts of a docstring, whatever its style. */
export interface Docstring {
  readonly summary: string;
  /** The paragraphs between the summary and the sections, lines joined. */
  readonly details: string;
  readonly parameters: readonly DocParameter[];
  readonly returns: DocReturns;
  /** The lines of the examples, as written. */
  readonly examples: readonly string[];
}

export interface DocParameter {
  readonly name: string;
  /** Undefined where the docstring leaves it to the annotation. */
  readonly type: string | undefined;
  /** The text of the default that it states. */
  readonly default: string | undefined;
  readonly text: string;
}

export interface DocReturns {
  readonly type: string;
  /** What is returned, in words. */
  readonly text: string;
  readonly columns: readonly DocColumn[];
}

/** "`name` (type): meaning" in the list of returned columns. */
export interface DocColumn {
  readonly name: string;
  readonly type: string;
  readonly text: string | undefined;
}

export const STYLES = ['google', 'numpy'] as const;
export type Style = (typeof STYLES)[number];

/** Longest line of a docstring, without the indentation of its function. */
export const WIDTH = 84;
