import {
  aggregate,
  conjuncts,
  DerefMap,
  field,
  fieldsOf,
  filter,
  filterInput,
  isOp,
  joinReference,
  make,
  nameOf,
  parseSchema,
  project,
  projectInput,
  replace,
  same,
  sameRelation,
  selfReference,
  unboundTable,
  windowInput,
} from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const table = (name = 't'): Relation =>
  unboundTable(name, parseSchema({ a: 'int64', b: 'float64', ok: 'boolean' }));
const int = (value: number): Value =>
  make('Literal', { value: BigInt(value), type: { kind: 'int8', nullable: true } });
const sum = (arg: Value): Value => make('Sum', { arg, where: null });

const arithmetic = (rel: Relation): fc.Arbitrary<Value> =>
  fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('a', 'b').map((name) => field(rel, name)),
      fc.integer({ min: -9, max: 9 }).map(int),
      fc
        .tuple(fc.constantFrom('Add', 'Subtract', 'Multiply'), tie('value'), tie('value'))
        .map(([op, left, right]) => make(op as 'Add', { left, right })),
    ),
  })).value;

describe('equality of trees', () => {
  it('holds between trees built twice from the same recipe', () => {
    const rel = table();
    fc.assert(
      fc.property(arithmetic(rel), (value) => {
        const copy = replace(value, (v) =>
          isOp(v, 'Field') ? field(table(), v.args.name) : undefined,
        );
        expect(same(value, copy)).toBe(true);
        expect(copy.hash).toBe(value.hash);
        expect(nameOf(copy)).toBe(nameOf(value));
      }),
    );
  });

  it('fails between trees that differ in one leaf', () => {
    const rel = table();
    fc.assert(
      fc.property(arithmetic(rel), (value) => {
        const other = replace(value, (v) =>
          isOp(v, 'Field') ? field(rel, v.args.name === 'a' ? 'b' : 'a') : undefined,
        );
        expect(same(value, other)).toBe(nameOf(value) === nameOf(other));
      }),
    );
  });

  it('tells a view of a table from the table', () => {
    const t = table();
    expect(sameRelation(t, table())).toBe(true);
    expect(sameRelation(t, table('u'))).toBe(false);
    expect(sameRelation(selfReference(t, 1), selfReference(t, 2))).toBe(false);
  });
});

describe('dereferencing', () => {
  it('rebinds a column of the table below a filter to the filter', () => {
    const t = table();
    const kept = filter(t, [field(t, 'ok')]);
    expect(same(new DerefMap([kept]).apply(field(t, 'a')), field(kept, 'a'))).toBe(true);
  });

  it('follows renamed columns, and computed ones by their expression', () => {
    const t = table();
    const twice = make('Multiply', { left: field(t, 'a'), right: int(2) });
    const p = project(
      t,
      new Map([
        ['x', field(t, 'a')],
        ['y', twice],
      ]),
    );
    const deref = new DerefMap([p]);
    expect(nameOf(deref.apply(field(t, 'a')))).toBe('x');
    expect(nameOf(deref.apply(twice))).toBe('y');
    expect(nameOf(deref.apply(field(t, 'b')))).toBe('b');
    expect(deref.apply(field(t, 'b')).relations[0]).toBe(t);
  });

  it('refuses a column that two occurrences of a table have', () => {
    const t = table();
    const sides = [joinReference(t, 1), joinReference(t, 2)];
    expect(() => new DerefMap(sides).apply(field(t, 'a'))).toThrow('Ambiguous field reference');
  });

  it('does not rebind a count of the table below', () => {
    const t = table();
    const kept = filter(t, [field(t, 'ok')]);
    const count = make('CountStar', { arg: t, where: null });
    expect(new DerefMap([kept]).apply(count)).toBe(count);
  });
});

describe('reductions in context', () => {
  const t = table();
  const total = sum(field(t, 'a'));

  it('are windows over everything in a projection of their own table', () => {
    const value = projectInput(make('Divide', { left: field(t, 'a'), right: total }), t);
    expect(nameOf(value)).toBe('Divide(a, Sum(a))');
    expect(isOp(value, 'Divide') && value.args.right.kind).toBe('WindowFunction');
  });

  it('are scalar subqueries in a projection of another table', () => {
    expect(projectInput(total, table('u')).kind).toBe('ScalarSubquery');
  });

  it('are scalar subqueries in a filter', () => {
    const value = filterInput(make('Greater', { left: field(t, 'a'), right: total }));
    expect(isOp(value, 'Greater') && value.args.right.kind).toBe('ScalarSubquery');
  });

  it('taken from an aggregate without keys are scalar subqueries in a filter', () => {
    const one = aggregate(t, new Map(), new Map([['m', total]]));
    expect(
      filterInput(make('Equals', { left: field(t, 'a'), right: field(one, 'm') })).relations,
    ).toHaveLength(1);
  });

  it('merge the windows they are given with the ones they have', () => {
    const window = {
      how: 'rows',
      start: null,
      end: null,
      groupBy: [field(t, 'b')],
      orderBy: [],
    } as const;
    const once = windowInput(total, window);
    const again = windowInput(once, { ...window, groupBy: [field(t, 'ok')] });
    expect(isOp(again, 'WindowFunction') && again.args.group_by.map(nameOf)).toEqual(['b', 'ok']);
  });
});

describe('conjunctions', () => {
  it('come apart in order', () => {
    const t = table();
    const [x, y, z] = ['a', 'b', 'ok'].map((name) => make('NotNull', { arg: field(t, name) }));
    const and = (left: Value, right: Value): Value => make('And', { left, right });
    if (x === undefined || y === undefined || z === undefined) throw new Error('three tests');
    expect(conjuncts(and(and(x, y), z))).toEqual([x, y, z]);
    expect(fieldsOf(t).size).toBe(3);
  });
});
