import * as t from '@ibert/ir';
import { isFloating, isInteger, isNumeric, isOp, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { asCondition, cast, comparablePair, parseText } from './coerce.js';
import { learnType } from './context.js';
import type { ExprContext } from './context.js';
import { ofInterval, temporal } from './date-arithmetic.js';
import type { SqlDialect } from './dialects.js';
import { SqlError, unsupported } from './errors.js';
import { jsonText } from './functions/json.js';
import { constantOf, integer, nullValue } from './literals.js';
import type { Place } from './syntax/ast.js';

type Operator = (left: Value, right: Value, context: ExprContext, place: Place) => Value;

const COMPARISONS = {
  '=': 'Equals',
  '<>': 'NotEquals',
  '<': 'Less',
  '<=': 'LessEqual',
  '>': 'Greater',
  '>=': 'GreaterEqual',
} as const;
type ComparisonSign = keyof typeof COMPARISONS;

export function compare(
  sign: ComparisonSign,
  left: Value,
  right: Value,
  context: ExprContext,
  place: Place,
): Value {
  const [a, b] = comparablePair(left, right, context, place);
  return make(COMPARISONS[sign], { left: a, right: b });
}

const comparison =
  (sign: ComparisonSign): Operator =>
  (left, right, context, place) =>
    compare(sign, left, right, context, place);

const logical =
  (kind: 'And' | 'Or' | 'Xor'): Operator =>
  (left, right, context, place) =>
    make(kind, {
      left: asCondition(left, context, place),
      right: asCondition(right, context, place),
    });

const bitwise =
  (
    kind: 'BitwiseAnd' | 'BitwiseOr' | 'BitwiseXor' | 'BitwiseLeftShift' | 'BitwiseRightShift',
  ): Operator =>
  (left, right, context) => {
    learnType(context, left, t.INT64);
    learnType(context, right, t.INT64);
    return make(kind, { left, right });
  };

/** Numbers from texts where the dialects convert, and what arithmetic tells of unknown types. */
function numbers(
  left: Value,
  right: Value,
  context: ExprContext,
  place: Place,
): readonly [Value, Value] {
  const fix = (value: Value, other: Value): Value => {
    if (value.dtype.kind === 'unknown') {
      learnType(
        context,
        value,
        isFloating(other.dtype) || other.dtype.kind === 'decimal' ? t.FLOAT64 : t.INT64,
      );
      return value;
    }
    if (value.dtype.kind === 'string') {
      const parsed = parseText(value, isNumeric(other.dtype) ? other.dtype : t.FLOAT64);
      if (parsed !== undefined) return parsed;
      throw new SqlError('SQL_TYPE', 'Arithmetic on text', place);
    }
    if (value.dtype.kind === 'null')
      return cast(value, isNumeric(other.dtype) ? other.dtype : t.INT64);
    return value;
  };
  return [fix(left, right), fix(right, left)];
}

const arithmetic =
  (kind: 'Add' | 'Subtract' | 'Multiply'): Operator =>
  (left, right, context, place) => {
    const moved = kind === 'Multiply' ? undefined : temporal(kind, left, right, context, place);
    if (moved !== undefined) return moved;
    if (isInterval(left) || isInterval(right)) return ofInterval(kind, left, right, place);
    if (kind === 'Add' && context.session.dialect === 'mssql' && areTexts(left, right)) {
      return concat(left, right, context, place);
    }
    const [a, b] = numbers(left, right, context, place);
    return make(kind, { left: a, right: b });
  };

/** Whether both are texts, or one is and nothing is known of the other. */
const areTexts = (left: Value, right: Value): boolean =>
  (isText(left) || isText(right)) &&
  [left, right].every((value) => isText(value) || value.dtype.kind === 'unknown');
const isText = ({ dtype }: Value): boolean => dtype.kind === 'string';
const isInterval = ({ dtype }: Value): boolean => dtype.kind === 'interval';

/** Which dialects divide integers without a fraction. */
const WHOLE_DIVISION: ReadonlySet<SqlDialect> = new Set(['postgres', 'sqlite', 'trino', 'mssql']);

const divide: Operator = (left, right, context, place) => {
  const { dialect } = context.session;
  if (isInterval(left)) throw unsupported(place, 'An interval divided by a number');
  const [a, b] = numbers(left, right, context, place);
  if (WHOLE_DIVISION.has(dialect)) {
    if (isInteger(a.dtype) && isInteger(b.dtype)) {
      if (constantOf(b) !== 0n) return wholeQuotient(a, b);
      if (dialect === 'sqlite') return nullValue(t.INT64);
      throw unsupported(place, 'A division by zero');
    }
    if (a.dtype.kind === 'unknown' || b.dtype.kind === 'unknown') {
      throw unsupported(
        place,
        'A division of columns of unknown type',
        'Give the tables with their types.',
      );
    }
  }
  if (dialect === 'mysql' || dialect === 'sqlite')
    return make('Divide', { left: a, right: make('NullIf', { arg: b, null_if_expr: integer(0) }) });
  return make('Divide', { left: a, right: b });
};

/**
 * The quotient without its fraction, towards zero. Ibis divides by way of floats: beyond 2^53 the
 * last digits are lost, as they are in its own `//`.
 */
function wholeQuotient(left: Value, right: Value): Value {
  const [a, b] = [constantOf(left), constantOf(right)];
  if (typeof a === 'bigint' && typeof b === 'bigint' && b !== 0n) return integer(a / b);
  const rest = make('Modulus', { left, right });
  return make('FloorDivide', { left: make('Subtract', { left, right: rest }), right });
}

const intDivide: Operator = (left, right, context, place) => {
  const [a, b] = numbers(left, right, context, place);
  if (isInteger(a.dtype) && isInteger(b.dtype)) return wholeQuotient(a, b);
  // DuckDB's // divides other numbers as / does.
  if (context.session.dialect === 'duckdb' && (isFloating(a.dtype) || isFloating(b.dtype))) {
    return make('Divide', { left: a, right: b });
  }
  throw unsupported(place, 'A whole division of numbers that are no integers');
};

const modulus: Operator = (left, right, context, place) => {
  const [a, b] = numbers(left, right, context, place);
  return make('Modulus', { left: a, right: b });
};

const power: Operator = (left, right, context, place) => {
  const { dialect } = context.session;
  const [a, b] = numbers(left, right, context, place);
  if (dialect === 'duckdb' || dialect === 'postgres') return make('Power', { left: a, right: b });
  return bitwise('BitwiseXor')(left, right, context, place);
};

/** `||`: text, or two arrays. */
const concat: Operator = (left, right, context, place) => {
  if (left.dtype.kind === 'array' && right.dtype.kind === 'array') {
    return make('ArrayConcat', { arg: [left, right] });
  }
  if (left.dtype.kind === 'array' || right.dtype.kind === 'array') {
    throw unsupported(place, 'An array joined with something else');
  }
  // To Oracle an empty text is NULL, and NULL in a concatenation is an empty text.
  if (context.session.dialect === 'oracle') throw unsupported(place, '|| in Oracle');
  const parts = [left, right].flatMap((value) => {
    // 1.10 is '1.10' to the engine: the digits of a constant show here.
    if (value.kind === 'Literal' && isFloating(value.dtype)) {
      throw unsupported(place, 'A number with a fraction joined to text', 'Write it as text.');
    }
    learnType(context, value, t.STRING);
    if (isOp(value, 'StringConcat')) return value.args.arg;
    return [
      isText(value) || value.dtype.kind === 'unknown'
        ? value
        : make('Cast', { arg: value, to: t.STRING }),
    ];
  });
  return make('StringConcat', { arg: parts });
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  and: logical('And'),
  or: logical('Or'),
  xor: logical('Xor'),
  '=': comparison('='),
  '<>': comparison('<>'),
  '<': comparison('<'),
  '<=': comparison('<='),
  '>': comparison('>'),
  '>=': comparison('>='),
  '+': arithmetic('Add'),
  '-': arithmetic('Subtract'),
  '*': arithmetic('Multiply'),
  '/': divide,
  '//': intDivide,
  div: intDivide,
  '%': modulus,
  mod: modulus,
  '**': power,
  '^': power,
  '||': concat,
  '&': bitwise('BitwiseAnd'),
  '|': bitwise('BitwiseOr'),
  '<<': bitwise('BitwiseLeftShift'),
  '>>': bitwise('BitwiseRightShift'),
  '^@': (arg, start, context) => {
    learnType(context, arg, t.STRING);
    return make('StartsWith', { arg, start });
  },
};

/** A member of a JSON object by its name, or of a JSON array by its place from 0. */
const jsonItem: Operator = (arg, index, context, place) => {
  learnType(context, arg, t.JSON_TYPE);
  const key = constantOf(index);
  const isKnown = typeof key === 'string' || (typeof key === 'bigint' && key >= 0n);
  if (arg.dtype.kind !== 'json' || !isKnown) throw unsupported(place, 'This use of -> or ->>');
  return make('JSONGetItem', { arg, index });
};

const OWN: Partial<Record<SqlDialect, Readonly<Record<string, Operator>>>> = {
  mysql: { '||': logical('Or'), '&&': logical('And') },
  postgres: {
    '#': bitwise('BitwiseXor'),
    '->': jsonItem,
    '->>': (left, right, context, place) => jsonText(jsonItem(left, right, context, place)),
  },
};

/**
 * A binary operator over bound operands.
 *
 * @throws SqlError `UNSUPPORTED_SQL` for one that the dialect table does not have.
 */
export function binary(
  operator: string,
  left: Value,
  right: Value,
  context: ExprContext,
  place: Place,
): Value {
  const own = OWN[context.session.dialect];
  const found =
    own !== undefined && Object.hasOwn(own, operator)
      ? own[operator]
      : Object.hasOwn(OPERATORS, operator)
        ? OPERATORS[operator]
        : undefined;
  if (found === undefined) throw unsupported(place, `The operator ${operator}`);
  return found(left, right, context, place);
}
