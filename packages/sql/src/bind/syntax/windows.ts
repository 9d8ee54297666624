import type { Frame, FrameBound, OrderItem, WindowSpec } from './ast.js';
import type { Cursor } from './cursor.js';

/** `ORDER BY a DESC NULLS LAST, b`, after its two words. */
export const parseOrderItems = (cursor: Cursor): OrderItem[] =>
  cursor.list(() => orderItem(cursor));

function orderItem(cursor: Cursor): OrderItem {
  const { start } = cursor.peek();
  const all = cursor.isWord('all') && !cursor.isOperator('(', 1) && !cursor.isOperator('.', 1);
  const expr = all ? allOf(cursor) : cursor.expression();
  let direction: OrderItem['direction'] = null;
  if (cursor.isAnyWord(['asc', 'ascending'])) direction = 'asc';
  else if (cursor.isAnyWord(['desc', 'descending'])) direction = 'desc';
  if (direction !== null) cursor.next();
  let nulls: OrderItem['nulls'] = null;
  if (cursor.acceptWords('nulls', 'first')) nulls = 'first';
  else if (cursor.acceptWords('nulls', 'last')) nulls = 'last';
  return { expr, direction, nulls, all, ...cursor.place(start) };
}

function allOf(cursor: Cursor): OrderItem['expr'] {
  const { start, end } = cursor.next();
  return { kind: 'null', start, end };
}

/** What follows OVER or a name in WINDOW: a name, or a specification in parentheses. */
export function parseOver(cursor: Cursor): WindowSpec {
  const { start } = cursor.peek();
  if (!cursor.isOperator('(')) {
    const base = cursor.name('a window');
    return { base, partitionBy: [], orderBy: [], frame: null, ...cursor.place(start) };
  }
  return cursor.parenthesized(() => specification(cursor, start));
}

function specification(cursor: Cursor, start: number): WindowSpec {
  const isBase =
    cursor.isName() &&
    !cursor.isAnyWord(['rows', 'range', 'groups']) &&
    !cursor.isWord('partition', 'by') &&
    !cursor.isWord('order', 'by');
  const base = isBase ? cursor.name() : null;
  const partitionBy = cursor.acceptWords('partition', 'by')
    ? cursor.list(() => cursor.expression())
    : [];
  const orderBy = cursor.acceptWords('order', 'by') ? parseOrderItems(cursor) : [];
  const frame = cursor.isAnyWord(['rows', 'range', 'groups']) ? parseFrame(cursor) : null;
  return { base, partitionBy, orderBy, frame, ...cursor.place(start) };
}

function parseFrame(cursor: Cursor): Frame {
  const { start, word } = cursor.next();
  const unit = word as Frame['unit'];
  let from: FrameBound;
  let to: FrameBound | null = null;
  if (cursor.acceptWords('between')) {
    from = bound(cursor);
    cursor.expectWords('and');
    to = bound(cursor);
  } else {
    from = bound(cursor);
  }
  let exclude: string | null = null;
  if (cursor.acceptWords('exclude')) {
    const words = [cursor.next().word];
    if (cursor.isAnyWord(['row', 'others'])) words.push(cursor.next().word);
    exclude = words.join(' ');
  }
  return { unit, from, to, exclude, ...cursor.place(start) };
}

function bound(cursor: Cursor): FrameBound {
  const { start } = cursor.peek();
  if (cursor.acceptWords('current', 'row')) {
    return { side: 'current', distance: null, ...cursor.place(start) };
  }
  const distance = cursor.acceptWords('unbounded') ? null : cursor.expression();
  if (cursor.acceptWords('preceding'))
    return { side: 'preceding', distance, ...cursor.place(start) };
  if (cursor.acceptWords('following'))
    return { side: 'following', distance, ...cursor.place(start) };
  throw cursor.unexpected('PRECEDING or FOLLOWING');
}
