import type { Seed } from '@ibert/core';
import { IbertError } from '@ibert/core';
import type { Verification } from '@ibert/core/records';
import { StatementType } from '@duckdb/node-api';
import type { DuckDBMaterializedResult } from '@duckdb/node-api';

import { compareSides, MAY_BE_CHANCE, orderConflict, unstable } from './agreement.js';
import type { Orders, Results } from './agreement.js';

import { executionFault, SIDE_NAMES } from './execution/duckdb-error.js';
import type { Side } from './execution/duckdb-error.js';
import { Engine } from './execution/engine.js';
import { FIXTURE_NAMES, FixtureCache } from './execution/fixture-databases.js';
import type { FixtureDatabases, FixtureName } from './execution/fixture-databases.js';
import { SqlInspector } from './execution/inspect-sql.js';
import { readResult } from './execution/read-result.js';
import { isOneSelect } from './execution/select-text.js';
import { Watchdog } from './execution/watchdog.js';
import type { ResultTable } from './comparison/result.js';
import { MutantRunner } from './mutation/runner.js';
import { scoreMutants, weakness, withScore } from './mutation/score.js';
import { relationFacts } from './facts/relation-facts.js';
import type { QueryFacts } from './facts/relation-facts.js';
import { reject } from './reasons.js';
import type { Rejection } from './reasons.js';
import { vacuousResult } from './vacuity.js';
import type { Judge, Pair, Verdict } from './verdict.js';

export interface ProverOptions {
  /** Seed of the fixtures; default 0. */
  readonly seed?: Seed;
  /** Longest time per pair in milliseconds; default 10,000. */
  readonly timeoutMs?: number;
  /** Memory for DuckDB, and again for results, in MiB; default 512. */
  readonly memoryMb?: number;
  /** Most rows of one result; default 100,000. */
  readonly maxRows?: number;
  /** How many sets of tables keep their fixtures; default 16. */
  readonly cachedSchemas?: number;
  /** Who vouches for the pairs; default `authored`. */
  readonly judge?: Judge;
  /** Whether proven pairs are scored: their mutants must be told apart; default false. */
  readonly score?: boolean;
  /** Most mutants of one program; default 40. */
  readonly maxMutants?: number;
  /** On how many of the three kinds of fixtures with rows a result must say something; default 1. */
  readonly leastSpeaking?: number;
  /**
   * The part of a scored pair's mutants, of those that are not equivalent, that must be told apart;
   * default 0.
   */
  readonly leastKilled?: number;
}

const DEFAULTS = {
  seed: 0,
  timeoutMs: 10_000,
  memoryMb: 512,
  maxRows: 100_000,
  cachedSchemas: 16,
  judge: 'authored',
  score: false,
  maxMutants: 40,
  leastSpeaking: 1,
  leastKilled: 0,
} as const satisfies Required<ProverOptions>;

/** What running a text needs. */
interface Run {
  readonly pair: Pair;
  readonly fixtures: FixtureDatabases;
  readonly watchdog: Watchdog;
}

interface Session extends Run {
  readonly order: Orders;
  /** Whether both texts are one, which is run once: a text agrees with itself. */
  readonly same: boolean;
  readonly score: boolean;
}

/**
 * Proves pairs by execution: both texts run on five fixture databases, the hostile ones with rows
 * around the pair's own constants, and must give equal results on each; each text must give the
 * same result when the rows lie in another order; some result must say something.
 *
 * A pair's verdict depends on the pair, the seed and the limits only. One prover proves one pair at
 * a time.
 */
export class Prover {
  readonly #options: Required<ProverOptions>;
  readonly #engine: Engine;
  readonly #inspector: SqlInspector;
  readonly #fixtures: FixtureCache;

  private constructor(options: Required<ProverOptions>, engine: Engine, inspector: SqlInspector) {
    this.#options = options;
    this.#engine = engine;
    this.#inspector = inspector;
    this.#fixtures = new FixtureCache(engine, options.seed, options.cachedSchemas);
  }

  static async open(options: ProverOptions = {}): Promise<Prover> {
    const all = { ...DEFAULTS, ...options };
    const engine = await Engine.open({ memoryMb: all.memoryMb });
    return new Prover(all, engine, await SqlInspector.create(engine.service));
  }

  close(): void {
    this.#engine.close();
  }

