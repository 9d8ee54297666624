import type { OpName, TypeClass, Value } from '@ibert/ir';
import { specOf } from '@ibert/ir';

import { SUBJECT_FIRST } from '../api/operators.js';
import { atom, PREC, within } from './code.js';
import type { Code } from './code.js';
import type { ValuePrinter } from './values.js';

interface Operator {
  readonly symbol: string;
  readonly prec: number;
}

const comparison = (symbol: string): Operator => ({ symbol, prec: PREC.comparison });
const sum = (symbol: string): Operator => ({ symbol, prec: PREC.sum });
const product = (symbol: string): Operator => ({ symbol, prec: PREC.product });

/** Operations of two operands that have an operator. */
const OPERATORS: Partial<Record<OpName, Operator>> = {
  Equals: comparison('=='),
  NotEquals: comparison('!='),
  Greater: comparison('>'),
  GreaterEqual: comparison('>='),
  Less: comparison('<'),
  LessEqual: comparison('<='),
  Or: { symbol: '|', prec: PREC.or },
  BitwiseOr: { symbol: '|', prec: PREC.or },
  Xor: { symbol: '^', prec: PREC.xor },
  BitwiseXor: { symbol: '^', prec: PREC.xor },
  And: { symbol: '&', prec: PREC.and },
  BitwiseAnd: { symbol: '&', prec: PREC.and },
  BitwiseLeftShift: { symbol: '<<', prec: PREC.shift },
  BitwiseRightShift: { symbol: '>>', prec: PREC.shift },
  Add: sum('+'),
  Subtract: sum('-'),
  DateAdd: sum('+'),
  DateSub: sum('-'),
  DateDiff: sum('-'),
  TimeAdd: sum('+'),
  TimeSub: sum('-'),
  TimeDiff: sum('-'),
  TimestampAdd: sum('+'),
  TimestampSub: sum('-'),
  TimestampDiff: sum('-'),
  IntervalAdd: sum('+'),
  IntervalSubtract: sum('-'),
  MapMerge: sum('+'),
  Multiply: product('*'),
  Divide: product('/'),
  FloorDivide: product('//'),
  Modulus: product('%'),
  IntervalMultiply: product('*'),
  IntervalFloorDivide: product('//'),
  Power: { symbol: '**', prec: PREC.power },
};

const UNARY: Partial<Record<OpName, string>> = { Not: '~', BitwiseNot: '~', Negate: '-' };

/** Operations whose left operand says which operation it is, and so must be an expression. */
const LEFT_DECIDES: ReadonlySet<string> = new Set<OpName>([
  'DateAdd',
  'DateSub',
  'DateDiff',
  'TimeAdd',
  'TimeSub',
  'TimeDiff',
  'TimestampAdd',
  'TimestampSub',
  'TimestampDiff',
  'IntervalFloorDivide',
  'IntervalMultiply',
  'MapMerge',
]);

/** The operations that have an operator. */
export const OPERATOR_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(OPERATORS),
  ...Object.keys(UNARY),
]);

/** A value whose operation is an operator; undefined for every other one. */
export function operatorCode(value: Value, p: ValuePrinter): Code | undefined {
  const kind = value.kind as OpName;
  const sign = UNARY[kind];
  if (sign !== undefined) {
    const operand = p.code(value.args['arg'] as Value);
    return {
      text: sign + within(operand, PREC.unary),
      prec: PREC.unary,
      deferred: operand.deferred,
      bare: false,
    };
  }
  const operator = OPERATORS[kind];
  if (operator === undefined) return undefined;
  const params = specOf(kind).params;
  const [left, right] = [value.args['left'] as Value, value.args['right'] as Value];
  const classesOf = (name: string): readonly TypeClass[] => {
    const param = params[name];
    return param !== undefined && 'classes' in param ? param.classes : ['Any'];
  };
  return binary(
    p,
    operator,
    [left, classesOf('left')],
    [right, classesOf('right')],
    LEFT_DECIDES.has(kind) || SUBJECT_FIRST.has(kind),
  );
}

const CONDITIONS: ReadonlySet<string> = new Set(['&', '|', '^']);

/** How tightly the operands must bind; bits in a comparison are set in parentheses for the reader. */
function bindings(symbol: string, prec: number): readonly [number, number] {
  if (symbol === '**') return [prec + 1, PREC.unary];
  // Readers need not know that `&` binds before `|`.
  if (symbol === '|') return [prec, PREC.shift];
  return prec === PREC.comparison ? [PREC.shift, PREC.shift] : [prec, prec + 1];
}

type Operand = readonly [Value, readonly TypeClass[]];

/** `a + b`, with at least one operand an Ibis expression. */
export function binary(
  p: ValuePrinter,
  { symbol, prec }: Operator,
  left: Operand,
  right: Operand,
  leftDecides: boolean,
): Code {
  const isComparison = prec === PREC.comparison;
  const b =
    isComparison && isNullLiteral(right[0]) && (symbol === '==' || symbol === '!=')
      ? // Ibis reads `x == None` as a test for NULL.
        atom(`ibis.coalesce(${p.code(right[0]).text})`)
      : p.arg(...right);
  // Python turns `1 < x` round, and so the left of a comparison must be an expression.
  const boxed = b.bare || isComparison || leftDecides;
  const a = boxed ? p.code(left[0]) : p.arg(...left);
  // Beside an expression that is bound, only conditions take one that is not, and in comparisons
  // the two would change places.
  const waits = CONDITIONS.has(symbol) && left[0].dtype.kind === 'boolean';
  if (!a.bare && !a.deferred && b.deferred && !waits) throw p.conflict();
  const [least, most] = bindings(symbol, prec);
  const first = symbol === '|' && a.prec === PREC.and ? `(${a.text})` : within(a, least);
  return {
    text: `${first} ${symbol} ${within(b, most)}`,
    prec,
    deferred: a.deferred || b.deferred,
    bare: false,
  };
}

export const PLUS: Operator = { symbol: '+', prec: PREC.sum };

const isNullLiteral = (value: Value): boolean =>
  value.kind === 'Literal' && value.args['value'] === null;
