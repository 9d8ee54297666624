import { unsupported } from '../errors.js';
import type { CallNode, Expr, Ident, NamedArgNode } from './ast.js';
import type { Cursor } from './cursor.js';
import { PLAIN_CALL } from './plain-call.js';
import { parseType } from './types.js';
import { parseOrderItems, parseOver } from './windows.js';

/** The arguments of a call and what may follow them. */
export function parseCall(cursor: Cursor, name: readonly Ident[], start: number): CallNode {
  cursor.expectOperator('(');
  let { star, distinct, orderBy, separator, nulls } = PLAIN_CALL;
  let args: Expr[] = [];
  const isBareStar = cursor.isOperator('*') && cursor.isOperator(')', 1);
  if (isBareStar && isCount(name)) {
    cursor.next();
    star = true;
  } else if (!cursor.isOperator(')')) {
    if (cursor.acceptWords('distinct')) distinct = true;
    else if (cursor.isWord('all') && !cursor.isOperator('(', 1)) cursor.acceptWords('all');
    args = cursor.list(() => argument(cursor));
    nulls = nullsOf(cursor);
    if (cursor.acceptWords('order', 'by')) orderBy = parseOrderItems(cursor);
    if (cursor.acceptWords('separator')) separator = cursor.expression();
    nulls ??= nullsOf(cursor);
    if (cursor.isWord('limit')) throw unsupported(cursor.peek(), 'LIMIT inside an aggregate');
  }
  cursor.expectOperator(')');
  return suffixes(
    cursor,
    { ...PLAIN_CALL, name, args, star, distinct, orderBy, separator, nulls },
    start,
  );
}

const isCount = (name: readonly Ident[]): boolean => name.at(-1)?.text.toLowerCase() === 'count';

function nullsOf(cursor: Cursor): CallNode['nulls'] {
  if (cursor.acceptWords('ignore', 'nulls')) return 'ignore';
  return cursor.acceptWords('respect', 'nulls') ? 'respect' : null;
}

function argument(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  if (cursor.isName() && (cursor.isOperator('=>', 1) || cursor.isOperator(':=', 1))) {
    const name = cursor.name();
    cursor.next();
    const value = cursor.expression();
    const named: NamedArgNode = { kind: 'named-arg', name, value, ...cursor.place(start) };
    return named;
  }
  // `(SELECT …) > 1` is an expression.
  if (cursor.startsQuery() && !cursor.isOperator('(')) {
    const query = cursor.query();
    return { kind: 'subquery', query, ...cursor.place(start) };
  }
  const value = cursor.expression();
  // `STRUCT(1 AS a)`
  if (!cursor.acceptWords('as')) return value;
  const name = cursor.name();
  return { kind: 'named-arg', name, value, ...cursor.place(start) };
}

type Parts = Omit<CallNode, 'kind' | 'start' | 'end'>;

function suffixes(cursor: Cursor, parts: Parts, start: number): CallNode {
  let { withinGroup, filter, nulls, over } = parts;
  if (cursor.acceptWords('within', 'group')) {
    withinGroup = cursor.parenthesized(() => {
      cursor.expectWords('order', 'by');
      return parseOrderItems(cursor);
    });
  }
  if (cursor.isWord('filter') && cursor.isOperator('(', 1)) {
    cursor.next();
    filter = cursor.parenthesized(() => {
      cursor.acceptWords('where');
      return cursor.expression();
    });
  }
  nulls ??= nullsOf(cursor);
  if (cursor.isWord('over') && (cursor.isOperator('(', 1) || cursor.isName(cursor.peek(1)))) {
    cursor.next();
    over = parseOver(cursor);
  }
  return { kind: 'call', ...parts, withinGroup, filter, nulls, over, ...cursor.place(start) };
}

/** The rest of a call without special syntax after all, whose first argument is read. */
function continued(cursor: Cursor, name: Ident, first: Expr): Expr {
  const args = [first];
  while (cursor.acceptOperator(',')) args.push(argument(cursor));
  cursor.expectOperator(')');
  return suffixes(cursor, { ...PLAIN_CALL, name: [name], args }, name.start);
}

type Special = (cursor: Cursor, name: Ident) => Expr | undefined;

