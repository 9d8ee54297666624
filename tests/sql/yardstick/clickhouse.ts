import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { emitSql } from '@ibert/sql';

import { PROGRAMS } from './compare.js';
import type { Program } from './compare.js';

/** What ClickHouse answered: rows of values by position, or the code of its error. */
export interface Executed {
  readonly code: string;
  readonly sql: string;
  readonly rows?: readonly (readonly unknown[])[];
  readonly error?: string;
}

const folder = (name: string): URL => new URL(`../goldens/clickhouse/${name}`, import.meta.url);
const ROWS = folder('rows.json');

/** The statements of a file that makes the tables. */
export const statementsOf = (engine: 'duckdb' | 'clickhouse'): readonly string[] =>
  readFileSync(folder(`${engine}.sql`), 'utf8')
    .split(/;\n/)
    .filter((text) => text.trim() !== '');

// Answers that no two engines share, and types that ClickHouse has not.
const FOREIGN =
  /^(Random|TimestampNow|DateNow|Hash|TypeOf|Approx|AggUDF|ScalarUDF|Relation Sample)/;
const TABLES = /\b(tm|j|u|iv|tz)\b(?=[.)\s])|t\.(tm|j|u)\b|w\.(iv|tz)\b/;

/** The programs that ClickHouse can be asked, with our SQL for it. */
export function clickhousePrograms(): readonly (Program & { readonly sql: string })[] {
  return PROGRAMS.flatMap((program) => {
    if (FOREIGN.test(program.operation)) return [];
    if (TABLES.test(program.code.replaceAll(/\bu\.(k|a|c|s|ts|select|filter)\b|\(u\b/g, '')))
      return [];
    try {
      return [{ ...program, sql: emitSql(program.relation, 'clickhouse').sql }];
    } catch {
      return [];
    }
  });
}

/** What was recorded, by program. */
export const recordedRows = (): ReadonlyMap<string, Executed> =>
  existsSync(ROWS)
    ? new Map(
        (JSON.parse(readFileSync(ROWS, 'utf8')) as readonly Executed[]).map((e) => [e.code, e]),
      )
    : new Map();

interface Chdb {
  readonly Session: new () => { query: (sql: string, format?: string) => string };
}

/**
 * Asks ClickHouse itself, from the package `chdb` in the folder that IBERT_CHDB names. It is half a
 * gigabyte and therefore no dependency; its answers are recorded.
 */
export function askClickhouse(where: string): readonly Executed[] {
  const { Session } = createRequire(`${where}/`)('chdb') as Chdb;
  const session = new Session();
  for (const statement of statementsOf('clickhouse')) session.query(statement);
  return clickhousePrograms().map(({ code, sql }) => {
    try {
      const text = session.query(`${sql} SETTINGS join_use_nulls = 1`, 'JSONCompactEachRow');
      const lines = text.split('\n').filter((line) => line !== '');
      return { code, sql, rows: lines.map((line) => JSON.parse(line) as readonly unknown[]) };
    } catch (error) {
      // What a failed statement had written would come out with the next.
      session.query('SELECT 1');
      return { code, sql, error: /Code: \d+/.exec(String(error))?.[0] ?? 'error' };
    }
  });
}

interface Otherwise {
  readonly why: string;
  readonly programs: readonly string[];
}

/** Programs on which ClickHouse answers otherwise than DuckDB, with the reason. */
export const OTHERWISE: readonly Otherwise[] = [
  {
    why: 'JSON, in which its rows come, has neither NaN nor infinity',
    programs: [
      "t.select(x=ibis.literal(float('nan')))",
      "t.select(x=ibis.literal(float('inf')))",
      't.b ** 0.5',
    ],
  },
  {
    why: 'what does not convert is an error on DuckDB',
    programs: [
      "t.s.cast('int64')",
      "t.s.cast('float64')",
      "t.s.cast('date')",
      "t.s.cast('timestamp')",
      "t.ts.cast('int64')",
    ],
  },
  {
    why: 'numbers outside of the domain are an error on DuckDB',
    programs: [
      't.b.sqrt()',
      't.a.sqrt()',
      't.b.log(3)',
      't.b.log()',
      't.b.ln()',
      't.a.ln()',
      't.b.log2()',
      't.a.log2()',
      't.b.log10()',
      't.a.log10()',
      't.b.acos()',
      't.b.asin()',
      't.a << 2',
      't.a << t.k',
    ],
  },
  {
    why: 'there is no SQL for it on DuckDB',
    programs: [
      't.s.protocol()',
      't.s.authority()',
      't.s.host()',
      't.s.file()',
      't.s.path()',
      't.s.query()',
      "t.s.query('a')",
      't.s.fragment()',
      't.a.corr(t.b)',
    ],
  },
  {
    why: 'it is an error there: no common type, a negative count, NULL for an array, other lengths, or infinity as an integer',
    programs: [
      'ibis.greatest(t.a, t.b)',
      't.a // t.k',
      't.s.repeat(t.a)',
      "t.s.lpad(t.a, 'xy')",
      "t.s.re_split(',+')",
      "t.s.split(',')",
      't.arr.zip(t.tags)',
      't.select(x=ibis.range(t.a))',
    ],
  },
  {
    why: 'dates begin in 1970 there',
    programs: [
      'ibis.date(t.i, 2, 1)',
      'ibis.date(t.a, t.k, t.i)',
      'ibis.timestamp(t.a, 2, 1, 1, 2, 3)',
    ],
  },
  {
    why: 'a computed start that is negative is no slice; Ibis refuses it where it is a literal',
    programs: ['t.s[t.a:t.k]'],
  },
  { why: 'an interval by itself comes as a number', programs: ["t.a.as_interval('D')"] },
  { why: 'the elements come in another order', programs: ['t.a.collect(distinct=True)'] },
  {
    why: 'the fields of a tuple have no names',
    programs: ["t.select(x=ibis.struct({'a': t.a, 'b': 'x'}))"],
  },
];
