import { childrenOf, isNumeric, isOp } from '@ibert/ir';
import type { DataType, OpArgs, Value } from '@ibert/ir';

import { simpleCase } from '../../expressions/cases.js';
import type { Emitter } from '../../expressions/emitter.js';
import { between, inValues, like } from '../../expressions/predicates.js';
import { PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { textOf } from '../shared/strings.js';
import { rows } from '../spec.js';
import { incomparable } from './types.js';

const { comparison } = PRECEDENCE;
const INT32: DataType = { kind: 'int32', nullable: true };

/** Refuses what PostgreSQL has no operator for: JSON, and arrays of different elements. */
export function checkOperands(values: readonly Value[], e: Emitter): void {
  const types = values.map(({ dtype }) => dtype);
  const fault = incomparable(types);
  if (fault !== null) throw e.refusal('a comparison of JSON', fault);
  const elements = types.flatMap((type) => (type.kind === 'array' ? [type.value.kind] : []));
  if (
    new Set(elements).size > 1 ||
    values.some((v) => isOp(v, 'Literal') && v.dtype.kind === 'array')
  )
    throw e.refusal('a comparison of arrays', 'their elements must have one type');
}

/** Whether a boolean meets a number in the values. */
const mixed = (left: Value, right: Value): boolean =>
  (left.dtype.kind === 'boolean' && isNumeric(right.dtype)) ||
  (isNumeric(left.dtype) && right.dtype.kind === 'boolean');

/** Whether the value is an (in)equality of a boolean and a number. */
export const comparesBoolean = (value: Value): boolean =>
  (isOp(value, 'Equals') || isOp(value, 'NotEquals')) && mixed(value.args.left, value.args.right);

/** A comparison, in which a boolean that meets a number is one: PostgreSQL does not compare them. */
const comparing =
  (operator: string) =>
  ({ left, right }: OpArgs<'Equals'>, e: Emitter): Sql => {
    checkOperands([left, right], e);
    const side = (value: Value): Doc =>
      value.dtype.kind === 'boolean' && mixed(left, right)
        ? e.cast(value, INT32).doc
        : e.operand(value, tighter(comparison));
    return sql(run(side(left), ` ${operator} `, side(right)), comparison);
  };

/** LIKE without the backslash as an escape, which it is there unless the query says otherwise. */
export const plainLike =
  (words: string) =>
  (args: OpArgs<'StringSQLLike'>, e: Emitter): Sql => {
    const known = textOf(args.pattern);
    const plain = args.escape !== null || (known !== null && !known.includes('\\'));
    return like(words)(plain ? args : { ...args, escape: '' }, e);
  };

export const POSTGRES_COMPARISONS = rows({
  Equals: comparing('='),
  NotEquals: comparing('<>'),
  Less: comparing('<'),
  LessEqual: comparing('<='),
  Greater: comparing('>'),
  GreaterEqual: comparing('>='),
  IdenticalTo: comparing('IS NOT DISTINCT FROM'),
  Between: (args, e, node) => {
    checkOperands(childrenOf(node), e);
    return between(args, e);
  },
  InValues: (args, e, node) => {
    checkOperands(childrenOf(node), e);
    return inValues(args, e);
  },
  NullIf: ({ arg, null_if_expr }, e) => {
    checkOperands([arg, null_if_expr], e);
    return e.call('NULLIF', arg, null_if_expr);
  },
  SimpleCase: (args, e) => {
    checkOperands([args.base, ...args.cases], e);
    return simpleCase(args, e);
  },
  StringSQLLike: plainLike('LIKE'),
  StringSQLILike: plainLike('ILIKE'),
});
