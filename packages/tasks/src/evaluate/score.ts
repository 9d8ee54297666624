import { IbertError } from '@ibert/core';
import type { DatasetRecord, RecordContext, RecordOf, Task } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { type Bench, judgeMined, tablesOf, unquoteDocstring } from '@ibert/multitask';
import { emitSql } from '@ibert/sql';
import { bindSql, SQL_DIALECTS } from '@ibert/sql/bind';
import type { RejectCode, Verdict } from '@ibert/validation';

import { reference } from '../qa/reference.js';

/** What is known of one answer; a member is absent where it does not apply or could not be told. */
export interface Score {
  /** The code of the answer is read and its types hold. */
  readonly compiles?: boolean | undefined;
  /** It returns the rows of the record's own answer, on fixture databases made for this. */
  readonly rows?: boolean | undefined;
  /** It is the record's own answer to the letter, but for white space. */
  readonly exact: boolean;
  /** What it says of the code is true as far as that can be told. */
  readonly holds?: boolean | undefined;
}

/** The answer of a task as a text: code, SQL, docstring, or prose with examples. */
type Scorer<T extends Task> = (
  answer: string,
  record: RecordOf<T>,
  bench: Bench,
) => Promise<Score> | Score;

/** Scores answers beside the record's own. */
export async function scoreAnswer(
  record: DatasetRecord,
  answer: string,
  bench: Bench,
): Promise<Score> {
  const score = SCORERS[record.task] as Scorer<Task>;
  return score(answer, record, bench);
}

const SCORERS: { readonly [T in Task]: Scorer<T> } = {
  sql_to_ibis: async (answer, { context, input, target }, bench) => ({
    compiles: compiles(answer, context),
    rows: outcomeOf(await bench.provePair(context, input.sql, answer)),
    exact: isSame(answer, target.ibis),
  }),
  ibis_to_sql: async (answer, { context, dialect, input, target }, bench) => {
    const rows = await sqlRows(answer, dialect, input.ibis, context, bench);
    return {
      // What ran on the engine of its dialect needs no reader.
      compiles: rows === true ? true : binds(answer, dialect, context),
      rows,
      exact: isSame(answer, target.sql),
    };
  },
  code_completion: async (answer, { context, input, target }, bench) => {
    const keeps = answer.startsWith(input.partial_code);
    return {
      compiles: keeps && compiles(answer, context),
      rows: keeps ? await sameRows(answer, target.completed_code, context, bench) : false,
      exact: isSame(answer, target.completed_code),
    };
  },
  error_resolution: async (answer, { context, target }, bench) => ({
    compiles: compiles(answer, context),
    rows: await sameRows(answer, target.fixed_code, context, bench),
    exact: isSame(answer, target.fixed_code),
  }),
  qa: (answer, { context, target }) => ({
    holds: examplesIn(answer).every((code) =>
      [context, { tables: {} }, referenceContext()].some((tables) => compiles(code, tables)),
    ),
    exact: isSame(answer, target.answer),
  }),
  documentation: (answer, { context, input, target }) => {
    const docstring = unquoteDocstring(answer);
    const judged =
      docstring !== undefined &&
      judgeMined({ ...input, docstring, tables: tablesOf(context) }).fault === undefined;
    return { holds: judged, exact: isSame(answer, target.docstring) };
  },
};

/** Without tables, those that the code names are inferred. */
function compiles(code: string, context: RecordContext): boolean {
  const tables = tablesOf(context);
  const known = Object.keys(tables).length === 0 ? {} : { tables };
  return succeeds(() => evaluateIbis(code, known));
}

/** The tables that examples of the reference read. */
const referenceContext = (): RecordContext => ({
  tables: Object.fromEntries(
    Object.entries(reference().head.tables).map(([name, schema]) => [
      name,
      { schema: { ...schema } },
    ]),
  ),
});

/** Whether SQL can be read; undefined in a dialect that is written here and not read. */
const binds = (sql: string, dialect: string, context: RecordContext): boolean | undefined =>
  SQL_DIALECTS.some((name) => name === dialect)
    ? succeeds(() => bindSql(sql, { dialect, tables: tablesOf(context) }))
    : undefined;

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof IbertError) return false;
    throw error;
  }
}

async function sqlRows(
  sql: string,
  dialect: string,
  ibis: string,
  context: RecordContext,
  bench: Bench,
): Promise<boolean | undefined> {
  const judgement = await bench.judgeTranslation({ sql, dialect, tables: tablesOf(context), ibis });
  if (judgement.kind === 'Proven') return true;
  return judgement.kind === 'Refuted' ? false : undefined;
}

/** Whether a program returns the rows of another one. */
async function sameRows(
  ibis: string,
  reference: string,
  context: RecordContext,
  bench: Bench,
): Promise<boolean | undefined> {
  const { relation } = evaluateIbis(reference, { tables: tablesOf(context) });
  return outcomeOf(await bench.provePair(context, emitSql(relation, 'duckdb').sql, ibis));
}

/** Rejections that are no fault of the answer: the question has no answer that could be compared. */
const OPEN: ReadonlySet<RejectCode> = new Set(['EMPTY_ON_ALL', 'NONDETERMINISTIC', 'SQL_RUNTIME']);

const outcomeOf = (verdict: Verdict): boolean | undefined =>
  verdict.ok ? true : OPEN.has(verdict.reason) ? undefined : false;

const isSame = (one: string, other: string): boolean => squeeze(one) === squeeze(other);

const squeeze = (text: string): string => text.replaceAll(/\s+/g, '');

const examplesIn = (answer: string): readonly string[] =>
  [...answer.matchAll(/```(?:python|py)\n([^]*?)```/g)].map(([, code = '']) => code);
