import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { integerBounds, isFloating, isInteger, parseSchema } from '@ibert/ir';
import { columnRoles, deltaRows, makeFixtures, parseNumber, Prover } from '@ibert/validation';
import type { Cell, ConstantUse, Fixture, Tables } from '@ibert/validation';
import { relationOf, SHOP } from './support.js';

const EVERYTHING: Tables = {
  everything: parseSchema({
    everything_id: 'int64',
    i8: 'int8',
    i16: 'int16',
    i32: 'int32',
    u8: 'uint8',
    u16: 'uint16',
    u32: 'uint32',
    u64: 'uint64',
    f16: 'float16',
    f32: 'float32',
    f64: 'float64',
    d: 'decimal',
    d42: 'decimal(4, 2)',
    d38: 'decimal(38, 10)',
    s: 'string',
    b: 'boolean',
    bin: 'binary',
    day: 'date',
    clock: 'time',
    js: 'json',
    u: 'uuid',
    ts: 'timestamp',
    ts0: 'timestamp(0)',
    ts3: 'timestamp(3)',
    ts9: 'timestamp(9)',
    tz: "timestamp('UTC')",
    months: "interval('M')",
    seconds: "interval('s')",
    mac: 'macaddr',
    ip: 'inet',
    list: 'array<int64>',
    words: 'array<string>',
    nested: 'array<array<float64>>',
    m: 'map<string, int64>',
    st: 'struct<x: int64, y: struct<z: string, w: array<date>>>',
    people: 'array<struct<name: string, age: int32>>',
  }),
};

const column = (fixture: Fixture, tables: Tables, table: string, name: string): readonly Cell[] => {
  const at = [...(tables[table]?.keys() ?? [])].indexOf(name);
  return (fixture.get(table) ?? []).map((row) => row[at] ?? null);
};
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, x: unknown) =>
    typeof x === 'bigint' ? `${x}n` : x instanceof Map ? [...x] : x,
  );

const base = makeFixtures(SHOP, 7);

describe('base fixtures', () => {
  it('depend on the tables and the seed only', () => {
    expect(plain(makeFixtures(SHOP, 7))).toBe(plain(base));
    expect(plain(makeFixtures(SHOP, 8))).not.toBe(plain(base));
    const alone: Tables = { reviews: SHOP['reviews'] as never };
    const words = (fixture: Fixture, tables: Tables) =>
      column(fixture, tables, 'reviews', 'review_id');
    expect(words(makeFixtures(alone, 7).typical, alone)).toEqual(words(base.typical, SHOP));
  });

  it('have the promised numbers of rows', () => {
    for (const table of Object.keys(SHOP)) {
      expect(base.typical.get(table)).toHaveLength(30);
      expect(base.hostile.get(table)).toHaveLength(56);
      expect(base.single.get(table)).toHaveLength(1);
      expect(base.empty.get(table)).toHaveLength(0);
    }
  });

  it('hold the hostile rows a second time, from last to first', () => {
    for (const [table, rows] of base.hostile)
      expect(base.reversed.get(table)).toEqual([...rows].reverse());
  });

  it.each(['typical', 'hostile', 'single'] as const)(
    'have unique primary keys without NULL: %s',
    (name) => {
      for (const [table, key] of [
        ['customers', 'customer_id'],
        ['orders', 'order_id'],
        ['reviews', 'review_id'],
      ] as const) {
        const keys = column(base[name], SHOP, table, key);
        expect(keys).not.toContain(null);
        expect(new Set(keys).size).toBe(keys.length);
      }
    },
  );

  it('have references that mostly hit', () => {
    const parents = new Set(column(base.typical, SHOP, 'customers', 'customer_id'));
    expect(
      column(base.typical, SHOP, 'orders', 'customer_id').every((key) => parents.has(key)),
    ).toBe(true);
    const hostileParents = new Set(column(base.hostile, SHOP, 'customers', 'customer_id'));
    const children = column(base.hostile, SHOP, 'orders', 'customer_id');
    const hits = children.filter((key) => hostileParents.has(key)).length;
    expect(hits).toBeGreaterThan(children.length / 2);
    expect(children).toContain(null);
    expect(children.some((key) => key !== null && !hostileParents.has(key))).toBe(true);
    expect([...hostileParents].some((key) => !children.includes(key))).toBe(true);
  });

  const measures = [...(SHOP['orders'] ?? [])].slice(1);
  it.each(measures)('have NULLs, and ties at both ends, in the hostile %s', (name) => {
    const cells = column(base.hostile, SHOP, 'orders', name);
    expect(cells).toContain(null);
    if (name === 'status' || name === 'customer_id') return;
    const present = cells.filter((cell) => cell !== null) as (number | bigint)[];
    const ordered = present.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(ordered[0]).toBe(ordered[1]);
    expect(ordered.at(-1)).toBe(ordered.at(-2));
  });

  it('have duplicated rows, primary key aside', () => {
    const rows = (base.hostile.get('orders') ?? []).map((row) => plain(row.slice(1)));
    expect(new Set(rows).size).toBeLessThan(rows.length);
  });

  it('have groups of one row and groups whose measures are all NULL', () => {
    const rows = base.hostile.get('orders') ?? [];
    const groups = new Map<Cell, (readonly Cell[])[]>();
    for (const row of rows)
      groups.set(row[2] ?? null, [...(groups.get(row[2] ?? null) ?? []), row]);
    expect([...groups.values()].some((group) => group.length === 1)).toBe(true);
    const empty = groups.get('void') ?? [];
    expect(empty.length).toBeGreaterThan(1);
    for (const row of empty) expect(row.slice(3)).toEqual([null, null, null]);
  });

  it('have groups of every size from 1 to 8', () => {
    const counts = new Map<Cell, number>();
    for (const cell of column(base.hostile, SHOP, 'orders', 'quantity'))
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    const sizes = new Set(counts.values());
    for (const size of [1, 2, 3, 4, 5, 6, 7])
      expect([...sizes].some((n) => n === size || n === size + 1)).toBe(true);
  });

  it('hold doubles whose sums are exact, and integers whose products fit', () => {
    const all = makeFixtures(EVERYTHING, 3);
    const schema = [...(EVERYTHING['everything'] ?? [])];
    const present = (fixture: Fixture, name: string): readonly Cell[] =>
      column(fixture, EVERYTHING, 'everything', name).filter((cell) => cell !== null);
    for (const [name] of schema.filter(([, type]) => isFloating(type))) {
      const cells = [...present(all.typical, name), ...present(all.hostile, name)] as number[];
      expect(cells.every((cell) => Number.isInteger(cell * 64))).toBe(true);
    }
    for (const [name, type] of schema.slice(1).filter(([, each]) => isInteger(each))) {
      const [low, high] = integerBounds(type);
      const products = (present(all.hostile, name) as bigint[]).map((cell) => cell * cell);
      expect(products.every((product) => product >= low && product <= high)).toBe(true);
    }
  });
});

