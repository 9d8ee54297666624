import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareResults, hasPerfectMatching } from '@ibert/validation';
import type { Cell, Difference, ResultTable, ResultType, RowOrder } from '@ibert/validation';

const BAG: RowOrder = { as: 'bag' };
const INTEGER: ResultType = { family: 'integer' };
const FLOAT: ResultType = { family: 'float' };
const TEXT: ResultType = { family: 'string' };

type Columns = readonly (readonly [string, ResultType])[];

/** A table from rows. */
function table(columns: Columns, rows: readonly (readonly Cell[])[]): ResultTable {
  return {
    columns: columns.map(([name, type]) => ({ name, type })),
    rowCount: rows.length,
    values: columns.map((_, i) => rows.map((row) => row[i] ?? null)),
  };
}

const one = (type: ResultType, ...cells: readonly Cell[]): ResultTable =>
  table(
    [['a', type]],
    cells.map((cell) => [cell]),
  );

const differ = (a: ResultTable, b: ResultTable, order: RowOrder = BAG): Difference | undefined =>
  compareResults(a, b, order, ['left', 'right']);

const COLUMNS: Columns = [
  ['i', INTEGER],
  ['f', FLOAT],
  ['s', TEXT],
  ['d', { family: 'decimal', scale: 2 }],
  ['l', { family: 'list', item: FLOAT }],
];
const float = fc.oneof(
  fc.integer({ min: -4, max: 4 }).map((n) => n / 3),
  fc.constant(Number.NaN),
  fc.constant(-0),
);
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 4 });
const row = fc.tuple(
  orNull(fc.bigInt({ min: -2n, max: 2n })),
  orNull(float),
  orNull(fc.constantFrom('', 'a', 'A', '∅', 'a|b', '1:a')),
  orNull(fc.bigInt({ min: 0n, max: 3n })),
  orNull(fc.array(orNull(float), { maxLength: 2 })),
);
const rows = fc.array(row, { maxLength: 12 });
const shuffled = rows.chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
  ),
);

describe('bags of rows', () => {
  it('are equal in any order', () => {
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(differ(table(COLUMNS, list), table(COLUMNS, other))).toBeUndefined();
      }),
    );
  });

  it('are compared symmetrically', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [left, right] = [table(COLUMNS, a), table(COLUMNS, b)];
        expect(differ(left, right) === undefined).toBe(differ(right, left) === undefined);
      }),
    );
  });

  it('are equal when floats differ by rounding only', () => {
    const nudge = (cell: Cell): Cell => {
      if (typeof cell === 'number') return cell * (1 + 3e-13);
      return Array.isArray(cell) ? cell.map(nudge) : cell;
    };
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const nudged = other.map((cells) => cells.map(nudge));
        expect(differ(table(COLUMNS, list), table(COLUMNS, nudged))).toBeUndefined();
      }),
    );
  });

  it('differ when one cell differs, wherever it is', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(), fc.nat({ max: 4 }), ([list, other], at, column) => {
        fc.pre(list.length > 0);
        const fresh: readonly Cell[] = [99n, 99.5, 'other', 99n, [99.5, 1]];
        const changed = other.map((cells) => [...cells] as Cell[]);
        (changed[at % list.length] as Cell[])[column] = fresh[column] ?? null;
        expect(differ(table(COLUMNS, list), table(COLUMNS, changed))?.code).toBe('ROWS_DIFFER');
      }),
    );
  });

  it('differ when a row is missing or comes twice', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (list, at) => {
        fc.pre(list.length > 1);
        const victim = at % list.length;
        const fewer = list.filter((_, i) => i !== victim);
        const twice = [...fewer, list[(victim + 1) % list.length] as readonly Cell[]];
        expect(differ(table(COLUMNS, list), table(COLUMNS, fewer))?.code).toBe('ROWS_DIFFER');
        expect(differ(table(COLUMNS, list), table(COLUMNS, [...list, ...twice]))?.code).toBe(
          'ROWS_DIFFER',
        );
      }),
    );
  });

  it('differ when the multiplicities differ', () => {
    expect(differ(one(INTEGER, 1n, 1n, 2n), one(INTEGER, 1n, 2n, 2n))?.code).toBe('ROWS_DIFFER');
  });

  it('find partners within the tolerance that exact equality would take away', () => {
    const step = 8e-13;
    const left = one(FLOAT, 1, 1 + step);
    const right = one(FLOAT, 1 + step, 1 + 2 * step);
    expect(differ(left, right)).toBeUndefined();
  });

  it('differ beyond the tolerance', () => {
    expect(differ(one(FLOAT, 1), one(FLOAT, 1 + 3e-12))?.code).toBe('ROWS_DIFFER');
    expect(differ(one(FLOAT, 0), one(FLOAT, 1e-300))?.code).toBe('ROWS_DIFFER');
    expect(differ(one(FLOAT, Infinity), one(FLOAT, -Infinity))?.code).toBe('ROWS_DIFFER');
  });
});

