import { SqlError } from '../errors.js';
import type { Expr, Ident, JoinNode, SelectItem, TableAlias, TableExpr, Sampling } from './ast.js';
import { parseCall } from './calls.js';
import type { Cursor } from './cursor.js';
import { parsePivots } from './pivots.js';
import { isStopWord } from './reserved.js';

/** `FROM a, b JOIN c …`, after its word. */
export const parseFromList = (cursor: Cursor): TableExpr[] => {
  const tables = [parseJoined(cursor)];
  while (cursor.acceptOperator(',')) tables.push(parseJoined(cursor));
  return tables;
};

export function parseJoined(cursor: Cursor): TableExpr {
  let left = parseTable(cursor);
  for (;;) {
    const join = parseJoin(cursor, left);
    if (join === undefined) return left;
    left = join;
  }
}

interface JoinHead {
  readonly type: JoinNode['type'];
  readonly natural: boolean;
}

function joinHead(cursor: Cursor): JoinHead | undefined {
  const mark = cursor.mark();
  const natural = cursor.acceptWords('natural');
  const asof = cursor.acceptWords('asof');
  if (cursor.acceptWords('cross', 'apply')) return { type: 'cross-apply', natural };
  if (cursor.acceptWords('outer', 'apply')) return { type: 'outer-apply', natural };
  if (cursor.acceptWords('positional', 'join')) return { type: 'positional', natural };
  if (cursor.acceptWords('cross', 'join')) return { type: 'cross', natural };
  let type: JoinNode['type'] = 'inner';
  if (cursor.acceptWords('inner')) type = 'inner';
  else if (cursor.acceptWords('semi')) type = 'semi';
  else if (cursor.acceptWords('anti')) type = 'anti';
  else if (cursor.isAnyWord(['left', 'right', 'full'])) {
    type = cursor.next().word as 'left' | 'right' | 'full';
    if (type === 'left' && cursor.isAnyWord(['semi', 'anti'])) {
      type = cursor.next().word as 'semi' | 'anti';
    } else cursor.acceptWords('outer');
  }
  if (!cursor.acceptWords('join')) {
    cursor.reset(mark);
    return undefined;
  }
  if (asof) type = type === 'left' ? 'asof-left' : 'asof';
  return { type, natural };
}

function parseJoin(cursor: Cursor, left: TableExpr): JoinNode | undefined {
  const head = joinHead(cursor);
  if (head === undefined) return undefined;
  const right = parseTable(cursor);
  let on: Expr | null = null;
  let using: Ident[] = [];
  if (cursor.acceptWords('on')) on = cursor.expression();
  else if (cursor.acceptWords('using')) using = cursor.parenthesizedList(() => cursor.name());
  return { kind: 'join', ...head, left, right, on, using, ...cursor.place(left.start) };
}

/** One table with its alias, sampling and pivots. */
function parseTable(cursor: Cursor): TableExpr {
  return cursor.nested(() => {
    let table = parseSource(cursor);
    while (cursor.isAnyWord(['pivot', 'unpivot']) && isPivot(cursor)) {
      table = parsePivots(cursor, table, {
        alias: () => tableAlias(cursor),
        item: () => aliased(cursor),
      });
    }
    return table;
  });
}

const isPivot = (cursor: Cursor): boolean =>
  cursor.isOperator('(', 1) ||
  cursor.peek(1).word === 'include' ||
  cursor.peek(1).word === 'exclude';

function parseSource(cursor: Cursor): TableExpr {
  const { start } = cursor.peek();
  const lateral = cursor.acceptWords('lateral');
  if (cursor.isOperator('(')) {
    if (cursor.startsQuery() && cursor.isFilledByQuery()) {
      const query = cursor.parenthesized(() => cursor.query());
      const alias = tableAlias(cursor);
      const sample = parseSample(cursor);
      return { kind: 'derived', query, alias, lateral, sample, ...cursor.place(start) };
    }
    const inner = cursor.parenthesized(() => parseJoined(cursor));
    const alias = tableAlias(cursor);
    if (alias !== null) {
      throw new SqlError(
        'UNSUPPORTED_SQL',
        'An alias for a join in parentheses: not translated',
        alias.name,
      );
    }
    return inner;
  }
  if (cursor.isWord('values') && cursor.isOperator('(', 1)) {
    const query = cursor.query();
    return {
      kind: 'derived',
      query,
      alias: tableAlias(cursor),
      lateral,
      sample: null,
      ...cursor.place(start),
    };
  }
  // DuckDB: `alias: table`
  let prefix: Ident | null = null;
  if (cursor.dialect === 'duckdb' && cursor.isName() && cursor.isOperator(':', 1)) {
    prefix = cursor.name();
    cursor.next();
  }
  const name = tableName(cursor);
  if (cursor.isOperator('(')) {
    const call = parseCall(cursor, name, start);
    const isOrdinal = cursor.acceptWords('with', 'ordinality');
    const alias = tableAlias(cursor);
    let ordinality: Ident | 'ordinality' | null = isOrdinal ? 'ordinality' : null;
    if (cursor.acceptWords('with', 'offset')) {
      const at = cursor.peek();
      cursor.acceptWords('as');
      ordinality =
        cursor.isName() && !isStopWord(cursor.peek().word)
          ? cursor.name()
          : { text: 'offset', quoted: false, start: at.start, end: at.start };
    }
    return { kind: 'table-function', call, alias, lateral, ordinality, ...cursor.place(start) };
  }
  const alias = prefix === null ? tableAlias(cursor) : { name: prefix, columns: [] };
  const sample = parseSample(cursor);
  return {
    kind: 'table',
    name,
    alias: alias ?? tableAlias(cursor),
    sample,
    ...cursor.place(start),
  };
}

