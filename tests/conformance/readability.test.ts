import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { evaluateIbis, parseProgram, printIbis } from '@ibert/ibis';
import { parseSchema, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { readResult, type ResultTable } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walk } from '../../packages/ibis/src/python/index.js';
import { namedParts } from '../sql/named-parts.js';
import { reportAgreement } from './agreement.js';
import { compileWithIbis, type OracleAnswer, tpcQueries } from './oracle.js';
import {
  differenceInOrder,
  orderOf,
  type OrderedRows,
  orderReader,
  type ReadOrder,
  withoutOrder,
} from './row-orders.js';
import { type TpcTables, tpcTables } from './tpc-data.js';
import { openTpch } from './tpch-database.js';

/** How many method calls the translation may have for one of the hand-written program. */
const MOST = 1.3;

/** Queries with more than that. Each must have a reason, and must still need it. */
const LONGER: Readonly<Record<number, string>> = {
  1: "SQL's average of a decimal is a double; Ibis's is a decimal, and so each of three is cast",
};

/** Views, where a query reads one table in two roles at once; no other query needs any. */
const VIEWS: Readonly<Record<number, number>> = { 7: 1, 8: 1, 21: 2 };

const [SITE = ''] = readdirSync('.venv/lib').map((python) => `.venv/lib/${python}/site-packages`);
const TEXTS = join(SITE, 'ibis/backends/tests/tpc/queries/duckdb/h');
const SQL = new Map(
  readdirSync(TEXTS).map((file) => [
    Number.parseInt(file, 10),
    readFileSync(join(TEXTS, file), 'utf8'),
  ]),
);
const QUERIES = tpcQueries('tpch');

/** The calls of a method or of a function of a module: `x.f(…)`. */
function methodCalls(program: string, functionName?: string): number {
  const { body } = parseProgram(program);
  const roots =
    functionName === undefined
      ? body
      : body.flatMap((s) =>
          s.kind === 'FunctionDef' && s.name.name === functionName ? s.body : [],
        );
  expect(roots.length).toBeGreaterThan(0);
  let calls = 0;
  for (const root of roots) {
    walk(root, (node) => {
      if (node.kind === 'Call' && node.callee.kind === 'Attribute') calls += 1;
    });
  }
  return calls;
}

const handWritten = (number: number): number => {
  const program = QUERIES.find((query) => query.number === number)?.ibis ?? '';
  return methodCalls(program, `test_${String(number).padStart(2, '0')}`);
};

describe('TPC-H translated from SQL, for readers', () => {
  let connection: DuckDBConnection;
  let columns: TpcTables;
  let tables: Readonly<Record<string, Schema>>;
  let programs: ReadonlyMap<number, string>;
  let answers: ReadonlyMap<number, OracleAnswer>;
  let readOrder: ReadOrder;

  const translated = (sql: string): string => {
    const [statement] = bindSql(sql, { tables });
    if (statement === undefined) throw new Error('no statement');
    const { relation, hints, comments } = statement;
    return printIbis(relation, { hints, comments });
  };
  const rows = async (sql: string): Promise<ResultTable> =>
    readResult(await connection.run(sql.replace(/;\s*$/, '')));
  const original = async (number: number): Promise<OrderedRows> => {
    const sql = SQL.get(number) ?? '';
    return { rows: await rows(sql), order: await readOrder(sql) };
  };
  const programOf = (number: number): string => programs.get(number) ?? '';

  beforeAll(async () => {
    connection = await openTpch();
    columns = await tpcTables(connection);
    tables = Object.fromEntries(
      Object.entries(columns).map(([table, { schema }]) => [table, parseSchema(schema)]),
    );
    readOrder = await orderReader(connection, tables);
    programs = new Map([...SQL].map(([number, sql]) => [number, translated(sql)]));
    const requests = [...programs].map(([id, ibis]) => ({ id, ibis, tables: columns }));
    answers = new Map(compileWithIbis(requests).map((answer) => [answer.id, answer]));
  });
  afterAll(() => connection.closeSync());

  it('is 22 queries', () => {
    expect([...programs.keys()].toSorted((a, b) => a - b)).toEqual(
      QUERIES.map(({ number }) => number),
    );
  });

  it(`has at most ${MOST} times the method calls of the programs that Ibis brings along`, () => {
    const figures = [...programs].map(([number, program]) => {
      const [ours, theirs] = [methodCalls(program), handWritten(number)];
      return { number, ours, theirs, isLonger: ours > MOST * theirs };
    });
    const ours = figures.reduce((sum, figure) => sum + figure.ours, 0);
    const theirs = figures.reduce((sum, figure) => sum + figure.theirs, 0);
    reportAgreement({
      family: 'Readability of TPC-H',
      agreed: figures.filter(({ isLonger }) => !isLonger).length,
      total: figures.length,
      note: `${ours} method calls, ${theirs} in the hand-written programs`,
    });
    expect(ours).toBeLessThanOrEqual(MOST * theirs);
    const longer = figures.filter(({ isLonger }) => isLonger).map(({ number }) => number);
    expect(longer).toEqual(Object.keys(LONGER).map(Number));
  });

  it.each([...SQL.keys()])('query %i is the same when it is printed again', (number) => {
    const program = programOf(number);
    const { relation } = evaluateIbis(program, { tables });
    expect(printIbis(relation, { hints: namedParts(program, tables) })).toBe(program);
  });

  it.each([...SQL.keys()])('query %i gives the rows of the SQL in real Ibis', async (number) => {
    const answer = answers.get(number);
    if (answer?.ok !== true) throw new Error(`real Ibis refuses it: ${answer?.error}`);
    const { relation } = evaluateIbis(programOf(number), { tables });
    const ours = { rows: await rows(answer.sql), order: orderOf(relation) };
    expect(differenceInOrder(await original(number), ours)).toBeUndefined();
  });

  it('notices a translation that loses its order', async () => {
    const missed: number[] = [];
    let planted = 0;
    for (const [number, program] of programs) {
      const theirs = await original(number);
      if (theirs.order.order === 'unordered') continue;
      planted += 1;
      const lost = withoutOrder(evaluateIbis(program, { tables }).relation);
      const ours = { rows: await rows(emitSql(lost, 'duckdb').sql), order: orderOf(lost) };
      if (differenceInOrder(theirs, ours) === undefined) missed.push(number);
    }
    expect(planted).toBeGreaterThan(0);
    expect(missed).toEqual([]);
  });

  it.each([...SQL.keys()])('query %i is Ibis throughout, in short lines', (number) => {
    const program = programOf(number);
    expect(program).not.toMatch(/\.sql\(|parse_sql|udf/);
    expect((program.match(/\.view\(\)/g) ?? []).length).toBe(VIEWS[number] ?? 0);
    expect(program.split('\n').every((line) => line.length <= 88)).toBe(true);
  });
});
