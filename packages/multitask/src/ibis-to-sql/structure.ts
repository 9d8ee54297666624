import { IbertError } from '@ibert/core';
import { emitSql, type Dialect } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import type { Tables } from '@ibert/validation';

import { sameSql } from './same-sql.js';

/** A text as its own dialect reads it, written for DuckDB; or why it cannot be read. */
type Reading =
  | { readonly ok: true; readonly sql: string }
  | { readonly ok: false; readonly why: string };

/**
 * Reads SQL in its dialect and writes what it means as DuckDB's SQL: layout, quotes, aliases, the cut
 * into subqueries and a dialect's own names of functions are gone then.
 */
function readingOf(sql: string, dialect: Dialect, tables: Tables): Reading {
  try {
    const [statement, more] = bindSql(sql, { dialect, tables });
    if (statement === undefined || more !== undefined) {
      return { ok: false, why: 'the text is not one statement' };
    }
    return { ok: true, sql: emitSql(statement.relation, 'duckdb').sql };
  } catch (error) {
    if (error instanceof IbertError) return { ok: false, why: error.message };
    throw error;
  }
}

/** How two texts of a dialect stand to each other. */
type Comparison =
  /** They are one statement, or read as one. */
  | { readonly kind: 'Same' }
  /** They read as different statements, which may still give equal rows. */
  | { readonly kind: 'Other'; readonly ours: string; readonly theirs: string }
  | { readonly kind: 'Unread'; readonly whose: 'ours' | 'theirs'; readonly why: string };

/** Compares the structure of our text with that of real Ibis. */
export function compareStructure(
  ours: string,
  theirs: string,
  dialect: Dialect,
  tables: Tables,
): Comparison {
  if (sameSql(ours, theirs, dialect)) return { kind: 'Same' };
  const left = readingOf(ours, dialect, tables);
  if (!left.ok) return { kind: 'Unread', whose: 'ours', why: left.why };
  const right = readingOf(theirs, dialect, tables);
  if (!right.ok) return { kind: 'Unread', whose: 'theirs', why: right.why };
  if (left.sql === right.sql) return { kind: 'Same' };
  return { kind: 'Other', ours: left.sql, theirs: right.sql };
}
