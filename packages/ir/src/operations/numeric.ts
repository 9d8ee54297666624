import { isInteger } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import type { Value } from '../node.js';
import { column, op, optional, plain, value } from './spec.js';
import {
  arithmetic,
  complement,
  decimalOrDouble,
  mathType,
  pythonMod,
  widest,
} from './type-rules.js';

const soft = value('Numeric', 'Boolean');
const strict = value('Numeric');
const integer = value('Integer');
const two = { left: soft, right: soft };
const bits = { left: integer, right: integer };

const sameAsArg = ({ arg }: { readonly arg: Value }): t.DataType => arg.dtype;
const wholeNumber = ({ arg }: { readonly arg: Value }): t.DataType =>
  arg.dtype.kind === 'decimal' ? arg.dtype : t.INT64;
const math = op({ arg: soft }, mathType);
const logarithm = op({ arg: strict }, mathType);

/** Arithmetic, rounding, logarithms, trigonometry, bit operations. */
export const NUMERIC = {
  Add: op(
    two,
    arithmetic((a, b) => a + b),
  ),
  Subtract: op(
    two,
    arithmetic((a, b) => a - b),
  ),
  Multiply: op(
    two,
    arithmetic((a, b) => a * b),
  ),
  Divide: op(two, t.FLOAT64),
  FloorDivide: op(two, t.INT64),
  Modulus: op(two, arithmetic(pythonMod)),
  Power: op(two, ({ left, right }) =>
    isInteger(left.dtype) && isInteger(right.dtype) ? t.FLOAT64 : widest(left, right),
  ),
  Negate: op({ arg: value('Numeric', 'Interval') }, sameAsArg),
  IsNan: op({ arg: value('Floating') }, t.BOOLEAN),
  IsInf: op({ arg: value('Floating') }, t.BOOLEAN),
  Abs: op({ arg: soft }, sameAsArg),
  Sign: op({ arg: soft }, sameAsArg),
  Ceil: op({ arg: soft }, wholeNumber),
  Floor: op({ arg: soft }, wholeNumber),
  Round: op(
    { arg: strict, digits: integer },
    ({ arg, digits }) => {
      const given = digits.kind === 'Literal' ? digits.args['value'] : undefined;
      if (arg.dtype.kind === 'decimal' && typeof given === 'bigint') {
        return { ...arg.dtype, scale: Number(given) };
      }
      return t.withNullable(given === 0n ? t.INT64 : t.FLOAT64, arg.dtype.nullable);
    },
    {
      shapeLike: 'arg',
      check: ({ arg, digits }) =>
        arg.dtype.kind === 'decimal' &&
        digits.kind === 'Literal' &&
        Number(digits.args['value']) < 0
          ? 'Decimal type scale cannot be negative'
          : undefined,
      checkError: 'ValueError',
    },
  ),
  Clip: op({ arg: strict, lower: optional('Numeric'), upper: optional('Numeric') }, sameAsArg, {
    shapeLike: 'arg',
  }),
  BaseConvert: op(
    { arg: value('Integer', 'String'), from_base: integer, to_base: integer },
    t.STRING,
  ),
  Exp: op({ arg: soft }, decimalOrDouble),
  Degrees: op({ arg: soft }, decimalOrDouble),
  Radians: math,
  Sqrt: math,
  Log: op({ arg: strict, base: optional('Numeric') }, mathType, { shapeLike: 'arg' }),
  Ln: logarithm,
  Log2: logarithm,
  Log10: logarithm,
  Acos: math,
  Asin: math,
  Atan: math,
  Atan2: op(two, t.FLOAT64),
  Cos: math,
  Cot: math,
  Sin: math,
  Tan: math,
  BitwiseNot: op({ arg: integer }, complement),
  BitwiseAnd: op(
    bits,
    arithmetic((a, b) => a & b),
  ),
  BitwiseOr: op(
    bits,
    arithmetic((a, b) => a | b),
  ),
  BitwiseXor: op(
    bits,
    arithmetic((a, b) => a ^ b),
  ),
  BitwiseLeftShift: op(bits, t.INT64),
  BitwiseRightShift: op(bits, t.INT64),
  /** Which of the half-open ranges between the edges the value falls into. */
  Bucket: op(
    {
      arg: column('Numeric', 'Boolean'),
      buckets: plain<readonly (bigint | number)[]>(() => '()'),
      closed: plain<'left' | 'right'>(),
      close_extreme: plain<boolean>(),
      include_under: plain<boolean>(),
      include_over: plain<boolean>(),
    },
    ({ buckets, include_under, include_over }) =>
      buckets.length - 1 + Number(include_under) + Number(include_over) > 127 ? t.INT16 : t.INT8,
    {
      shape: 'columnar',
      checkError: 'ValidationError',
      check: ({ buckets, include_under, include_over }) => {
        if (buckets.length === 0) return 'Must be at least one bucket edge';
        return buckets.length === 1 && !(include_under && include_over)
          ? 'If one bucket edge provided, must have include_under=True and include_over=True'
          : undefined;
      },
    },
  ),
} as const;
