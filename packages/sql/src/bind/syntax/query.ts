import { SqlError } from '../errors.js';
import type { Cte, Expr, Place, Query, QueryBody } from './ast.js';
import type { Cursor } from './cursor.js';
import { parsePivotStatement, parseUnpivotStatement } from './pivots.js';
import { parseSelect } from './select.js';
import { aliased, parseJoined, tableAlias } from './tables.js';
import { parseOrderItems } from './windows.js';

/** A chain of set operations longer than this is not read. */
const MAX_CHAIN = 300;

/** A query with its CTEs, set operations, ORDER BY and LIMIT. */
export function parseQuery(cursor: Cursor): Query {
  const { start } = cursor.peek();
  let recursive: Place | null = null;
  const ctes: Cte[] = [];
  if (cursor.acceptWords('with')) {
    const word = cursor.peek();
    if (cursor.acceptWords('recursive')) recursive = { start: word.start, end: word.end };
    ctes.push(...cursor.list(() => cte(cursor)));
  }
  const body = setOperations(cursor, 0);
  const rest = modifiers(cursor);
  return { kind: 'query', ctes, recursive, body, ...rest, ...cursor.place(start) };
}

function cte(cursor: Cursor): Cte {
  const { start } = cursor.peek();
  const name = cursor.name('the name of a CTE');
  const columns = cursor.isOperator('(') ? cursor.parenthesizedList(() => cursor.name()) : [];
  cursor.expectWords('as');
  if (cursor.acceptWords('not', 'materialized')) {
    // How it is computed does not change what it is.
  } else cursor.acceptWords('materialized');
  const query = cursor.parenthesized(() => cursor.query());
  return { name, columns, query, ...cursor.place(start) };
}

const STRENGTH: Readonly<Record<string, number>> = { union: 1, except: 1, minus: 1, intersect: 2 };

function setOperations(cursor: Cursor, least: number): QueryBody {
  let left = operand(cursor);
  for (let count = 0; ; count += 1) {
    const { word, start } = cursor.peek();
    const strength = Object.hasOwn(STRENGTH, word) ? (STRENGTH[word] ?? 0) : 0;
    if (strength === 0 || strength <= least) return left;
    if (count > MAX_CHAIN) {
      throw new SqlError(
        'SQL_TOO_LARGE',
        `More than ${MAX_CHAIN} set operations in a row`,
        cursor.peek(),
      );
    }
    cursor.next();
    const all = cursor.acceptWords('all');
    if (!all) cursor.acceptWords('distinct');
    const byName = cursor.acceptWords('by', 'name');
    if (cursor.isWord('corresponding')) {
      throw new SqlError('UNSUPPORTED_SQL', 'CORRESPONDING: not translated', {
        start,
        end: cursor.previousEnd,
      });
    }
    const right = setOperations(cursor, strength);
    const operator = word === 'minus' ? 'except' : (word as 'union' | 'intersect' | 'except');
    left = {
      kind: 'set-operation',
      operator,
      all,
      byName,
      left,
      right,
      ...cursor.place(left.start),
    };
  }
}

function operand(cursor: Cursor): QueryBody {
  const { start, word } = cursor.peek();
  if (cursor.isOperator('(')) {
    const query = cursor.parenthesized(() => cursor.query());
    return { kind: 'nested', query, ...cursor.place(start) };
  }
  if (word === 'select' || word === 'from') return parseSelect(cursor);
  if (word === 'values') return values(cursor);
  if (word === 'table' && cursor.isName(cursor.peek(1))) {
    cursor.next();
    const table = parseJoined(cursor);
    return { kind: 'table-query', table, ...cursor.place(start) };
  }
  if (word === 'pivot' || word === 'unpivot') {
    cursor.next();
    cursor.acceptWords('wider');
    cursor.acceptWords('longer');
    const table = parseJoined(cursor);
    const helpers = { alias: () => tableAlias(cursor), item: () => aliased(cursor) };
    const pivot =
      word === 'pivot'
        ? parsePivotStatement(cursor, table, helpers)
        : parseUnpivotStatement(cursor, table, helpers);
    return { kind: 'table-query', table: pivot, ...cursor.place(start) };
  }
  throw cursor.unexpected('SELECT');
}

function values(cursor: Cursor): QueryBody {
  const { start } = cursor.next();
  const rows = cursor.list(() => {
    if (!cursor.isOperator('(')) cursor.acceptWords('row');
    return cursor.parenthesizedList(() => cursor.expression());
  });
  return { kind: 'values', rows, ...cursor.place(start) };
}

type Modifiers = Pick<Query, 'orderBy' | 'limit' | 'limitPercent' | 'withTies' | 'offset'>;

function modifiers(cursor: Cursor): Modifiers {
  const orderBy = cursor.acceptWords('order', 'by') ? parseOrderItems(cursor) : [];
  let limit: Expr | null = null;
  let offset: Expr | null = null;
  let limitPercent = false;
  let withTies: Place | null = null;
  for (;;) {
    if (cursor.acceptWords('limit')) {
      limit = limitValue(cursor);
      if (cursor.acceptOperator('%') || cursor.acceptWords('percent')) limitPercent = true;
      // MySQL's LIMIT offset, count
      if (cursor.acceptOperator(',')) {
        offset = limit;
        limit = limitValue(cursor);
      }
      if (cursor.isWord('by')) {
        throw new SqlError('UNSUPPORTED_SQL', 'LIMIT … BY: not translated', cursor.peek());
      }
    } else if (cursor.acceptWords('offset')) {
      offset = limitValue(cursor);
      if (!cursor.acceptWords('rows')) cursor.acceptWords('row');
    } else if (cursor.isWord('fetch')) {
      cursor.next();
      if (!cursor.acceptWords('first')) cursor.acceptWords('next');
      const { start, end } = cursor.peek();
      limit = cursor.isAnyWord(['row', 'rows'])
        ? { kind: 'number', text: '1', start, end }
        : limitValue(cursor);
      if (cursor.acceptWords('percent')) limitPercent = true;
      if (!cursor.acceptWords('rows')) cursor.acceptWords('row');
      const ties = cursor.peek();
      if (cursor.acceptWords('with', 'ties'))
        withTies = { start: ties.start, end: cursor.previousEnd };
      else cursor.acceptWords('only');
    } else if (cursor.isWord('for') && cursor.isAnyWord(['for'])) {
      throw new SqlError('UNSUPPORTED_SQL', 'A FOR clause: not translated', cursor.peek());
    } else {
      return { orderBy, limit, limitPercent, withTies, offset };
    }
  }
}

// LIMIT ALL and LIMIT NULL take every row. A percent sign after the number is no modulus.
function limitValue(cursor: Cursor): Expr | null {
  if (cursor.acceptWords('all') || cursor.acceptWords('null')) return null;
  const token = cursor.peek();
  if (token.kind === 'number' && cursor.isOperator('%', 1)) {
    cursor.next();
    return { kind: 'number', text: token.text, start: token.start, end: token.end };
  }
  return cursor.expression();
}
