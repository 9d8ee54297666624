import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { printSchema, type Relation, type Schema } from '@ibert/ir';
import { type Dialect, emitSql } from '@ibert/sql';
import {
  compareResults,
  relationFacts,
  type ResultTable,
  rowOrder,
  type RowOrder,
} from '@ibert/validation';
import { alignDecimals, type EngineDatabase, type SqlEngine } from '@ibert/validation/engines';
import { type Fixtures, fixturesOf, type OpenFixture } from './fixtures.js';
import type { Lack, Limit } from './limits.js';
import { foreignParts, operationsOf } from './operations.js';
import type { Program, Tables } from './programs.js';

/** What became of a program. */
export type Outcome =
  /** The rows were DuckDB's on every fixture that can tell; `limits`: within these of the dialect. */
  | { readonly is: 'equal'; readonly operations: ReadonlySet<string>; readonly limit?: Limit }
  | { readonly is: 'different'; readonly detail: string; readonly sql: string }
  | { readonly is: 'failed'; readonly detail: string; readonly sql: string }
  /** The dialect says why it cannot. */
  | { readonly is: 'refused'; readonly detail: string }
  /** It reads columns of types that the engine cannot store. */
  | { readonly is: 'unstorable'; readonly detail: string }
  /** DuckDB's own answer cannot tell: it fails, depends on the order of rows, or has none. */
  | { readonly is: 'unsettled'; readonly detail: string };

export interface Settled {
  readonly program: Program;
  readonly outcome: Outcome;
}
export interface Report {
  readonly dialect: Dialect;
  readonly outcomes: readonly Settled[];
}

/** What the suite needs of the engine under test; the in-process ones fit. */
export type TestedEngine = Pick<SqlEngine, 'storable' | 'load'>;

export interface SuiteOptions {
  readonly dialect: Dialect;
  readonly engine: TestedEngine;
  readonly duckdb: SqlEngine;
  readonly limits: readonly Limit[];
  /** What the engine cannot although the dialect's own can; it counts as a refusal. */
  readonly lacks?: readonly Lack[];
  /** Changes the emitted SQL, to plant faults. */
  readonly change?: (sql: string) => string;
}

/** Runs programs on DuckDB and on the engine of the dialect, and compares the rows. */
export async function runSuite(
  programs: readonly Program[],
  options: SuiteOptions,
): Promise<Report> {
  const groups = new Map<string, Program[]>();
  for (const program of programs) {
    const key = keyOf(program.tables);
    groups.set(key, [...(groups.get(key) ?? []), program]);
  }
  const outcomes: Settled[] = [];
  for (const group of groups.values()) outcomes.push(...(await runGroup(group, options)));
  return { dialect: options.dialect, outcomes };
}

const keyOf = (tables: Tables): string =>
  JSON.stringify(Object.entries(tables).map(([name, schema]) => [name, printSchema(schema)]));

interface Prepared {
  readonly relation: Relation;
  readonly duckdb: string;
  readonly tested: string;
  /** The columns as the dialect names them. */
  readonly names: readonly string[];
}

async function runGroup(
  programs: readonly Program[],
  options: SuiteOptions,
): Promise<readonly Settled[]> {
  const tables = options.engine.storable(programs[0]?.tables ?? {});
  const prepared = programs.map((program) => prepare(program, tables, options));
  const constants = prepared.flatMap((item) =>
    'is' in item ? [] : relationFacts(item.relation).constants,
  );
  const fixtures = fixturesOf(tables, constants, {
    duckdb: options.duckdb,
    tested: options.engine,
  });
  const outcomes: Settled[] = [];
  for (const [i, item] of prepared.entries()) {
    const program = programs[i] as Program;
    const outcome = 'is' in item ? item : await settleWithin(item, fixtures, options);
    outcomes.push({ program, outcome });
  }
  await fixtures.close();
  return outcomes;
}

/** The program in both dialects, over the tables as far as the engine can store them. */
function prepare(
  program: Program,
  tables: Tables,
  { dialect, change }: SuiteOptions,
): Prepared | Outcome {
  const whole = evaluateIbis(program.ibis, { tables: program.tables }).relation;
  const foreign = foreignParts(whole, program.tables);
  if (foreign !== undefined) return { is: 'unsettled', detail: foreign };
  const refused = tryEmit(whole, dialect);
  if ('is' in refused) return refused;
  let relation: Relation;
  try {
    ({ relation } = evaluateIbis(program.ibis, { tables }));
  } catch (error) {
    if (error instanceof IbertError) return { is: 'unstorable', detail: error.message };
    throw error;
  }
  const emitted = tryEmit(relation, dialect);
  if ('is' in emitted) return emitted;
  return {
    relation,
    duckdb: emitSql(relation, 'duckdb').sql,
    tested: change === undefined ? emitted.sql : change(emitted.sql),
    names: emitted.columns,
  };
}

function tryEmit(relation: Relation, dialect: Dialect): ReturnType<typeof emitSql> | Outcome {
  try {
    return emitSql(relation, dialect);
  } catch (error) {
    if (error instanceof IbertError && error.code === 'UNSUPPORTED_OPERATION') {
      return { is: 'refused', detail: error.message };
    }
    throw error;
  }
}

