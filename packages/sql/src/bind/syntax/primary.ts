import { syntaxError } from '../errors.js';
import { unitOf } from '../functions/date-parts.js';
import type { Expr, Ident } from './ast.js';
import { isSpecialCall, parseCall, parseSpecialCall } from './calls.js';
import type { Cursor } from './cursor.js';
import { isNoName } from './reserved.js';
import { star } from './star.js';
import { parseType } from './types.js';

/** A literal, name, call, or anything with brackets of its own. */
export function parsePrimary(cursor: Cursor): Expr {
  const token = cursor.peek();
  const { start } = token;
  switch (token.kind) {
    case 'number':
      cursor.next();
      return { kind: 'number', text: token.text, start, end: token.end };
    case 'string':
      return adjacentStrings(cursor);
    case 'blob':
      cursor.next();
      return { kind: 'blob', hex: token.text, start, end: token.end };
    case 'parameter':
      cursor.next();
      return { kind: 'parameter', text: token.text, start, end: token.end };
    case 'quoted':
      return nameOrCall(cursor);
    case 'word':
      return parseWord(cursor);
    case 'operator':
      return parseSymbol(cursor);
    default:
      throw cursor.unexpected('an expression');
  }
}

// 'a' 'b' on one line is two strings in most dialects and an alias in others: only the plain one is read.
function adjacentStrings(cursor: Cursor): Expr {
  const { text, start, end } = cursor.next();
  return { kind: 'string', value: text, start, end };
}

function parseSymbol(cursor: Cursor): Expr {
  const { text, start } = cursor.peek();
  switch (text) {
    case '(':
      return parenthesis(cursor);
    case '*':
      cursor.next();
      return star(cursor, [], start);
    case '[': {
      cursor.next();
      const items = cursor.isOperator(']') ? [] : cursor.list(() => cursor.expression());
      if (cursor.isWord('for'))
        throw syntaxError(cursor.peek(), 'List comprehensions are not read');
      cursor.expectOperator(']');
      return { kind: 'array', items, ...cursor.place(start) };
    }
    case '{':
      return structLiteral(cursor);
    case '#': {
      cursor.next();
      const { kind, text: index } = cursor.peek();
      if (kind !== 'number') throw cursor.unexpected('a position');
      cursor.next();
      return { kind: 'position', index: Number(index), ...cursor.place(start) };
    }
    case ':':
      if (cursor.isName(cursor.peek(1))) {
        cursor.next();
        const name = cursor.name();
        return { kind: 'parameter', text: `:${name.text}`, ...cursor.place(start) };
      }
      break;
    default:
  }
  throw cursor.unexpected('an expression');
}

function parenthesis(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  if (cursor.startsQuery() && cursor.isFilledByQuery()) {
    const query = cursor.parenthesized(() => cursor.query());
    return { kind: 'subquery', query, ...cursor.place(start) };
  }
  const items = cursor.parenthesizedList(() => cursor.expression());
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  return { kind: 'row', items, ...cursor.place(start) };
}

function structLiteral(cursor: Cursor): Expr {
  const { start } = cursor.next();
  const entries = cursor.isOperator('}')
    ? []
    : cursor.list(() => {
        const token = cursor.peek();
        const name = token.kind === 'string' ? cursor.string() : cursor.name('a field').text;
        cursor.expectOperator(':');
        return { name, value: cursor.expression() };
      });
  cursor.expectOperator('}');
  return { kind: 'struct', entries, ...cursor.place(start) };
}

function parseWord(cursor: Cursor): Expr {
  const { word, start, end } = cursor.peek();
  const follows = cursor.peek(1);
  const isCall = follows.kind === 'operator' && follows.text === '(';
  switch (word) {
    case 'null':
      cursor.next();
      return { kind: 'null', start, end };
    case 'true':
    case 'false':
      cursor.next();
      return { kind: 'bool', value: word === 'true', start, end };
    case 'case':
      return parseCase(cursor);
    case 'exists':
    case 'not':
      return exists(cursor);
    case 'interval':
      if (follows.kind !== 'operator' || isCall) return interval(cursor) ?? nameOrCall(cursor);
      break;
    case 'map':
      if (follows.kind === 'operator' && follows.text === '{') return mapLiteral(cursor);
      break;
    case 'array':
      if (follows.kind === 'operator' && follows.text === '[') {
        cursor.next();
        const inner = parsePrimary(cursor);
        return { ...inner, start };
      }
      if (isCall && cursor.startsQuery(2)) {
        cursor.next();
        const query = cursor.parenthesized(() => cursor.query());
        return { kind: 'array-query', query, ...cursor.place(start) };
      }
      break;
    case 'lambda':
      if (cursor.isName(follows)) return pythonLambda(cursor);
      break;
    default:
  }
  if (follows.kind === 'string' && TYPED.has(word)) return typedString(cursor);
  if (word === 'timestamp' || word === 'time') {
    const zoned = zonedString(cursor);
    if (zoned !== undefined) return zoned;
  }
  if (isSpecialCall(cursor)) return parseSpecialCall(cursor);
  if (isNoName(word) && !isCall) throw cursor.unexpected('an expression');
  if (word === 'select' || word === 'from') throw cursor.unexpected('an expression');
  return nameOrCall(cursor);
}