describe('perfect matching', () => {
  it('agrees with trying every assignment', () => {
    const permutations = (n: number): number[][] =>
      n === 0
        ? [[]]
        : permutations(n - 1).flatMap((p) =>
            Array.from({ length: n }, (_, i) => [...p.slice(0, i), n - 1, ...p.slice(i)]),
          );
    const small = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(small, small, (a, b) => {
        const close = (x: number, y: number): boolean => Math.abs(x - y) <= 1;
        const brute = permutations(4).some((p) =>
          p.every((to, i) => close(a[i] as number, b[to] as number)),
        );
        expect(hasPerfectMatching(a, b, close)).toBe(brute);
      }),
    );
  });
});

describe('cells', () => {
  it.each<[string, ResultType, Cell, Cell]>([
    ['NULL and NULL', INTEGER, null, null],
    ['NaN and NaN', FLOAT, Number.NaN, Number.NaN],
    ['-0 and 0', FLOAT, -0, 0],
    ['NULL inside a list', { family: 'list', item: INTEGER }, [1n, null], [1n, null]],
    ['bytes', { family: 'binary' }, Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
    ['-0 inside a struct', { family: 'struct', fields: [{ name: 'x', type: FLOAT }] }, [-0], [0]],
  ])('%s are equal', (_, type, a, b) => {
    expect(differ(one(type, a, null), one(type, null, b))).toBeUndefined();
  });

  it.each<[string, ResultType, Cell, Cell]>([
    ['NULL and zero', INTEGER, null, 0n],
    ['NULL and the empty text', TEXT, null, ''],
    ['NULL and a text that looks like it', TEXT, null, '∅'],
    ['NULL and NaN', FLOAT, null, Number.NaN],
    ['case', TEXT, 'a', 'A'],
    ['composed and decomposed letters', TEXT, '\u00e9', 'e\u0301'],
    ['a trailing space', TEXT, 'a', 'a '],
    ['integers beyond a double', INTEGER, 2n ** 53n, 2n ** 53n + 1n],
    ['the order within a list', { family: 'list', item: INTEGER }, [1n, 2n], [2n, 1n]],
    ['an empty list and NULL', { family: 'list', item: INTEGER }, [], null],
    ['one microsecond', { family: 'timestamp' }, 1n, 2n],
    ['bytes', { family: 'binary' }, Uint8Array.of(1), Uint8Array.of(2)],
  ])('%s are different', (_, type, a, b) => {
    expect(differ(one(type, a), one(type, b))?.code).toBe('ROWS_DIFFER');
  });

  it('compares decimals of different scales by value', () => {
    const cents = one({ family: 'decimal', scale: 2 }, 150n, 200n);
    expect(differ(cents, one({ family: 'decimal', scale: 1 }, 20n, 15n))).toBeUndefined();
    expect(differ(cents, one({ family: 'decimal', scale: 1 }, 20n, 16n))?.code).toBe('ROWS_DIFFER');
  });
});

describe('columns', () => {
  it('must have the same names in the same order', () => {
    const ab = table(
      [
        ['a', INTEGER],
        ['b', INTEGER],
      ],
      [],
    );
    const ba = table(
      [
        ['b', INTEGER],
        ['a', INTEGER],
      ],
      [],
    );
    expect(differ(ab, ba)).toEqual({
      code: 'COLUMNS_DIFFER',
      message: 'left gives the columns a, b; right gives b, a',
    });
    expect(differ(ab, table([['a', INTEGER]], []))?.code).toBe('COLUMNS_DIFFER');
    expect(differ(one(INTEGER), table([['A', INTEGER]], []))?.code).toBe('COLUMNS_DIFFER');
  });

  const FAMILIES: readonly ResultType[] = [
    INTEGER,
    FLOAT,
    TEXT,
    { family: 'decimal', scale: 2 },
    { family: 'boolean' },
    { family: 'date' },
    { family: 'timestamp' },
    { family: 'timestamptz' },
    { family: 'time' },
    { family: 'interval' },
    { family: 'list', item: INTEGER },
    { family: 'list', item: FLOAT },
    { family: 'map', key: TEXT, value: INTEGER },
    { family: 'map', key: TEXT, value: FLOAT },
    { family: 'struct', fields: [{ name: 'x', type: INTEGER }] },
    { family: 'struct', fields: [{ name: 'y', type: INTEGER }] },
    { family: 'other', name: 'UNION' },
  ];
  it('must be of the same family, also when there are no rows', () => {
    for (const a of FAMILIES) {
      for (const b of FAMILIES) {
        expect(differ(one(a), one(b))?.code).toBe(a === b ? undefined : 'TYPES_DIFFER');
      }
    }
  });
});

describe('lists of rows', () => {
  const KEYED: Columns = [
    ['k', INTEGER],
    ['v', TEXT],
  ];
  const byK: RowOrder = { as: 'list', keys: [0] };
  const exact: RowOrder = { as: 'list', keys: undefined };
  const sorted = table(KEYED, [
    [1n, 'a'],
    [1n, 'b'],
    [2n, 'c'],
  ]);

  it('may hold ties in any order when the keys are visible', () => {
    expect(
      differ(
        sorted,
        table(KEYED, [
          [1n, 'b'],
          [1n, 'a'],
          [2n, 'c'],
        ]),
        byK,
      ),
    ).toBeUndefined();
  });
  it('must be equal row by row when a key is not visible', () => {
    const swapped = table(KEYED, [
      [1n, 'b'],
      [1n, 'a'],
      [2n, 'c'],
    ]);
    expect(differ(sorted, swapped, exact)?.code).toBe('ORDER_DIFFERS');
  });
  it('differ in order when the keys come in another order', () => {
    const reversed = table(KEYED, [
      [2n, 'c'],
      [1n, 'a'],
      [1n, 'b'],
    ]);
    expect(differ(sorted, reversed, byK)).toEqual({
      code: 'ORDER_DIFFERS',
      message:
        'both give the same rows in another order, from row 1 on: left has (1, "a"), right has (2, "c")',
    });
  });
  it('differ in order when a row has left its group of ties', () => {
    const moved = table(
      [
        ['k', INTEGER],
        ['v', INTEGER],
      ],
      [
        [1n, 1n],
        [2n, 2n],
        [2n, 3n],
      ],
    );
    const other = table(
      [
        ['k', INTEGER],
        ['v', INTEGER],
      ],
      [
        [1n, 2n],
        [2n, 1n],
        [2n, 3n],
      ],
    );
    expect(differ(moved, other, byK)?.code).toBe('ROWS_DIFFER');
  });
  it('keep ties together whose keys differ by rounding', () => {
    const columns: Columns = [
      ['k', FLOAT],
      ['v', TEXT],
    ];
    const left = table(columns, [
      [1, 'a'],
      [1 + 1e-13, 'b'],
    ]);
    const right = table(columns, [
      [1, 'b'],
      [1 + 1e-13, 'a'],
    ]);
    expect(differ(left, right, byK)).toBeUndefined();
  });
  it('that are equal are equal as bags too', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [left, right] = [table(COLUMNS, a), table(COLUMNS, b)];
        if (differ(left, right, { as: 'list', keys: [0, 2] }) !== undefined) return;
        expect(differ(left, right)).toBeUndefined();
      }),
    );
  });
});

describe('messages', () => {
  it('count the rows of each side and show the first', () => {
    const message = differ(one(INTEGER, 1n, 2n, 3n), one(INTEGER, 1n, 4n))?.message;
    expect(message).toBe(
      '3 rows from left, 2 from right; 2 only in left, the first is row 2: (2); 1 only in right, the first is row 2: (4)',
    );
  });
  it('name the column when only one differs', () => {
    const columns: Columns = [
      ['k', INTEGER],
      ['price', { family: 'decimal', scale: 2 }],
    ];
    const message = differ(table(columns, [[1n, 150n]]), table(columns, [[1n, -5n]]))?.message;
    expect(message).toContain('they differ in price: 1.50 and -0.05');
  });
});
