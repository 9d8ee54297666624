import { IbertError } from '@ibert/core';

import { compareSides, orderConflict, unstable } from '../agreement.js';
import type { Orders, Results } from '../agreement.js';
import type { ResultTable } from '../comparison/result.js';
import { alignDecimals } from '../engines/align.js';
import { openDuckDb } from '../engines/duckdb.js';
import type { SqlEngine } from '../engines/engine.js';
import { openPostgres } from '../engines/postgres.js';
import { openSqlite } from '../engines/sqlite.js';
import { Engine } from '../execution/engine.js';
import { knownNames, SqlInspector } from '../execution/inspect-sql.js';
import { relationFacts } from '../facts/relation-facts.js';
import { FIXTURE_NAMES } from '../execution/fixture-databases.js';
import type { OrderFacts } from '../facts/order.js';
import type { BaseFixtures, Tables } from '../fixtures/base.js';
import { reject } from '../reasons.js';
import type { Rejection } from '../reasons.js';
import { vacuousResult } from '../vacuity.js';
import type { Compiled } from '../verdict.js';
import { EngineFixtureCache } from './engine-fixtures.js';

const OPENERS = { duckdb: openDuckDb, postgres: openPostgres, sqlite: openSqlite } as const;

/** The dialects whose engines live here, beside DuckDB's own. */
export type EngineDialect = Exclude<keyof typeof OPENERS, 'duckdb'>;

export const isEngineDialect = (dialect: string): dialect is EngineDialect =>
  dialect !== 'duckdb' && Object.hasOwn(OPENERS, dialect);

interface Case {
  readonly dialect: EngineDialect;
  readonly sql: string;
  readonly tables: Tables;
  readonly compiled: Compiled;
}

/** That both sides agree, and on how much. */
interface Agreed {
  readonly ok: true;
  readonly fixtures: number;
  readonly rows: number;
}

const INSPECTOR_MB = 256;

/**
 * Runs originals on the engines that live in WebAssembly and translations on DuckDB, over the fixtures
 * that the {@link Prover} uses, and asks of their results what it asks.
 */
export class EngineJudge {
  readonly #engines = new Map<string, Promise<SqlEngine>>();
  readonly #fixtures = new EngineFixtureCache();
  #parser: Engine | undefined;

  /** @returns the agreement, or why there is none. */
  async judge(example: Case): Promise<Agreed | Rejection> {
    const { compiled, tables } = example;
    const facts = relationFacts(compiled.relation);
    const order = await this.#orders(example, facts.order);
    if ('ok' in order) return order;
    const fixtures = await this.#fixtures.get(tables);
    const delta = fixtures.delta(facts);
    const found = new Map<string, Results>();
    for (const name of FIXTURE_NAMES) {
      const results = await this.#runBoth(example, (engine, sql) =>
        fixtures.run(engine, name, delta, { sql, schema: compiled.relation.schema }),
      );
      if ('ok' in results) return { ...results, error: `${results.error} (${name} rows)` };
      found.set(name, results);
    }
    const { typical, hostile, reversed, single, empty } = Object.fromEntries(found) as Readonly<
      Record<keyof BaseFixtures, Results>
    >;
    const fault =
      unstable(order, 'sql', hostile, reversed) ??
      unstable(order, 'ibis', hostile, reversed) ??
      orderConflict(order) ??
      [...found].reduce<Rejection | undefined>(
        (earlier, [name, results]) => earlier ?? compareSides(order, aligned(results), name),
        undefined,
      ) ??
      vacuousResult([typical.sql, hostile.sql, single.sql], empty.sql);
    if (fault !== undefined) return fault;
    const rows = [...found.values()].reduce((sum, { sql }) => sum + sql.rowCount, 0);
    return { ok: true, fixtures: found.size, rows };
  }

  async close(): Promise<void> {
    this.#parser?.close();
    for (const engine of this.#engines.values()) await (await engine).close();
  }

  #engine(name: keyof typeof OPENERS): Promise<SqlEngine> {
    const known = this.#engines.get(name) ?? OPENERS[name]();
    this.#engines.set(name, known);
    return known;
  }

  /**
   * The order that each side fixes. The original's is read off its own text by DuckDB's parser, which
   * has PostgreSQL's grammar; where it cannot read the text, the translation's order is only taken on
   * trust when there is one.
   */
  async #orders({ sql, tables }: Case, ibis: OrderFacts): Promise<Orders | Rejection> {
    this.#parser ??= await Engine.open({ memoryMb: INSPECTOR_MB });
    const inspector = await SqlInspector.create(this.#parser.service);
    const inspected = await inspector.inspect(sql, knownNames(tables));
    if (inspected.ok) return { sql: inspected.facts.order, ibis };
    if (ibis.order === 'ordered' || !/\border\s+by\b/i.test(sql)) return { sql: ibis, ibis };
    return reject('UNSUPPORTED', 'whether its ORDER BY fixes the order of its rows is not known');
  }

  /** Both results on a fixture, each engine's error with the reason that it is. */
  async #runBoth(
    { dialect, sql, compiled }: Case,
    run: (engine: SqlEngine, sql: string) => Promise<ResultTable>,
  ): Promise<Results | Rejection> {
    const original = await attempt(
      async () => run(await this.#engine(dialect), sql),
      'SQL_RUNTIME',
    );
    if ('ok' in original) return original;
    const ours = await attempt(
      async () => run(await this.#engine('duckdb'), compiled.sql),
      'IBIS_RUNTIME',
    );
    return 'ok' in ours ? ours : { sql: original, ibis: ours };
  }
}

async function attempt(
  action: () => Promise<ResultTable>,
  reason: Rejection['reason'],
): Promise<ResultTable | Rejection> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return reject(error.code === 'UNSUPPORTED' ? 'UNSUPPORTED' : reason, error.message);
  }
}

function aligned({ sql, ibis }: Results): Results {
  const [left, right] = alignDecimals(sql, ibis);
  return { sql: left, ibis: right };
}
