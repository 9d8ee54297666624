import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { treeText } from '@ibert/dataset/concatenate';
import { describe, expect, it } from 'vitest';
import { largestLimit } from '../../packages/dataset/src/concatenate/skeleton-cap.js';
import { Sets } from '../../packages/dataset/src/concatenate/groups.js';
import { jaccard, shinglesOf, bandsOf } from '../../packages/dataset/src/concatenate/near-texts.js';
import {
  codeSkeleton,
  plainCode,
  plainSql,
  proseSkeleton,
} from '../../packages/dataset/src/concatenate/plain-text.js';

const SCHEMAS = {
  t: parseSchema({ a: 'int64', b: 'int64', s: 'string', d: 'date' }),
  u: parseSchema({ a: 'int64', x: 'float64', s: 'string' }),
  w: parseSchema({ a: 'int64', y: 'int64' }),
};
const tree = (ibis: string, detail: 'exact' | 'skeleton'): string =>
  treeText(evaluateIbis(ibis, { tables: SCHEMAS }).relation, detail);
const skeleton = (ibis: string): string => tree(ibis, 'skeleton');

describe('the skeleton of a program', () => {
  it.each([
    ['values', 't.filter(t.a > 1)', 't.filter(t.a > 20)'],
    ['columns', 't.filter(t.a > 1).select("a")', 't.filter(t.b > 1).select("b")'],
    ['tables', 't.filter(t.a > 1)', 'u.filter(u.a > 1)'],
    ['names of results', 't.mutate(p=t.a + 1)', 't.mutate(q=t.a + 1)'],
    ['texts', 't.filter(t.s == "x")', 't.filter(t.s == "something")'],
    ['limits', 't.order_by("a").limit(3)', 't.order_by("b").limit(10)'],
    ['spelling', 't.filter(t.a > 1)', 't[lambda r: r.a > 1]'],
    ['all names of a self join', 't.join(t.view(), "a")', 'u.join(u.view(), "a")'],
  ])('is the same for other %s', (_, one, other) => expect(skeleton(one)).toBe(skeleton(other)));

  it.each([
    ['a new column', 't.mutate(p=_.a + 1)', 'u.mutate(p=_.x + 1)'],
    ['a replaced column', 't.mutate(a=_.a + 1)', 'u.mutate(a=_.a + 1)'],
    ['a new name', 't.rename(p="a")', 'u.rename(p="a")'],
    ['a join', 't.left_join(w, "a")', 'u.left_join(w, "a")'],
  ])('does not depend on the width of the tables: %s', (_, one, other) => {
    expect(skeleton(one)).toBe(skeleton(other));
  });

  it.each([
    ['operators', 't.filter(t.a > 1)', 't.filter(t.a >= 1)'],
    ['the same column again', 't.filter(t.a > 1).select("a")', 't.filter(t.a > 1).select("b")'],
    ['types of literals', 'u.filter(u.x > 1)', 'u.filter(u.x > 1.5)'],
    ['functions', 't.agg(n=t.a.sum())', 't.agg(n=t.a.mean())'],
    ['units', 't.mutate(m=t.d.truncate("M"))', 't.mutate(m=t.d.truncate("Y"))'],
    ['directions', 't.order_by(t.a)', 't.order_by(t.a.desc())'],
    ['kinds of join', 't.join(u, "a")', 't.left_join(u, "a")'],
    ['offsets', 't.limit(3)', 't.limit(3, offset=2)'],
    ['numbers of columns', 't.select("a")', 't.select("a", "b")'],
  ])('differs for other %s', (_, one, other) => expect(skeleton(one)).not.toBe(skeleton(other)));

  it('of a tree in full keeps names and values, and forgets the spelling', () => {
    expect(tree('t.filter(t.a > 1)', 'exact')).not.toBe(tree('t.filter(t.a > 2)', 'exact'));
    expect(tree('t.filter(t.a > 1)', 'exact')).not.toBe(tree('t.filter(t.b > 1)', 'exact'));
    expect(tree('t.filter(t.a > 1)', 'exact')).toBe(tree('t.filter(_.a > 1)', 'exact'));
    expect(tree('t.join(t.view(), "a")', 'exact')).toBe(tree('t.join(t.view(), "a")', 'exact'));
  });
});

describe('texts', () => {
  it('of SQL lose formatting, not what stands in quotes', () => {
    expect(plainSql("SELECT  A -- c\nFROM t /* x */ WHERE s = 'It''s  A';")).toBe(
      "select a from t where s = 'It''s  A'",
    );
    expect(plainSql("SELECT '--no comment'")).toBe("select '--no comment'");
  });

  it('of code lose formatting, also when they are cut off', () => {
    expect(plainCode("t.filter( t.a >\n  'x' # why\n")).toBe(plainCode('t.filter(t.a > "x"'));
    expect(plainCode('t.filter(t.a > 1')).not.toBe(plainCode('t.filter(t.a >= 1'));
  });

  it('of functions and questions have skeletons too', () => {
    const kept = new Set(['def', 'return', 'filter']);
    const one = codeSkeleton('def f(t):\n  return t.filter(t.a > 1)', kept);
    expect(codeSkeleton('def g(u):\n  return u.filter(u.b > 22)', kept)).toBe(one);
    expect(codeSkeleton('def g(u):\n  return u.filter(b.u > 22)', kept)).not.toBe(one);
    const names = new Set(['age', 'people']);
    expect(proseSkeleton('Rows of people with `age` > 3?', names)).toBe(
      proseSkeleton('rows of people with age > 40', names),
    );
  });
});

describe('nearly equal texts', () => {
  const words = Array.from({ length: 60 }, (_, at) => `word${(at * 7919) % 1000}`);
  const text = words.join(' ');

  it('share nine tenths of their runs of words', () => {
    const near = shinglesOf(`${text} more`);
    expect(jaccard(shinglesOf(text), near)).toBeCloseTo(58 / 59);
    expect(jaccard(shinglesOf(text), shinglesOf(words.toReversed().join(' ')))).toBe(0);
    expect(jaccard(shinglesOf('a'), shinglesOf('A!'))).toBe(1);
  });

  it('share a band, and different ones do not', () => {
    const bands = new Set(bandsOf(shinglesOf(text)));
    expect(bandsOf(shinglesOf(`${text} more`)).some((band) => bands.has(band))).toBe(true);
    const other = shinglesOf(words.toReversed().join(' '));
    expect(bandsOf(other).some((band) => bands.has(band))).toBe(false);
  });
});

describe('the cap on skeletons', () => {
  it('is the largest number that keeps to the share of what stays', () => {
    const sizes = [500, 30, ...Array.from({ length: 100 }, () => 10)];
    const limit = largestLimit(sizes, 0.02) ?? 0;
    const staying = (most: number): number =>
      sizes.reduce((sum, size) => sum + Math.min(size, most), 0);
    expect(limit).toBeLessThanOrEqual(0.02 * staying(limit));
    expect(limit + 1).toBeGreaterThan(0.02 * staying(limit + 1));
  });

  it('leaves all where nothing is above the share', () =>
    expect(
      largestLimit(
        Array.from({ length: 60 }, () => 5),
        0.02,
      ),
    ).toBe(5));

  it('does not exist where there are too few skeletons', () =>
    expect(largestLimit([3, 3, 3], 0.02)).toBeUndefined());
});

it('groups are closed under what their members have in common', () => {
  const sets = new Sets();
  sets.unite('a', 'b');
  sets.unite('c', 'd');
  expect(sets.find('a')).not.toBe(sets.find('c'));
  sets.unite('d', 'b');
  expect(sets.find('c')).toBe(sets.find('a'));
});
