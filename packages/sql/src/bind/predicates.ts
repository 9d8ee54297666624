import * as t from '@ibert/ir';
import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { comparablePair, learnPair } from './coerce.js';
import { learnType } from './context.js';
import type { BindExpr, ExprContext } from './context.js';
import { unsupported } from './errors.js';
import { constantOf, text } from './literals.js';
import { compare } from './operators.js';
import type {
  BetweenNode,
  DistinctFromNode,
  InListNode,
  InValueNode,
  IsNode,
  LikeNode,
  Place,
  RowNode,
} from './syntax/ast.js';

export const negateIf = (negated: boolean, value: Value): Value =>
  negated ? make('Not', { arg: value }) : value;

export function bindIs(node: IsNode, context: ExprContext, bind: BindExpr): Value {
  const arg = bind(node.arg, context);
  if (node.what === 'null' || node.what === 'unknown') {
    if (node.what === 'unknown') learnType(context, arg, t.BOOLEAN);
    return make(node.negated ? 'NotNull' : 'IsNull', { arg });
  }
  learnType(context, arg, t.BOOLEAN);
  if (arg.dtype.kind !== 'boolean' && arg.dtype.kind !== 'unknown') {
    throw unsupported(node, 'IS TRUE of a value that is no boolean');
  }
  // NULL IS TRUE is false: an equality that knows NULL.
  const wanted = make('Literal', { value: node.what === 'true', type: t.BOOLEAN });
  return negateIf(node.negated, make('IdenticalTo', { left: arg, right: wanted }));
}

export function bindDistinctFrom(
  node: DistinctFromNode,
  context: ExprContext,
  bind: BindExpr,
): Value {
  const given = [bind(node.left, context), bind(node.right, context)] as const;
  const [left, right] = comparablePair(given[0], given[1], context, node);
  // `negated` is IS NOT DISTINCT FROM: equal, with NULL equal to NULL.
  return negateIf(!node.negated, make('IdenticalTo', { left, right }));
}

export function bindBetween(node: BetweenNode, context: ExprContext, bind: BindExpr): Value {
  const arg = bind(node.arg, context);
  const low = bind(node.low, context);
  const high = bind(node.high, context);
  if (node.symmetric) throw unsupported(node, 'BETWEEN SYMMETRIC');
  const [left, lower_bound] = comparablePair(arg, low, context, node);
  const [again, upper_bound] = comparablePair(arg, high, context, node);
  const value =
    left === arg && again === arg
      ? make('Between', { arg, lower_bound, upper_bound })
      : make('And', {
          left: compare('>=', arg, low, context, node),
          right: compare('<=', arg, high, context, node),
        });
  return negateIf(node.negated, value);
}

export function bindInList(node: InListNode, context: ExprContext, bind: BindExpr): Value {
  if (node.arg.kind === 'row') return negateIf(node.negated, inRows(node.arg, node, context, bind));
  const arg = bind(node.arg, context);
  const items = node.items.map((item) => bind(item, context));
  for (const item of items) learnPair(arg, item, context);
  const pairs = items.map((item) => comparablePair(arg, item, context, node));
  if (pairs.some(([left]) => left !== arg)) {
    throw unsupported(node, 'IN over values of several types');
  }
  const options = pairs.map(([, right]) => right);
  return negateIf(node.negated, make('InValues', { value: arg, options }));
}

/** `(a, b) IN ((1, 2), …)`: one of the rows is equal, column by column. */
function inRows(row: RowNode, node: InListNode, context: ExprContext, bind: BindExpr): Value {
  const left = row.items.map((item) => bind(item, context));
  const [first, ...rest] = node.items.map((item) => {
    if (item.kind !== 'row') throw unsupported(item, 'IN of rows and a value');
    return equalRows(
      left,
      item.items.map((part) => bind(part, context)),
      context,
      item,
    );
  });
  if (first === undefined) throw unsupported(node, 'IN over nothing');
  return rest.reduce((a, b) => make('Or', { left: a, right: b }), first);
}

/** DuckDB compares rows as structs, in which NULL equals NULL. */
function equalParts(left: Value, right: Value, context: ExprContext, place: Place): Value {
  if (context.session.dialect !== 'duckdb') return compare('=', left, right, context, place);
  const [a, b] = comparablePair(left, right, context, place);
  return make('IdenticalTo', { left: a, right: b });
}

