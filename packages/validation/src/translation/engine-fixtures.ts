import type { Schema } from '@ibert/ir';

import type { ResultTable } from '../comparison/result.js';
import { NO_ROWS } from '../engines/engine.js';
import type { EngineDatabase, SqlEngine } from '../engines/engine.js';
import type { QueryFacts } from '../facts/relation-facts.js';
import { fixtureKey, makeFixtures } from '../fixtures/base.js';
import type { BaseFixtures, Fixture, Tables } from '../fixtures/base.js';
import { deltaRows } from '../fixtures/delta.js';
import { columnRoles } from '../fixtures/keys.js';

const SEED = 0;
/** How many sets of tables keep their databases. */
const CAPACITY = 4;

type FixtureName = keyof BaseFixtures;

/** Rows that a query adds to the fixtures, as long as it runs. */
type Delta = Readonly<Partial<Record<FixtureName, Fixture>>>;

/** The fixture databases of one set of tables, in every engine that was asked for them. */
class EngineFixtures {
  readonly #tables: Tables;
  readonly #base: BaseFixtures;
  readonly #databases = new Map<string, Promise<EngineDatabase>>();

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#base = makeFixtures(tables, SEED);
  }

  /** The rows around a query's own constants, for the tables that it reads. */
  delta({ tables, constants }: Pick<QueryFacts, 'tables' | 'constants'>): Delta {
    const all = this.#tables;
    const read = Object.entries(all).filter(([name]) => tables.has(name.toLowerCase()));
    const roles = columnRoles(all);
    const rows = deltaRows(Object.fromEntries(read), roles, this.#base.hostile, constants, SEED);
    const reversed = new Map([...rows].map(([name, some]) => [name, some.toReversed()]));
    return { hostile: rows, reversed };
  }

  /** @throws IbertError as {@link EngineDatabase.run} and {@link SqlEngine.load} do. */
  async run(
    engine: SqlEngine,
    fixture: FixtureName,
    delta: Delta,
    query: { readonly sql: string; readonly schema: Schema },
  ): Promise<ResultTable> {
    const key = `${engine.dialect} ${fixture}`;
    const stored = engine.storable(this.#tables);
    const loading = this.#databases.get(key) ?? this.#load(engine, stored, fixture);
    this.#databases.set(key, loading);
    const database = await loading;
    const extra = this.#storedRows(stored, delta[fixture] ?? NO_ROWS);
    return database.run(query.sql, query.schema, extra);
  }

  async drop(): Promise<void> {
    for (const loading of this.#databases.values()) {
      await (await loading.catch(() => undefined))?.drop();
    }
  }

  /** Columns that the engine cannot store are left out: a query that reads one fails there. */
  #load(engine: SqlEngine, stored: Tables, fixture: FixtureName): Promise<EngineDatabase> {
    return engine.load(stored, this.#storedRows(stored, this.#base[fixture]));
  }

  #storedRows(stored: Tables, rows: Fixture): Fixture {
    if (stored === this.#tables) return rows;
    return new Map(
      [...rows].map(([name, all]) => {
        const kept = stored[name];
        const columns = [...(this.#tables[name]?.keys() ?? [])];
        const places = columns.flatMap((column, i) => (kept?.has(column) === true ? [i] : []));
        if (places.length === columns.length) return [name, all];
        return [name, all.map((row) => places.map((i) => row[i] ?? null))];
      }),
    );
  }
}

/** Keeps the fixtures of the tables used last. */
export class EngineFixtureCache {
  readonly #entries = new Map<string, EngineFixtures>();

  async get(tables: Tables): Promise<EngineFixtures> {
    const key = fixtureKey(tables, SEED);
    const known = this.#entries.get(key);
    this.#entries.delete(key);
    for (const [oldest, fixtures] of this.#entries) {
      if (this.#entries.size < CAPACITY) break;
      this.#entries.delete(oldest);
      await fixtures.drop();
    }
    const fixtures = known ?? new EngineFixtures(tables);
    this.#entries.set(key, fixtures);
    return fixtures;
  }
}
