import { evaluateIbis, printIbis } from '@ibert/ibis';
import * as ir from '@ibert/ir';
import type { DataType, LiteralValue, OpName, Relation, Value } from '@ibert/ir';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonical } from './print/canonical.js';

const tables = {
  t: ir.parseSchema({
    a: 'int64',
    b: 'int8',
    x: 'float64',
    s: 'string',
    flag: 'boolean',
    d: 'date',
  }),
};
const T = ir.unboundTable('t', tables.t);
type Arb = fc.Arbitrary<Value>;

const literal = (value: LiteralValue, type: DataType): Value => ir.make('Literal', { value, type });
const columns = (...names: string[]): Arb =>
  fc.constantFrom(...names).map((name) => ir.field(T, name));
const op = (kind: OpName, args: Record<string, unknown>): Value => ir.build(kind, args as never);
const both = (kinds: readonly OpName[], left: Arb, right: Arb): Arb =>
  fc
    .tuple(fc.constantFrom(...kinds), left, right)
    .map(([kind, l, r]) => op(kind, { left: l, right: r }));

const whole = fc.bigInt({ min: -300n, max: 300n });
const integers = fc
  .tuple(whole, fc.boolean())
  .map(([value, wide]) => literal(value, wide ? ir.INT64 : ir.inferInteger(value)));
const floats = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => literal(value, ir.FLOAT64));
const texts = fc
  .oneof(fc.string(), fc.string({ unit: 'grapheme' }))
  .map((value) => literal(value, ir.STRING));
const dates = fc.constantFrom('2024-01-31', '1999-12-01').map((value) => literal(value, ir.DATE));

const { number, text, condition } = fc.letrec<{ number: Value; text: Value; condition: Value }>(
  (tie) => ({
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      columns('a', 'b', 'x'),
      integers,
      floats,
      both(
        ['Add', 'Subtract', 'Multiply', 'Divide', 'FloorDivide', 'Power'],
        tie('number'),
        tie('number'),
      ),
      fc
        .tuple(fc.constantFrom<OpName>('Negate', 'Abs', 'Ceil', 'Sign'), tie('number'))
        .map(([kind, arg]) => op(kind, { arg })),
      tie('text').map((arg) => op('StringLength', { arg })),
      fc
        .tuple(tie('condition'), tie('number'), tie('number'))
        .map(([bool_expr, true_expr, false_null_expr]) =>
          op('IfElse', { bool_expr, true_expr, false_null_expr }),
        ),
      fc.array(tie('number'), { minLength: 1, maxLength: 3 }).map((arg) => op('Greatest', { arg })),
    ),
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      columns('s'),
      texts,
      fc
        .array(tie('text'), { minLength: 2, maxLength: 3 })
        .map((arg) => op('StringConcat', { arg })),
      fc
        .tuple(fc.constantFrom<OpName>('Uppercase', 'Strip', 'Reverse'), tie('text'))
        .map(([kind, arg]) => op(kind, { arg })),
      fc
        .tuple(tie('text'), integers)
        .map(([arg, start]) => op('Substring', { arg, start, length: null })),
      tie('number').map((arg) => op('Cast', { arg, to: ir.STRING })),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      columns('flag'),
      both(['Equals', 'NotEquals', 'Less', 'GreaterEqual'], tie('number'), tie('number')),
      both(['Equals', 'Greater', 'LessEqual'], tie('text'), tie('text')),
      both(['Less', 'Equals'], columns('d'), dates),
      both(['And', 'Or', 'Xor'], tie('condition'), tie('condition')),
      tie('condition').map((arg) => op('Not', { arg })),
      tie('number').map((arg) => op('IsNull', { arg })),
      fc
        .tuple(tie('number'), fc.array(integers, { maxLength: 3 }))
        .map(([value, options]) => op('InValues', { value, options })),
      fc
        .tuple(tie('text'), texts)
        .map(([arg, pattern]) => op('StringSQLLike', { arg, pattern, escape: null })),
      fc
        .tuple(tie('number'), integers, tie('number'))
        .map(([arg, lower_bound, upper_bound]) => op('Between', { arg, lower_bound, upper_bound })),
    ),
  }),
);

const readsTable = (value: Value): boolean => value.relations.length > 0;
const relations: fc.Arbitrary<Relation> = fc.oneof(
  fc
    .array(condition.filter(readsTable), { minLength: 1, maxLength: 2 })
    .map((predicates) =>
      ir.filter(T, [
        ...new Map(predicates.flatMap(ir.conjuncts).map((p) => [canonical(p), p])).values(),
      ]),
    ),
  fc
    .dictionary(
      fc.constantFrom('a', 'new', 'odd name', 'class', 'count'),
      fc.oneof(number, text, condition),
      { minKeys: 1 },
    )
    .map((values) => ir.project(T, new Map(Object.entries(values)))),
  fc
    .tuple(number, fc.boolean(), fc.boolean())
    .map(([arg, ascending, nulls_first]) =>
      ir.sort(T, [op('SortKey', { arg, ascending, nulls_first })]),
    ),
  fc
    .tuple(number.filter(readsTable), condition)
    .map(([arg, where]) =>
      ir.aggregate(
        T,
        new Map([['s', ir.field(T, 's')]]),
        new Map([['m', op('Max', { arg, where })]]),
      ),
    ),
);

describe.each(['table', 'deferred'] as const)('any relation printed in the style %s', (style) => {
  it('is that relation again when it is evaluated', () => {
    fc.assert(
      fc.property(relations, (relation) => {
        const text = printIbis(relation, { style });
        expect(canonical(evaluateIbis(text, { tables }).relation), text).toBe(canonical(relation));
      }),
      { numRuns: 400 },
    );
  });
});
