import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  filter,
  make,
  limit,
  parseSchema,
  project,
  sort,
  STRING,
  unboundTable,
  INT64,
  FLOAT64,
  DATE,
  dropColumns,
  distinct,
} from '@ibert/ir';
import type { Value } from '@ibert/ir';
import {
  boundaryCells,
  Engine,
  parseNumber,
  relationFacts,
  relationOrder,
  SqlInspector,
  visibleKeys,
} from '@ibert/validation';
import type { ConstantUse, OrderFacts } from '@ibert/validation';

let engine: Engine;
let inspector: SqlInspector;
beforeAll(async () => {
  engine = await Engine.open({ memoryMb: 64 });
  inspector = await SqlInspector.create(engine.service);
});
afterAll(() => engine.close());

const NAMES = { tables: new Set(['t', 'u']), columns: new Set(['a', 'b', 's', 'd']) };

async function factsOf(sql: string) {
  const inspected = await inspector.inspect(sql, NAMES);
  if (!inspected.ok) throw new Error(inspected.error);
  return inspected.facts;
}

/** `5@a,t`: the constant and the columns. */
const show = ({ constant, columns }: ConstantUse): string => {
  const text =
    constant.kind === 'text' ? `'${constant.text}'` : `${constant.digits}e-${constant.scale}`;
  return `${text}@${columns.join(',')}`;
};

describe('constants of an SQL text', () => {
  it.each<[string, readonly string[]]>([
    ['SELECT a FROM t WHERE a > 5', ['5e-0@a']],
    ['SELECT a FROM t WHERE a > -5.25', ['-525e-2@a']],
    ['SELECT a FROM t WHERE a > 1e3', ['1000e-0@a']],
    [
      'SELECT a FROM t WHERE t.a * 2 BETWEEN 3 AND 4 + 1',
      ['2e-0@t,a', '3e-0@t,a', '4e-0@t,a', '1e-0@t,a'],
    ],
    ["SELECT a FROM t WHERE s IN ('x', 'y')", ["'x'@s", "'y'@s"]],
    ["SELECT a FROM t WHERE s LIKE 'x%'", ["'x%'@s"]],
    ["SELECT a FROM t WHERE d >= DATE '2024-01-01'", ["'2024-01-01'@d"]],
    ["SELECT REPLACE(s, 'x', 'y') AS r FROM t", ["'x'@s", "'y'@s"]],
    ["SELECT CASE WHEN a > 3 THEN 'hi' ELSE 'lo' END AS c FROM t", ['3e-0@a']],
    ['SELECT s, SUM(a) AS n FROM t GROUP BY s HAVING SUM(a) > 7', ['7e-0@a']],
    ['WITH w AS (SELECT a AS x FROM t) SELECT x FROM w WHERE x = 9', ['9e-0@x,a']],
    ['SELECT a FROM t WHERE a IN (SELECT b FROM u WHERE b < 2)', ['2e-0@b']],
    ["SELECT * FROM t PIVOT (SUM(a) FOR s IN ('p', 'q'))", ["'p'@s", "'q'@s"]],
  ])('%s', async (sql, expected) => {
    const { constants } = await factsOf(sql);
    expect(constants.map(show)).toEqual(expected);
  });

  it.each([
    'SELECT a FROM t LIMIT 5',
    'SELECT ROUND(a, 2) AS r FROM t',
    "SELECT DATE_TRUNC('month', d) AS m FROM t",
    "SELECT s || '-' AS r FROM t",
    'SELECT s FROM t GROUP BY s HAVING COUNT(*) > 3',
    'SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY a) <= 3',
  ])('leave out what meets no column: %s', async (sql) => {
    expect((await factsOf(sql)).constants).toEqual([]);
  });
});

/** The visible key columns, `hidden` or `none`. */
const keys = (facts: OrderFacts, columns: readonly string[]): string => {
  if (facts.order === 'unordered') return 'none';
  return visibleKeys(facts.keys, columns)?.join(',') ?? 'hidden';
};

describe('the order of an SQL text', () => {
  it.each<[string, readonly string[], string]>([
    ['SELECT a, b FROM t', ['a', 'b'], 'none'],
    ['SELECT a, b FROM t ORDER BY b, a DESC', ['a', 'b'], '1,0'],
    ['SELECT a, b FROM t ORDER BY 2', ['a', 'b'], '1'],
    ['SELECT a, b FROM t ORDER BY ALL', ['a', 'b'], '0,1'],
    ['SELECT * FROM t ORDER BY b', ['a', 'b', 's'], '1'],
    ['SELECT *, a + 1 AS b FROM u ORDER BY u.b', ['a', 'b'], 'hidden'],
    ['SELECT a AS x FROM t ORDER BY a', ['x'], '0'],
    ['SELECT a AS b FROM t ORDER BY b', ['b'], '0'],
    ['SELECT t.a FROM t ORDER BY a', ['a'], '0'],
    ['SELECT a FROM t ORDER BY t.a', ['a'], '0'],
    ['SELECT a FROM t ORDER BY b', ['a'], 'hidden'],
    ['SELECT UPPER(s) AS s FROM t ORDER BY t.s', ['s'], 'hidden'],
    ['SELECT s, COUNT(*) AS n FROM t GROUP BY s ORDER BY COUNT(*) DESC', ['s', 'n'], '1'],
    ['SELECT a FROM t ORDER BY ABS(a)', ['a'], 'hidden'],
    ['SELECT a FROM t UNION ALL SELECT b FROM u ORDER BY a', ['a'], '0'],
    ['SELECT a FROM (SELECT a FROM t ORDER BY a)', ['a'], 'none'],
    ['WITH w AS (SELECT a FROM t ORDER BY a) SELECT a FROM w', ['a'], 'none'],
    ['SELECT LIST(a ORDER BY a) AS l FROM t', ['l'], 'none'],
  ])('%s', async (sql, columns, expected) => {
    expect(keys((await factsOf(sql)).order, columns)).toBe(expected);
  });

  it('is not visible where two output columns have the name', () => {
    expect(visibleKeys([{ key: 'name', name: 'a' }], ['a', 'A'])).toBeUndefined();
  });
});

