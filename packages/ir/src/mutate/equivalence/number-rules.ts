import { isFloating, isInteger } from '../../dtypes/classes.js';
import { same, sameValue } from '../../hash.js';
import { isValue } from '../../node.js';
import type { Value } from '../../node.js';
import { rule, valueChange } from './case.js';
import type { Rule } from './case.js';

const isWholeNumber = (literal: unknown): boolean =>
  typeof literal === 'number' ? Number.isInteger(literal) : typeof literal === 'bigint';

/** Arithmetic and comparisons of numbers. */
export const NUMBER_RULES: readonly Rule[] = [
  rule(
    'difference without its sign',
    'the operands of a subtraction changed places directly below an absolute value',
    (item) => {
      const change = valueChange(item);
      if (change?.from.kind !== 'Subtract' || change.to.kind !== 'Subtract') return false;
      const { from, to, place } = change;
      return (
        place.around[0]?.kind === 'Abs' &&
        sameValue(from.args['left'] as Value, to.args['right'] as Value) &&
        sameValue(from.args['right'] as Value, to.args['left'] as Value)
      );
    },
  ),
  rule('times one', 'a value is multiplied or divided by the literal 1', (item) => {
    const change = valueChange(item);
    if (change === undefined) return false;
    const { from, to } = change;
    const factor = from.args['right'];
    return (
      [from.kind, to.kind].sort().join() === 'Divide,Multiply' &&
      isValue(factor) &&
      factor.kind === 'Literal' &&
      Number(factor.args['value']) === 1 &&
      isFloating(from.dtype) &&
      isFloating(to.dtype) &&
      (['left', 'right'] as const).every((k) => same(from.args[k], to.args[k]))
    );
  }),
  rule(
    'boundary that a whole number cannot meet',
    'a boundary is left out or taken in at a constant with a fraction, against whole numbers',
    (item) => {
      const change = valueChange(item);
      if (change === undefined) return false;
      const { from, to } = change;
      const strict = [from.kind, to.kind].sort().join();
      if (strict !== 'Greater,GreaterEqual' && strict !== 'Less,LessEqual') return false;
      const [left, right] = [from.args['left'], from.args['right']].filter(isValue);
      if (left === undefined || right === undefined) return false;
      const [value, literal] = right.kind === 'Literal' ? [left, right] : [right, left];
      return (
        literal.kind === 'Literal' &&
        isInteger(value.dtype) &&
        isFloating(literal.dtype) &&
        !isWholeNumber(literal.args['value'])
      );
    },
  ),
];
