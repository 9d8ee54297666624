import type { Task } from '@ibert/core/records';
import type { Finding, Pattern, Wanted } from '@ibert/mining';

/** A file of mined records. */
export interface MinedOutput {
  /** Path below the data directory. */
  readonly file: string;
  readonly task: Task;
  /** What it takes: of the findings, or derived from proven records of other outputs. */
  readonly from:
    | {
        readonly kind: 'findings';
        readonly wanted: Wanted;
        /** Patterns of the findings; all when left out. */
        readonly patterns?: ReadonlySet<Pattern>;
      }
    | { readonly kind: 'records'; readonly of: readonly MinedOutput[] };
}

/** Patterns of documents; the others are of code. */
const DOCUMENT_PATTERNS: ReadonlySet<Pattern> = new Set(['cell', 'sql_cell']);
const CODE_PATTERNS: ReadonlySet<Pattern> = new Set(['doctest', 'test', 'function', 'script']);

/** Programs of code with their SQL. */
export const CODE_PAIRS: MinedOutput = {
  file: 'mining/ibis_mined.jsonl',
  task: 'sql_to_ibis',
  from: { kind: 'findings', wanted: 'pairs', patterns: CODE_PATTERNS },
};

/** Programs of documents with their SQL. */
export const DOCUMENT_PAIRS: MinedOutput = {
  file: 'mining/ibis_docs_mined.jsonl',
  task: 'sql_to_ibis',
  from: { kind: 'findings', wanted: 'pairs', patterns: DOCUMENT_PATTERNS },
};

const PAIRS = [CODE_PAIRS, DOCUMENT_PAIRS];

/** What the records of each task are made of. */
const FROM: Readonly<Record<Task, MinedOutput['from']>> = {
  code_completion: { kind: 'records', of: PAIRS },
  sql_to_ibis: { kind: 'findings', wanted: 'sql_to_ibis' },
  ibis_to_sql: { kind: 'records', of: PAIRS },
  error_resolution: { kind: 'findings', wanted: 'error_resolution' },
  qa: { kind: 'findings', wanted: 'qa' },
  documentation: { kind: 'findings', wanted: 'documentation' },
};

/** The mined records of a task. */
export const taskOutput = (task: Task): MinedOutput => ({
  file: `mining/multitask/${task}_mined.jsonl`,
  task,
  from: FROM[task],
});

/** Every file of mined records. */
export const MINED_OUTPUTS: readonly MinedOutput[] = [
  ...PAIRS,
  ...(Object.keys(FROM) as Task[]).map(taskOutput),
];

/** An output with those that its records are derived from, these first; each once. */
export function withOrigins(outputs: readonly MinedOutput[]): readonly MinedOutput[] {
  const origins = outputs.flatMap(({ from }) => (from.kind === 'records' ? from.of : []));
  return [...new Set([...origins, ...outputs])];
}

/** Whether a finding belongs to what an output takes. */
export const belongs = (
  { pattern }: Finding,
  patterns: ReadonlySet<Pattern> | undefined,
): boolean => patterns?.has(pattern) ?? true;
