import * as t from '@ibert/ir';
import { isNumeric, isOp, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { IbertError } from '@ibert/core';

import { bindCall, callOf } from './calls.js';
import { bindCast, bindTypedString } from './casts.js';
import { asCondition, comparablePair, unify } from './coerce.js';
import { learnType } from './context.js';
import type { ExprContext } from './context.js';
import { SqlError, syntaxError, unsupported } from './errors.js';
import { bindInterval } from './intervals.js';
import {
  boolean,
  constantOf,
  integer,
  literal,
  nullValue,
  numberLiteral,
  text,
} from './literals.js';
import { bindName } from './names.js';
import { binary } from './operators.js';
import {
  bindBetween,
  bindDistinctFrom,
  bindInList,
  bindInValue,
  bindIs,
  bindLike,
  equalRows,
} from './predicates.js';
import { starColumns } from './scope.js';
import { bindExists, bindInQuery, bindQuantified, bindScalarSubquery } from './subqueries.js';
import type { CaseNode, Expr, IndexNode, SliceNode, UnaryNode } from './syntax/ast.js';

/**
 * An expression as a value over the scope's relation.
 *
 * @throws SqlError with the place of what is wrong or not translated.
 */
export function bindExpr(expr: Expr, context: ExprContext): Value {
  try {
    return bind(expr, context);
  } catch (error) {
    // The operations check their arguments themselves; their faults get the place here.
    if (error instanceof IbertError && !(error instanceof SqlError)) {
      throw new SqlError('SQL_TYPE', error.message, expr, { hint: error.hint, cause: error });
    }
    throw error;
  }
}

function bind(expr: Expr, context: ExprContext): Value {
  switch (expr.kind) {
    case 'number':
      return numberLiteral(expr.text);
    case 'string':
      return text(expr.value);
    case 'null':
      return nullValue();
    case 'bool':
      return boolean(expr.value);
    case 'blob':
      return literal(Uint8Array.from(Buffer.from(expr.hex, 'hex')), t.BINARY);
    case 'typed-string':
      return bindTypedString(expr, context);
    case 'interval':
      return bindInterval(expr, bindExpr(expr.amount, context));
    case 'name':
      return bindName(expr, context);
    case 'unary':
      return bindUnary(expr, context);
    case 'binary':
      if (expr.operator === '=' && expr.left.kind === 'row' && expr.right.kind === 'row') {
        const bindAll = (items: readonly Expr[]): Value[] =>
          items.map((item) => bindExpr(item, context));
        return equalRows(bindAll(expr.left.items), bindAll(expr.right.items), context, expr);
      }
      if (context.session.dialect === 'duckdb' && Object.hasOwn(JSON_CALLS, expr.operator)) {
        const name = JSON_CALLS[expr.operator] ?? '';
        return bindCall(callOf(name, [jsonArrow(expr.left), expr.right], expr), context, bindExpr);
      }
      return binary(
        expr.operator,
        bindExpr(expr.left, context),
        bindExpr(expr.right, context),
        context,
        expr,
      );
    case 'is':
      return bindIs(expr, context, bindExpr);
    case 'distinct-from':
      return bindDistinctFrom(expr, context, bindExpr);
    case 'between':
      return bindBetween(expr, context, bindExpr);
    case 'in-list':
      return bindInList(expr, context, bindExpr);
    case 'in-value':
      return bindInValue(expr, context, bindExpr);
    case 'in-query':
      return bindInQuery(expr, context, bindExpr);
    case 'like':
      return bindLike(expr, context, bindExpr);
    case 'exists':
      return bindExists(expr, context);
    case 'subquery':
      return bindScalarSubquery(expr, context);
    case 'quantified':
      return bindQuantified(expr, context, bindExpr);
    case 'case':
      return bindCase(expr, context);
    case 'cast':
      return bindCast(expr, context, bindExpr);
    case 'call':
      return bindCall(expr, context, bindExpr);
    case 'array': {
      const items = expr.items.map((item) => bindExpr(item, context));
      return make('Array', { exprs: unify(items, context, expr) });
    }
    case 'struct':
      return make('StructColumn', {
        names: expr.entries.map(({ name }) => name),
        values: expr.entries.map(({ value }) => bindExpr(value, context)),
      });
    case 'map': {
      const keys = unify(
        expr.entries.map(({ key }) => bindExpr(key, context)),
        context,
        expr,
      );
      const values = unify(
        expr.entries.map(({ value }) => bindExpr(value, context)),
        context,
        expr,
      );
      return make('Map', {
        keys: make('Array', { exprs: keys }),
        values: make('Array', { exprs: values }),
      });
    }
    case 'index':
      return bindIndex(expr, context);
    case 'slice':
      return bindSlice(expr, context);
    case 'member': {
      const arg = bindExpr(expr.arg, context);
      return member(arg, expr.name.text, expr);
    }
    case 'at-time-zone':
      return bindCall(callOf('timezone', [expr.zone, expr.arg], expr), context, bindExpr);
    case 'collate':
      throw unsupported(expr, `COLLATE ${expr.collation}`);
    case 'parameter':
      throw unsupported(expr, `The parameter ${expr.text}`, 'Put a value in its place.');
    case 'position': {
      const column = starColumns(context.scope)[expr.index - 1];
      if (column === undefined) throw syntaxError(expr, `There is no column #${expr.index}`);
      return column.value;
    }
    case 'array-query':
      throw unsupported(expr, 'ARRAY(SELECT …)');
    case 'row':
      throw unsupported(expr, 'A row of values');
    case 'star':
      throw syntaxError(expr, `'*' cannot stand in ${context.clause}`);
    case 'lambda': {
      const arrow = context.session.dialect === 'duckdb' ? jsonArrow(expr) : expr;
      if (arrow.kind === 'call') return bindCall(arrow, context, bindExpr);
      throw syntaxError(expr, 'A lambda can only be given to a function');
    }
    case 'named-arg':
      throw unsupported(expr, 'A named argument');
  }
}

/** DuckDB's arrows are these functions. */
const JSON_CALLS: Readonly<Record<string, string>> = {
  '->': 'json_extract',
  '->>': 'json_extract_string',
};

/** Outside of a call that takes a lambda, DuckDB's `x -> 'a'` reads JSON. */
function jsonArrow(expr: Expr): Expr {
  if (expr.kind !== 'lambda') return expr;
  const [param, ...others] = expr.params;
  if (param === undefined || others.length > 0) return expr;
  const json: Expr = { kind: 'name', parts: [param], start: param.start, end: param.end };
  return callOf('json_extract', [json, expr.body], expr);
}

function bindUnary(expr: UnaryNode, context: ExprContext): Value {
  const arg = bindExpr(expr.arg, context);
  switch (expr.operator) {
    case 'not':
      return not(asCondition(arg, context, expr.arg));
    case '+':
      return arg;
    case '-': {
      const value = constantOf(arg);
      if (typeof value === 'bigint') {
        return arg.dtype.kind === 'interval' ? literal(-value, arg.dtype) : integer(-value);
      }
      if (typeof value === 'number') return literal(-value, arg.dtype);
      if (typeof value === 'string' && arg.dtype.kind === 'decimal')
        return literal(`-${value}`, arg.dtype);
      learnType(context, arg, t.FLOAT64);
      return make('Negate', { arg });
    }
    case '~':
      return make('BitwiseNot', { arg });
    default:
      if (!isNumeric(arg.dtype)) throw unsupported(expr, 'The operator @');
      return make('Abs', { arg });
  }
}

const not = (arg: Value): Value =>
  isOp(arg, 'IsNull') ? make('NotNull', { arg: arg.args.arg }) : make('Not', { arg });

function bindCase(expr: CaseNode, context: ExprContext): Value {
  const thens = expr.branches.map(({ result }) => bindExpr(result, context));
  const otherwise = expr.otherwise === null ? nullValue() : bindExpr(expr.otherwise, context);
  const results = unify([...thens, otherwise], context, expr);
  const values = results.slice(0, -1);
  const last = results.at(-1) ?? otherwise;
  if (expr.subject === null) {
    const cases = expr.branches.map(({ when }) =>
      asCondition(bindExpr(when, context), context, when),
    );
    return make('SearchedCase', { cases, results: values, default: last });
  }
  const base = bindExpr(expr.subject, context);
  const pairs = expr.branches.map(({ when }) =>
    comparablePair(base, bindExpr(when, context), context, when),
  );
  if (pairs.some(([left]) => left !== base))
    throw unsupported(expr, 'CASE over values of several types');
  return make('SimpleCase', {
    base,
    cases: pairs.map(([, right]) => right),
    results: values,
    default: last,
  });
}

/** `list[i]` counts from 1 (BigQuery's from 0), negative ones from the end; also maps, structs and JSON. */
function bindIndex(expr: IndexNode, context: ExprContext): Value {
  const arg = bindExpr(expr.arg, context);
  const index = bindExpr(expr.index, context);
  const { dtype } = arg;
  if (dtype.kind === 'map') return make('MapGet', { arg, key: index, default: nullValue() });
  if (dtype.kind === 'json') return make('JSONGetItem', { arg, index });
  if (dtype.kind === 'struct') {
    const name = constantOf(index);
    if (typeof name === 'string') return member(arg, name, expr);
  }
  if (dtype.kind !== 'array') throw unsupported(expr, `An index into ${t.printType(dtype)}`);
  return make('ArrayIndex', { arg, index: fromZero(index, expr, context) });
}

function fromZero(index: Value, expr: IndexNode, context: ExprContext): Value {
  const at = constantOf(index);
  const isZeroBased = context.session.dialect === 'bigquery' || context.session.dialect === 'spark';
  if (isZeroBased) return index;
  if (typeof at === 'bigint' && at > 0n) return integer(at - 1n);
  if (typeof at === 'bigint' && at < 0n && context.session.dialect === 'duckdb') return index;
  throw unsupported(expr, 'A list index that is no positive constant');
}

function bindSlice(expr: SliceNode, context: ExprContext): Value {
  const arg = bindExpr(expr.arg, context);
  const at = (part: Expr | null): bigint | null => {
    if (part === null) return null;
    const value = constantOf(bindExpr(part, context));
    if (typeof value === 'bigint' && value > 0n) return value;
    throw unsupported(expr, 'A slice whose bounds are no positive constants');
  };
  const from = at(expr.from) ?? 1n;
  const to = at(expr.to);
  if (arg.dtype.kind === 'string') {
    const length = to === null ? null : integer(to - from + 1n > 0n ? to - from + 1n : 0n);
    return make('Substring', { arg, start: integer(from - 1n), length });
  }
  if (arg.dtype.kind !== 'array') throw unsupported(expr, `A slice of ${t.printType(arg.dtype)}`);
  return make('ArraySlice', {
    arg,
    start: integer(from - 1n),
    stop: to === null ? null : integer(to),
  });
}

function member(arg: Value, name: string, place: Expr): Value {
  const { dtype } = arg;
  if (dtype.kind === 'struct') {
    const found = [...dtype.fields.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return make('StructField', { arg, field: found });
    throw unsupported(place, `The field '${name}', which the struct has not got`);
  }
  throw unsupported(place, `A field of ${t.printType(dtype)}`);
}
