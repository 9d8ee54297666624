import { DUCKDB_KEYWORDS } from './duckdb-keywords.js';
import type { CallNode, Expr, Frame, FrameBound, OrderItem, TypeName } from './syntax/ast.js';

const TYPES: Readonly<Record<string, string>> = {
  int: 'INTEGER',
  integer: 'INTEGER',
  int4: 'INTEGER',
  int32: 'INTEGER',
  bigint: 'BIGINT',
  int8: 'BIGINT',
  int64: 'BIGINT',
  long: 'BIGINT',
  smallint: 'SMALLINT',
  int2: 'SMALLINT',
  int16: 'SMALLINT',
  short: 'SMALLINT',
  tinyint: 'TINYINT',
  int1: 'TINYINT',
  text: 'VARCHAR',
  string: 'VARCHAR',
  varchar: 'VARCHAR',
  char: 'VARCHAR',
  bpchar: 'VARCHAR',
  double: 'DOUBLE',
  'double precision': 'DOUBLE',
  float8: 'DOUBLE',
  float: 'FLOAT',
  real: 'FLOAT',
  float4: 'FLOAT',
  bool: 'BOOLEAN',
  boolean: 'BOOLEAN',
  logical: 'BOOLEAN',
  datetime: 'TIMESTAMP',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMP WITH TIME ZONE',
};

const quoted = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !DUCKDB_KEYWORDS.has(name.toLowerCase())
    ? name
    : `"${name.replaceAll('"', '""')}"`;

/** Functions that DuckDB's parser writes with another name. */
const RENAMED: Readonly<Record<string, string>> = {
  trim_both: 'main."trim"',
  trim_leading: 'main.ltrim',
  trim_trailing: 'main.rtrim',
  position: 'main."position"',
  overlay: 'main."overlay"',
};

/**
 * An expression as DuckDB writes it, which is the name of the column that it makes. Found by
 * asking DuckDB; constructs that are not here come out as close as we know.
 */
export function duckdbText(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.text.startsWith('.') ? `0${expr.text}` : expr.text;
    case 'string':
      return literalText(expr.value);
    case 'null':
      return 'NULL';
    case 'bool':
      return `CAST('${expr.value ? 't' : 'f'}' AS BOOLEAN)`;
    case 'typed-string':
      return `CAST(${literalText(expr.value)} AS ${typeText(expr.type)})`;
    case 'name':
      return expr.parts.map(({ text }) => quoted(text)).join('.');
    case 'unary':
      return unary(expr.operator, duckdbText(expr.arg), expr.arg);
    case 'binary':
      return binary(expr.operator, expr.left, expr.right);
    case 'is':
      return expr.what === 'null'
        ? `(${duckdbText(expr.arg)} IS ${expr.negated ? 'NOT ' : ''}NULL)`
        : `(CAST(${duckdbText(expr.arg)} AS BOOLEAN) IS ${expr.negated ? '' : 'NOT '}DISTINCT FROM ${expr.what})`;
    case 'distinct-from':
      return `(${duckdbText(expr.left)} IS ${expr.negated ? 'NOT ' : ''}DISTINCT FROM ${duckdbText(expr.right)})`;
    case 'between': {
      const text = `(${duckdbText(expr.arg)} BETWEEN ${duckdbText(expr.low)} AND ${duckdbText(expr.high)})`;
      return expr.negated ? `(NOT ${text})` : text;
    }
    case 'in-list':
      return `(${duckdbText(expr.arg)} ${expr.negated ? 'NOT IN' : 'IN'} (${expr.items.map(duckdbText).join(', ')}))`;
    case 'like':
      return like(expr.operator, expr.negated, duckdbText(expr.arg), duckdbText(expr.pattern));
    case 'case':
      return caseText(expr);
    case 'cast':
      return `${expr.safe ? 'TRY_CAST' : 'CAST'}(${duckdbText(expr.arg)} AS ${typeText(expr.type)})`;
    case 'call':
      return callText(expr);
    case 'array':
      return `main.list_value(${expr.items.map(duckdbText).join(', ')})`;
    case 'struct':
      return `main.struct_pack(${expr.entries.map(({ name, value }) => `${quoted(name)} := ${duckdbText(value)}`).join(', ')})`;
    case 'index':
      return `${duckdbText(expr.arg)}[${duckdbText(expr.index)}]`;
    case 'lambda':
      return `(${expr.params.map(({ text }) => quoted(text)).join(', ')} -> ${duckdbText(expr.body)})`;
    case 'interval':
      return intervalText(expr.amount, expr.unit);
    case 'star':
      return '*';
    default:
      return expr.kind;
  }
}

const literalText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function typeText({ name, args, dimensions, inner }: TypeName): string {
  const base = Object.hasOwn(TYPES, name) ? (TYPES[name] ?? name) : name.toUpperCase();
  const isDecimal = name === 'decimal' || name === 'numeric' || name === 'dec';
  const [precision, scale] = args;
  const text = isDecimal
    ? `DECIMAL${precision === undefined ? '' : `(${precision}, ${scale ?? 0})`}`
    : inner.length > 0
      ? `${base}(${inner.map(typeText).join(', ')})`
      : base;
  return text + '[]'.repeat(dimensions);
}

function unary(operator: string, arg: string, node: Expr): string {
  if (operator === 'not') return negated(arg, node);
  if (operator === '-' && node.kind === 'number') return `-${arg}`;
  return `${operator}(${arg})`;
}

