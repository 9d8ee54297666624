import { canonicalJson, IbertError } from '@ibert/core';
import { parseSql, resolveSqlDialect, tokenize } from '@ibert/sql/bind';
import type { Dialect } from '@ibert/sql';

/** What a syntax tree says of the place and the remarks of its text. */
const LAYOUT: ReadonlySet<string> = new Set(['start', 'end', 'operatorStart', 'comments']);

/**
 * Whether two texts of a dialect are the same statement: layout, comments, redundant brackets and
 * the case of keywords do not count. Where the parser cannot read one of them, the tokens have to be
 * equal as they are written.
 */
export function sameSql(left: string, right: string, dialect: Dialect): boolean {
  if (left === right) return true;
  const [a, b] = [left, right].map((sql) => treeOf(sql, dialect));
  if (a !== undefined && b !== undefined) return a === b;
  const [c, d] = [left, right].map((sql) => tokensOf(sql, dialect));
  return c !== undefined && c === d;
}

const treeOf = (sql: string, dialect: Dialect): string | undefined =>
  readable(() => canonicalJson(withoutLayout(parseSql(sql, resolveSqlDialect(dialect)))));

const tokensOf = (sql: string, dialect: Dialect): string | undefined =>
  readable(() =>
    canonicalJson(
      tokenize(sql, resolveSqlDialect(dialect)).tokens.map(({ kind, text }) => [kind, text]),
    ),
  );

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

function withoutLayout(node: unknown): unknown {
  if (typeof node === 'bigint') return String(node);
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(withoutLayout);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !LAYOUT.has(key))
      .map(([key, value]) => [key, withoutLayout(value)]),
  );
}