/** Functions with a syntax of their own between the parentheses. */
const SPECIAL: Readonly<Record<string, Special>> = {
  cast: (cursor) => cast(cursor, false),
  try_cast: (cursor) => cast(cursor, true),
  safe_cast: (cursor) => cast(cursor, true),
  extract: (cursor, name) => {
    cursor.expectOperator('(');
    const field = cursor.peek();
    if (field.kind !== 'string' && !cursor.isName(field)) throw cursor.unexpected('a date part');
    cursor.next();
    const part: Expr = { kind: 'string', value: field.text, start: field.start, end: field.end };
    // `EXTRACT(WEEK(MONDAY) FROM x)`
    if (cursor.isOperator('(')) return undefined;
    cursor.expectWords('from');
    return closed(cursor, name, [part, cursor.expression()], 'from');
  },
  position: (cursor, name) => {
    cursor.expectOperator('(');
    const needle = cursor.grammar.expression(cursor);
    if (needle.kind !== 'in-value') return continued(cursor, name, needle);
    return closed(cursor, name, [needle.arg, needle.list], 'in');
  },
  substring: (cursor, name) => fromFor(cursor, name),
  substr: (cursor, name) => fromFor(cursor, name),
  overlay: (cursor, name) => {
    cursor.expectOperator('(');
    const arg = cursor.expression();
    if (!cursor.acceptWords('placing')) return continued(cursor, name, arg);
    const args = [arg, cursor.expression()];
    cursor.expectWords('from');
    args.push(cursor.expression());
    if (cursor.acceptWords('for')) args.push(cursor.expression());
    return closed(cursor, name, args, 'placing');
  },
  trim: (cursor, name) => trim(cursor, name),
  convert: (cursor, name) => convert(cursor, name, false),
  try_convert: (cursor, name) => convert(cursor, name, true),
};

function closed(cursor: Cursor, name: Ident, args: readonly Expr[], syntax: string): Expr {
  cursor.expectOperator(')');
  return suffixes(cursor, { ...PLAIN_CALL, name: [name], args, syntax }, name.start);
}

function cast(cursor: Cursor, safe: boolean): Expr {
  const { start } = cursor.peek();
  cursor.expectOperator('(');
  const arg = cursor.expression();
  cursor.expectWords('as');
  const type = parseType(cursor);
  const format = cursor.acceptWords('format') ? cursor.expression() : null;
  cursor.expectOperator(')');
  return { kind: 'cast', arg, type, safe, format, ...cursor.place(start) };
}

function fromFor(cursor: Cursor, name: Ident): Expr | undefined {
  cursor.expectOperator('(');
  const arg = cursor.expression();
  if (!cursor.isAnyWord(['from', 'for'])) return continued(cursor, name, arg);
  const args = [arg];
  const { start } = cursor.peek();
  args.push(
    cursor.acceptWords('from')
      ? cursor.expression()
      : { kind: 'number', text: '1', start, end: start },
  );
  if (cursor.acceptWords('for')) args.push(cursor.expression());
  return closed(cursor, name, args, 'from');
}

function trim(cursor: Cursor, name: Ident): Expr | undefined {
  cursor.expectOperator('(');
  const side = cursor.isAnyWord(['both', 'leading', 'trailing']) ? cursor.next().word : null;
  const first = cursor.isWord('from') ? null : cursor.expression();
  if (!cursor.acceptWords('from')) {
    if (first === null) throw cursor.unexpected('an expression');
    if (side === null) return continued(cursor, name, first);
    return closed(cursor, { ...name, text: `trim_${side}` }, [first], side);
  }
  const arg = cursor.expression();
  const args = first === null ? [arg] : [arg, first];
  return closed(cursor, { ...name, text: `trim_${side ?? 'both'}` }, args, side ?? 'both');
}

// SQL Server has CONVERT(type, value), MySQL CONVERT(value, type) and CONVERT(value USING charset).
function convert(cursor: Cursor, name: Ident, safe: boolean): Expr | undefined {
  cursor.expectOperator('(');
  if (cursor.dialect === 'mssql') {
    const type = parseType(cursor);
    cursor.expectOperator(',');
    const arg = cursor.expression();
    if (cursor.isOperator(',')) throw cursor.unexpected("')' (styles of CONVERT are not read)");
    cursor.expectOperator(')');
    return { kind: 'cast', arg, type, safe, format: null, ...cursor.place(name.start) };
  }
  const arg = cursor.expression();
  if (cursor.dialect !== 'mysql' || !cursor.acceptOperator(',')) {
    return continued(cursor, name, arg);
  }
  const type = parseType(cursor);
  cursor.expectOperator(')');
  return { kind: 'cast', arg, type, safe, format: null, ...cursor.place(name.start) };
}

/** Names that are called without parentheses. */
const BARE = new Set([
  'current_date',
  'current_timestamp',
  'current_time',
  'localtime',
  'localtimestamp',
  'sysdate',
  'systimestamp',
]);

export const isSpecialCall = (cursor: Cursor): boolean => {
  const { word } = cursor.peek();
  if (word === '') return false;
  if (BARE.has(word)) return !cursor.isOperator('(', 1) && !cursor.isOperator('.', 1);
  return Object.hasOwn(SPECIAL, word) && cursor.isOperator('(', 1);
};

/** A call of {@link SPECIAL}; one that is written plainly after all is read as any other. */
export function parseSpecialCall(cursor: Cursor): Expr {
  const name = cursor.name();
  const word = name.text.toLowerCase();
  if (BARE.has(word)) {
    return {
      kind: 'call',
      ...PLAIN_CALL,
      name: [name],
      args: [],
      syntax: 'bare',
      ...cursor.place(name.start),
    };
  }
  const mark = cursor.mark();
  const found = SPECIAL[word]?.(cursor, name);
  if (found !== undefined) return { ...found, start: name.start };
  cursor.reset(mark);
  return parseCall(cursor, [name], name.start);
}
