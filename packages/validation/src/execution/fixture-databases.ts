import type { DuckDBConnection } from '@duckdb/node-api';
import type { Seed } from '@ibert/core';

import { fixtureKey, makeFixtures } from '../fixtures/base.js';
import type { BaseFixtures, Fixture, Tables } from '../fixtures/base.js';
import { deltaRows } from '../fixtures/delta.js';
import type { QueryFacts } from '../facts/relation-facts.js';
import { columnRoles } from '../fixtures/keys.js';
import type { Roles } from '../fixtures/keys.js';
import type { Row } from '../cell.js';
import type { Engine } from './engine.js';
import { knownNames } from './inspect-sql.js';
import type { KnownNames } from './inspect-sql.js';
import { tableLoader } from './load-rows.js';
import type { TableLoader } from './load-rows.js';

export type FixtureName = keyof BaseFixtures;
export const FIXTURE_NAMES = [
  'typical',
  'hostile',
  'reversed',
  'single',
  'empty',
] as const satisfies readonly FixtureName[];
/** Fixtures that take the rows of a record's own constants. */
const WITH_DELTA = ['hostile', 'reversed'] as const satisfies readonly FixtureName[];

/**
 * The fixture databases of one set of tables inside an engine. `hostile` and `reversed` always have
 * an open transaction: a record's delta rows go into it, and {@link reset} takes them away.
 */
export class FixtureDatabases {
  readonly names: KnownNames;
  readonly #tables: Tables;
  readonly #roles: Roles;
  readonly #seed: Seed;
  readonly #base: BaseFixtures;
  readonly #loaders: ReadonlyMap<string, TableLoader>;
  readonly #connections = new Map<FixtureName, DuckDBConnection>();
  readonly #prefix: string;
  /** The delta rows that are in, to be laid out again after a failed query. */
  #delta: ReadonlyMap<string, readonly Row[]> = new Map();

  private constructor(tables: Tables, seed: Seed, prefix: string) {
    this.#tables = tables;
    this.#roles = columnRoles(tables);
    this.#seed = seed;
    this.#prefix = prefix;
    this.#loaders = new Map(
      Object.entries(tables).map(([table, schema]) => [table, tableLoader(table, schema)]),
    );
    this.#base = makeFixtures(tables, seed);
    this.names = knownNames(tables);
  }

  /**
   * @param prefix of the databases' names; no other open fixtures of the engine may have it.
   * @throws IbertError `UNSUPPORTED` for a column type without storage.
   */
  static async create(
    engine: Engine,
    tables: Tables,
    seed: Seed,
    prefix: string,
  ): Promise<FixtureDatabases> {
    const databases = new FixtureDatabases(tables, seed, prefix);
    for (const name of FIXTURE_NAMES) await databases.#build(engine, name);
    return databases;
  }

  connection(name: FixtureName): DuckDBConnection {
    return this.#connections.get(name) as DuckDBConnection;
  }

  /**
   * Adds the rows around the queries' constants to the tables that they read: to `hostile` and, in
   * reverse, to `reversed`.
   *
   * @returns whether there were any.
   */
  async addDelta(queries: readonly QueryFacts[]): Promise<boolean> {
    const read = Object.entries(this.#tables).filter(([table]) =>
      queries.some(({ tables }) => tables.has(table.toLowerCase())),
    );
    const constants = queries.flatMap((query) => query.constants);
    const base = this.#base.hostile;
    this.#delta = deltaRows(Object.fromEntries(read), this.#roles, base, constants, this.#seed);
    await this.#layOut();
    return this.#delta.size > 0;
  }

  /** Puts the delta rows back as they were, after a query that failed. */
  async restore(): Promise<void> {
    const delta = this.#delta;
    await this.reset();
    this.#delta = delta;
    await this.#layOut();
  }

  async #layOut(): Promise<void> {
    for (const [table, rows] of this.#delta) {
      const loader = this.#loaders.get(table);
      if (loader === undefined) continue;
      await Promise.all([
        loader.append(this.connection('hostile'), loader.encode(rows)),
        loader.append(this.connection('reversed'), loader.encode([...rows].reverse())),
      ]);
    }
  }

  /**
   * Fills the `empty` fixture with rows, until {@link clear} takes them away.
   *
   * @param fixture tables that it leaves out stay empty.
   */
  async fill(fixture: Fixture): Promise<void> {
    const connection = this.connection('empty');
    await connection.run('BEGIN');
    for (const [table, rows] of fixture) {
      const loader = this.#loaders.get(table);
      if (loader !== undefined && rows.length > 0) {
        await loader.append(connection, loader.encode(rows));
      }
    }
  }

  /** Makes the `empty` fixture empty again, also after a failed query. */
  async clear(): Promise<void> {
    await this.connection('empty').run('ROLLBACK');
  }

  /** Takes the delta rows away, also after a failed query. */
  async reset(): Promise<void> {
    this.#delta = new Map();
    await Promise.all(WITH_DELTA.map((name) => this.connection(name).run('ROLLBACK; BEGIN')));
  }

  async drop(engine: Engine): Promise<void> {
    for (const [name, connection] of this.#connections) {
      await engine.dropDatabase(`${this.#prefix}_${name}`, connection);
    }
    this.#connections.clear();
  }

  async #build(engine: Engine, name: FixtureName): Promise<void> {
    const connection = await engine.createDatabase(`${this.#prefix}_${name}`);
    this.#connections.set(name, connection);
    const fixture: Fixture = this.#base[name];
    for (const [table, loader] of this.#loaders) {
      await connection.run(loader.createSql);
      const rows = fixture.get(table) ?? [];
      if (rows.length > 0) await loader.append(connection, loader.encode(rows));
    }
    if (WITH_DELTA.some((other) => other === name)) await connection.run('BEGIN');
  }
}

