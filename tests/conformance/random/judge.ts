import { IbertError } from '@ibert/core';
import { evaluateIbis, printIbis } from '@ibert/ibis';
import { printSchema } from '@ibert/ir';
import type { Relation, Schema } from '@ibert/ir';
import { mutate } from '@ibert/ir/mutate';
import { emitSql } from '@ibert/sql';
import { Prover, type Tables, type Verdict } from '@ibert/validation';

import { compileWithIbis, type OracleAnswer } from '../oracle.js';
import { relationsOf } from './parts.js';
import { comparesRounding } from './rounding.js';
import { isEqual, proveSame } from './prove-same.js';

/** A composed program with the tables that it reads. */
export interface Program {
  readonly tables: Tables;
  readonly relation: Relation;
}

/**
 * How the two sides come to stand: equal rows, types and names; both refuse; only we refuse, saying
 * so; the SQL of real Ibis does not run, or that of a relation which the program is built of; the
 * rows alone do not determine the result; or they differ, which is a fault of one of them.
 */
export type Judgement =
  | { readonly kind: 'agree' | 'bothRefuse' }
  | { readonly kind: 'theyFail' | 'partFails'; readonly why: string }
  | { readonly kind: 'weRefuse' | 'undetermined'; readonly problem: string }
  | { readonly kind: 'disagree'; readonly problem: string; readonly sql?: string };

export interface Judged {
  readonly program: Program;
  /** The program as Ibis code; empty when it cannot be printed. */
  readonly ibis: string;
  /** What real Ibis makes of it. */
  readonly answer: OracleAnswer | undefined;
  readonly judgement: Judgement;
}

/** What our own engine makes of a program. */
type Ours =
  | { readonly ok: true; readonly ibis: string; readonly sql: string }
  | { readonly ok: false; readonly ibis: string; readonly judgement: Judgement };

export interface Judge {
  /** Judges programs; real Ibis compiles them in one process. */
  readonly judge: (programs: readonly Program[]) => Promise<readonly Judged[]>;
  readonly close: () => void;
}

/** @param change what becomes of the SQL of real Ibis: for tests of the judge itself. */
export async function openJudge(
  seed: number,
  change: (sql: string) => string = (sql) => sql,
): Promise<Judge> {
  const prover = await Prover.open({ seed });
  return {
    close: () => prover.close(),
    judge: async (programs) => {
      const own = programs.map(ours);
      const asked = own.flatMap((mine, id) =>
        mine.ibis === ''
          ? []
          : [{ id, ibis: mine.ibis, tables: texts(programs[id]?.tables ?? {}) }],
      );
      const answers = new Map(compileWithIbis(asked).map((answer) => [answer.id, answer]));
      const judged: Judged[] = [];
      for (const [id, program] of programs.entries()) {
        const mine = own[id] as Ours;
        const given = answers.get(id);
        const answer = given?.ok === true ? { ...given, sql: change(given.sql) } : given;
        const judgement = await within(mine.ibis, decide(prover, program, mine, answer));
        judged.push({ program, ibis: mine.ibis, answer, judgement });
      }
      return judged;
    },
  };
}

const PATIENCE_MS = 90_000;

/** DuckDB heeds no interruption inside of some functions: such a program is named, not waited for. */
async function within(ibis: string, judgement: Promise<Judgement>): Promise<Judgement> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new Error(`no verdict after ${PATIENCE_MS} ms, DuckDB does not end on\n${ibis}`)),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([judgement, late]);
  } finally {
    clearTimeout(timer);
  }
}

const texts = (tables: Tables): Record<string, { schema: Record<string, string> }> =>
  Object.fromEntries(
    Object.entries(tables).map(([name, schema]: [string, Schema]) => [
      name,
      { schema: printSchema(schema) },
    ]),
  );

const differs = (problem: string): Judgement => ({ kind: 'disagree', problem });

/** Prints the program, evaluates the text again, and emits both: they must be one program. */
function ours({ relation, tables }: Program): Ours {
  let ibis = '';
  try {
    ibis = printIbis(relation);
    const again = evaluateIbis(ibis, { tables }).relation;
    const sql = emitSql(relation, 'duckdb').sql;
    const other = emitSql(again, 'duckdb').sql;
    const [a, b] = [relation, again].map((r) => JSON.stringify(printSchema(r.schema)));
    if (a !== b)
      return {
        ok: false,
        ibis,
        judgement: differs(`printed and read again, it is typed ${b}, not ${a}`),
      };
    if (sql !== other)
      return {
        ok: false,
        ibis,
        judgement: differs(`printed and read again, it is ${other}\nnot ${sql}`),
      };
    if (printIbis(again) !== ibis)
      return { ok: false, ibis, judgement: differs(`printed again, it is ${printIbis(again)}`) };
    return { ok: true, ibis, sql };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    const problem = `${error.code}: ${error.message}`;
    const refuses = REFUSALS.has(error.code);
    return {
      ok: false,
      ibis,
      judgement: refuses ? { kind: 'weRefuse', problem } : differs(problem),
    };
  }
}

