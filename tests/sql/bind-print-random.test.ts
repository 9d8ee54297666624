import { evaluateIbis, printIbis } from '@ibert/ibis';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { Prover } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Program } from '../conformance/random/judge.js';
import { FIXTURE_SEED, programOf, wideProgramOf } from '../conformance/random/programs.js';
import { isEqual, proveSame } from '../conformance/random/prove-same.js';
import { namedParts } from './named-parts.js';

const FAILS_ITSELF: ReadonlySet<string> = new Set(['SQL_RUNTIME', 'SQL_BIND']);

const SEED = 4711;
const COUNT = 60;

/** The Ibis program of a relation's SQL, as it is written for readers. */
function rewritten({ tables, relation }: Program, change: (ibis: string) => string): string {
  const [statement] = bindSql(emitSql(relation, 'duckdb').sql, { tables });
  if (statement === undefined) throw new Error('no statement');
  return change(printIbis(statement.relation, { hints: statement.hints }));
}

function printedAgain(ibis: string, tables: Program['tables']): string {
  const { relation } = evaluateIbis(ibis, { tables });
  return printIbis(relation, { hints: namedParts(ibis, tables) });
}

let prover: Prover;

/** What is wrong with the program: other rows, or another text when it is printed again. */
async function faultOf(
  program: Program,
  change: (ibis: string) => string = (ibis) => ibis,
): Promise<string | undefined> {
  const { tables, relation } = program;
  const ibis = rewritten(program, change);
  const evaluated = evaluateIbis(ibis, { tables });
  const again = printedAgain(ibis, tables);
  // Ibis itself makes a subquery of each column where an aggregate without groups is filtered.
  if (again !== ibis && printedAgain(again, tables) !== again)
    return `${ibis}\nis printed again as\n${again}`;
  const sql = emitSql(relation, 'duckdb').sql;
  const ours = emitSql(evaluated.relation, 'duckdb').sql;
  if (ours === sql) return undefined;
  const verdict = await proveSame(prover, tables, relation, ours, sql);
  // Some of them fail on DuckDB by themselves, on a cast that no value survives.
  if (verdict.ok || isEqual(verdict) || FAILS_ITSELF.has(verdict.reason)) return undefined;
  return `${verdict.reason}: ${verdict.error}\n${sql}\nis printed as\n${ibis}`;
}

function isBound({ tables, relation }: Program): boolean {
  try {
    bindSql(emitSql(relation, 'duckdb').sql, { tables });
    return true;
  } catch {
    return false;
  }
}

describe('composed queries as Ibis that is written for readers', () => {
  beforeAll(async () => {
    prover = await Prover.open({ seed: FIXTURE_SEED });
  });
  afterAll(() => prover.close());

  it.each([
    ['that make sense', programOf],
    ['of every operation and type', wideProgramOf],
  ])(`${COUNT} %s have the rows that they had`, { timeout: 600_000 }, async (_, make) => {
    const faults: string[] = [];
    let bound = 0;
    for (let n = 0; n < COUNT; n += 1) {
      const program = make(SEED, n);
      // What DuckDB cannot say or the binder does not take is other tests' business.
      if (!isBound(program)) continue;
      bound += 1;
      try {
        const fault = await faultOf(program);
        if (fault !== undefined) faults.push(`${n}: ${fault}`);
      } catch (error) {
        const sql = emitSql(program.relation, 'duckdb').sql;
        faults.push(`${n}: ${String(error)}\n${sql}\n${rewritten(program, (ibis) => ibis)}`);
      }
    }
    expect(faults.join('\n\n')).toBe('');
    expect(bound).toBeGreaterThan(COUNT / 2);
  });

  it('notices a condition that is lost', async () => {
    const caught: string[] = [];
    for (let n = 0; n < COUNT; n += 1) {
      const lost = (ibis: string): string => ibis.replace(/\.filter\(_\.\w+ [<>=!]+ [^(),]+\)/, '');
      const program = programOf(SEED, n);
      if (!isBound(program)) continue;
      if (rewritten(program, lost) === rewritten(program, (ibis) => ibis)) continue;
      const fault = await faultOf(program, lost);
      if (fault !== undefined) caught.push(fault);
    }
    expect(caught.length).toBeGreaterThan(0);
  });
});
