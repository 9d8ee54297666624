import * as t from '@ibert/ir';
import { isFloating, isInteger, make } from '@ibert/ir';
import type { DataType, Value } from '@ibert/ir';

import { cast, parseText } from './coerce.js';
import { learnType } from './context.js';
import type { BindExpr, ExprContext } from './context.js';
import type { SqlDialect } from './dialects.js';
import { unsupported } from './errors.js';
import { bindInterval } from './intervals.js';
import { constantOf, decimalLiteral, integer } from './literals.js';
import type { CastNode, TypedStringNode } from './syntax/ast.js';
import { typeOf } from './types.js';

/** Dialects whose CAST of a fraction to an integer cuts it off; the others round. */
const TRUNCATING: ReadonlySet<SqlDialect> = new Set(['spark', 'mssql', 'clickhouse', 'sqlite']);
/** Dialects in which VARCHAR(n) cuts longer texts off. */
const CUTTING: ReadonlySet<SqlDialect> = new Set([
  'postgres',
  'mysql',
  'snowflake',
  'mssql',
  'trino',
  'oracle',
]);

export function bindCast(node: CastNode, context: ExprContext, bind: BindExpr): Value {
  const { dialect } = context.session;
  if (node.format !== null) throw unsupported(node, 'CAST with FORMAT');
  if (node.type.name.startsWith('interval')) {
    const { arg } = node;
    if (arg.kind !== 'string') throw unsupported(node, 'A cast to INTERVAL');
    const words = { kind: 'interval', amount: arg, unit: null, toUnit: null } as const;
    return bindInterval({ ...words, start: node.start, end: node.end }, bind(arg, context));
  }
  const to = typeOf(node.type, dialect);
  const arg = bind(node.arg, context);
  // 1.10 is '1.10' to the engine: the digits of a constant show here.
  if (to.kind === 'string' && node.arg.kind === 'number' && /[.e]/i.test(node.arg.text)) {
    throw unsupported(node, 'A number with a fraction cast to text', 'Write it as text.');
  }
  if (node.safe) return make('TryCast', { arg, to });
  const isTemporal = to.kind === 'date' || to.kind === 'timestamp' || to.kind === 'time';
  const constant = isTemporal ? parseText(arg, to) : undefined;
  if (constant !== undefined) return constant;
  if (arg.dtype.kind === 'unknown' && isTemporal && to.kind !== 'time')
    learnType(context, arg, t.TIMESTAMP);
  if (isInteger(to) && TRUNCATING.has(dialect) && isFraction(arg.dtype)) return truncated(arg, to);
  const value = to.kind === 'decimal' && to.scale === null ? unbounded(arg, node) : cast(arg, to);
  return cutOff(node, value, dialect);
}

/** The digits after the point that a double keeps as NUMERIC in PostgreSQL, for numbers from 1 on. */
const DOUBLE_DIGITS = 15;

/**
 * A cast to NUMERIC without a precision keeps all digits, where Ibis's decimal without one has three
 * after the point in DuckDB.
 */
function unbounded(arg: Value, node: CastNode): Value {
  const { dtype } = arg;
  if (dtype.kind === 'decimal' && dtype.scale !== null) return arg;
  if (isInteger(dtype)) return cast(arg, t.decimal(38, 0));
  if (isFloating(dtype) || dtype.kind === 'unknown' || dtype.kind === 'null')
    return cast(arg, t.decimal(38, DOUBLE_DIGITS));
  const written = constantOf(arg);
  const exact = typeof written === 'string' ? decimalLiteral(written.trim()) : undefined;
  if (exact !== undefined) return exact;
  const name = node.type.name.toUpperCase();
  const hint = `Write ${name}(38, 9), or as many digits as there are.`;
  throw unsupported(node, `A cast of ${t.printType(dtype)} to ${name} without a precision`, hint);
}

const isFraction = (type: DataType): boolean => isFloating(type) || type.kind === 'decimal';

function truncated(arg: Value, to: DataType): Value {
  return cast(
    make('IfElse', {
      bool_expr: make('Less', { left: arg, right: integer(0) }),
      true_expr: make('Ceil', { arg }),
      false_null_expr: make('Floor', { arg }),
    }),
    to,
  );
}

function cutOff({ type }: CastNode, value: Value, dialect: SqlDialect): Value {
  const [length] = type.args;
  if (value.dtype.kind !== 'string' || length === undefined || !CUTTING.has(dialect)) return value;
  const written = constantOf(value);
  if (typeof written === 'string' && written.length <= length) return value;
  if (/^n?char/.test(type.name) && !type.name.includes('varying')) {
    throw unsupported(type, `A cast to ${type.name.toUpperCase()}(${length})`);
  }
  return make('Substring', { arg: value, start: integer(0), length: integer(length) });
}

export function bindTypedString(node: TypedStringNode, context: ExprContext): Value {
  const to = typeOf(node.type, context.session.dialect);
  const written = make('Literal', { value: node.value, type: t.STRING });
  return parseText(written, to) ?? make('Cast', { arg: written, to });
}
