import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { emitSql } from '@ibert/sql';
import { beforeAll, describe, expect, it } from 'vitest';

import {
  askClickhouse,
  clickhousePrograms,
  OTHERWISE,
  recordedRows,
  statementsOf,
} from './yardstick/clickhouse.js';

const where = process.env['IBERT_CHDB'];
const recorded = recordedRows();
const programs = clickhousePrograms();
const otherwise = new Set(OTHERWISE.flatMap(({ programs: codes }) => codes));

/** A value as both engines would show it. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (typeof value === 'string') {
    if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value)) return Number(Number(value).toPrecision(12));
    if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0;
    const moment = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(\.\d+)?)?(?:\+00)?$/.exec(value);
    if (moment === null) return value;
    const [, date = '', time = '00:00:00', fraction = ''] = moment;
    return `${date} ${time}${fraction.replace(/\.?0+$/, '')}`;
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  // A map comes as entries from one engine and as an object from the other.
  if ('key' in value && 'value' in value) return [plain(value.key), plain(value.value)];
  return Object.entries(value).map(([key, item]) => [key, plain(item)]);
}

const bag = (rows: readonly (readonly unknown[])[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row.map(plain))).toSorted();

describe('on ClickHouse, the SQL answers what it answers on DuckDB', () => {
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    duckdb = await (await DuckDBInstance.create(':memory:')).connect();
    for (const statement of statementsOf('duckdb')) await duckdb.run(statement);
  });

  it.runIf(where !== undefined)('records what ClickHouse says', async () => {
    const lines = askClickhouse(where ?? '').map((answer) => JSON.stringify(answer));
    await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot(
      'goldens/clickhouse/rows.json',
    );
  });

  it('knows every program that it takes out', () => {
    const codes = new Set(programs.map(({ code }) => code));
    expect([...otherwise].filter((code) => !codes.has(code))).toEqual([]);
  });

  it('has answers for the SQL of today', () => {
    const stale = programs.filter(({ code, sql }) => recorded.get(code)?.sql !== sql);
    const hint =
      'run: IBERT_CHDB=(folder with chdb) vitest run tests/sql/clickhouse-rows.test.ts -u';
    expect(
      stale.map(({ code }) => code),
      hint,
    ).toEqual([]);
  });

  it.each(programs)('$operation: $code', async ({ code, relation }) => {
    const theirs = recorded.get(code);
    let ours: readonly string[] | string;
    try {
      const answer = await duckdb.runAndReadAll(emitSql(relation, 'duckdb').sql);
      ours = bag(answer.getRowsJson());
    } catch {
      ours = 'error';
    }
    const answer = theirs?.rows === undefined ? 'error' : bag(theirs.rows);
    if (otherwise.has(code)) expect(answer).not.toEqual(ours);
    else expect(answer).toEqual(ours);
  });
});
