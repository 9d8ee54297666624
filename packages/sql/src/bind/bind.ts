import { IbertError } from '@ibert/core';
import type { Relation, Schema, Value } from '@ibert/ir';

import { placeComments } from './comments.js';
import type { PlacedComment } from './comments.js';
import { resolveSqlDialect } from './dialects.js';
import { located } from './errors.js';
import { openTables } from './open-tables.js';
import type { OpenTables } from './open-tables.js';
import { bindQuery } from './query.js';
import type { NameHint, Session, Surroundings } from './session.js';
import type { Query, StatementNode } from './syntax/ast.js';
import { parseSql } from './syntax/parse.js';

export interface BindOptions {
  /** The dialect of the text; `duckdb` when nothing is said. */
  readonly dialect?: string | undefined;
  /** Tables by name. Absent: any table is known, and its use tells its columns and types. */
  readonly tables?: Readonly<Record<string, Schema>> | undefined;
}

/** A statement of the text as a relation. */
export interface BoundStatement {
  readonly relation: Relation;
  /** The tables, given or inferred; inferred types may be `unknown`. */
  readonly tables: Readonly<Record<string, Schema>>;
  /** Names that the text gives to relations, in the order of their definition. */
  readonly hints: readonly NameHint[];
  /** The statement's comments, each with the CTE that it stands in or before. */
  readonly comments: readonly PlacedComment[];
  /** Output columns that were renamed, for two had one name. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Offsets of the statement in the text. */
  readonly start: number;
  readonly end: number;
}

/** How often a statement is bound before its open tables must be settled. */
const MAX_ATTEMPTS = 50;

/**
 * SQL text as relations, one per statement.
 *
 * @throws SqlError with code, message, offsets, line and column; see {@link SqlErrorCode}.
 */
export function bindSql(text: string, options: BindOptions = {}): BoundStatement[] {
  const dialect = resolveSqlDialect(options.dialect ?? 'duckdb');
  try {
    return parseSql(text, dialect).map((statement) =>
      bindStatement(statement, text, { dialect, tables: options.tables }),
    );
  } catch (error) {
    throw located(error, text);
  }
}

type Base = Pick<Session, 'dialect' | 'tables'>;

function bindStatement(statement: StatementNode, source: string, base: Base): BoundStatement {
  const open = openTables();
  for (let i = 0; i < MAX_ATTEMPTS; i += 1) {
    const before = open.knowledge();
    try {
      const session = newSession(source, base, open);
      const { relation } = session.query(statement.query, { ctes: [], outer: null });
      if (base.tables !== undefined || open.knowledge() === before) {
        const { start, end } = statement;
        const { hints, renamed } = session;
        return {
          relation,
          tables: base.tables ?? open.tables(),
          hints,
          comments: placeComments(statement),
          renamed,
          start,
          end,
        };
      }
    } catch (error) {
      // An error may be due to a column or type that this very attempt has found out.
      if (open.knowledge() === before) throw error;
    }
  }
  throw new IbertError('SQL_TYPE', 'The columns of the tables could not be inferred', {
    hint: 'Give the tables with their columns and types.',
  });
}

function newSession(source: string, base: Base, open: OpenTables): Session {
  let counter = 0;
  const session: Session = {
    ...base,
    source,
    open,
    hints: [],
    renamed: [],
    nextId: () => {
      counter += 1;
      return counter;
    },
    query: (query, around) => bindInner(query, around, session),
    learn: (value: Value, type) => {
      if (base.tables === undefined) open.learn(value, type);
    },
  };
  return session;
}

/**
 * A query inside another one. Where it reads a row of the outer query and a table that the outer
 * one reads too, that table is made another one, so that the two cannot be confused.
 */
function bindInner(
  query: Query,
  around: Surroundings,
  session: Session,
): { readonly relation: Relation } {
  if (around.outer === null || around.distinct === true) return bindQuery(query, around, session);
  let isCorrelated = false;
  let hasClash = false;
  const watched: Surroundings = {
    ...around,
    onOuter: () => {
      isCorrelated = true;
      around.onOuter?.();
    },
    clash: () => {
      hasClash = true;
      around.clash?.();
    },
  };
  const { hints, renamed } = session;
  const marks = [hints.length, renamed.length] as const;
  const bound = bindQuery(query, watched, session);
  if (!isCorrelated || !hasClash) return bound;
  [hints.length, renamed.length] = marks;
  return bindQuery(query, { ...watched, distinct: true }, session);
}
