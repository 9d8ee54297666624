import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { parseType } from '@ibert/ir';
import { SQL_DIALECTS, sqlFunctionRows } from '@ibert/sql/bind';
import { openDuckDb } from '@ibert/validation/engines';
import type { EngineDatabase, SqlEngine } from '@ibert/validation/engines';

import { faultOf, loadProbes, tablesFor, translate } from './function-probes.js';

let duckdb: SqlEngine;
let rows: EngineDatabase;

beforeAll(async () => {
  duckdb = await openDuckDb();
  rows = await loadProbes(duckdb, duckdb);
});
afterAll(() => duckdb.close());

/** Functions of DuckDB's catalogue that no query of data calls, with the reason. */
const NOT_FOR_QUERIES: readonly (readonly [RegExp, string])[] = [
  [/^__internal/, "steps of DuckDB's own execution"],
  [/^icu_/, 'collations'],
  [
    /^(?:pg_|has_|inet_|.*_description$|format_pg_type|format_type|generate_subscripts|txid_current|in_search_path)/,
    "PostgreSQL's catalogue",
  ],
  [
    /^(?:current_\w+_id|sleep_ms|write_log|parse_duckdb_log_message|get_block_size|json_deserialize_sql)$/,
    'the session',
  ],
  [
    /^(?:combine|finalize|unpivot_list|timetz_byte_comparable|array_to_string_comma_default|is_histogram_other_bin|variant_\w+|st_\w+|struct_pack)$/,
    'made by other constructs, or of types that Ibis lacks',
  ],
];

describe('the table of functions', () => {
  test("has a row for every function of DuckDB's catalogue", async () => {
    const text = parseType('string');
    const catalogue = await rows.run(
      "SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'macro') AND function_name ~ '^[a-z_0-9]+$'",
      new Map([['name', text]]),
    );
    const known = new Set(sqlFunctionRows('duckdb').map(({ name }) => name));
    const names = (catalogue.values[0] ?? []).map(String);
    const missing = names.filter(
      (name) => !known.has(name) && !NOT_FOR_QUERIES.some(([pattern]) => pattern.test(name)),
    );
    expect(names.length).toBeGreaterThan(500);
    expect(missing).toEqual([]);
    // A pattern that no name needs any more goes away.
    const idle = NOT_FOR_QUERIES.filter(
      ([pattern]) => !names.some((name) => pattern.test(name) && !known.has(name)),
    );
    expect(idle.map(([, reason]) => reason)).toEqual([]);
  });

  test.each(SQL_DIALECTS)('%s: every function is translated or says why not', (dialect) => {
    const functions = sqlFunctionRows(dialect);
    expect(functions.filter(({ shapes }) => shapes.length > 0).length).toBeGreaterThan(90);
    for (const { name, shapes, reason } of functions) {
      expect(name).toBe(name.toLowerCase());
      if (shapes.length === 0) expect(reason?.length).toBeGreaterThan(10);
    }
  });
});

describe('the probes catch', () => {
  const planted: readonly (readonly [string, string, string])[] = [
    ['a position that counts from 0', 'strpos(s, u)', 'strpos(s, u) - 1'],
    [
      'NULL skipped where it counts',
      'greatest(i, j)',
      'CASE WHEN i IS NOT NULL AND j IS NOT NULL THEN greatest(i, j) END',
    ],
    [
      'all matches for the first',
      "regexp_replace(s, 'l', 'L')",
      "regexp_replace(s, 'l', 'L', 'g')",
    ],
    ['whole units for boundaries', "date_diff('month', dt, dt2)", "date_sub('month', dt, dt2)"],
    ['Sunday for Monday', 'dayofweek(dt)', 'isodow(dt)'],
    ['half to even for half away', 'round(f)', 'round_even(f, 0)'],
    ['a trim of tabs', 'trim(s)', "trim(s, E' \\t\\n')"],
    ['the natural logarithm', 'log(p)', 'ln(p)'],
  ];
  test.each(planted)('%s', async (_name, right, wrong) => {
    const probe = { line: 0, kind: 'row', expression: right, expected: null } as const;
    expect(await faultOf(probe, 'duckdb', rows, rows)).toBeUndefined();
    // The engine runs the wrong text in place of the right one.
    const crooked: EngineDatabase = {
      ...rows,
      run: (sql, schema) => rows.run(sql.replace(right, wrong), schema),
    };
    expect(await faultOf(probe, 'duckdb', crooked, rows)).toMatch(/only in/);
  });

  test('a translation that is refused, and a refusal that is translated', async () => {
    const refused = { line: 0, kind: 'row', expression: 'initcap(s)', expected: null } as const;
    expect(await faultOf(refused, 'duckdb', rows, rows)).toMatch(/UNSUPPORTED_SQL/);
    const known = { line: 0, kind: 'refused', expression: 'upper(s)', expected: null } as const;
    expect(await faultOf(known, 'duckdb', rows, rows)).toMatch(/^translated/);
  });

  test('an unknown function, by its place and the nearest name', () => {
    expect(() => translate('SELECT uper(s) FROM t', 'duckdb', tablesFor('duckdb'))).toThrowError(
      expect.objectContaining({
        code: 'UNKNOWN_FUNCTION',
        hint: "Did you mean 'upper'?",
        span: expect.objectContaining({ line: 1, column: 8 }) as unknown,
      }) as Error,
    );
  });
});
