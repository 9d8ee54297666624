import { z } from 'zod';

/**
 * What mining finds in the files of a source, before anything is proven. Findings are plain data:
 * they are written to a file and read again, so that an unchanged commit is not searched twice.
 */

const text = z.string().min(1);

/** Table name → column name → Ibis data type, in column order. */
const tables = z.record(text, z.record(text, text));
export type Tables = z.infer<typeof tables>;

/** Where something stands: path with forward slashes below the source's root, lines from 1. */
const place = z.strictObject({
  path: text,
  line: z.int().positive(),
  endLine: z.int().positive(),
  /** The commit it was found in, where that is not the one that was mined. */
  commit: text.optional(),
});
export type Place = z.infer<typeof place>;

/**
 * How something was found; the funnel of `mining-stats` counts by these.
 */
export const PATTERNS = {
  doctest: 'prompts in a docstring',
  test: 'the body of a test',
  function: 'the body of a function',
  script: 'statements of a module',
  cell: 'a Python cell or code block of a document',
  sql_call: 'a text given to a method that takes SQL',
  sql_text: 'a text in Python code that is SQL',
  sql_cell: 'an SQL cell or code block of a document',
  sql_file: 'a file of SQL',
  raises: 'a block that a test expects to fail',
  fix_commit: 'a change of a function or cell from one that fails to one that works',
  heading: 'a heading of a document with code below it',
  docstring_summary: "a docstring's summary with its examples",
  docstring: 'a docstring of a function',
  class_docstring: 'a docstring of a class',
  module_docstring: 'a docstring of a module',
} as const;
export type Pattern = keyof typeof PATTERNS;
export const PATTERN_NAMES = Object.keys(PATTERNS) as [Pattern, ...Pattern[]];

/**
 * Why nothing could be made of a place that looked like something: the closed set of codes, each
 * with what it means.
 */
export const FINDING_REASONS = {
  FILE_UNREADABLE: 'The file is too large, no UTF-8 text, or not of its format.',
  SYNTAX: 'The code is not Python of today, or not SQL that can be parsed.',
  NOT_PURE: 'The code does something else than building one table expression.',
  CONTEXT_UNKNOWN: 'A name that the code uses cannot be found or is no table expression.',
  BACKEND: 'The code needs a connection, a file, the network or another library.',
  METHOD_MISSING:
    'The code uses a method or function that Ibis has and the engine does not support.',
  ERROR: 'The code fails when it is built.',
  TRIVIAL: 'The answer is a bare table or a constant: nothing is asked.',
  SCHEMA_UNKNOWN: 'The columns or types of a table cannot be told from the use of it.',
  SQL_REFUSED: 'The SQL text cannot be translated.',
  NO_ANSWER: 'The prose or the code that should answer is missing.',
  NO_FIX: 'No working version of the code is known.',
  TEXT_UNFIT:
    'The text is a placeholder, too short, too long, or about other things than the code.',
  DEFECT: 'The search itself failed there. This is a defect of iBERT; please report it.',
  REPEATED: 'The same stands elsewhere in the source.',
  TOO_MANY: 'A definition gives more of the same than is taken.',
  SECRET: 'The text holds what looks like a key, a password or an address of a person.',
} as const satisfies Readonly<Record<string, string>>;
export type FindingReason = keyof typeof FINDING_REASONS;
export const FINDING_REASON_CODES = Object.keys(FINDING_REASONS) as [
  FindingReason,
  ...FindingReason[],
];

const found = { pattern: z.enum(PATTERN_NAMES), place };

/**
 * An Ibis program of somebody's code, made self-contained: statements it depends on above its last
 * expression, tables free names of the context, no imports but those that Ibis programs may have.
 */
const program = z.strictObject({ kind: z.literal('program'), ...found, code: text, tables });
export type ProgramFinding = z.infer<typeof program>;

/** A query in SQL, with the Ibis program that the translator makes of it. */
const query = z.strictObject({
  kind: z.literal('query'),
  ...found,
  sql: text,
  dialect: text,
  ibis: text,
  tables,
});
export type QueryFinding = z.infer<typeof query>;

/** A program that fails with an error, and one that works in its place. */
const mistake = z.strictObject({
  kind: z.literal('mistake'),
  ...found,
  broken: text,
  fixed: text,
  /** `ClassName: message` as the broken program gives it. */
  error: text,
  /** The error's class. */
  errorType: text,
  /** What was wrong and why, in one or two sentences. */
  explanation: text,
  tables,
});
export type MistakeFinding = z.infer<typeof mistake>;

/** A question that a document answers with prose and code that runs. */
const question = z.strictObject({
  kind: z.literal('question'),
  ...found,
  question: text,
  answer: text,
  examples: z.array(text).min(1),
  topic: text,
  tables,
});
export type QuestionFinding = z.infer<typeof question>;

/** A definition with its docstring taken out of it. */
const documented = z.strictObject({
  kind: z.literal('documented'),
  ...found,
  /** The whole source of the definition, dedented, without the docstring. */
  code: text,
  /** The docstring's text, dedented, without its quotes. */
  docstring: text,
  style: z.enum(['google', 'numpy']),
  /** Tables that the docstring's examples read. */
  tables,
});
export type DocumentedFinding = z.infer<typeof documented>;

/** A place that looked like something, and why nothing was made of it. */
const refused = z.strictObject({
  kind: z.literal('refused'),
  ...found,
  reason: z.enum(FINDING_REASON_CODES),
  /** What was found in this case. */
  error: text,
  /** The beginning of the text in question. */
  text: z.string(),
});
export type RefusedFinding = z.infer<typeof refused>;

export const findingSchema = z.discriminatedUnion('kind', [
  program,
  query,
  mistake,
  question,
  documented,
  refused,
]);

/** Something that mining found; narrow it by its `kind`. */
export type Finding = z.infer<typeof findingSchema>;

/** Longest `text` of a refusal, in characters. */
const REFUSED_TEXT = 400;

/** A refusal; of the text the beginning is kept. */
export const refuse = (
  { pattern, place: at }: Pick<RefusedFinding, 'pattern' | 'place'>,
  reason: FindingReason,
  error: string,
  whole: string,
): RefusedFinding => ({
  kind: 'refused',
  pattern,
  place: at,
  reason,
  error,
  text: whole.slice(0, REFUSED_TEXT),
});
