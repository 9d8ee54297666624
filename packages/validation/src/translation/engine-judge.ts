import { IbertError } from '@ibert/core';
import type { Relation, Schema } from '@ibert/ir';

import { compareResults } from '../comparison/compare.js';
import type { RowOrder } from '../comparison/compare.js';
import type { ResultTable } from '../comparison/result.js';
import { alignDecimals } from '../engines/align.js';
import { openDuckDb } from '../engines/duckdb.js';
import type { EngineDatabase, SqlEngine } from '../engines/engine.js';
import { openPostgres } from '../engines/postgres.js';
import { openSqlite } from '../engines/sqlite.js';
import { visibleKeys } from '../facts/order.js';
import { relationFacts } from '../facts/relation-facts.js';
import { makeFixtures } from '../fixtures/base.js';
import type { Fixture, Tables } from '../fixtures/base.js';
import { deltaRows } from '../fixtures/delta.js';
import { columnRoles } from '../fixtures/keys.js';
import type { Compiled } from '../verdict.js';
import type { Judgement } from './judge.js';

const OPENERS = { postgres: openPostgres, sqlite: openSqlite } as const;
type EngineDialect = keyof typeof OPENERS;

export const isEngineDialect = (dialect: string): dialect is EngineDialect =>
  Object.hasOwn(OPENERS, dialect);

interface Case {
  readonly dialect: EngineDialect;
  readonly sql: string;
  readonly tables: Tables;
  readonly compiled: Compiled;
}

const SEED = 0;

/** Runs originals on the engines that live in WebAssembly, and translations on DuckDB. */
export class EngineJudge {
  readonly #engines = new Map<string, Promise<SqlEngine>>();

  async judge({ dialect, sql, tables, compiled }: Case): Promise<Judgement> {
    const duckdb = await this.#engine('duckdb', openDuckDb);
    const original = await this.#engine(dialect, OPENERS[dialect]);
    if (Object.keys(original.storable(tables)).length === 0) {
      return { kind: 'Unproven', why: `${dialect} cannot store these tables` };
    }
    const { relation } = compiled;
    let rows = 0;
    let told = false;
    const fixtures = fixturesFor(tables, compiled);
    for (const [name, fixture] of fixtures) {
      const sides = await this.#run({ duckdb, original }, tables, fixture, {
        theirs: sql,
        ours: compiled.sql,
        schema: relation.schema,
      });
      if (sides.kind !== 'Sides') return { ...sides, why: `${sides.why} (${name} rows)` };
      const [ours, theirs] = alignDecimals(sides.ours, sides.theirs);
      const order = orderOf(compiled, ours);
      const difference = compareResults(ours, theirs, order, ['the translation', dialect]);
      if (difference !== undefined) {
        const reversed = await this.#original(original, tables, backwards(fixture), sql, relation);
        const settled =
          typeof reversed !== 'string' &&
          compareResults(theirs, reversed, order, ['a', 'b']) === undefined;
        return settled
          ? { kind: 'Refuted', why: `${difference.message} (${name} rows)` }
          : { kind: 'Unproven', why: 'the result depends on the order in which rows are stored' };
      }
      rows += theirs.rowCount;
      told ||= theirs.rowCount > 0;
    }
    return told
      ? { kind: 'Proven', engine: dialect, fixtures: fixtures.length, rows }
      : { kind: 'Unproven', why: 'the result is empty on all fixtures' };
  }

  async close(): Promise<void> {
    for (const engine of this.#engines.values()) await (await engine).close();
  }

  #engine(name: string, open: () => Promise<SqlEngine>): Promise<SqlEngine> {
    const known = this.#engines.get(name) ?? open();
    this.#engines.set(name, known);
    return known;
  }

  /** The original's rows, or why there are none. */
  async #original(
    engine: SqlEngine,
    tables: Tables,
    fixture: Fixture,
    sql: string,
    { schema }: Relation,
  ): Promise<ResultTable | string> {
    const database = await engine.load(tables, fixture);
    try {
      return await database.run(sql, schema);
    } catch (error) {
      if (error instanceof IbertError) return error.message;
      throw error;
    } finally {
      await database.drop();
    }
  }

  async #run(
    engines: { readonly duckdb: SqlEngine; readonly original: SqlEngine },
    tables: Tables,
    fixture: Fixture,
    texts: { readonly theirs: string; readonly ours: string; readonly schema: Schema },
  ): Promise<Sides | Exclude<Judgement, { readonly kind: 'Proven' }>> {
    const databases: EngineDatabase[] = [];
    const load = async (engine: SqlEngine): Promise<EngineDatabase> => {
      const database = await engine.load(tables, fixture);
      databases.push(database);
      return database;
    };
    try {
      const original = await load(engines.original);
      const theirs = await original.run(texts.theirs, texts.schema);
      const duckdb = await load(engines.duckdb);
      try {
        const ours = await duckdb.run(texts.ours, texts.schema);
        return { kind: 'Sides', ours, theirs };
      } catch (error) {
        if (!(error instanceof IbertError)) throw error;
        return { kind: 'Refuted', why: error.message };
      }
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      // An original that does not run, or a type that the engine has not, proves nothing.
      return { kind: 'Unproven', why: error.message };
    } finally {
      for (const database of databases) await database.drop();
    }
  }
}

interface Sides {
  readonly kind: 'Sides';
  readonly ours: ResultTable;
  readonly theirs: ResultTable;
}

/** The base fixtures, the hostile ones with rows around the query's own constants. */
function fixturesFor(
  tables: Tables,
  { relation }: Compiled,
): readonly (readonly [string, Fixture])[] {
  const base = makeFixtures(tables, SEED);
  const { constants } = relationFacts(relation);
  const delta = deltaRows(tables, columnRoles(tables), base.hostile, constants, SEED);
  const hostile: Fixture = new Map(
    [...base.hostile].map(([name, rows]) => [name, [...rows, ...(delta.get(name) ?? [])]]),
  );
  return [
    ['typical', base.typical],
    ['hostile', hostile],
    ['single', base.single],
    ['empty', base.empty],
  ];
}

const backwards = (fixture: Fixture): Fixture =>
  new Map([...fixture].map(([name, rows]) => [name, rows.toReversed()]));

function orderOf({ relation }: Compiled, { columns }: ResultTable): RowOrder {
  const { order } = relationFacts(relation);
  if (order.order === 'unordered') return { as: 'bag' };
  const names = columns.map(({ name }) => name);
  return { as: 'list', keys: visibleKeys(order.keys, names) };
}
