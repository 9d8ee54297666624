import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { parseType } from '@ibert/ir';
import { sqlFunctionRows } from '@ibert/sql/bind';
import { openDuckDb, openPostgres, openSqlite } from '@ibert/validation/engines';
import type { EngineDatabase, SqlEngine } from '@ibert/validation/engines';

import {
  documentedFault,
  faultIfAny,
  faultOf,
  loadHostile,
  loadProbes,
  readProbes,
  textOf,
} from './function-probes.js';
import type { Probe } from './function-probes.js';

let duckdb: SqlEngine;
let rows: EngineDatabase;

beforeAll(async () => {
  duckdb = await openDuckDb();
  rows = await loadProbes(duckdb, duckdb);
});
afterAll(() => duckdb.close());

/** All faults of a file at once, with their lines. */
async function faults(
  probes: readonly Probe[],
  check: (probe: Probe) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const probe of probes) {
    const fault = await check(probe);
    if (fault !== undefined) found.push(`${probe.line}: ${probe.expression}\n    ${fault}`);
  }
  return found;
}

const ENGINES = [
  ['duckdb', openDuckDb, 400],
  ['postgres', openPostgres, 200],
  ['sqlite', openSqlite, 120],
] as const;

const CATALOGUES = {
  duckdb: 'SELECT DISTINCT function_name AS name FROM duckdb_functions()',
  postgres: 'SELECT DISTINCT proname::text AS name FROM pg_catalog.pg_proc',
  sqlite: 'SELECT DISTINCT name FROM pragma_function_list',
} as const;

/** Where DuckDB cannot say what the engine says. */
const KNOWN_DIFFERENCES: readonly {
  readonly dialect: string;
  readonly expression: string;
  readonly reason: string;
}[] = [
  {
    dialect: 'duckdb',
    expression: 'round(f)::VARCHAR',
    reason: 'Ibis rounds to an integer, which has no -0; the text shows the sign',
  },
  {
    dialect: 'postgres',
    expression: 'cot(p)',
    reason: 'the cotangent of 0 is infinite there, an error in DuckDB',
  },
  {
    dialect: 'postgres',
    expression: 'stddev_samp(i)',
    reason: 'of large integers it gives a numeric without a fraction',
  },
];

// PostgreSQL takes long to start where the machine is busy.
const STARTING = { timeout: 120_000 };

describe.each(ENGINES)('functions of %s', (dialect, open, least) => {
  const probes = readProbes(dialect);
  let engine: SqlEngine;
  let own: EngineDatabase;
  beforeAll(async () => {
    engine = await open();
    own = await loadProbes(engine, duckdb);
  }, STARTING.timeout);
  afterAll(() => engine.close());

  test('translate to what the engine itself computes', STARTING, async () => {
    expect(probes.length).toBeGreaterThanOrEqual(least);
    expect(await faults(probes, (probe) => faultOf(probe, dialect, own, rows))).toEqual([]);
  });

  test('translate so for hostile rows too', STARTING, async () => {
    const [there, here] = await loadHostile(engine, duckdb);
    const found: string[] = [];
    for (const probe of probes) {
      const fault = await faultIfAny(probe, dialect, there, here);
      if (fault !== undefined) found.push(`${probe.expression}\n    ${fault}`);
    }
    const known = KNOWN_DIFFERENCES.filter((difference) => difference.dialect === dialect);
    const isKnown = (text: string): boolean =>
      known.some(({ expression }) => text.startsWith(`${expression}\n`));
    expect(found.filter((text) => !isKnown(text))).toEqual([]);
    // A difference that is gone leaves the list.
    expect(found.filter(isKnown).length).toBe(known.length);
  });

  test('are probed, all that are translated and that the engine has', async () => {
    const result = await own.run(CATALOGUES[dialect], new Map([['name', parseType('string')]]));
    const there = new Set((result.values[0] ?? []).map(String));
    const texts = probes.map((probe) => textOf(probe).toLowerCase());
    const unproven = sqlFunctionRows(dialect)
      .filter(({ name, shapes }) => shapes.length > 0 && there.has(name))
      .filter(({ name }) => !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)))
      .map(({ name }) => name);
    expect(there.size).toBeGreaterThan(100);
    expect(unproven).toEqual([]);
  });
});

describe('functions translate to what the documentation says', () => {
  test.each([
    ['mysql', 30],
    ['bigquery', 30],
    ['snowflake', 30],
    ['trino', 15],
    ['clickhouse', 15],
    ['spark', 15],
    ['mssql', 15],
    ['oracle', 10],
  ] as const)('%s', async (dialect, least) => {
    const probes = readProbes(dialect);
    expect(probes.length).toBeGreaterThanOrEqual(least);
    expect(await faults(probes, (probe) => documentedFault(probe, dialect, rows))).toEqual([]);
  });
});