  /** @param score whether its mutants must be told apart; default as the options say. */
  async prove(pair: Pair, score = this.#options.score): Promise<Verdict> {
    const fixtures = await this.#fixturesOf(pair);
    if ('ok' in fixtures) return fixtures;
    const watchdog = new Watchdog(this.#options);
    try {
      // While DuckDB runs our own text, the given one is looked at.
      const same = pair.sql === pair.compiled.sql;
      const ours = isOneSelect(pair.compiled.sql)
        ? this.#run({ pair, fixtures, watchdog }, same ? 'sql' : 'ibis', 'typical')
        : reject('NOT_A_QUERY', 'the Ibis program compiles to something else than one SELECT');
      const [inspected, ibis] = await Promise.all([
        this.#inspector.inspect(pair.sql, fixtures.names),
        ours,
      ]);
      if (!inspected.ok) return inspected;
      // It may have changed the fixtures, which are gone then.
      if ('ok' in ibis && ibis.reason === 'NOT_A_QUERY') return ibis;
      const facts = { sql: inspected.facts, ibis: relationFacts(pair.compiled.relation) };
      const order = { sql: facts.sql.order, ibis: facts.ibis.order };
      const session = { pair, fixtures, watchdog, order, same, score };
      return await this.#proveOn(session, facts, ibis);
    } finally {
      watchdog.stop();
    }
  }

  /**
   * Milliseconds that DuckDB alone takes for the pair's texts on the same fixtures, delta included:
   * the yardstick of the bench. The results are not read.
   */
  async timeBare(pair: Pair): Promise<number> {
    const fixtures = await this.#fixtures.get(pair.tables);
    const inspected = await this.#inspector.inspect(pair.sql, fixtures.names);
    const own = relationFacts(pair.compiled.relation);
    await fixtures.addDelta(inspected.ok ? [inspected.facts, own] : [own]);
    try {
      const start = performance.now();
      for (const name of FIXTURE_NAMES) {
        await fixtures.connection(name).run(pair.sql);
        await fixtures.connection(name).run(pair.compiled.sql);
      }
      return performance.now() - start;
    } finally {
      await fixtures.reset();
    }
  }

  async #fixturesOf(pair: Pair): Promise<FixtureDatabases | Rejection> {
    try {
      return await this.#fixtures.get(pair.tables);
    } catch (error) {
      if (error instanceof IbertError) return reject('UNSUPPORTED', error.message);
      throw error;
    }
  }

