import type { Expr, Ident, StarNode } from './ast.js';
import type { Cursor } from './cursor.js';

/** What follows the `*` of a select list: EXCLUDE, REPLACE, RENAME, LIKE. */
export function star(cursor: Cursor, qualifier: readonly Ident[], start: number): StarNode {
  let exclude: Ident[] = [];
  let replace: { expr: Expr; name: Ident }[] = [];
  let rename: { from: Ident; to: Ident }[] = [];
  let like: StarNode['like'] = null;
  const some = <T>(item: () => T): T[] =>
    cursor.isOperator('(') ? cursor.parenthesizedList(item) : [item()];
  const isExcept = cursor.isWord('except') && cursor.isOperator('(', 1) && !cursor.startsQuery(1);
  if (cursor.isWord('exclude') || isExcept) {
    cursor.next();
    exclude = some(() => starName(cursor));
  }
  if (cursor.acceptWords('replace')) {
    replace = some(() => {
      const expr = cursor.expression();
      cursor.expectWords('as');
      return { expr, name: cursor.name() };
    });
  }
  if (cursor.acceptWords('rename')) {
    rename = some(() => {
      const from = starName(cursor);
      cursor.expectWords('as');
      return { from, to: cursor.name() };
    });
  }
  const negated = cursor.isWord('not', 'like') || cursor.isWord('not', 'ilike');
  if (negated || cursor.isAnyWord(['like', 'ilike'])) {
    if (negated) cursor.next();
    const operator = cursor.next().word === 'like' ? 'like' : 'ilike';
    like = { pattern: cursor.expression(), operator, negated };
  }
  return { kind: 'star', qualifier, exclude, replace, rename, like, ...cursor.place(start) };
}

// `EXCLUDE (t.a)`: the column's own name is what counts.
function starName(cursor: Cursor): Ident {
  let name = cursor.name();
  while (cursor.acceptOperator('.')) name = cursor.name();
  return name;
}
