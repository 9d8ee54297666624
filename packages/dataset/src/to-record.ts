import { recordId, type RecordOf, type Verification } from '@ibert/core/records';
import type { Candidate, Sides } from './candidate.js';
import { IBIS_VERSION } from './versions.js';

/** What all records of one output share. */
export interface RecordFrame {
  readonly systemPrompt: string;
  /** The file of the dataset that the records belong to, e.g. `data/sql2ibis/train.jsonl`. */
  readonly sourceFile: string;
}

/** What a record asks and answers, without what was found out about it. */
export type Question = Pick<
  RecordOf<'sql_to_ibis'>,
  'task' | 'dialect' | 'context' | 'input' | 'target'
>;

/** The variable that holds a program's answer when it is not its last expression. */
const EXPRESSION_NAME = 'expr';

export function questionOf({ tables }: Candidate, { sql, ibis }: Sides): Question {
  return {
    task: 'sql_to_ibis',
    dialect: 'duckdb',
    context: { tables },
    input: { sql },
    target: { ibis, expr_name: EXPRESSION_NAME },
  };
}

/** The record of a proven candidate. */
export function toRecord(
  candidate: Candidate,
  sides: Sides,
  verification: Verification,
  { systemPrompt, sourceFile }: RecordFrame,
): RecordOf<'sql_to_ibis'> {
  const { template, variation, features, difficulty } = candidate.expanded;
  const { task, dialect, context, input, target } = questionOf(candidate, sides);
  return {
    id: recordId({ task, dialect, context, input, target }),
    task,
    dialect,
    backend: 'duckdb',
    ibis_version: IBIS_VERSION,
    system_prompt: systemPrompt,
    context,
    input,
    target,
    meta: {
      template,
      variation,
      source: 'synthetic',
      features: [...features],
      difficulty,
      verification,
    },
    source_file: sourceFile,
  };
}
