import { isOp, nameOf, reprFloat } from '@ibert/ir';
import type { OpName, ValueNode } from '@ibert/ir';

import { atom, bare, call, fn, keyword, PREC, within } from './code.js';
import { quote } from './literals.js';
import { plainData } from './methods.js';
import { isFieldAttribute } from './reserved-names.js';
import { sortKey } from './sort-keys.js';
import {
  betweenByComparison,
  byKey,
  cast,
  concat,
  delta,
  digest,
  functionOf,
  isLiteral,
  isNull,
  item,
  like,
  method,
  of,
  ofRows,
  options,
  ordered,
  otherwise,
  overElements,
  pairs,
  path,
  quantile,
  range,
  slice,
  spread,
  together,
  withUnit,
} from './spellers.js';
import type { Speller } from './spellers.js';
import { existsCode, inSubqueryCode, scalarSubqueryCode } from './subqueries.js';
import { windowCode } from './windows.js';

/** Operations that need words of their own. What is missing here is an operator or one method. */
export const SPECIAL: Partial<Record<OpName, Speller>> = {
  Alias: of('Alias', ({ arg, name }, p) => {
    // unnest() names its result after its column by itself.
    if (isOp(arg, 'Unnest') && nameOf(arg.args.arg) === name) return p.code(arg);
    return p.invoke(p.code(arg), 'name', [bare(quote(name))]);
  }),
  SortKey: (value, p) => sortKey(value, p),
  Argument: of('Argument', ({ name }) => atom(name)),
  ScalarParameter: (value, p) => atom(p.printer.parameter(value as ValueNode<'ScalarParameter'>)),
  RandomUUID: () => fn('ibis.uuid'),
  RowID: of('RowID', ({ table }, p) => p.invoke(p.relation(table), 'rowid')),
  Cast: cast('cast'),
  TryCast: cast('try_cast'),
  Coalesce: of('Coalesce', ({ arg: [first, second, ...others] }, p, value) => {
    if (
      first === undefined ||
      second === undefined ||
      others.length > 0 ||
      isOp(first, 'Literal')
    ) {
      return fn(
        'ibis.coalesce',
        value.args.arg.map((item) => p.arg(item)),
      );
    }
    return p.invoke(p.code(first), 'fill_null', [p.arg(second)]);
  }),
  SearchedCase: of('SearchedCase', ({ cases, results, default: other }, p) =>
    fn('ibis.cases', [...pairs(cases, results, p, true), ...otherwise(other, p)]),
  ),
  SimpleCase: of('SimpleCase', ({ base, cases, results, default: other }, p) =>
    p.invoke(p.code(base), 'cases', [...pairs(cases, results, p, false), ...otherwise(other, p)]),
  ),
  HashBytes: digest('hashbytes'),
  HexDigest: digest('hexdigest'),
  Not: of('Not', ({ arg }, p) => {
    if (isOp(arg, 'InSubquery')) return inSubqueryCode(arg, p, 'notin');
    if (!isOp(arg, 'InValues')) return undefined;
    return p.invoke(p.code(arg.args.value), 'notin', [p.list(arg.args.options)]);
  }),
  InValues: of('InValues', ({ value, options: list }, p) =>
    p.invoke(p.code(value), 'isin', [p.list(list)]),
  ),
  Between: of('Between', ({ arg }, p, value) =>
    // .time().between() is another operation.
    isOp(arg, 'Time') ? betweenByComparison(value, p) : undefined,
  ),
  BetweenTime: of('BetweenTime', ({ arg }, p, value) => {
    const time = p.invoke(p.code(arg), 'time');
    return p.invoke(time, 'between', [
      p.argOf(value, 'lower_bound'),
      p.argOf(value, 'upper_bound'),
    ]);
  }),
  IfElse: of('IfElse', ({ bool_expr, true_expr, false_null_expr }, p) => {
    const [condition, a, b] = [p.code(bool_expr), p.arg(true_expr), p.arg(false_null_expr)];
    // A condition that is bound takes no arguments that wait for their table.
    const waits = !condition.deferred && (a.deferred || b.deferred);
    return p.printer.style.idiomatic && !waits && bool_expr.dtype.kind === 'boolean'
      ? call(condition, 'ifelse', [a, b])
      : fn('ibis.ifelse', [condition, a, b]);
  }),
  Clip: of('Clip', ({ lower, upper }, p, value) =>
    p.invoke(p.code(value.args.arg), 'clip', [
      ...(lower === null ? [] : [keyword('lower', p.argOf(value, 'lower'))]),
      ...(upper === null ? [] : [keyword('upper', p.argOf(value, 'upper'))]),
    ]),
  ),
  Bucket: of('Bucket', (args, p) => {
    const edges = bare(
      `[${args.buckets.map((edge) => (typeof edge === 'bigint' ? String(edge) : reprFloat(edge))).join(', ')}]`,
    );
    const flags = [
      ...(args.closed === 'left' ? [] : [keyword('closed', plainData(args.closed))]),
      ...(args.close_extreme ? [] : [keyword('close_extreme', plainData(false))]),
      ...(args.include_under ? [keyword('include_under', plainData(true))] : []),
      ...(args.include_over ? [keyword('include_over', plainData(true))] : []),
    ];
    return p.invoke(p.code(args.arg), 'bucket', [edges, ...flags]);
  }),
  StringSlice: slice('start', 'end'),
  StringFind: of('StringFind', ({ start, end }, p, value) =>
    end === null
      ? p.invoke(p.code(value.args.arg), 'find', [
          p.argOf(value, 'substr'),
          ...(start === null ? [] : [p.argOf(value, 'start')]),
        ])
      : undefined,
  ),
  FindInSet: of('FindInSet', ({ needle, values }, p) =>
    p.invoke(p.code(needle), 'find_in_set', [p.list(values, ['String'])]),
  ),
  StringJoin: of('StringJoin', ({ arg, sep }, p) =>
    p.invoke(p.code(sep), 'join', [p.list(arg, ['String'])]),
  ),
  StringSQLLike: like('like'),
  StringSQLILike: like('ilike'),
  StringConcat: concat,
  ArrayConcat: concat,
  DateTruncate: withUnit('truncate'),
  TimeTruncate: withUnit('truncate'),
  TimestampTruncate: withUnit('truncate'),
  TimestampFromUNIX: withUnit('as_timestamp'),
  IntervalFromInteger: withUnit('as_interval'),
  TimestampBucket: of('TimestampBucket', ({ arg, interval, offset }, p) =>
    p.invoke(p.code(arg), 'bucket', [
      p.code(interval),
      ...(offset === null ? [] : [keyword('offset', p.code(offset))]),
    ]),
  ),
  DayOfWeekIndex: path('day_of_week.index()'),
  DayOfWeekName: path('day_of_week.full_name()'),
  Date: of('Date', ({ arg }, p) =>
    arg.dtype.kind === 'timestamp' ? undefined : p.invoke(p.code(arg), 'cast', [bare('"date"')]),
  ),
  DateFromYMD: functionOf('date', 'year', 'month', 'day'),
  TimeFromHMS: functionOf('time', 'hours', 'minutes', 'seconds'),
  TimestampFromYMDHMS: functionOf(
    'timestamp',
    'year',
    'month',
    'day',
    'hours',
    'minutes',
    'seconds',
  ),
  DateDelta: delta,
  TimeDelta: delta,
  TimestampDelta: delta,
  CountStar: ofRows('count'),
  CountDistinctStar: ofRows('nunique'),
  ArgMin: byKey('argmin'),
  ArgMax: byKey('argmax'),
  First: ordered('first'),
  Last: ordered('last'),
  ArrayCollect: ordered('collect'),
  GroupConcat: of('GroupConcat', ({ arg, sep }, p, value) =>
    p.invoke(p.code(arg), 'group_concat', [
      ...(isLiteral(sep, ',') ? [] : [p.argOf(value, 'sep')]),
      ...options(value, p),
    ]),
  ),
  StandardDev: spread('std'),
  Variance: spread('var'),
  Kurtosis: spread('kurtosis'),
  Correlation: spread('corr'),
  Covariance: spread('cov'),
  Quantile: quantile('quantile'),
  MultiQuantile: quantile('quantile'),
  ApproxQuantile: quantile('approx_quantile'),
  ApproxMultiQuantile: quantile('approx_quantile'),
  Any: ordered('any'),
  All: ordered('all'),
  NTile: of('NTile', (_, p, value) => {
    const count = p.argOf(value, 'buckets');
    // ibis.ntile() does not wait for its argument.
    if (count.deferred) throw p.conflict();
    return atom(`ibis.ntile(${count.text})`);
  }),
  WindowFunction: (value, p) => windowCode(value as ValueNode<'WindowFunction'>, p),
  WindowBoundary: of('WindowBoundary', ({ preceding }, p, value) =>
    fn(`ibis.${preceding ? 'preceding' : 'following'}`, [p.argOf(value, 'value')]),
  ),
  Array: of('Array', ({ exprs }, p) => fn('ibis.array', [p.list(exprs)])),
  ArraySlice: slice('start', 'stop'),
  ArrayIndex: item('index'),
  ArrayMap: overElements('map'),
  ArrayFilter: overElements('filter'),
  ArrayZip: together('zip'),
  Unnest: path('unnest()'),
  IntegerRange: of('IntegerRange', ({ step }, p, value) =>
    range(p, [
      p.argOf(value, 'start'),
      p.argOf(value, 'stop'),
      ...(isLiteral(step, 1n) ? [] : [p.argOf(value, 'step')]),
    ]),
  ),
  TimestampRange: of('TimestampRange', ({ start, stop, step }, p) =>
    range(p, [p.code(start), p.code(stop), p.code(step)]),
  ),
  Map: of('Map', (_, p, value) =>
    fn('ibis.map', [p.argOf(value, 'keys'), p.argOf(value, 'values')]),
  ),
  MapGet: of('MapGet', ({ default: other }, p, value) =>
    isNull(other) ? item('key')(value, p) : method('get', 'arg', 'key', 'default')(value, p),
  ),
  StructField: of('StructField', ({ arg, field }, p) => {
    const self = p.code(arg);
    return isFieldAttribute(field)
      ? { ...self, text: `${within(self, PREC.atom)}.${field}`, prec: PREC.atom }
      : p.item(self, quote(field));
  }),
  StructColumn: of('StructColumn', ({ names, values }, p) => {
    const allPlain = values.every((v) => isOp(v, 'Literal'));
    const fields = values.map((v, i) => ({
      name: names[i] ?? '',
      code: allPlain ? p.code(v) : p.arg(v),
    }));
    const text = `{${fields.map(({ name, code }) => `${quote(name)}: ${code.text}`).join(', ')}}`;
    return fn('ibis.struct', [
      { text, prec: PREC.atom, deferred: fields.some(({ code }) => code.deferred), bare: true },
    ]);
  }),
  JSONGetItem: item('index'),
  ToJSONArray: path('array'),
  ToJSONMap: path('map'),
  UnwrapJSONString: path('str'),
  UnwrapJSONInt64: path('int'),
  UnwrapJSONFloat64: path('float'),
  UnwrapJSONBoolean: path('bool'),
  ScalarSubquery: (value, p) => scalarSubqueryCode(value as ValueNode<'ScalarSubquery'>, p),
  ExistsSubquery: (value, p) => existsCode(value as ValueNode<'ExistsSubquery'>, p),
  InSubquery: (value, p) => inSubqueryCode(value as ValueNode<'InSubquery'>, p),
};