  /**
   * DuckDB works on other threads, so what does not depend on a running query is done meanwhile:
   * delta rows are laid out while the first text runs, and taken away while the last fixtures are
   * asked.
   */
  async #proveOn(
    session: Session,
    facts: Readonly<Record<Side, QueryFacts>>,
    ibis: DuckDBMaterializedResult | Rejection,
  ): Promise<Verdict> {
    const { fixtures, order, same } = session;
    const { leastSpeaking } = this.#options;
    const running = same ? Promise.resolve(ibis) : this.#run(session, 'sql', 'typical');
    const delta = fixtures.addDelta([facts.sql, facts.ibis]);
    let dirty = false;
    let clean: Promise<void> | undefined;
    const reset = (): Promise<void> =>
      (clean ??= delta.then(
        (changed) => (changed || dirty ? fixtures.reset() : undefined),
        () => fixtures.reset(),
      ));
    try {
      const sql = await running;
      if ('ok' in sql) return sql;
      if ('ok' in ibis) return ibis;
      const first = readResult(sql);
      const typical = { sql: first, ibis: same ? first : readResult(ibis) };
      const suspect = orderConflict(order) ?? compareSides(order, typical, 'typical');
      if (suspect !== undefined && !MAY_BE_CHANCE.has(suspect.reason)) return suspect;

      await delta;
      // A failed query leaves the transaction aborted, whether there was a delta or not.
      dirty = true;
      const hostile = await this.#proveHostile(session, suspect);
      if ('ok' in hostile) return hostile;
      dirty = false;
      // Mutants still need the delta.
      if (!session.score) void reset();

      const single = await this.#runBoth(session, 'single');
      if ('ok' in single) return single;
      const empty = await this.#runBoth(session, 'empty');
      if ('ok' in empty) return empty;
      const fault =
        compareSides(order, single, 'single') ??
        compareSides(order, empty, 'empty') ??
        vacuousResult([typical.sql, hostile.hostile.sql, single.sql], empty.sql, leastSpeaking);
      if (fault !== undefined) return fault;

      const compared = [typical, hostile.hostile, hostile.reversed, single, empty];
      const rows = compared.reduce((sum, results) => sum + results.sql.rowCount, 0);
      const { judge } = this.#options;
      const verification = { fixtures: FIXTURE_NAMES.length, rows, judge };
      if (!session.score) return { ok: true, verification };
      dirty = true;
      const results = {
        typical: typical.ibis,
        hostile: hostile.hostile.ibis,
        reversed: hostile.reversed.ibis,
        single: single.ibis,
        empty: empty.ibis,
      };
      return await this.#score(session, verification, results);
    } finally {
      await reset();
    }
  }

  /** Runs the pair's mutants, with a time limit of its own. */
  async #score(
    { pair, fixtures, order }: Session,
    verification: Verification,
    results: Readonly<Record<FixtureName, ResultTable>>,
  ): Promise<Verdict> {
    const { seed, maxMutants, maxRows, leastKilled } = this.#options;
    const runner = new MutantRunner({ fixtures, limits: this.#options, maxRows });
    try {
      const score = await scoreMutants({ pair, order, results, runner, seed, limit: maxMutants });
      if ('ok' in score) return score;
      return weakness(score, leastKilled) ?? withScore(verification, score);
    } finally {
      runner.close();
    }
  }

  /** The hostile fixtures with the pair's delta; a difference seen before may be chance. */
  async #proveHostile(
    session: Session,
    suspect: Rejection | undefined,
  ): Promise<{ readonly hostile: Results; readonly reversed: Results } | Rejection> {
    const { order } = session;
    const hostile = await this.#runBoth(session, 'hostile');
    if ('ok' in hostile) return suspect ?? hostile;
    const reversed = await this.#runBoth(session, 'reversed');
    if ('ok' in reversed) return suspect ?? reversed;
    const fault =
      unstable(order, 'sql', hostile, reversed) ??
      (session.same ? undefined : unstable(order, 'ibis', hostile, reversed)) ??
      suspect ??
      compareSides(order, hostile, 'hostile');
    return fault ?? { hostile, reversed };
  }

  /** Both texts on a fixture; the first result is read while DuckDB works on the second. */
  async #runBoth(session: Session, fixture: FixtureName): Promise<Results | Rejection> {
    const first = await this.#run(session, 'sql', fixture);
    if ('ok' in first) return first;
    if (session.same) {
      const result = readResult(first);
      return { sql: result, ibis: result };
    }
    const [sql, second] = await Promise.all([
      // Not before the second text is on its way.
      Promise.resolve().then(() => readResult(first)),
      this.#run(session, 'ibis', fixture),
    ]);
    return 'ok' in second ? second : { sql, ibis: readResult(second) };
  }

  async #run(
    session: Run,
    side: Side,
    fixture: FixtureName,
  ): Promise<DuckDBMaterializedResult | Rejection> {
    const { pair, fixtures, watchdog } = session;
    if (watchdog.expired()) return this.#alarm(watchdog, side);
    const connection = fixtures.connection(fixture);
    watchdog.watch(connection);
    try {
      const result = await connection.run(side === 'sql' ? pair.sql : pair.compiled.sql);
      if (result.statementType !== StatementType.SELECT) {
        await this.#fixtures.evict(pair.tables);
        return reject('NOT_A_QUERY', `${SIDE_NAMES[side]} is not a SELECT statement`);
      }
      const { rowCount } = result;
      if (rowCount > this.#options.maxRows) {
        const limit = this.#options.maxRows;
        return reject(
          'MEMORY',
          `${SIDE_NAMES[side]} gives ${rowCount} rows; the limit is ${limit}`,
        );
      }
      return result;
    } catch (error) {
      return watchdog.alarm === undefined
        ? executionFault(error, side, fixture)
        : this.#alarm(watchdog, side);
    } finally {
      watchdog.watch(undefined);
    }
  }

  #alarm({ alarm }: Watchdog, side: Side): Rejection {
    const { timeoutMs, memoryMb } = this.#options;
    return alarm === 'MEMORY'
      ? reject('MEMORY', `${SIDE_NAMES[side]} needs more than ${memoryMb} MiB`)
      : reject('TIMEOUT', `the pair took more than ${timeoutMs} ms, in ${SIDE_NAMES[side]}`);
  }
}