/** Keeps the fixture databases of the tables used last. */
export class FixtureCache {
  readonly #engine: Engine;
  readonly #seed: Seed;
  readonly #capacity: number;
  readonly #entries = new Map<string, FixtureDatabases>();
  readonly #keys = new WeakMap<Tables, string>();
  #built = 0;

  /** @param capacity how many sets of tables are kept. */
  constructor(engine: Engine, seed: Seed, capacity: number) {
    this.#engine = engine;
    this.#seed = seed;
    this.#capacity = capacity;
  }

  /** @throws IbertError `UNSUPPORTED` for a column type without storage. */
  async get(tables: Tables): Promise<FixtureDatabases> {
    const key = this.#keyOf(tables);
    const cached = this.#entries.get(key);
    if (cached !== undefined) {
      // Reinserted at the end: the map's order is the order of last use.
      this.#entries.delete(key);
      this.#entries.set(key, cached);
      return cached;
    }
    for (const [oldest, databases] of this.#entries) {
      if (this.#entries.size < this.#capacity) break;
      this.#entries.delete(oldest);
      await databases.drop(this.#engine);
    }
    this.#built += 1;
    const built = await FixtureDatabases.create(
      this.#engine,
      tables,
      this.#seed,
      `f${this.#built}`,
    );
    this.#entries.set(key, built);
    return built;
  }

  /** Throws the fixtures of the tables away, e.g. after something may have changed them. */
  async evict(tables: Tables): Promise<void> {
    const key = this.#keyOf(tables);
    const databases = this.#entries.get(key);
    this.#entries.delete(key);
    await databases?.drop(this.#engine);
  }

  /** Writing out the schemas costs more than finding the fixtures, so each object is done once. */
  #keyOf(tables: Tables): string {
    const known = this.#keys.get(tables);
    if (known !== undefined) return known;
    const key = fixtureKey(tables, this.#seed);
    this.#keys.set(tables, key);
    return key;
  }
}
