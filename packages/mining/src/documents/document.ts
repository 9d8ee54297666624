/** A piece of a document, in the order of the text. */
export type Block = ProseBlock | CodeBlock;

/** A run of prose. */
export interface ProseBlock {
  readonly kind: 'prose';
  /** Plain text: markup of emphasis, links and inline roles taken away, inline code between backticks. */
  readonly text: string;
  readonly line: number;
  /** The headings it stands under, the outermost first. */
  readonly headings: readonly string[];
}

/** A cell of a notebook, a fenced or literal block, or prompts of a docstring. */
export interface CodeBlock {
  readonly kind: 'code';
  readonly language: 'python' | 'sql' | 'other';
  /** Whether it is run when the document is made; a block that only shows code is not. */
  readonly executed: boolean;
  /** Whether readers do not see it. */
  readonly hidden: boolean;
  /** Without prompts and without the options of the cell. */
  readonly code: string;
  readonly line: number;
  readonly endLine: number;
  readonly headings: readonly string[];
  /** The tab it stands in, the outermost first: alternatives of each other. */
  readonly tabs: readonly string[];
  /** What it is shown to print. */
  readonly output?: string | undefined;
}

/** A document as blocks. */
export interface Document {
  readonly path: string;
  readonly blocks: readonly Block[];
}