/** `(a, b) = (c, d)`. */
export function equalRows(
  left: readonly Value[],
  right: readonly Value[],
  context: ExprContext,
  place: Place,
): Value {
  if (left.length !== right.length) throw unsupported(place, 'Rows of different lengths');
  return left
    .map((value, i) => equalParts(value, right[i] as Value, context, place))
    .reduce((a, b) => make('And', { left: a, right: b }));
}

export function bindInValue(node: InValueNode, context: ExprContext, bind: BindExpr): Value {
  const list = bind(node.list, context);
  const other = bind(node.arg, context);
  if (list.dtype.kind !== 'array') throw unsupported(node, 'IN without a list');
  return negateIf(node.negated, make('ArrayContains', { arg: list, other }));
}

/** Dialects whose LIKE takes no notice of case. */
const CASELESS_LIKE = new Set(['sqlite', 'mssql', 'mysql']);
/** Dialects in which a backslash escapes without ESCAPE. */
const BACKSLASH_LIKE = new Set(['postgres', 'mysql', 'bigquery', 'spark', 'clickhouse']);

export function bindLike(node: LikeNode, context: ExprContext, bind: BindExpr): Value {
  const { dialect } = context.session;
  const arg = asText(bind(node.arg, context), context, node);
  const pattern = asText(bind(node.pattern, context), context, node);
  const written = constantOf(pattern);
  switch (node.operator) {
    case 'like':
    case 'ilike': {
      const isCaseless = node.operator === 'ilike' || CASELESS_LIKE.has(dialect);
      const escape = escapeOf(node, context, bind) ?? implicitEscape(dialect, written, node);
      const kind = isCaseless ? 'StringSQLILike' : 'StringSQLLike';
      return negateIf(node.negated, make(kind, { arg, pattern, escape }));
    }
    case 'regexp':
    case 'regexpi':
      return negateIf(node.negated, regexp(node, arg, pattern, written, dialect));
    case 'similar':
      return negateIf(node.negated, similar(node, arg, written, dialect));
    default:
      throw unsupported(node, node.operator.toUpperCase());
  }
}

function asText(value: Value, context: ExprContext, place: Place): Value {
  learnType(context, value, t.STRING);
  const { kind } = value.dtype;
  if (kind === 'string' || kind === 'unknown') return value;
  if (kind === 'null') return make('Cast', { arg: value, to: t.STRING });
  throw unsupported(place, `A text pattern on ${t.printType(value.dtype)}`);
}

function escapeOf(node: LikeNode, context: ExprContext, bind: BindExpr): string | null {
  if (node.escape === null) return null;
  const given = constantOf(bind(node.escape, context));
  if (typeof given !== 'string') throw unsupported(node, 'An ESCAPE that is no text');
  return given;
}

function implicitEscape(dialect: string, written: unknown, place: Place): string | null {
  if (!BACKSLASH_LIKE.has(dialect)) return null;
  if (typeof written !== 'string')
    throw unsupported(place, 'LIKE with a computed pattern in this dialect');
  return written.includes('\\') ? '\\' : null;
}

const wholly = (pattern: string): string => `^(?:${pattern})$`;

function regexp(
  node: LikeNode,
  arg: Value,
  pattern: Value,
  written: unknown,
  dialect: string,
): Value {
  if (typeof written !== 'string') {
    if (dialect === 'duckdb' || node.operator === 'regexpi' || dialect === 'snowflake') {
      throw unsupported(node, 'A regular expression that is computed');
    }
    return make('RegexSearch', { arg, pattern });
  }
  // DuckDB's ~ and Snowflake's RLIKE match the whole text.
  const isWhole = dialect === 'duckdb' || dialect === 'snowflake';
  const isCaseless = node.operator === 'regexpi' || dialect === 'mysql';
  const body = isWhole ? wholly(written) : written;
  return make('RegexSearch', { arg, pattern: text(isCaseless ? `(?i)${body}` : body) });
}

function similar(node: LikeNode, arg: Value, written: unknown, dialect: string): Value {
  if (typeof written !== 'string' || node.escape !== null) {
    throw unsupported(node, 'SIMILAR TO with a computed pattern or ESCAPE');
  }
  // DuckDB reads the pattern as a plain regular expression.
  if (dialect === 'duckdb') return make('RegexSearch', { arg, pattern: text(wholly(written)) });
  if (written.includes('\\')) throw unsupported(node, 'SIMILAR TO with a backslash');
  const body = written
    .replaceAll(/[.^$]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return make('RegexSearch', { arg, pattern: text(`(?s)${wholly(body)}`) });
}
