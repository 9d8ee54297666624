import { readFileSync } from 'node:fs';

import { DuckDBInstance } from '@duckdb/node-api';

import { readSweep } from './sweep-cases.js';
import type { Sweep, SweepCase } from './sweep-cases.js';
import { Runner } from './sweep-verdict.js';
import type { Verdict } from './sweep-verdict.js';

/** How many cases are judged at a time: DuckDB answers while the next are evaluated. */
const AT_ONCE = 64;

/** A case with what became of it here. */
export interface Judged {
  readonly given: SweepCase;
  readonly verdict: Verdict;
}

/** A judge over a database with the tables that the answers were recorded on. */
export async function openJudge({ tables }: Pick<Sweep, 'tables'>): Promise<Runner> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const file of ['../sql/goldens/tables.sql', 'goldens/sweep-tables.sql'])
    await connection.run(readFileSync(new URL(file, import.meta.url), 'utf8'));
  return new Runner(connection, tables);
}

/** Judges every recorded case, in the order of the file. */
export async function judgeSweep(sweep: Sweep = readSweep()): Promise<readonly Judged[]> {
  const runner = await openJudge(sweep);
  const judged: Judged[] = [];
  for (let i = 0; i < sweep.cases.length; i += AT_ONCE) {
    const some = sweep.cases.slice(i, i + AT_ONCE).map(async (given) => ({
      given,
      verdict: await runner.judge(given),
    }));
    judged.push(...(await Promise.all(some)));
  }
  return judged;
}

/** What was asked: a method of a class, a function, an operator. */
export const subjectOf = ({ family }: SweepCase): string => family.split(' of ')[0] ?? family;
/** The class or module that has it. */
export const familyOf = (given: SweepCase): string => subjectOf(given).split(/[. ]/)[0] ?? '';

/** How far we get with some cases. */
interface Tally {
  readonly cases: number;
  /** What real Ibis compiles for DuckDB, whether DuckDB then runs it or not. */
  readonly compile: number;
  /** Those of them that we do not say to be unsupported. */
  readonly taken: number;
  /** Those of them with the same names, types and rows. */
  readonly agree: number;
}

const compiles = ({ given: { expected } }: Judged): boolean =>
  expected.says === 'rows' || expected.says === 'no rows';

export function tally(judged: readonly Judged[]): Tally {
  const compiled = judged.filter(compiles);
  const taken = compiled.filter(({ verdict }) => verdict.verdict !== 'not taken');
  const agreeing = taken.filter(({ verdict }) => verdict.verdict === 'agrees');
  return {
    cases: judged.length,
    compile: compiled.length,
    taken: taken.length,
    agree: agreeing.length,
  };
}

export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
