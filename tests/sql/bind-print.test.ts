import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { DuckDBConnection } from '@duckdb/node-api';
import { evaluateIbis, printIbis } from '@ibert/ibis';
import type { PrintOptions } from '@ibert/ibis';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import type { BoundStatement } from '@ibert/sql/bind';
import { relationFacts } from '@ibert/validation';

import { namedParts } from './named-parts.js';
import { answerOf, bag, golden, openDatabase, TABLES } from './support.js';

/** `=== what it shows`, the SQL, `---`, the Ibis program. */
const CASES = golden('bind-print.txt')
  .split(/^=== /m)
  .slice(1)
  .map((block) => {
    const [name = '', ...rest] = block.trimEnd().split('\n');
    const at = rest.indexOf('---');
    return { name, sql: rest.slice(0, at).join('\n'), ibis: rest.slice(at + 1).join('\n') };
  });

const bind = (sql: string): BoundStatement => {
  const [statement] = bindSql(sql, { tables: TABLES });
  if (statement === undefined) throw new Error(`no statement in ${sql}`);
  return statement;
};

const printed = (sql: string, options: PrintOptions = {}): string => {
  const { relation, hints, comments } = bind(sql);
  return printIbis(relation, { hints, comments, ...options });
};

const withoutComments = (program: string): string => program.replaceAll(/^#.*\n/gm, '');

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDatabase();
});
afterAll(() => connection.closeSync());

describe('SQL as Ibis that is written for readers', () => {
  it.each(CASES)('$name', async ({ sql, ibis }) => {
    expect(printed(sql)).toBe(ibis);

    const { relation } = evaluateIbis(ibis, { tables: TABLES });
    const ours = await answerOf(connection, emitSql(relation, 'duckdb').sql);
    const theirs = await answerOf(connection, sql);
    expect(ours.columns).toEqual(theirs.columns);
    const isList = relationFacts(bind(sql).relation).order.order !== 'unordered';
    if (isList) expect(ours.rows).toEqual(theirs.rows);
    else expect(bag(ours.rows)).toEqual(bag(theirs.rows));
  });

  it.each(CASES)('$name, printed again, is the same', ({ ibis }) => {
    const program = withoutComments(ibis);
    const { relation } = evaluateIbis(program, { tables: TABLES });
    expect(printIbis(relation, { hints: namedParts(program, TABLES) })).toBe(program);
  });

  it.each(CASES)('$name, with columns by table, means the same', async ({ sql }) => {
    const { relation } = evaluateIbis(printed(sql, { style: 'table' }), { tables: TABLES });
    const ours = await answerOf(connection, emitSql(relation, 'duckdb').sql);
    expect(bag(ours.rows)).toEqual(bag((await answerOf(connection, sql)).rows));
  });

  it('starts with the imports that it needs', () => {
    const imports = (sql: string): string =>
      printed(sql, { imports: true }).split('\n\n').slice(0, -1).join('\n\n');
    expect(imports('SELECT a FROM t ORDER BY a DESC')).toBe('import ibis');
    expect(imports('SELECT a FROM t WHERE a > 1')).toBe('from ibis import _');
    expect(imports("SELECT c FROM t WHERE d = DATE '2020-01-01'")).toBe(
      'import ibis\nfrom ibis import _',
    );
    expect(imports('SELECT a FROM t')).toBe('');
    expect(imports("SELECT c FROM t WHERE c = 'ibis._ '")).toBe('from ibis import _');
  });

  it('keeps comments from ending the line that they stand on', () => {
    expect(printed('/* one\r\n * two\u2028drop() */ SELECT a FROM t')).toBe(
      '# one\n# two\n# drop()\nt.select("a")',
    );
  });

  it('breaks no line that could be shorter', () => {
    const wide = printed('SELECT a, c FROM t WHERE a > 1 ORDER BY a LIMIT 3', { width: 200 });
    const narrow = printed('SELECT a, c FROM t WHERE a > 1 ORDER BY a LIMIT 3', { width: 20 });
    expect(wide).toBe('t.filter(_.a > 1).select("a", "c").order_by("a").limit(3)');
    expect(narrow.split('\n').every((line) => line.length <= 20)).toBe(true);
  });
});
