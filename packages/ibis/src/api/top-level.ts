import {
  BOOLEAN,
  castable,
  DATE,
  isA,
  isOp,
  make,
  NULL,
  printType,
  TIME,
  timestamp as timestampType,
  UUID,
} from '@ibert/ir';
import type { DataType, OpName, Value } from '@ibert/ir';

import {
  binaryOperation,
  getAttribute,
  getItem,
  isCallable,
  NO_KWARGS,
  pyStr,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type { PyValue } from '../python/index.js';
import { apply, Raw } from './coerce.js';
import { DATA_TYPE_FUNCTIONS } from './data-types-module.js';
import { DeferredObj, underscore } from './deferred.js';
import { asIbis, ibisError } from './errors.js';
import { fn, lazy, refusedFunction } from './functions.js';
import type { ApiFunction, FunctionCall, FunctionTable } from './functions.js';
import { INTERVAL_SIGNATURE, makeInterval } from './intervals.js';
import { boolNode, inferType, literalOf, nullNode } from './literals.js';
import { unzipBranches } from './methods/value.js';
import { array, mapOf, range, struct } from './nested-constructors.js';
import { signatureError } from './misfits.js';
import { TableObj, ValueObj } from './objects.js';
import { memtable } from './memtable.js';
import { schema, table } from './table-constructors.js';
import { REASONS } from './reasons.js';
import type { Session } from './session.js';
import { requireType, toType, TypeObj } from './types.js';
import { cumulativeWindow, makeSideWindow, makeWindow } from './window-builder.js';

const constant = (op: OpName): ApiFunction => ({
  ...fn('', ({ session, ctx }) => apply(session, op, {}, ctx)),
  op,
});
const variadic = (op: OpName): ApiFunction => ({
  ...lazy('arg, /, *args', ({ session, args, rest, ctx }) =>
    apply(session, op, { arg: [args['arg'] ?? null, ...rest] }, ctx),
  ),
  op,
});

const wrap = (session: Session, node: Value): ValueObj => new ValueObj(session, node);

function sortBy(direction: 'asc' | 'desc'): ApiFunction {
  return fn('expr, /, *, nulls_first=False', ({ args, ctx }) => {
    const given = args['expr'] ?? null;
    let value: PyValue = given;
    if (typeof given === 'string') value = getItem(underscore(), given, ctx);
    else if (!(given instanceof DeferredObj) && isCallable(given))
      value = ctx.call(given, [underscore()], NO_KWARGS);
    const key = getAttribute(value, direction, ctx);
    return ctx.call(key, [], new Map([['nulls_first', args['nulls_first'] ?? false]]));
  });
}

const junction = (op: 'And' | 'Or', empty: boolean): ApiFunction =>
  fn('*predicates', ({ session, rest, ctx }) => {
    const [first, ...others] = rest;
    if (first === undefined) return wrap(session, boolNode(empty));
    const sign = op === 'And' ? '&' : '|';
    return others.reduce((left, right) => binaryOperation(sign, left, right, ctx), first);
  });

function literal({ session, args, ctx }: FunctionCall): PyValue {
  const { value = null, type = null } = args;
  const wanted = type === null ? undefined : requireType(type);
  if (value instanceof ValueObj) {
    if (!isOp(value.node, 'Literal'))
      throw typeError(`Ibis expression ${value.repr()} is not a Literal`);
    if (wanted === undefined || castable(value.node.dtype, wanted)) return value;
    throw typeError(
      `Ibis literal ${value.repr()} cannot be safely coerced to datatype ${printType(wanted)}`,
    );
  }
  if (value instanceof TableObj)
    throw typeError(`Ibis expression ${value.repr()} is not a Literal`);
  return wrap(session, literalOf(value, wanted, ctx));
}

/** `date`, `time`: from parts, an expression or a text. */
const calendar = (
  type: DataType,
  op: OpName,
  first: string,
  parts: readonly string[],
  fields: readonly string[],
): ApiFunction =>
  lazy(`${first}, ${parts.map((p) => `${p}=None`).join(', ')}, /`, ({ session, args, ctx }) => {
    const value = args[first] ?? null;
    if (parts.some((part) => (args[part] ?? null) !== null)) {
      const given = [value, ...parts.map((part) => args[part] ?? null)];
      return apply(
        session,
        op,
        Object.fromEntries(fields.map((f, i) => [f, given[i] ?? null])),
        ctx,
      );
    }
    if (value instanceof ValueObj)
      return apply(session, 'Cast', { arg: value, to: new Raw(type) }, ctx);
    return wrap(session, literalOf(value, type, ctx));
  });

const STAMP_PARTS = ['month', 'day', 'hour', 'minute', 'second'] as const;

function timestamp({ session, args, ctx }: FunctionCall): PyValue {
  const value = args['value_or_year'] ?? null;
  const zone = args['timezone'] ?? null;
  if (STAMP_PARTS.some((part) => (args[part] ?? null) !== null)) {
    if (zone !== null) {
      throw ibisError(
        'NotImplementedError',
        'Timezone currently not supported when creating a timestamp from components',
      );
    }
    const { month = null, day = null, hour = null, minute = null, second = null } = args;
    const parts = { year: value, month, day, hours: hour, minutes: minute, seconds: second };
    return apply(session, 'TimestampFromYMDHMS', parts, ctx);
  }
  const isNumber = typeof value === 'bigint' || typeof value === 'number';
  if (isNumber || (value instanceof ValueObj && isA(value.node.dtype, 'Integer'))) {
    throw typeError('Use ibis.literal(...).as_timestamp() instead');
  }
  if (value === null) throw typeError("Unable to normalize <class 'NoneType'> to timestamp");
  const type = timestampType(zone === null ? null : pyStr(zone, ctx));
  if (value instanceof ValueObj)
    return apply(session, 'Cast', { arg: value, to: new Raw(type) }, ctx);
  return wrap(session, literalOf(value, type, ctx));
}

function ifelse({ session, args, ctx }: FunctionCall): PyValue {
  const condition = args['condition'] ?? null;
  let test: PyValue = condition;
  if (!(condition instanceof ValueObj)) test = wrap(session, literalOf(condition, BOOLEAN, ctx));
  else if (condition.node.dtype.kind !== 'boolean' && condition.node.dtype.kind !== 'unknown') {
    test = apply(session, 'Cast', { arg: condition, to: new Raw(BOOLEAN) }, ctx);
  }
  const { true_expr = null, false_expr = null } = args;
  return apply(session, 'IfElse', { bool_expr: test, true_expr, false_null_expr: false_expr }, ctx);
}

function searchedCase({ session, args, rest, ctx }: FunctionCall): PyValue {
  const [cases, results] = unzipBranches([args['branch'] ?? null, ...rest], ctx);
  return apply(
    session,
    'SearchedCase',
    {
      cases,
      results,
      default: args['else_'] ?? null,
    },
    ctx,
  );
}

const combineTables = (
  name: 'union' | 'intersect' | 'difference',
  distinct: boolean,
): ApiFunction =>
  fn(`table, /, *rest, distinct=${distinct ? 'True' : 'False'}`, ({ args, rest, ctx }) => {
    const first = args['table'] ?? null;
    if (rest.length === 0) return first;
    return ctx.call(
      getAttribute(first, name, ctx),
      rest,
      new Map([['distinct', args['distinct'] ?? null]]),
    );
  });

/** A method of tables under the module's roof: the table is the first argument. */
function onTable(name: string, signature: string): ApiFunction {
  return {
    ...fn(signature, ({ args, rest, keywords, ctx }) => {
      const { self = null, metrics, right, ...named } = args;
      if (!(self instanceof TableObj || self instanceof ValueObj))
        throw ibisError('AttributeError', `'${typeName(self)}' object has no attribute 'op'`);
      const positional = [metrics ?? right ?? null, ...rest];
      return ctx.call(
        getAttribute(self, name, ctx),
        positional,
        new Map([...Object.entries(named), ...keywords]),
      );
    }),
    definedAs: `Table.${name}`,
  };
}

/** Whether a value spells a UUID, as Python's `uuid.UUID` reads it. */
function checkUuid(value: PyValue): void {
  if (typeof value !== 'string')
    throw ibisError('AttributeError', `'${typeName(value)}' object has no attribute 'replace'`);
  const digits = value.replaceAll('urn:', '').replaceAll('uuid:', '').replaceAll(/[-{}]/g, '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw valueError('badly formed hexadecimal UUID string');
}

const boundaryOf = (before: boolean): ApiFunction =>
  fn('value, /', ({ session, args, ctx }) =>
    apply(
      session,
      'WindowBoundary',
      { value: args['value'] ?? null, preceding: new Raw(before) },
      ctx,
    ),
  );

const sideWindow = (how: 'rows' | 'range'): ApiFunction =>
  fn('preceding=None, following=None, group_by=None, order_by=None', ({ args, ctx }) =>
    makeSideWindow(how, args, ctx),
  );

const WINDOW =
  'preceding=None, following=None, order_by=None, group_by=None, *, rows=None, range=None, between=None';

/** Functions and constants of the module `ibis`. */
export const TOP_LEVEL: FunctionTable = {
  literal: lazy('value, type=None', literal),
  null: lazy('type=None, /', ({ session, args, ctx }) => {
    const { type = null } = args;
    const wanted = type === null ? NULL : toType(type);
    if (wanted === undefined)
      throw signatureError(session, 'Literal', { value: null, dtype: type }, 'dtype', ctx);
    return wrap(session, nullNode(wanted));
  }),
  table: fn('schema=None, name=None, catalog=None, database=None', table),
  schema: fn('pairs=None, /, *, names=None, types=None', schema),
  dtype: DATA_TYPE_FUNCTIONS['dtype'] as ApiFunction,
  memtable: fn('data, /, *, columns=None, schema=None', memtable),
  param: fn('type, /', ({ session, args, ctx }) => {
    const { type = null } = args;
    const wanted = toType(type);
    if (wanted === undefined)
      throw signatureError(session, 'ScalarParameter', { dtype: type }, 'dtype', ctx);
    return wrap(
      session,
      make('ScalarParameter', { type: wanted, counter: session.nextParameter() }),
    );
  }),
  desc: sortBy('desc'),
  asc: sortBy('asc'),
  and_: junction('And', true),
  or_: junction('Or', false),
  ifelse: lazy('condition, true_expr, false_expr, /', ifelse),
  cases: lazy('branch, *branches, else_=None', searchedCase),
  coalesce: variadic('Coalesce'),
  greatest: variadic('Greatest'),
  least: variadic('Least'),
  date: calendar(DATE, 'DateFromYMD', 'value_or_year', ['month', 'day'], ['year', 'month', 'day']),
  time: calendar(
    TIME,
    'TimeFromHMS',
    'value_or_hour',
    ['minute', 'second'],
    ['hours', 'minutes', 'seconds'],
  ),
  timestamp: lazy(
    'value_or_year, month=None, day=None, hour=None, minute=None, second=None, /, timezone=None',
    timestamp,
  ),
  interval: lazy(`value=None, unit='s', *, ${INTERVAL_SIGNATURE}`, ({ session, args, ctx }) =>
    makeInterval(session, args['value'] ?? null, args['unit'] ?? null, args, ctx),
  ),
  now: constant('TimestampNow'),
  today: constant('DateNow'),
  random: constant('RandomScalar'),
  uuid: fn('value=None, /', ({ session, args, ctx }) => {
    const value = args['value'] ?? null;
    if (value === null) return apply(session, 'RandomUUID', {}, ctx);
    checkUuid(value);
    return wrap(session, literalOf(value, UUID, ctx));
  }),
  e: constant('E'),
  pi: constant('Pi'),
  row_number: constant('RowNumber'),
  rank: constant('MinRank'),
  dense_rank: constant('DenseRank'),
  percent_rank: constant('PercentRank'),
  cume_dist: constant('CumeDist'),
  ntile: fn('buckets, /', ({ session, args, ctx }) =>
    apply(session, 'NTile', { buckets: args['buckets'] ?? null }, ctx),
  ),
  window: fn(WINDOW, ({ args, ctx }) => makeWindow(args, ctx)),
  rows_window: sideWindow('rows'),
  range_window: sideWindow('range'),
  cumulative_window: fn('group_by=None, order_by=None', ({ args, ctx }) =>
    cumulativeWindow(args, ctx),
  ),
  trailing_window: fn('preceding, group_by=None, order_by=None', ({ args, ctx }) =>
    makeWindow({ ...args, following: 0n }, ctx),
  ),
  trailing_range_window: fn('preceding, order_by, group_by=None', ({ args, ctx }) =>
    makeSideWindow('range', { ...args, following: 0n }, ctx),
  ),
  preceding: boundaryOf(true),
  following: boundaryOf(false),
  union: combineTables('union', false),
  intersect: combineTables('intersect', true),
  difference: combineTables('difference', true),
  array: lazy('values, /', array),
  map: lazy('keys, values=None, /', mapOf),
  struct: lazy('value, *, type=None', struct),
  range: fn('start, stop=None, step=None', range),
  aggregate: onTable('aggregate', 'self, metrics=(), /, *, by=(), having=(), **kwargs'),
  join: onTable(
    'join',
    "self, right, /, predicates=(), *, how='inner', lname='', rname='{name}_right'",
  ),
  cross_join: onTable('cross_join', "self, right, /, *rest, lname='', rname='{name}_right'"),
  infer_dtype: fn(
    'value',
    ({ args }) => new TypeObj(asIbis(() => inferType(args['value'] ?? null))),
  ),
  infer_schema: refusedFunction('value, /', REASONS.formats),
  watermark: refusedFunction('time_col, allowed_delay', REASONS.streams),
  to_sql: refusedFunction('expr, dialect=None, pretty=True, **kwargs', REASONS.printing),
  parse_sql: refusedFunction('sqlstring, catalog, dialect=None', REASONS.sqlText),
  decompile: refusedFunction(
    "expr, render_import=True, assign_result_to='result', format=False",
    REASONS.printing,
  ),
  connect: refusedFunction('resource, /, **kwargs', REASONS.connection),
  get_backend: refusedFunction('expr=None, /', REASONS.connection),
  set_backend: refusedFunction('backend, /', REASONS.connection),
  read_csv: refusedFunction('paths, /, *, table_name=None, **kwargs', REASONS.files),
  read_delta: refusedFunction('path, /, *, table_name=None, **kwargs', REASONS.files),
  read_json: refusedFunction('paths, /, *, table_name=None, **kwargs', REASONS.files),
  read_parquet: refusedFunction('paths, /, *, table_name=None, **kwargs', REASONS.files),
};
