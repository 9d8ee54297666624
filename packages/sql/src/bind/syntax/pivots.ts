import type {
  Expr,
  Ident,
  PivotNode,
  SelectItem,
  TableAlias,
  TableExpr,
  UnpivotNode,
} from './ast.js';
import type { Cursor } from './cursor.js';

/** What the pivots need of the grammar of tables. */
interface Helpers {
  readonly alias: () => TableAlias | null;
  readonly item: () => SelectItem;
}

/** `PIVOT (agg FOR column IN (…))` and `UNPIVOT (value FOR name IN (…))` after a table. */
export function parsePivots(cursor: Cursor, table: TableExpr, helpers: Helpers): TableExpr {
  return cursor.next().word === 'pivot'
    ? standardPivot(cursor, table, helpers)
    : standardUnpivot(cursor, table, helpers);
}

// Reads `column` alone: IN belongs to the pivot.
function column(cursor: Cursor): Expr {
  const { start } = cursor.peek();
  const parts = [cursor.name('a column')];
  while (cursor.acceptOperator('.')) parts.push(cursor.name('a column'));
  return { kind: 'name', parts, ...cursor.place(start) };
}

function standardPivot(cursor: Cursor, table: TableExpr, { alias, item }: Helpers): PivotNode {
  cursor.expectOperator('(');
  const aggregates = [item()];
  while (cursor.acceptOperator(',')) aggregates.push(item());
  cursor.expectWords('for');
  const on: { expr: Expr; values: SelectItem[] | null }[] = [];
  do {
    const expr = column(cursor);
    cursor.expectWords('in');
    on.push({ expr, values: cursor.parenthesizedList(item) });
  } while (cursor.isName() && !cursor.isWord('group'));
  const groupBy = cursor.acceptWords('group', 'by') ? cursor.list(() => cursor.expression()) : null;
  cursor.expectOperator(')');
  return {
    kind: 'pivot',
    table,
    aggregates,
    on,
    groupBy,
    alias: alias(),
    ...cursor.place(table.start),
  };
}

function standardUnpivot(cursor: Cursor, table: TableExpr, { alias, item }: Helpers): UnpivotNode {
  const includeNulls = nullsWords(cursor);
  cursor.expectOperator('(');
  const value = names(cursor);
  cursor.expectWords('for');
  const name = cursor.name('a column');
  cursor.expectWords('in');
  const columns = cursor.parenthesizedList(() => unpivoted(item()));
  cursor.expectOperator(')');
  return {
    kind: 'unpivot',
    table,
    name,
    value,
    columns,
    includeNulls,
    alias: alias(),
    ...cursor.place(table.start),
  };
}

function nullsWords(cursor: Cursor): boolean {
  if (cursor.acceptWords('include', 'nulls')) return true;
  cursor.acceptWords('exclude', 'nulls');
  return false;
}

const names = (cursor: Cursor): Ident[] =>
  cursor.isOperator('(') ? cursor.parenthesizedList(() => cursor.name()) : [cursor.name()];

const unpivoted = ({ expr, alias }: SelectItem): UnpivotNode['columns'][number] => ({
  exprs: expr.kind === 'row' ? expr.items : [expr],
  label: alias,
});

/** DuckDB's `PIVOT t ON a USING sum(b) GROUP BY c`, from its first word. */
export function parsePivotStatement(
  cursor: Cursor,
  table: TableExpr,
  { item }: Helpers,
): PivotNode {
  const on: { expr: Expr; values: SelectItem[] | null }[] = [];
  if (cursor.acceptWords('on')) {
    do {
      const parsed = cursor.expression();
      on.push(
        parsed.kind === 'in-list'
          ? { expr: parsed.arg, values: parsed.items.map(bare) }
          : { expr: parsed, values: null },
      );
    } while (cursor.acceptOperator(','));
  }
  const aggregates: SelectItem[] = [];
  if (cursor.acceptWords('using')) {
    do aggregates.push(item());
    while (cursor.acceptOperator(','));
  }
  const groupBy = cursor.acceptWords('group', 'by') ? cursor.list(() => cursor.expression()) : null;
  return {
    kind: 'pivot',
    table,
    aggregates,
    on,
    groupBy,
    alias: null,
    ...cursor.place(table.start),
  };
}

const bare = (expr: Expr): SelectItem => ({ expr, alias: null, start: expr.start, end: expr.end });

/** DuckDB's `UNPIVOT t ON a, b INTO NAME n VALUE v`. */
export function parseUnpivotStatement(
  cursor: Cursor,
  table: TableExpr,
  { item }: Helpers,
): UnpivotNode {
  const includeNulls = nullsWords(cursor);
  cursor.expectWords('on');
  const columns = cursor.list(() => unpivoted(item()));
  const { start } = cursor.peek();
  let name: Ident = { text: 'name', quoted: false, start, end: start };
  let value: Ident[] = [{ text: 'value', quoted: false, start, end: start }];
  if (cursor.acceptWords('into')) {
    cursor.expectWords('name');
    name = cursor.name();
    cursor.expectWords('value');
    value = cursor.list(() => cursor.name());
  }
  return {
    kind: 'unpivot',
    table,
    name,
    value,
    columns,
    includeNulls,
    alias: null,
    ...cursor.place(table.start),
  };
}
