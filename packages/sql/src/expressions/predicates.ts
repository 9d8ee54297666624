import { conjuncts, isOp } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { group, list, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import type { Emitter } from './emitter.js';
import { atom, PRECEDENCE, sql, tighter } from './sql.js';
import type { Sql } from './sql.js';

const { comparison } = PRECEDENCE;
const ABOVE = tighter(comparison);

const chain = (parts: readonly Doc[], word: 'AND' | 'OR'): Doc => {
  if (parts.every((part) => typeof part === 'string')) {
    const text = parts.join(` ${word} `);
    if (text.length <= 60) return text;
  }
  return group('chain', parts, { between: ` ${word} `, lead: `${word} ` });
};

export const and = (_args: OpArgs<'And'>, e: Emitter, node: Value): Sql =>
  sql(
    chain(
      conjuncts(node).map((c) => e.conditionOperand(c, PRECEDENCE.and)),
      'AND',
    ),
    PRECEDENCE.and,
  );

function disjuncts(value: Value): Value[] {
  if (!isOp(value, 'Or')) return [value];
  return [...disjuncts(value.args.left), ...disjuncts(value.args.right)];
}

export const or = (_args: OpArgs<'Or'>, e: Emitter, node: Value): Sql =>
  // AND binds more tightly already; the parentheses are for the reader.
  sql(
    chain(
      disjuncts(node).map((d) => e.conditionOperand(d, PRECEDENCE.not)),
      'OR',
    ),
    PRECEDENCE.or,
  );

/** NOT, said by the operator itself where it has a negated form. */
export function not({ arg }: OpArgs<'Not'>, e: Emitter): Sql {
  if (isOp(arg, 'Alias')) return not({ arg: arg.args.arg }, e);
  if (isOp(arg, 'InValues') && arg.args.options.length > 0) return inValues(arg.args, e, 'NOT IN');
  if (isOp(arg, 'InSubquery')) return inSubquery(arg.args, e, 'NOT IN');
  if (isOp(arg, 'Between')) return between(arg.args, e, 'NOT BETWEEN');
  if (isOp(arg, 'StringSQLLike')) return like('NOT LIKE')(arg.args, e);
  if (isOp(arg, 'IsNull')) return isNull('IS NOT NULL')(arg.args, e);
  if (isOp(arg, 'NotNull')) return isNull('IS NULL')(arg.args, e);
  if (isOp(arg, 'Equals')) return compare(e, arg.args, '<>');
  if (isOp(arg, 'NotEquals')) return compare(e, arg.args, '=');
  if (isOp(arg, 'ExistsSubquery')) return sql(run('NOT ', e.conditionDoc(arg)), PRECEDENCE.not);
  return sql(run('NOT ', e.conditionOperand(arg, PRECEDENCE.add)), PRECEDENCE.not);
}

const compare = (e: Emitter, { left, right }: OpArgs<'Equals'>, operator: string): Sql =>
  sql(run(e.operand(left, ABOVE), ` ${operator} `, e.operand(right, ABOVE)), comparison);

export const isNull =
  (words: string) =>
  ({ arg }: OpArgs<'IsNull'>, e: Emitter): Sql =>
    sql(run(e.operand(arg, ABOVE), ` ${words}`), comparison);

export const between = (args: OpArgs<'Between'>, e: Emitter, words = 'BETWEEN'): Sql =>
  sql(
    run(
      e.operand(args.arg, ABOVE),
      ` ${words} `,
      e.operand(args.lower_bound, ABOVE),
      ' AND ',
      e.operand(args.upper_bound, ABOVE),
    ),
    comparison,
  );

export function inValues({ value, options }: OpArgs<'InValues'>, e: Emitter, words = 'IN'): Sql {
  if (options.length === 0)
    return e.dialect.booleans === undefined ? atom('FALSE') : sql('1 = 0', comparison);
  const items = options.map((option) => e.doc(option));
  return sql(run(e.operand(value, ABOVE), ` ${words} `, list('(', items, ')')), comparison);
}

export const like =
  (words: string) =>
  ({ arg, pattern, escape }: OpArgs<'StringSQLLike'>, e: Emitter): Sql => {
    const test = run(e.operand(arg, ABOVE), ` ${words} `, e.operand(pattern, ABOVE));
    if (escape === null) return sql(test, comparison);
    return sql(run(test, ` ESCAPE '${escape.replaceAll("'", "''")}'`), comparison);
  };

export const inSubquery = ({ rel, needle }: OpArgs<'InSubquery'>, e: Emitter, words = 'IN'): Sql =>
  sql(run(e.operand(needle, ABOVE), ` ${words} `, e.statement.subquery(rel, e)), comparison);

export const existsSubquery = ({ rel }: OpArgs<'ExistsSubquery'>, e: Emitter): Sql =>
  e.statement.exists(rel, e);

export const scalarSubquery = ({ rel }: OpArgs<'ScalarSubquery'>, e: Emitter): Sql =>
  atom(e.statement.subquery(rel, e));