const TYPED: ReadonlySet<string> = new Set([
  'date',
  'time',
  'timestamp',
  'datetime',
  'timestamptz',
  'timestamp_ntz',
  'numeric',
  'decimal',
  'bignumeric',
  'uuid',
  'json',
  'bigint',
  'integer',
  'int',
  'double',
  'float',
  'real',
  'varchar',
  'char',
  'text',
  'bool',
  'boolean',
  'smallint',
  'timestamp_ltz',
]);

function typedString(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  const type = { ...parseType(cursor) };
  const value = cursor.string();
  return { kind: 'typed-string', type, value, ...cursor.place(start) };
}

function zonedString(cursor: Cursor): Expr | undefined {
  const isZoned =
    cursor.isAnyWord(['timestamp', 'time']) &&
    (cursor.peek(1).word === 'with' || cursor.peek(1).word === 'without') &&
    cursor.peek(2).word === 'time' &&
    cursor.peek(4).kind === 'string';
  return isZoned ? typedString(cursor) : undefined;
}

function exists(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  if (cursor.acceptWords('not')) {
    const arg = exists(cursor);
    return { kind: 'unary', operator: 'not', arg, ...cursor.place(start) };
  }
  if (!cursor.startsQuery(2)) return nameOrCall(cursor);
  cursor.expectWords('exists');
  const query = cursor.parenthesized(() => cursor.query());
  return { kind: 'exists', query, ...cursor.place(start) };
}

function interval(cursor: Cursor): Expr | undefined {
  const { start } = cursor.peek();
  const mark = cursor.mark();
  cursor.next();
  const token = cursor.peek();
  if (token.kind === 'word' && !cursor.isName(cursor.peek(1))) {
    cursor.reset(mark);
    return undefined;
  }
  if (token.kind === 'word' && unitOf(cursor.peek(1).text) === undefined) {
    cursor.reset(mark);
    return undefined;
  }
  const isNegative = cursor.acceptOperator('-');
  const bare = parsePrimary(cursor);
  const amount: Expr = isNegative
    ? { kind: 'unary', operator: '-', arg: bare, start: token.start, end: bare.end }
    : bare;
  const unit = intervalUnit(cursor);
  const toUnit = unit !== null && cursor.acceptWords('to') ? cursor.next().word : null;
  return { kind: 'interval', amount, unit, toUnit, ...cursor.place(start) };
}

function intervalUnit(cursor: Cursor): string | null {
  const { kind, word } = cursor.peek();
  if (kind !== 'word' || unitOf(word) === undefined) {
    return kind === 'word' &&
      (word.includes('_') || false) &&
      /^(day|hour|minute|year|second)_/.test(word)
      ? cursor.next().word
      : null;
  }
  // One-letter words are taken for aliases.
  if (word.length < 2) return null;
  cursor.next();
  if (cursor.isOperator('(') && cursor.peek(1).kind === 'number' && cursor.isOperator(')', 2)) {
    cursor.next();
    cursor.next();
    cursor.next();
  }
  return word;
}

function mapLiteral(cursor: Cursor): Expr {
  const { start } = cursor.next();
  cursor.expectOperator('{');
  const entries = cursor.isOperator('}')
    ? []
    : cursor.list(() => {
        const key = cursor.expression();
        cursor.expectOperator(':');
        return { key, value: cursor.expression() };
      });
  cursor.expectOperator('}');
  return { kind: 'map', entries, ...cursor.place(start) };
}

function pythonLambda(cursor: Cursor): Expr {
  const { start } = cursor.next();
  const params = cursor.list(() => cursor.name('a parameter'));
  cursor.expectOperator(':');
  const body = cursor.expression();
  return { kind: 'lambda', params, body, ...cursor.place(start) };
}

function parseCase(cursor: Cursor): Expr {
  const { start } = cursor.next();
  const subject = cursor.isWord('when') ? null : cursor.expression();
  const branches: { when: Expr; result: Expr }[] = [];
  while (cursor.acceptWords('when')) {
    const when = cursor.expression();
    cursor.expectWords('then');
    branches.push({ when, result: cursor.expression() });
  }
  if (branches.length === 0) throw cursor.unexpected('WHEN');
  const otherwise = cursor.acceptWords('else') ? cursor.expression() : null;
  cursor.expectWords('end');
  return { kind: 'case', subject, branches, otherwise, ...cursor.place(start) };
}

/** `a`, `t.a`, `t.*`, `f(…)`, `schema.f(…)`. */
function nameOrCall(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  const parts: Ident[] = [cursor.name('an expression')];
  for (;;) {
    if (cursor.isOperator('(')) return parseCall(cursor, parts, start);
    if (!cursor.isOperator('.')) break;
    if (cursor.isOperator('*', 1)) {
      cursor.next();
      cursor.next();
      return star(cursor, parts, start);
    }
    if (!cursor.isName(cursor.peek(1))) break;
    cursor.next();
    parts.push(cursor.name());
  }
  return { kind: 'name', parts, ...cursor.place(start) };
}
