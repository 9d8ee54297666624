import { SqlError, syntaxError } from '../errors.js';
import type { BinaryNode, Comparison, Expr, NameNode, Query } from './ast.js';
import type { Cursor } from './cursor.js';
import { binaryPrecedence, PRECEDENCE } from './precedence.js';
import { likeOf, parseLike, parsePredicate } from './predicates.js';
import { parsePrimary } from './primary.js';
import { parseType } from './types.js';

/** More operands in one row than this are not read. */
const MAX_CHAIN = 1500;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
/** An expression; operators by their precedence. */
export const parseExpression = (cursor: Cursor): Expr => parseFrom(cursor, 0);

function parseFrom(cursor: Cursor, least: number): Expr {
  let left = parsePrefix(cursor);
  for (let count = 0; ; count += 1) {
    if (count > MAX_CHAIN) {
      throw new SqlError(
        'SQL_TOO_LARGE',
        `More than ${MAX_CHAIN} operators in a row`,
        cursor.peek(),
      );
    }
    const next = parseInfix(cursor, left, least);
    if (next === undefined) return left;
    left = next;
  }
}

function parsePrefix(cursor: Cursor): Expr {
  const token = cursor.peek();
  const { start } = token;
  if (token.word === 'not' && !cursor.isWord('not', 'exists')) {
    cursor.next();
    const arg = cursor.nested(() => parseFrom(cursor, PRECEDENCE.not));
    return { kind: 'unary', operator: 'not', arg, ...cursor.place(start) };
  }
  if (token.kind === 'operator' && '+-~@!'.includes(token.text) && token.text.length === 1) {
    cursor.next();
    if (token.text === '!') {
      const negated = cursor.nested(() => parseFrom(cursor, PRECEDENCE.unary));
      return { kind: 'unary', operator: 'not', arg: negated, ...cursor.place(start) };
    }
    const arg = cursor.nested(() => parseFrom(cursor, PRECEDENCE.unary));
    const operator = token.text as '+' | '-' | '~' | '@';
    return { kind: 'unary', operator, arg, ...cursor.place(start) };
  }
  return parsePrimary(cursor);
}

function parseInfix(cursor: Cursor, left: Expr, least: number): Expr | undefined {
  const token = cursor.peek();
  if (token.kind === 'operator') {
    const postfix = parsePostfix(cursor, left, least);
    if (postfix !== undefined) return postfix;
  } else if (token.kind !== 'word') {
    return undefined;
  }
  const operator = token.kind === 'word' ? token.word : token.text;
  if (token.kind === 'word') {
    const predicate = parsePredicate(cursor, left, least, parseFrom);
    if (predicate !== undefined) return predicate;
  }
  const like = likeOf(cursor, operator);
  if (like !== undefined) {
    return PRECEDENCE.between < least ? undefined : parseLike(cursor, left, like, false, parseFrom);
  }
  const strength = binaryPrecedence(operator, cursor.dialect);
  if (strength === undefined || strength < least) return undefined;
  if (operator === '->' && HAS_LAMBDAS.has(cursor.dialect) && isLambdaHead(left))
    return lambda(cursor, left);
  cursor.next();
  if (Object.hasOwn(COMPARISONS, operator)) {
    const quantified = parseQuantified(cursor, left, COMPARISONS[operator] ?? '=');
    if (quantified !== undefined) return quantified;
  }
  if (operator === '<=>') {
    const right = parseFrom(cursor, strength + 0.1);
    return { kind: 'distinct-from', left, right, negated: true, ...cursor.place(left.start) };
  }
  const right = parseFrom(cursor, strength + 0.1);
  const node: BinaryNode = {
    kind: 'binary',
    operator: COMPARISONS[operator] ?? operator,
    operatorStart: token.start,
    left,
    right,
    ...cursor.place(left.start),
  };
  return node;
}

/** Where `x -> …` is a lambda; elsewhere the arrow only reads JSON. */
const HAS_LAMBDAS: ReadonlySet<string> = new Set([
  'duckdb',
  'snowflake',
  'trino',
  'spark',
  'clickhouse',
]);

const isLambdaHead = (expr: Expr): boolean =>
  (expr.kind === 'name' && expr.parts.length === 1) ||
  (expr.kind === 'row' && expr.items.every((item) => item.kind === 'name'));

function lambda(cursor: Cursor, head: Expr): Expr {
  cursor.next();
  const names = (head.kind === 'row' ? head.items : [head]) as readonly NameNode[];
  const params = names.flatMap((name) => name.parts.slice(0, 1));
  const body = cursor.expression();
  return { kind: 'lambda', params, body, ...cursor.place(head.start) };
}

function parsePostfix(cursor: Cursor, left: Expr, least: number): Expr | undefined {
  if (least > PRECEDENCE.postfix) return undefined;
  if (cursor.acceptOperator('::')) {
    const type = parseType(cursor);
    return {
      kind: 'cast',
      arg: left,
      type,
      safe: false,
      format: null,
      ...cursor.place(left.start),
    };
  }
  if (cursor.isOperator('[')) {
    cursor.next();
    return subscript(cursor, left);
  }
  if (cursor.isOperator('.') && left.kind !== 'number') {
    cursor.next();
    if (cursor.isOperator('*')) {
      cursor.next();
      throw syntaxError(cursor.place(left.start), "'.*' of an expression is not read");
    }
    const name = cursor.name('a field');
    if (cursor.isOperator('(')) {
      cursor.reset(cursor.mark() - 1);
      const call = parsePrimary(cursor);
      // `x.upper()`: the value before the dot is the first argument.
      if (call.kind === 'call')
        return { ...call, args: [left, ...call.args], ...cursor.place(left.start) };
      return call;
    }
    return { kind: 'member', arg: left, name, ...cursor.place(left.start) };
  }
  return undefined;
}

function subscript(cursor: Cursor, arg: Expr): Expr {
  const { start } = arg;
  if (cursor.acceptOperator(':')) {
    const to = cursor.isOperator(']') || cursor.acceptOperator('-') ? null : cursor.expression();
    cursor.expectOperator(']');
    return { kind: 'slice', arg, from: null, to, ...cursor.place(start) };
  }
  const index = cursor.expression();
  if (cursor.acceptOperator(':')) {
    const to = cursor.isOperator(']') ? null : cursor.expression();
    if (cursor.isOperator(':')) throw cursor.unexpected("']'");
    cursor.expectOperator(']');
    return { kind: 'slice', arg, from: index, to, ...cursor.place(start) };
  }
  cursor.expectOperator(']');
  return { kind: 'index', arg, index, ...cursor.place(start) };
}

function parseQuantified(cursor: Cursor, left: Expr, operator: Comparison): Expr | undefined {
  if (!cursor.isAnyWord(['any', 'all', 'some']) || !cursor.isOperator('(', 1)) return undefined;
  const all = cursor.next().word === 'all';
  const right: Query | Expr = cursor.parenthesized(() =>
    cursor.startsQuery() ? cursor.query() : cursor.expression(),
  );
  return { kind: 'quantified', operator, left, all, right, ...cursor.place(left.start) };
}
