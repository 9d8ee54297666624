import { SqlError, syntaxError } from '../errors.js';
import type { SqlDialect } from '../dialects.js';
import type { Comment, StatementNode } from './ast.js';
import { Cursor } from './cursor.js';
import { parseExpression } from './expressions.js';
import { parseQuery } from './query.js';
import { tokenize } from './tokens.js';

/** First words of statements that are no queries, with what they do. */
const NOT_QUERIES: Readonly<Record<string, string>> = {
  insert: 'writes rows',
  update: 'changes rows',
  delete: 'deletes rows',
  merge: 'writes rows',
  replace: 'writes rows',
  upsert: 'writes rows',
  truncate: 'deletes rows',
  copy: 'copies data',
  load: 'loads data',
  create: 'defines something',
  drop: 'removes something',
  alter: 'changes a definition',
  rename: 'changes a definition',
  grant: 'sets rights',
  revoke: 'sets rights',
  begin: 'starts a transaction',
  start: 'starts a transaction',
  commit: 'ends a transaction',
  rollback: 'ends a transaction',
  set: 'changes a setting',
  reset: 'changes a setting',
  use: 'changes the database',
  pragma: 'changes a setting',
  attach: 'opens a database',
  detach: 'closes a database',
  call: 'calls a procedure',
  exec: 'calls a procedure',
  execute: 'calls a procedure',
  declare: 'declares a variable',
  explain: 'shows a plan',
  describe: 'shows a description',
  desc: 'shows a description',
  show: 'shows settings',
  summarize: 'shows a summary',
  analyze: 'gathers statistics',
  vacuum: 'cleans up',
  install: 'installs an extension',
  export: 'writes files',
  import: 'reads files',
  checkpoint: 'writes to disk',
  prepare: 'prepares a statement',
  lock: 'locks a table',
  do: 'runs code',
};

/**
 * SQL text as statements. Empty statements are left out.
 *
 * @throws SqlError `SQL_SYNTAX`, `NOT_A_QUERY`, `SQL_TOO_LARGE`, `UNSUPPORTED_SQL`.
 */
export function parseSql(source: string, dialect: SqlDialect): StatementNode[] {
  const { tokens, comments } = tokenize(source, dialect);
  const cursor = new Cursor(tokens, dialect, { query: parseQuery, expression: parseExpression });
  const statements: StatementNode[] = [];
  let from = 0;
  for (;;) {
    while (cursor.acceptOperator(';')) from = cursor.previousEnd;
    if (cursor.peek().kind === 'end') break;
    refuseOthers(cursor);
    const { start } = cursor.peek();
    const query = cursor.query();
    if (cursor.peek().kind !== 'end' && !cursor.isOperator(';')) {
      throw cursor.unexpected('the end of the query');
    }
    const end = cursor.peek().start;
    statements.push({ query, start, end: query.end, comments: within(comments, from, end) });
    from = end;
  }
  if (statements.length === 0) {
    throw syntaxError({ start: 0, end: 0 }, 'There is no query in the text');
  }
  return statements;
}

const within = (comments: readonly Comment[], from: number, to: number): readonly Comment[] =>
  comments.filter(({ start }) => start >= from && start < to);

function refuseOthers(cursor: Cursor): void {
  const token = cursor.peek();
  if (!Object.hasOwn(NOT_QUERIES, token.word)) return;
  throw new SqlError(
    'NOT_A_QUERY',
    `${token.word.toUpperCase()} ${NOT_QUERIES[token.word] ?? ''}; only queries are translated`,
    token,
    { hint: 'Give a SELECT.' },
  );
}