function tableName(cursor: Cursor): Ident[] {
  if (cursor.peek().kind === 'string') {
    throw new SqlError('UNSUPPORTED_SQL', 'Reading a file: not translated', cursor.peek());
  }
  const { word } = cursor.peek();
  if (isStopWord(word) && !cursor.isOperator('(', 1)) throw cursor.unexpected('a table');
  const parts = [cursor.name('a table')];
  while (cursor.acceptOperator('.')) {
    if (cursor.isOperator('.')) continue;
    parts.push(cursor.name('a table'));
  }
  // BigQuery quotes the whole path: `project.dataset.table`.
  const [only] = parts;
  if (cursor.dialect === 'bigquery' && parts.length === 1 && only?.quoted === true) {
    return only.text.split('.').map((text) => ({ ...only, text }));
  }
  return parts;
}

export function tableAlias(cursor: Cursor): TableAlias | null {
  if (cursor.acceptWords('as')) {
    const name = cursor.peek().kind === 'string' ? stringName(cursor) : cursor.name('an alias');
    return { name, columns: aliasColumns(cursor) };
  }
  const token = cursor.peek();
  if (!cursor.isName(token) || isStopWord(token.word)) return null;
  const name = cursor.name();
  return { name, columns: aliasColumns(cursor) };
}

function stringName(cursor: Cursor): Ident {
  const { text, start, end } = cursor.next();
  return { text, quoted: true, start, end };
}

function aliasColumns(cursor: Cursor): Ident[] {
  if (!cursor.isOperator('(') || !cursor.isName(cursor.peek(1))) return [];
  return cursor.parenthesized(() => cursor.list(() => cursor.name('a column')));
}

/** `expr [AS] alias`. */
export function aliased(cursor: Cursor): SelectItem {
  const { start } = cursor.peek();
  if (cursor.dialect === 'duckdb' && cursor.isName() && cursor.isOperator(':', 1)) {
    const name = cursor.name();
    cursor.next();
    const expr = cursor.expression();
    return { expr, alias: name, ...cursor.place(start) };
  }
  const expr = cursor.expression();
  let alias: Ident | null = null;
  if (cursor.acceptWords('as')) {
    alias = cursor.peek().kind === 'string' ? stringName(cursor) : cursor.name('an alias');
  } else {
    const token = cursor.peek();
    if (cursor.isName(token) && !isStopWord(token.word)) alias = cursor.name();
    else if (token.kind === 'string' && cursor.dialect !== 'bigquery') alias = stringName(cursor);
  }
  return { expr, alias, ...cursor.place(start) };
}

/** `TABLESAMPLE BERNOULLI (10 PERCENT) REPEATABLE (1)`, `USING SAMPLE 10%`. */
function parseSample(cursor: Cursor): Sampling | null {
  const { start } = cursor.peek();
  if (!cursor.acceptWords('tablesample')) return null;
  return sampling(cursor, start);
}

export function sampling(cursor: Cursor, start: number): Sampling {
  let method = cursor.isName() ? cursor.next().word : null;
  const isOpen = cursor.acceptOperator('(');
  const token = cursor.peek();
  if (token.kind !== 'number') throw cursor.unexpected('a number');
  cursor.next();
  const amount = Number(token.text);
  let unit: Sampling['unit'] = method === null || method === 'reservoir' ? 'rows' : 'percent';
  if (cursor.acceptOperator('%') || cursor.acceptWords('percent')) unit = 'percent';
  else if (cursor.acceptWords('rows')) unit = 'rows';
  if (isOpen) cursor.expectOperator(')');
  let seed: number | null = null;
  if (!isOpen && cursor.isOperator('(')) {
    cursor.next();
    method = cursor.next().word;
    if (cursor.acceptOperator(',')) seed = Number(cursor.next().text);
    cursor.expectOperator(')');
  }
  if (cursor.acceptWords('repeatable') || cursor.acceptWords('seed')) {
    seed = cursor.parenthesized(() => Number(cursor.next().text));
  }
  return { amount, unit, method, seed, ...cursor.place(start) };
}