const t = unboundTable('t', parseSchema({ a: 'int64', b: 'float64', s: 'string', d: 'date' }));
const field = (name: string, rel = t as Parameters<typeof filter>[0]): Value =>
  make('Field', { rel, name });
const literal = (
  value: bigint | number | string,
  type = INT64 as typeof INT64 | typeof STRING,
): Value => make('Literal', { value, type });
const byA = sort(t, [make('SortKey', { arg: field('a'), ascending: true, nulls_first: false })]);

describe('the order of a relation', () => {
  const columns = ['a', 'b', 's', 'd'];
  it('is that of the outermost sort, below operations that keep rows in place', () => {
    expect(keys(relationOrder(t), columns)).toBe('none');
    expect(keys(relationOrder(byA), columns)).toBe('0');
    expect(keys(relationOrder(limit(byA, 3)), columns)).toBe('0');
    expect(
      keys(relationOrder(filter(byA, [make('NotNull', { arg: field('b', byA) })])), columns),
    ).toBe('0');
  });
  it('follows a key through renaming, and loses it where it is dropped', () => {
    const renamed = project(
      byA,
      new Map([
        ['x', field('b', byA)],
        ['key', field('a', byA)],
      ]),
    );
    expect(keys(relationOrder(renamed), ['x', 'key'])).toBe('1');
    const without = project(byA, new Map([['x', field('b', byA)]]));
    expect(keys(relationOrder(without), ['x'])).toBe('hidden');
    expect(keys(relationOrder(dropColumns(byA, ['a'])), ['b', 's', 'd'])).toBe('hidden');
  });
  it('is hidden for a computed key', () => {
    const absolute = sort(t, [
      make('SortKey', {
        arg: make('Abs', { arg: field('a') }),
        ascending: true,
        nulls_first: false,
      }),
    ]);
    expect(keys(relationOrder(absolute), columns)).toBe('hidden');
  });
  it('ends at operations that order anew', () => {
    expect(keys(relationOrder(distinct(byA)), columns)).toBe('none');
  });
});

describe('constants of a relation', () => {
  it('are found with the columns that they are held against, through other relations', () => {
    const renamed = project(
      t,
      new Map([
        ['x', field('a')],
        ['s', field('s')],
      ]),
    );
    const filtered = filter(renamed, [
      make('Greater', { left: field('x', renamed), right: literal(5n) }),
      make('Equals', { left: field('s', renamed), right: literal('on', STRING) }),
      make('Greater', {
        left: field('x', renamed),
        right: literal('2.5', { ...FLOAT64 } as never),
      }),
    ]);
    const shown = relationFacts(filtered).constants.map(show);
    expect(shown).toContain('5e-0@x,a');
    expect(shown).toContain("'on'@s");
  });
});

describe('boundary values', () => {
  const number = (text: string) => parseNumber(text) as NonNullable<ReturnType<typeof parseNumber>>;
  it('begin with the constant itself', () => {
    expect(boundaryCells(INT64, number('5'))).toEqual([5n, 4n, 6n]);
    expect(boundaryCells(INT64, number('5.5'))).toEqual([5n, 6n]);
    expect(boundaryCells(FLOAT64, number('0.1'))[0]).toBe(0.1);
    expect(boundaryCells(FLOAT64, number('2'))).toEqual([2, 2 - 1 / 64, 2 + 1 / 64]);
    expect(boundaryCells(DATE, { kind: 'text', text: '2024-02-29' })).toEqual([
      19782n,
      19781n,
      19783n,
    ]);
    expect(
      boundaryCells({ kind: 'decimal', precision: 6, scale: 2, nullable: true }, number('1.5')),
    ).toEqual([150n, 149n, 151n]);
  });
  it('stay within the type', () => {
    expect(boundaryCells({ kind: 'int8', nullable: true }, number('127'))).toEqual([127n, 126n]);
    expect(boundaryCells({ kind: 'uint8', nullable: true }, number('0'))).toEqual([0n, 1n]);
    expect(boundaryCells({ kind: 'int8', nullable: true }, number('300'))).toEqual([]);
    expect(
      boundaryCells({ kind: 'decimal', precision: 2, scale: 1, nullable: true }, number('500')),
    ).toEqual([]);
  });
  it('are texts that match a pattern and texts that do not', () => {
    const texts = boundaryCells(STRING, { kind: 'text', text: 'a%b_\\%' }) as readonly string[];
    const matches = (text: string): boolean => /^a.*b.%$/s.test(text);
    expect(texts.some(matches)).toBe(true);
    expect(texts.filter((text) => !matches(text)).length).toBeGreaterThan(2);
  });
  it('are none where the constant says nothing about the type', () => {
    expect(boundaryCells(INT64, { kind: 'text', text: 'x' })).toEqual([]);
    expect(boundaryCells(DATE, { kind: 'text', text: 'month' })).toEqual([]);
    expect(boundaryCells(STRING, number('5'))).toEqual([]);
  });
  it('are the edges of a year for a date that is compared by its year', () => {
    const days = boundaryCells(DATE, number('2024'));
    expect(days).toContain(19723n);
    expect(days).toContain(19722n);
    expect(days).toContain(20088n);
    expect(days).toContain(20089n);
  });
});