describe('keys', () => {
  it('are found by name: the first column, and references to it', () => {
    const tables: Tables = {
      categories: parseSchema({ id: 'int64', label: 'string' }),
      boxes: parseSchema({ id: 'string', category_id: 'int64', width: 'float64' }),
      scans: parseSchema({ at: 'timestamp', box_id: 'string', scan_id: 'int64' }),
      houses: parseSchema({ id: 'int64' }),
      doors: parseSchema({ door_id: 'uuid', house_id: 'int64' }),
    };
    const roles = columnRoles(tables);
    const names = Object.fromEntries(
      [...roles].map(([table, list]) => [table, list.map(({ role }) => role)]),
    );
    expect(names).toEqual({
      categories: ['primary', 'plain'],
      boxes: ['primary', 'foreign', 'plain'],
      scans: ['plain', 'foreign', 'plain'],
      houses: ['primary'],
      doors: ['primary', 'foreign'],
    });
  });
});

describe('delta rows', () => {
  const uses: readonly ConstantUse[] = [
    { constant: parseNumber('250') as never, columns: ['amount', 'nowhere'] },
    { constant: { kind: 'text', text: 'paid' }, columns: ['status'] },
  ];
  const delta = deltaRows(SHOP, columnRoles(SHOP), base.hostile, uses, 7);

  it('concern only the tables that have the columns', () => {
    expect([...delta.keys()]).toEqual(['orders']);
  });
  it('hold each constant and its neighbours more than once', () => {
    const [amounts, statuses] = [
      column(delta, SHOP, 'orders', 'amount'),
      column(delta, SHOP, 'orders', 'status'),
    ];
    for (const cell of [250, 250 - 1 / 64, 250 + 1 / 64])
      expect(amounts.filter((a) => a === cell).length).toBeGreaterThan(1);
    for (const cell of ['paid', 'PAID', 'paidx', ''])
      expect(statuses.filter((s) => s === cell).length).toBeGreaterThan(1);
    const both = amounts.filter((amount, i) => amount === 250 && statuses[i] === 'paid');
    expect(both.length).toBeGreaterThan(0);
  });
  it('have fresh primary keys', () => {
    const keys = [
      ...column(base.hostile, SHOP, 'orders', 'order_id'),
      ...column(delta, SHOP, 'orders', 'order_id'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('hold a primary key that a query names, once', () => {
    const named = [{ constant: parseNumber('4711') as never, columns: ['order_id'] }];
    const keys = column(
      deltaRows(SHOP, columnRoles(SHOP), base.hostile, named, 7),
      SHOP,
      'orders',
      'order_id',
    );
    expect(keys.filter((key) => key === 4711n)).toHaveLength(1);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('stay few, however many constants there are', () => {
    const many = Array.from({ length: 200 }, (_, i): ConstantUse => ({
      constant: parseNumber(String(i * 10)) as never,
      columns: ['amount', 'quantity'],
    }));
    expect(deltaRows(SHOP, columnRoles(SHOP), base.hostile, many, 7).get('orders')?.length).toBe(
      48,
    );
  });
  it('are none without constants', () => {
    expect(deltaRows(SHOP, columnRoles(SHOP), base.hostile, [], 7).size).toBe(0);
  });
});

describe('every Ibis type that DuckDB stores', () => {
  let prover: Prover;
  beforeAll(async () => {
    prover = await Prover.open();
  });
  afterAll(() => prover.close());

  it.each([...(EVERYTHING['everything']?.keys() ?? [])])(
    'goes in and comes out: %s',
    async (name) => {
      const sql = `SELECT everything_id, ${name} FROM everything WHERE ${name} IS NOT NULL`;
      const verdict = await prover.prove({
        tables: EVERYTHING,
        sql,
        compiled: { sql, relation: relationOf(EVERYTHING) },
      });
      expect(verdict).toMatchObject({ ok: true });
    },
  );

  it.each(['point', 'unknown', 'null'])('and %s is refused', async (type) => {
    const tables: Tables = {
      t: new Map([
        [
          'x',
          type === 'unknown'
            ? { kind: 'unknown', nullable: true }
            : parseSchema({ x: type }).get('x'),
        ],
      ]) as never,
    };
    const verdict = await prover.prove({
      tables,
      sql: 'SELECT 1',
      compiled: { sql: 'SELECT 1', relation: relationOf(tables) },
    });
    expect(verdict).toMatchObject({ ok: false, reason: 'UNSUPPORTED' });
  });
});