/** Clear refusals: the product says that it does not do this. */
const REFUSALS: ReadonlySet<string> = new Set([
  'UNPRINTABLE',
  'UNSUPPORTED',
  'UNSUPPORTED_OPERATION',
  'NOT_SUPPORTED',
]);

async function decide(
  prover: Prover,
  { tables, relation }: Program,
  mine: Ours,
  answer: OracleAnswer | undefined,
): Promise<Judgement> {
  if (answer?.ok === false) {
    if (!mine.ok) return { kind: 'bothRefuse' };
    return { kind: 'disagree', problem: `only real Ibis refuses: ${answer.error}`, sql: mine.sql };
  }
  if (!mine.ok) return mine.judgement;
  if (answer === undefined) return differs('real Ibis was not asked');
  const typed = Object.fromEntries(answer.columns.map((name, i) => [name, answer.types[i]]));
  const [a, b] = [JSON.stringify(printSchema(relation.schema)), JSON.stringify(typed)];
  if (a !== b)
    return { kind: 'disagree', problem: `we type it ${a}, real Ibis ${b}`, sql: mine.sql };
  const verdict = await proveSame(prover, tables, relation, mine.sql, answer.sql);
  if (verdict.ok || isEqual(verdict)) return { kind: 'agree' };
  const problem = `${verdict.reason}: ${verdict.error}`;
  // Sums of doubles that are no halves depend on the order of the rows.
  if (verdict.reason === 'NONDETERMINISTIC') return { kind: 'undetermined', problem };
  if (!FAILURES.has(verdict.reason)) {
    return verdict.reason === 'ROWS_DIFFER' && comparesRounding(relation)
      ? { kind: 'undetermined', problem }
      : { kind: 'disagree', problem, sql: mine.sql };
  }
  // A program that fails on some rows must fail on both sides.
  const theirs = await proveSame(prover, tables, relation, answer.sql, answer.sql);
  if (!theirs.ok && fails(theirs)) return { kind: 'theyFail', why: theirs.error };
  const part =
    verdict.reason === 'IBIS_RUNTIME' ? await failingPart(prover, { tables, relation }) : undefined;
  if (part !== undefined) return { kind: 'partFails', why: part };
  return { kind: 'disagree', problem, sql: mine.sql };
}

/**
 * A part of the program, or the program without one of its conditions, on which real Ibis's own SQL
 * fails. Whether a value is computed on rows that are filtered out, SQL does not promise.
 */
async function failingPart(
  prover: Prover,
  { tables, relation: root }: Program,
): Promise<string | undefined> {
  const conditions = mutate(root, { limit: Number.POSITIVE_INFINITY }).filter(
    ({ kind }) => kind === 'condition',
  );
  const less = [...relationsOf(root), ...conditions.map(({ relation }) => relation)];
  const parts = less.flatMap((relation) => {
    const ibis = relation === root || relation.kind === 'JoinReference' ? '' : printed(relation);
    return ibis === '' ? [] : [{ relation, ibis }];
  });
  const asked = parts.map(({ ibis }, id) => ({ id, ibis, tables: texts(tables) }));
  for (const answer of compileWithIbis(asked)) {
    const part = parts[answer.id];
    if (!answer.ok || part === undefined) continue;
    const { relation, ibis } = part;
    const verdict = await proveSame(prover, tables, relation, answer.sql, answer.sql);
    if (!verdict.ok && verdict.reason.endsWith('_RUNTIME')) return `${verdict.error} on ${ibis}`;
  }
  return undefined;
}

function printed(relation: Relation): string {
  try {
    return printIbis(relation);
  } catch (error) {
    if (error instanceof IbertError) return '';
    throw error;
  }
}

const FAILURES: ReadonlySet<string> = new Set([
  'SQL_SYNTAX',
  'SQL_BIND',
  'SQL_RUNTIME',
  'IBIS_BIND',
  'IBIS_RUNTIME',
  'TIMEOUT',
  'MEMORY',
]);
const fails = (verdict: Verdict): boolean => !verdict.ok && FAILURES.has(verdict.reason);
