import { evaluateIbis, printIbis } from '@ibert/ibis';
import * as ir from '@ibert/ir';
import type { OpName, Relation, Value } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { describe, expect, it } from 'vitest';

import { SPELT } from '../../packages/ibis/src/print/methods.js';
import { OPERATOR_NAMES } from '../../packages/ibis/src/print/operators.js';
import { SPECIAL } from '../../packages/ibis/src/print/special-values.js';
import { canonical } from './print/canonical.js';

const tables = {
  t: ir.parseSchema({ a: 'int64', s: 'string', ts: 'timestamp' }),
  u: ir.parseSchema({ a: 'int64', y: 'float64' }),
};
const T = ir.unboundTable('t', tables.t);
const U = ir.unboundTable('u', tables.u);
const op = (kind: OpName, args: Record<string, unknown>): Value => ir.build(kind, args as never);
const int = (value: bigint): Value => op('Literal', { value, type: ir.INT8 });
const [ta, ts, ua, uy] = [ir.field(T, 'a'), ir.field(T, 's'), ir.field(U, 'a'), ir.field(U, 'y')];
const time = op('Time', { arg: ir.field(T, 'ts') });
const sameKey = op('Equals', { left: ua, right: ta });
const where = (condition: Value): Relation => ir.filter(T, [condition]);
const again = (text: string): Relation => evaluateIbis(text, { tables }).relation;

/** Two comparisons joined by & are two conditions the next time. */
const CHANGED = [
  't.filter((_.ts.time() >= _.ts.time()) & (_.ts.time() <= _.ts.time()))',
  't.filter(_.ts.time() >= _.ts.time(), _.ts.time() <= _.ts.time())',
] as const;

describe('a relation that no Ibis program makes as it stands', () => {
  it.each<readonly [string, Relation, string]>([
    [
      'several conditions of EXISTS become one',
      where(
        op('ExistsSubquery', {
          rel: ir.filter(U, [sameKey, op('Greater', { left: uy, right: int(1n) })]),
        }),
      ),
      't.filter(((u.a == t.a) & (u.y > 1)).any())',
    ],
    [
      'what EXISTS selects does not matter',
      where(
        op('ExistsSubquery', {
          rel: ir.project(ir.filter(U, [sameKey]), new Map([['one', int(1n)]])),
        }),
      ),
      't.filter((u.a == t.a).any())',
    ],
    [
      'EXISTS of a table of its own counts its rows',
      where(
        op('ExistsSubquery', { rel: ir.filter(U, [op('Greater', { left: uy, right: int(1n) })]) }),
      ),
      't.filter(u.filter(_.y > 1).count() > 0)',
    ],
    [
      'IN over any relation asks for its column',
      where(
        op('InSubquery', { needle: ta, rel: ir.aggregate(U, new Map([['a', ua]]), new Map()) }),
      ),
      't.filter(_.a.isin(u.group_by("a").agg().a))',
    ],
    [
      'a comparison with NULL stays one',
      where(op('Equals', { left: ta, right: op('Literal', { value: null, type: ir.INT64 }) })),
      't.filter(_.a == ibis.coalesce(ibis.null("int64")))',
    ],
    [
      'a time between two others is two comparisons',
      where(op('Between', { arg: time, lower_bound: time, upper_bound: time })),
      CHANGED[0],
    ],
  ])('is printed as one that means the same: %s', (_, relation, text) => {
    expect(printIbis(relation)).toBe(text);
    expect(() => emitSql(again(text))).not.toThrow();
    expect(printIbis(again(text))).toBe(text === CHANGED[0] ? CHANGED[1] : text);
  });

  it('is refused where Ibis has no words for it', () => {
    const relation = where(op('StringSQLLike', { arg: ts, pattern: ts, escape: '!' }));
    expect(() => printIbis(relation)).toThrow(/no spelling for StringSQLLike/);
  });

  it('is a join of its own where the first table of a join is one', () => {
    const inner = again('t.join(u, "a")');
    const first = ir.joinReference(inner, 90);
    const right = ir.joinReference(U, 91);
    const predicates = [op('Equals', { left: ir.field(first, 'a'), right: ir.field(right, 'a') })];
    const rest = [{ how: 'semi', table: right, predicates } as const];
    const text = printIbis(ir.joinChain(first, rest, ir.fieldsOf(first)));
    expect(text).toContain('.semi_join(u, "a")');
    expect([...again(text).schema.keys()]).toEqual([...inner.schema.keys()]);
  });
});

describe('the tables of spellings', () => {
  /** Functions of the user's own have no method; a literal and a field are spelt by themselves. */
  const APART: ReadonlySet<string> = new Set(['Literal', 'Field', 'ScalarUDF', 'AggUDF']);

  it.each(ir.OP_NAMES.filter((name) => !APART.has(name)))('know %s', (name) => {
    expect(Object.hasOwn(SPECIAL, name) || OPERATOR_NAMES.has(name) || SPELT.has(name)).toBe(true);
  });
});

describe('a printed self join', () => {
  it('keeps the two sides apart', () => {
    const code = 'v = t.view()\nt.join(v, [t.a < v.a, t.s == v.s]).select(t.a, other=v.a)';
    const relation = again(code);
    expect(canonical(again(printIbis(relation)))).toBe(canonical(relation));
  });
});
