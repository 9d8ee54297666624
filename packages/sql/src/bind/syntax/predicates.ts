import { SqlError } from '../errors.js';
import type { Expr, LikeOperator } from './ast.js';
import type { Cursor } from './cursor.js';
import { PRECEDENCE } from './precedence.js';

/** Reads an expression whose operators bind at least so strongly. */
type ParseFrom = (cursor: Cursor, least: number) => Expr;

const LIKES: Readonly<Record<string, readonly [LikeOperator, boolean]>> = {
  like: ['like', false],
  ilike: ['ilike', false],
  glob: ['glob', false],
  regexp: ['regexp', false],
  rlike: ['regexp', false],
  '~': ['regexp', false],
  '!~': ['regexp', true],
  '~*': ['regexpi', false],
  '!~*': ['regexpi', true],
  '~~': ['like', false],
  '!~~': ['like', true],
  '~~*': ['ilike', false],
  '!~~*': ['ilike', true],
  '~~~': ['glob', false],
};

/** An operand in which comparisons and AND do not take part, as in BETWEEN … AND. */
const operand = (cursor: Cursor, parse: ParseFrom): Expr => parse(cursor, PRECEDENCE.between + 0.1);

/** IS, IN, BETWEEN, LIKE with NOT, ISNULL, COLLATE, AT TIME ZONE. */
export function parsePredicate(
  cursor: Cursor,
  left: Expr,
  least: number,
  parse: ParseFrom,
): Expr | undefined {
  const { word } = cursor.peek();
  const { start } = left;
  if (word === 'is') return PRECEDENCE.is < least ? undefined : parseIs(cursor, left, parse);
  if (word === 'isnull' || word === 'notnull') {
    if (PRECEDENCE.is < least || cursor.isOperator('(', 1)) return undefined;
    cursor.next();
    return {
      kind: 'is',
      arg: left,
      what: 'null',
      negated: word === 'notnull',
      ...cursor.place(start),
    };
  }
  if (word === 'collate') {
    cursor.next();
    const collation = cursor.peek().kind === 'string' ? cursor.string() : cursor.name().text;
    return { kind: 'collate', arg: left, collation, ...cursor.place(start) };
  }
  if (word === 'at' && cursor.isWord('at', 'time', 'zone')) {
    if (PRECEDENCE.zone < least) return undefined;
    cursor.expectWords('at', 'time', 'zone');
    const zone = parse(cursor, PRECEDENCE.zone + 0.1);
    return { kind: 'at-time-zone', arg: left, zone, ...cursor.place(start) };
  }
  const negated = word === 'not';
  const operator = negated ? cursor.peek(1).word : word;
  if (PRECEDENCE.between < least) return undefined;
  if (negated && operator === 'null') {
    if (PRECEDENCE.is < least) return undefined;
    cursor.expectWords('not', 'null');
    return { kind: 'is', arg: left, what: 'null', negated: true, ...cursor.place(start) };
  }
  if (operator === 'in') {
    if (negated) cursor.next();
    cursor.next();
    return parseIn(cursor, left, negated, parse);
  }
  if (operator === 'between') {
    if (negated) cursor.next();
    cursor.next();
    const symmetric = cursor.acceptWords('symmetric');
    cursor.acceptWords('asymmetric');
    const low = operand(cursor, parse);
    cursor.expectWords('and');
    const high = operand(cursor, parse);
    return { kind: 'between', arg: left, low, high, negated, symmetric, ...cursor.place(start) };
  }
  if (!negated) return undefined;
  const isSimilar = operator === 'similar' && cursor.isWord('not', 'similar', 'to');
  if (!isSimilar && !Object.hasOwn(LIKES, operator)) return undefined;
  cursor.next();
  const like = likeOf(cursor, operator);
  return like === undefined ? undefined : parseLike(cursor, left, like, true, parse);
}

type Like = readonly [LikeOperator, boolean];

/** The pattern operator that comes next, with whether it is a negated one. */
export function likeOf(cursor: Cursor, operator: string): Like | undefined {
  if (operator === 'similar')
    return cursor.isWord('similar', 'to') ? ['similar', false] : undefined;
  if (!Object.hasOwn(LIKES, operator)) return undefined;
  return LIKES[operator];
}

/** A pattern after its operator. */
export function parseLike(
  cursor: Cursor,
  left: Expr,
  [operator, flipped]: Like,
  not: boolean,
  parse: ParseFrom,
): Expr {
  cursor.next();
  if (operator === 'similar') cursor.next();
  const all = cursor.isWord('all') || cursor.isWord('any') || cursor.isWord('some');
  if (all && cursor.isOperator('(', 1)) {
    throw new SqlError('UNSUPPORTED_SQL', 'LIKE ANY and LIKE ALL: not translated', cursor.peek());
  }
  const pattern = operand(cursor, parse);
  const escape = cursor.acceptWords('escape') ? operand(cursor, parse) : null;
  return {
    kind: 'like',
    operator,
    arg: left,
    pattern,
    escape,
    negated: not !== flipped,
    ...cursor.place(left.start),
  };
}

function parseIs(cursor: Cursor, arg: Expr, parse: ParseFrom): Expr {
  cursor.next();
  const negated = cursor.acceptWords('not');
  const { start } = arg;
  if (cursor.acceptWords('distinct', 'from')) {
    const right = parse(cursor, PRECEDENCE.is + 0.1);
    return { kind: 'distinct-from', left: arg, right, negated, ...cursor.place(start) };
  }
  for (const what of ['null', 'true', 'false', 'unknown'] as const) {
    if (cursor.acceptWords(what)) return { kind: 'is', arg, what, negated, ...cursor.place(start) };
  }
  if (cursor.dialect === 'sqlite') {
    const right = parse(cursor, PRECEDENCE.is + 0.1);
    return { kind: 'distinct-from', left: arg, right, negated: !negated, ...cursor.place(start) };
  }
  throw cursor.unexpected('NULL, TRUE, FALSE or DISTINCT FROM');
}

function parseIn(cursor: Cursor, arg: Expr, negated: boolean, parse: ParseFrom): Expr {
  const { start } = arg;
  if (!cursor.isOperator('(')) {
    const list = operand(cursor, parse);
    return { kind: 'in-value', arg, list, negated, ...cursor.place(start) };
  }
  if (cursor.startsQuery(1)) {
    const query = cursor.parenthesized(() => cursor.query());
    return { kind: 'in-query', arg, query, negated, ...cursor.place(start) };
  }
  const items = cursor.parenthesizedList(() => cursor.expression());
  return { kind: 'in-list', arg, items, negated, ...cursor.place(start) };
}
