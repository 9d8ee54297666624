import { SqlError } from '../errors.js';
import type {
  Expr,
  GroupItem,
  Ident,
  Place,
  Sampling,
  SelectItem,
  SelectNode,
  TableExpr,
  WindowSpec,
} from './ast.js';
import type { Cursor } from './cursor.js';
import { aliased, parseFromList, sampling } from './tables.js';
import { parseOver } from './windows.js';

/** `SELECT …` up to its QUALIFY; also DuckDB's `FROM t SELECT …`. */
export function parseSelect(cursor: Cursor): SelectNode {
  const { start } = cursor.peek();
  let from: TableExpr[] = [];
  const isFromFirst = cursor.acceptWords('from');
  if (isFromFirst) from = parseFromList(cursor);
  let distinct: SelectNode['distinct'] = 'all';
  let top: SelectNode['top'] = null;
  let items: SelectItem[];
  if (cursor.acceptWords('select')) {
    distinct = parseDistinct(cursor);
    top = parseTop(cursor);
    items = selectItems(cursor);
    if (cursor.isWord('into')) {
      throw new SqlError('NOT_A_QUERY', 'SELECT … INTO writes a table', cursor.peek());
    }
    if (!isFromFirst && cursor.acceptWords('from')) from = parseFromList(cursor);
  } else {
    items = [starItem(cursor.peek())];
  }
  const where = cursor.acceptWords('where') ? cursor.expression() : null;
  const { groupBy, groupByAll } = parseGroupBy(cursor);
  const having = cursor.acceptWords('having') ? cursor.expression() : null;
  const windows: { name: Ident; spec: WindowSpec }[] = [];
  if (cursor.isWord('window') && cursor.peek(2).word === 'as') {
    cursor.next();
    do {
      const name = cursor.name('a window');
      cursor.expectWords('as');
      windows.push({ name, spec: parseOver(cursor) });
    } while (cursor.acceptOperator(','));
  }
  const qualify = cursor.acceptWords('qualify') ? cursor.expression() : null;
  const sample = usingSample(cursor);
  return {
    kind: 'select',
    distinct,
    top,
    items,
    from,
    where,
    groupBy,
    groupByAll,
    having,
    windows,
    qualify,
    sample,
    ...cursor.place(start),
  };
}

function selectItems(cursor: Cursor): SelectItem[] {
  const items = [aliased(cursor)];
  while (cursor.acceptOperator(',')) {
    // A comma before FROM is allowed in DuckDB and BigQuery.
    if (cursor.isWord('from') || cursor.peek().kind === 'end') break;
    items.push(aliased(cursor));
  }
  return items;
}

const starItem = ({ start }: Place): SelectItem => ({
  expr: {
    kind: 'star',
    qualifier: [],
    exclude: [],
    replace: [],
    rename: [],
    like: null,
    start,
    end: start,
  },
  alias: null,
  start,
  end: start,
});

function parseDistinct(cursor: Cursor): SelectNode['distinct'] {
  if (cursor.isWord('all') && !cursor.isOperator('(', 1)) cursor.next();
  if (!cursor.acceptWords('distinct')) return 'all';
  return cursor.acceptWords('on')
    ? cursor.parenthesizedList(() => cursor.expression())
    : 'distinct';
}

function parseTop(cursor: Cursor): SelectNode['top'] {
  const isTop =
    cursor.dialect === 'mssql' &&
    cursor.isWord('top') &&
    (cursor.peek(1).kind === 'number' || cursor.isOperator('(', 1));
  if (!isTop) return null;
  cursor.next();
  const token = cursor.peek();
  let count: Expr;
  if (token.kind === 'number') {
    cursor.next();
    count = { kind: 'number', text: token.text, start: token.start, end: token.end };
  } else {
    count = cursor.parenthesized(() => cursor.expression());
  }
  const percent = cursor.acceptWords('percent');
  return { count, percent, ties: cursor.acceptWords('with', 'ties') };
}

function parseGroupBy(cursor: Cursor): Pick<SelectNode, 'groupBy' | 'groupByAll'> {
  if (!cursor.acceptWords('group', 'by')) return { groupBy: [], groupByAll: false };
  if (cursor.isWord('all') && !cursor.isOperator('(', 1)) {
    cursor.next();
    return { groupBy: [], groupByAll: true };
  }
  const { start } = cursor.peek();
  const groupBy = cursor.list(() => groupItem(cursor));
  if (cursor.acceptWords('with', 'rollup')) {
    return {
      groupBy: [{ kind: 'rollup', sets: plainSets(groupBy), ...cursor.place(start) }],
      groupByAll: false,
    };
  }
  if (cursor.acceptWords('with', 'cube')) {
    return {
      groupBy: [{ kind: 'cube', sets: plainSets(groupBy), ...cursor.place(start) }],
      groupByAll: false,
    };
  }
  return { groupBy, groupByAll: false };
}

const plainSets = (items: readonly GroupItem[]): Expr[][] =>
  items.flatMap((item) => (item.kind === 'expr' ? [[item.expr]] : []));

function groupItem(cursor: Cursor): GroupItem {
  const { start, word } = cursor.peek();
  if ((word === 'rollup' || word === 'cube') && cursor.isOperator('(', 1)) {
    cursor.next();
    const sets = cursor.parenthesizedList(() => oneSet(cursor.expression()));
    return { kind: word, sets, ...cursor.place(start) };
  }
  if (cursor.acceptWords('grouping', 'sets')) {
    const items = cursor.parenthesizedList(() => setMember(cursor));
    return { kind: 'sets', items, ...cursor.place(start) };
  }
  const expr = cursor.expression();
  if (expr.kind === 'row') return { kind: 'set', exprs: expr.items, ...cursor.place(start) };
  return { kind: 'expr', expr, ...cursor.place(start) };
}

const oneSet = (expr: Expr): readonly Expr[] => (expr.kind === 'row' ? expr.items : [expr]);

function setMember(cursor: Cursor): GroupItem {
  const { start, word } = cursor.peek();
  if (word === 'rollup' || word === 'cube' || cursor.isWord('grouping', 'sets')) {
    return groupItem(cursor);
  }
  const exprs = oneSet(cursor.expression());
  return { kind: 'set', exprs, ...cursor.place(start) };
}

function usingSample(cursor: Cursor): Sampling | null {
  const { start } = cursor.peek();
  return cursor.acceptWords('using', 'sample') ? sampling(cursor, start) : null;
}
