import { readFileSync } from 'node:fs';

import { IbertError } from '@ibert/core';
import { parseType, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql, type SqlDialect } from '@ibert/sql/bind';
import { compareResults, makeFixtures, type ResultTable, type Tables } from '@ibert/validation';
import { alignDecimals, type EngineDatabase, type SqlEngine } from '@ibert/validation/engines';

const FOLDER = new URL('./goldens/bind-functions/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

/** A line of a probe file: an expression over `t`, maybe with its expected value. */
export interface Probe {
  readonly line: number;
  /** `row`: one value per row; `group`: one per group; `all`: one of the whole table; `refused`. */
  readonly kind: 'row' | 'group' | 'all' | 'refused';
  readonly expression: string;
  /** A DuckDB expression, where the vendor's documentation is what is compared with. */
  readonly expected: string | null;
}

const MARK = /^(group|all|refused): /;

/** Reads `<name>.txt`: one probe per line, `--` for comments, `expression => expected` for a documented value. */
export function readProbes(name: string): readonly Probe[] {
  return read(`${name}.txt`)
    .split('\n')
    .map((text, i) => ({ text: text.trim(), line: i + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('--'))
    .map(({ text, line }): Probe => {
      const kind = (MARK.exec(text)?.[1] ?? 'row') as Probe['kind'];
      const [expression = '', expected = null] = text.replace(MARK, '').split(' => ');
      return { line, kind, expression, expected };
    });
}

const TYPES: Readonly<Record<string, string>> = {
  id: 'int64',
  g: 'string',
  i: 'int64',
  j: 'int32',
  f: 'float64',
  p: 'float64',
  d: 'decimal(12, 3)',
  s: 'string',
  u: 'string',
  b: 'boolean',
  dt: 'date',
  dt2: 'date',
  ts: 'timestamp',
  ts2: 'timestamp',
  l: 'array<int64>',
  ls: 'array<string>',
  n: 'int64',
};
const SCHEMA: Schema = new Map(
  Object.entries(TYPES).map(([name, type]) => [name, parseType(type)]),
);
// SQLite has no decimals: its columns of this type hold doubles.
const without = (schema: Schema, names: readonly string[]): Schema =>
  new Map([...schema].filter(([name]) => !names.includes(name)));
export const tablesFor = (dialect: SqlDialect): Tables => ({
  t: dialect === 'sqlite' ? without(SCHEMA, ['d', 'l', 'ls']) : SCHEMA,
});

/** The rows of `t`, as DuckDB makes them. */
async function rowsOf(duckdb: SqlEngine): Promise<ResultTable> {
  const empty = await duckdb.load({}, new Map());
  const table = await empty.run(
    read('rows.sql')
      .replaceAll(/^--.*$/gm, '')
      .trim(),
    SCHEMA,
  );
  await empty.drop();
  return table;
}

/** `t` in the engine, with the columns that it can hold. */
export async function loadProbes(engine: SqlEngine, duckdb: SqlEngine): Promise<EngineDatabase> {
  const all = await rowsOf(duckdb);
  const tables = engine.storable(tablesFor(engine.dialect));
  const names = [...(tables['t'] as Schema).keys()];
  const columns = names.map((name) => all.columns.findIndex((column) => column.name === name));
  const rows = Array.from({ length: all.rowCount }, (_, r) =>
    columns.map((c) => all.values[c]?.[r] ?? null),
  );
  return engine.load(tables, new Map([['t', rows]]));
}

const QUERIES: Readonly<Record<Probe['kind'], (expression: string) => string>> = {
  row: (expression) => `SELECT id, ${expression} AS x FROM t`,
  refused: (expression) => `SELECT id, ${expression} AS x FROM t`,
  group: (expression) => `SELECT g, ${expression} AS x FROM t GROUP BY g`,
  all: (expression) => `SELECT ${expression} AS x FROM t`,
};

export const textOf = ({ kind, expression }: Probe): string => QUERIES[kind](expression);

export interface Translated {
  readonly sql: string;
  readonly schema: Schema;
}

/** The probe as DuckDB's SQL, by way of the IR. */
export function translate(text: string, dialect: SqlDialect, tables: Tables): Translated {
  const [statement] = bindSql(text, { dialect, tables });
  if (statement === undefined) throw new IbertError('UNEXPECTED', 'no statement');
  return { sql: emitSql(statement.relation, 'duckdb').sql, schema: statement.relation.schema };
}

/** What went wrong with a probe; undefined when the two results agree. */
export type Fault = string | undefined;

/** The generated rows that break careless queries, in the probe's own engine and in DuckDB. */
export async function loadHostile(
  engine: SqlEngine,
  duckdb: SqlEngine,
): Promise<readonly [own: EngineDatabase, duckdb: EngineDatabase]> {
  const tables = engine.storable(tablesFor(engine.dialect));
  const { hostile } = makeFixtures(tables, 7);
  return [await engine.load(tables, hostile), await duckdb.load(tables, hostile)];
}

/** {@link faultOf} where the engine itself has an answer; it has none for a square root of -1. */
export async function faultIfAny(
  probe: Probe,
  dialect: SqlDialect,
  own: EngineDatabase,
  duckdb: EngineDatabase,
): Promise<Fault> {
  if (probe.kind === 'refused') return undefined;
  const text = textOf(probe);
  try {
    await own.run(text, translate(text, dialect, tablesFor(dialect)).schema);
  } catch {
    return undefined;
  }
  return faultOf(probe, dialect, own, duckdb);
}

/** Runs a probe on its own engine and, translated, on DuckDB. */
export async function faultOf(
  probe: Probe,
  dialect: SqlDialect,
  own: EngineDatabase,
  duckdb: EngineDatabase,
): Promise<Fault> {
  const text = textOf(probe);
  let translated: Translated;
  try {
    translated = translate(text, dialect, tablesFor(dialect));
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    if (probe.kind === 'refused' && /^(?:UNSUPPORTED_SQL|BAD_ARGUMENTS)$/.test(error.code))
      return undefined;
    return `${error.code}: ${error.message}`;
  }
  if (probe.kind === 'refused') return `translated: ${translated.sql}`;
  try {
    const [theirs, ours] = alignDecimals(
      await own.run(text, translated.schema),
      await duckdb.run(translated.sql, translated.schema),
    );
    const difference = compareResults(theirs, ours, { as: 'bag' }, [dialect, 'the translation']);
    return difference === undefined ? undefined : `${difference.message}\n    ${translated.sql}`;
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return `${error.code}: ${error.message}\n    ${translated.sql}`;
  }
}

/** Compares a probe's translation with the value that the vendor's documentation gives. */
export async function documentedFault(
  probe: Probe,
  dialect: SqlDialect,
  duckdb: EngineDatabase,
): Promise<Fault> {
  const { kind, expression, expected } = probe;
  if (kind === 'refused') return faultOf(probe, dialect, duckdb, duckdb);
  if (expected === null) return 'the probe has no expected value';
  try {
    const one = kind === 'row' ? `SELECT ${expression} AS x FROM t WHERE id = 1` : textOf(probe);
    const { sql, schema } = translate(one, dialect, tablesFor(dialect));
    const wanted = await duckdb.run(`SELECT ${expected} AS x`, schema);
    const [theirs, ours] = alignDecimals(wanted, await duckdb.run(sql, schema));
    const difference = compareResults(theirs, ours, { as: 'bag' }, [
      'the documentation',
      'the translation',
    ]);
    return difference === undefined ? undefined : `${difference.message}\n    ${sql}`;
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}
