import { createRandom } from '@ibert/core';
import { type DataType, isFloating, isInteger } from '@ibert/ir';
import {
  type Cell,
  type ConstantUse,
  type Fixture,
  makeFixtures,
  withDelta,
} from '@ibert/validation';
import type { EngineDatabase, SqlEngine } from '@ibert/validation/engines';
import type { Tables } from './programs.js';

const SEED = 3;
/** Ties are likely in the fixtures that are asked last, so these take more orders. */
const SHUFFLES = { hostile: 2, typical: 4, untied: 4, single: 0, empty: 0 } as const;

export type FixtureName = 'hostile' | 'typical' | 'untied' | 'single' | 'empty';

/** The rows of one fixture in both engines. */
export interface OpenFixture {
  readonly name: string;
  readonly duckdb: EngineDatabase;
  /** The same rows in other orders, for DuckDB: whose answer changes cannot be compared. */
  readonly reordered: readonly EngineDatabase[];
  readonly tested: EngineDatabase;
  /** The rows from last to first in the engine under test. */
  readonly testedReversed: EngineDatabase | undefined;
}

/** How rows are changed to what a dialect claims to be right on. */
export type CellFilter = (cell: NonNullable<Cell>, type: DataType) => NonNullable<Cell>;

/** The fixture databases of a set of tables, each opened when it is asked for. */
export interface Fixtures {
  open(name: FixtureName, filter?: CellFilter): Promise<OpenFixture>;
  close(): Promise<void>;
}

/** @param constants what the programs compare columns with: rows around these are added. */
export function fixturesOf(
  tables: Tables,
  constants: readonly ConstantUse[],
  engines: { readonly duckdb: SqlEngine; readonly tested: Pick<SqlEngine, 'load'> },
): Fixtures {
  const base = makeFixtures(tables, SEED);
  const rowsOf: Readonly<Record<FixtureName, Fixture>> = {
    ...base,
    hostile: withDelta(tables, base.hostile, constants, SEED),
    untied: untied(base.typical, tables),
  };
  const opened = new Map<string, Promise<OpenFixture>>();

  async function load(name: FixtureName, filter: CellFilter | undefined): Promise<OpenFixture> {
    const rows = filter === undefined ? rowsOf[name] : filtered(rowsOf[name], tables, filter);
    const orders = name === 'single' || name === 'empty' ? [] : reorderings(rows, SHUFFLES[name]);
    const [reversed] = orders;
    const reordered: EngineDatabase[] = [];
    for (const order of orders) reordered.push(await engines.duckdb.load(tables, order));
    return {
      name: filter === undefined ? name : `${name}, ${filter.name}`,
      duckdb: await engines.duckdb.load(tables, rows),
      reordered,
      tested: await engines.tested.load(tables, rows),
      testedReversed:
        reversed === undefined ? undefined : await engines.tested.load(tables, reversed),
    };
  }

  return {
    open: (name, filter) => {
      const key = `${name} ${filter?.name ?? ''}`;
      const known = opened.get(key) ?? load(name, filter);
      opened.set(key, known);
      return known;
    },
    close: async () => {
      for (const fixture of opened.values()) {
        const { duckdb, reordered, tested, testedReversed } = await fixture;
        for (const database of [duckdb, ...reordered, tested]) await database.drop();
        await testedReversed?.drop();
      }
    },
  };
}

/** From last to first, and shuffled. */
function reorderings(rows: Fixture, shuffles: number): readonly Fixture[] {
  const random = createRandom(SEED);
  const each = (order: (list: readonly (readonly Cell[])[]) => readonly (readonly Cell[])[]) =>
    new Map([...rows].map(([table, list]) => [table, order(list)]));
  return [
    each((list) => list.toReversed()),
    ...Array.from({ length: shuffles }, () => each((list) => random.shuffle(list))),
  ];
}

/** The typical rows with numbers and moments that are all different in each column, one NULL. */
function untied(rows: Fixture, tables: Tables): Fixture {
  const random = createRandom(SEED);
  return new Map(
    [...rows].map(([table, list]) => {
      const columns = [...(tables[table] ?? new Map<string, DataType>()).values()];
      const places = columns.map(() => random.shuffle(list.map((_, i) => i)));
      return [
        table,
        list.map((row, r) =>
          row.map((cell, c) => distinct(columns[c], places[c]?.[r] ?? 0, c === 0) ?? cell),
        ),
      ];
    }),
  );
}

/** The n-th of different values of the type; undefined for types that are left as they are. */
function distinct(type: DataType | undefined, n: number, first: boolean): Cell | undefined {
  if (type === undefined || first) return undefined;
  const step = 7 * n - 50;
  if (isFloating(type)) return step / 4;
  if (isInteger(type)) return BigInt(type.kind.startsWith('u') ? n : Math.trunc(step / 2));
  if (type.kind === 'decimal' || type.kind === 'date') return BigInt(100 * step);
  return type.kind === 'timestamp' ? BigInt(step) * 5_000_000_000n : undefined;
}

function filtered(rows: Fixture, tables: Tables, filter: CellFilter): Fixture {
  return new Map(
    [...rows].map(([table, list]) => {
      const types = [...(tables[table] ?? new Map<string, DataType>()).values()];
      return [
        table,
        list.map((row) =>
          row.map((cell, i) => {
            const type = types[i];
            return cell === null || type === undefined ? cell : filter(cell, type);
          }),
        ),
      ];
    }),
  );
}