/** The outcome on all rows; where they are beyond what the dialect claims, on those within. */
async function settleWithin(
  prepared: Prepared,
  fixtures: Fixtures,
  options: SuiteOptions,
): Promise<Outcome> {
  const outcome = await settle(prepared, fixtures);
  if (outcome.is !== 'different' && outcome.is !== 'failed') return outcome;
  const lack = options.lacks?.find(({ is, sql }) => is === outcome.is && sql.test(outcome.sql));
  if (lack !== undefined) return { is: 'refused', detail: lack.reason };
  const operations = operationsOf(prepared.relation);
  for (const limit of options.limits) {
    if (limit.operations !== 'all' && !limit.operations.some((name) => operations.has(name))) {
      continue;
    }
    if (limit.error !== undefined && !limit.error.test(outcome.detail)) continue;
    const within = await settle(prepared, fixtures, limit);
    if (within.is === 'equal') return { ...within, limit };
  }
  return outcome;
}

/** Compares the program's rows on every fixture on which DuckDB's answer is settled. */
async function settle(prepared: Prepared, fixtures: Fixtures, limit?: Limit): Promise<Outcome> {
  const { relation } = prepared;
  let detail = '';
  let told = false;
  // The typical and the untied rows matter only where the hostile ones cannot tell.
  for (const name of ['hostile', 'untied', 'typical', 'single', 'empty'] as const) {
    if ((name === 'typical' || name === 'untied') && told) continue;
    if (name === 'single' && detail !== '' && !told) break;
    const fixture = await fixtures.open(name, limit?.rows);
    const settled = await settledAnswer(prepared, fixture);
    if (typeof settled === 'string') {
      detail ||= settled;
      continue;
    }
    const theirs = await answer(fixture.tested, prepared.tested, relation.schema);
    if (typeof theirs === 'string') {
      return { is: 'failed', detail: `${fixture.name}: ${theirs}`, sql: prepared.tested };
    }
    const ours = renamed(settled, prepared.names);
    const sides = alignDecimals(ours, theirs);
    const difference = compareResults(...sides, orderOf(relation, ours), ['DuckDB', 'the engine']);
    if (difference !== undefined) {
      const doubt = await unsettledThere(prepared, fixture, theirs);
      if (doubt !== undefined) {
        detail ||= doubt;
        continue;
      }
      const text = `${fixture.name}: ${difference.message}`;
      return { is: 'different', detail: text, sql: prepared.tested };
    }
    told ||= settled.rowCount > 0;
  }
  if (told) return { is: 'equal', operations: operationsOf(relation) };
  return { is: 'unsettled', detail: detail === '' ? 'no rows' : detail };
}

/** DuckDB's rows, or why they are not what the program means. */
async function settledAnswer(
  { relation, duckdb: sql }: Prepared,
  { duckdb, reordered }: OpenFixture,
): Promise<ResultTable | string> {
  const first = await answer(duckdb, sql, relation.schema);
  if (typeof first === 'string') return `DuckDB: ${first}`;
  for (const database of reordered) {
    const other = await answer(database, sql, relation.schema);
    if (typeof other === 'string') return `DuckDB: ${other}`;
    if (compareResults(first, other, orderOf(relation, first), ['a', 'b']) !== undefined) {
      return 'the answer depends on the order of rows';
    }
  }
  return first;
}

/** Operations in which tied rows may come in any order. */
const ORDERED = [
  'WindowFunction',
  'Limit',
  'First',
  'Last',
  'ArgMin',
  'ArgMax',
  'GroupConcat',
  'ArrayCollect',
  'Mode',
];

/**
 * DuckDB sorts tied rows in one way however they are stored, so that its answer alone does not show
 * that it depends on their order. Asked only where answers differ.
 */
async function unsettledThere(
  { relation, tested: sql }: Prepared,
  { testedReversed }: OpenFixture,
  theirs: ResultTable,
): Promise<string | undefined> {
  const operations = operationsOf(relation);
  if (testedReversed === undefined || !ORDERED.some((name) => operations.has(name)))
    return undefined;
  const other = await answer(testedReversed, sql, relation.schema);
  if (typeof other === 'string') return undefined;
  return compareResults(theirs, other, orderOf(relation, theirs), ['a', 'b']) === undefined
    ? undefined
    : "the engine's answer depends on the order of rows";
}

async function answer(
  database: EngineDatabase,
  sql: string,
  schema: Schema,
): Promise<ResultTable | string> {
  try {
    return await database.run(sql, schema);
  } catch (error) {
    if (error instanceof IbertError) return error.message;
    throw error;
  }
}

/** The columns by the names that the dialect promises. */
function renamed(table: ResultTable, names: readonly string[]): ResultTable {
  if (names.length !== table.columns.length) return table;
  const columns = table.columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }));
  return { ...table, columns };
}

const orderOf = (relation: Relation, { columns }: ResultTable): RowOrder =>
  rowOrder(relationFacts(relation).order, columns);