const OPPOSITES: Readonly<Record<string, string>> = {
  '=': '!=',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

// DuckDB turns a negated comparison into the opposite one.
function negated(arg: string, node: Expr): string {
  if (node.kind === 'binary' && Object.hasOwn(OPPOSITES, node.operator)) {
    return `(${duckdbText(node.left)} ${OPPOSITES[node.operator] ?? ''} ${duckdbText(node.right)})`;
  }
  return `(NOT ${arg})`;
}

function binary(operator: string, left: Expr, right: Expr): string {
  if (operator === 'and' || operator === 'or') {
    const parts = flatten(operator, left, right).map(duckdbText);
    return `(${parts.join(operator === 'and' ? ' AND ' : ' OR ')})`;
  }
  const sign = operator === '<>' ? '!=' : operator;
  return `(${duckdbText(left)} ${sign} ${duckdbText(right)})`;
}

function flatten(operator: string, left: Expr, right: Expr): Expr[] {
  const of = (expr: Expr): Expr[] =>
    expr.kind === 'binary' && expr.operator === operator
      ? flatten(operator, expr.left, expr.right)
      : [expr];
  return [...of(left), ...of(right)];
}

function like(operator: string, isNegated: boolean, arg: string, pattern: string): string {
  if (operator === 'regexp' || operator === 'similar') {
    const call = `regexp_full_match(${arg}, ${pattern})`;
    return isNegated ? `(NOT ${call})` : call;
  }
  const sign = operator === 'glob' ? '~~~' : operator === 'ilike' ? '~~*' : '~~';
  return `(${arg} ${isNegated ? '!' : ''}${sign} ${pattern})`;
}

function caseText({ subject, branches, otherwise }: Extract<Expr, { kind: 'case' }>): string {
  const whens = branches.map(({ when, result }) => {
    const condition =
      subject === null ? duckdbText(when) : `(${duckdbText(subject)} = ${duckdbText(when)})`;
    return ` WHEN (${condition}) THEN (${duckdbText(result)})`;
  });
  const last = otherwise === null ? 'NULL' : duckdbText(otherwise);
  return `CASE ${whens.join('')} ELSE ${last} END`;
}

function callText(call: CallNode): string {
  const name = call.name.map(({ text }) => text.toLowerCase()).join('.');
  if (call.star) return over(call, 'count_star()');
  const args = call.args.map(duckdbText);
  if (name === 'coalesce') return `COALESCE(${args.join(', ')})`;
  if (name === 'extract') return `main.date_part(${args.join(', ')})`;
  if (call.syntax === 'bare') return name;
  const shown =
    call.syntax === 'from' && name.startsWith('substr')
      ? 'main."substring"'
      : Object.hasOwn(RENAMED, name)
        ? (RENAMED[name] ?? name)
        : quoted(name);
  const order =
    call.orderBy.length > 0 ? ` ORDER BY ${call.orderBy.map(orderText).join(', ')}` : '';
  const text = `${shown}(${call.distinct ? 'DISTINCT ' : ''}${args.join(', ')}${order})`;
  const filter = call.filter === null ? '' : ` FILTER (WHERE ${duckdbText(call.filter)})`;
  return over(call, text + filter);
}

const orderText = ({ expr, direction, nulls }: OrderItem): string =>
  `${duckdbText(expr)}${direction === null ? '' : ` ${direction.toUpperCase()}`}${nulls === null ? '' : ` NULLS ${nulls.toUpperCase()}`}`;

function over(call: CallNode, text: string): string {
  const { over: spec } = call;
  if (spec === null) return text;
  const parts: string[] = [];
  if (spec.partitionBy.length > 0)
    parts.push(`PARTITION BY ${spec.partitionBy.map(duckdbText).join(', ')}`);
  if (spec.orderBy.length > 0) parts.push(`ORDER BY ${spec.orderBy.map(orderText).join(', ')}`);
  if (spec.frame !== null) parts.push(frameText(spec.frame));
  return `${text} OVER (${parts.join(' ')})`;
}

const boundText = ({ side, distance }: FrameBound): string =>
  side === 'current'
    ? 'CURRENT ROW'
    : `${distance === null ? 'UNBOUNDED' : duckdbText(distance)} ${side.toUpperCase()}`;

const frameText = ({ unit, from, to }: Frame): string =>
  to === null
    ? `${unit.toUpperCase()} ${boundText(from)}`
    : `${unit.toUpperCase()} BETWEEN ${boundText(from)} AND ${boundText(to)}`;

const WHOLE_UNITS: Readonly<Record<string, string>> = {
  year: 'to_years',
  month: 'to_months',
  day: 'to_days',
  week: 'to_weeks',
  quarter: 'to_quarters',
};

function intervalText(amount: Expr, unit: string | null): string {
  if (unit === null) return `CAST(${duckdbText(amount)} AS INTERVAL)`;
  const key = unit.toLowerCase().replace(/s$/, '');
  const name = Object.hasOwn(WHOLE_UNITS, key) ? WHOLE_UNITS[key] : undefined;
  const arg = duckdbText(amount);
  return name === undefined
    ? `to_${key}s(CAST(${arg} AS DOUBLE))`
    : `${name}(CAST(trunc(CAST(${arg} AS DOUBLE)) AS INTEGER))`;
}
