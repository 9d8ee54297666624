import { isOp } from '@ibert/ir';
import type { OpArgs, Relation, Value } from '@ibert/ir';

import { when } from '../../expressions/cases.js';
import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { infix, refuse, rows } from '../spec.js';

const { bitwise, comparison, multiply, unary } = PRECEDENCE;

/** Operations whose result is a DOUBLE whatever DuckDB makes of their arguments. */
const DOUBLES: ReadonlySet<string> = new Set([
  'Mean',
  'Divide',
  'Sqrt',
  'Exp',
  'Ln',
  'StandardDev',
  'Variance',
  'Power',
]);

/** Whether DuckDB too takes the value for a DOUBLE: literals such as 0.1 are decimals there. */
function isDouble(value: Value): boolean {
  if (value.dtype.kind !== 'float64') return false;
  if (isOp(value, 'Alias')) return isDouble(value.args.arg);
  if (isOp(value, 'Field')) return isDoubleColumn(value.args.rel, value.args.name);
  if (isOp(value, 'Cast') || DOUBLES.has(value.kind)) return true;
  if (value.kind === 'Sum' || value.kind === 'Negate' || value.kind === 'Abs') {
    return isDouble(value.args['arg'] as Value);
  }
  if (value.kind !== 'Multiply' && value.kind !== 'Add' && value.kind !== 'Subtract') return false;
  return isDouble(value.args['left'] as Value) || isDouble(value.args['right'] as Value);
}

/** {@link isDouble} of a column: what it is computed as, or the column of a table. */
function isDoubleColumn(relation: Relation, name: string): boolean {
  switch (relation.kind) {
    case 'UnboundTable':
      return true;
    case 'Project':
    case 'JoinChain':
      return isDefinedDouble(relation.values.get(name));
    case 'Aggregate':
      return isDefinedDouble(relation.groups.get(name) ?? relation.metrics.get(name));
    case 'Filter':
    case 'Sort':
    case 'Limit':
    case 'Distinct':
    case 'DropColumns':
    case 'SelfReference':
    case 'JoinReference':
      return isDoubleColumn(relation.parent, name);
    default:
      return false;
  }
}

const isDefinedDouble = (value: Value | undefined): boolean =>
  value !== undefined && isDouble(value);

function round({ arg, digits }: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  const rounded = integerOf(digits) === 0n ? e.call('ROUND', arg) : e.call('ROUND', arg, digits);
  return node.dtype.kind === 'float64' && isDouble(arg) ? rounded : e.cast(rounded.doc, node.dtype);
}

const whole =
  (name: string) =>
  ({ arg }: OpArgs<'Floor'>, e: Emitter, node: Value): Sql =>
    e.cast(e.call(name, arg).doc, node.dtype);

export function floorDivide({ left, right }: OpArgs<'FloorDivide'>, e: Emitter, node: Value): Sql {
  const quotient = run(e.operand(left, multiply), ' / ', e.operand(right, tighter(multiply)));
  return e.cast(run('FLOOR(', quotient, ')'), node.dtype);
}

export function logarithm({ arg, base }: OpArgs<'Log'>, e: Emitter): Sql {
  if (base === null) return e.call('LN', arg);
  const known = integerOf(base);
  if (known === 2n || known === 10n) return e.call('LOG', base, arg);
  return sql(run(e.call('LN', arg).doc, ' / ', e.call('LN', base).doc), multiply);
}

/** Between the bounds; NULL stays NULL although LEAST and GREATEST skip it. */
function clip({ arg, lower, upper }: OpArgs<'Clip'>, e: Emitter): Sql {
  let text: Doc = e.doc(arg);
  if (upper !== null) text = call('LEAST', text, e.doc(upper)).doc;
  if (lower !== null) text = call('GREATEST', text, e.doc(lower)).doc;
  if (lower === null && upper === null) return e.value(arg);
  return when(run(e.operand(arg, bitwise), ' IS NOT NULL'), text, null);
}

export const DUCKDB_NUMBERS = rows({
  FloorDivide: floorDivide,
  IsNan: 'ISNAN',
  IsInf: 'ISINF',
  Ceil: whole('CEIL'),
  Floor: whole('FLOOR'),
  Round: round,
  Clip: clip,
  BaseConvert: refuse('it cannot convert a number from one base to another'),
  Log: logarithm,
  // LOG2 differs from it in the last bit, by which rows may be grouped.
  Log2: ({ arg }, e) => call('LOG', '2', e.doc(arg)),
  Log10: 'LOG10',
  // The sign binds less tightly than + and -: ~a - ~b would be ~(a - ~b).
  BitwiseNot: ({ arg }, e) => sql(run('~', e.operand(arg, tighter(unary))), comparison),
  BitwiseAnd: infix('&', bitwise),
  BitwiseOr: infix('|', bitwise),
  BitwiseXor: 'XOR',
  BitwiseLeftShift: infix('<<', bitwise),
  BitwiseRightShift: infix('>>', bitwise),
  RandomScalar: () => atom('RANDOM()'),
  RandomUUID: () => atom('UUID()'),
  RowID: () => atom('rowid'),
  TypeOf: ({ arg }, e) =>
    call('COALESCE', call('NULLIF', e.call('TYPEOF', arg).doc, `'"NULL"'`).doc, "'NULL'"),
  TryCast: ({ arg, to }, e) => atom(run('TRY_CAST(', e.doc(arg), ` AS ${e.type(to)})`)),
});
