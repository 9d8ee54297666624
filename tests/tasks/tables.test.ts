import { parseSchema } from '@ibert/ir';
import { tablesFor } from '@ibert/tasks/tables';
import { describe, expect, it } from 'vitest';

const ONE = { kind: 'OneTable', schema: parseSchema({ a: 'int64' }) } as const;

describe('the only table of a program', () => {
  it.each([
    ['t.filter(t.a >', 't'],
    ['import ibis\nfrom ibis import _\norders.filter(_.a > 1', 'orders'],
    ['x = 3\nt.filter(t.a > x)', 't'],
    ['q = sales.filter(\nq', 'sales'],
    ['t.mutate(b=lambda r: r.a', 't'],
    ['def f(people):\n    return people.count()', 'people'],
    ['[c for c in t.columns', 't'],
    ['t.filter(t.a == "unfinished', 't'],
    ['import ibis.selectors as cs\nt.select(cs.all(', 't'],
  ])('is the first free name of %j', (code, name) => {
    expect(Object.keys(tablesFor(code, ONE) ?? {})).toEqual([name]);
  });

  it('is none where no name is free', () => {
    expect(tablesFor('ibis.literal(1)', ONE)).toEqual({});
  });

  it('is not asked for where tables are known by name, or nothing is', () => {
    const tables = { u: parseSchema({ a: 'int64' }) };
    expect(tablesFor('t.a', { kind: 'Tables', tables })).toBe(tables);
    expect(tablesFor('t.a', undefined)).toBeUndefined();
  });
});
