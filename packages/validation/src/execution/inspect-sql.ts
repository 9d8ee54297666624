import { InternalError } from '@ibert/core';
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';

import type { QueryFacts } from '../facts/relation-facts.js';
import { isNode, listAt, nodeAt, textAt } from '../facts/serialized.js';
import type { Serialized } from '../facts/serialized.js';
import { sqlConstants } from '../facts/sql-constants.js';
import { sqlOrder } from '../facts/sql-order.js';
import { foreignSource, sqlTables } from '../facts/sql-sources.js';
import type { Tables } from '../fixtures/base.js';
import { reject } from '../reasons.js';
import type { Rejection } from '../reasons.js';

/** What an SQL text may name. */
export interface KnownNames {
  /** Lower-case table names. */
  readonly tables: ReadonlySet<string>;
  /** Lower-case column names of all tables. */
  readonly columns: ReadonlySet<string>;
}

/** The names of all tables and columns. */
export function knownNames(tables: Tables): KnownNames {
  const lower = (names: readonly string[]): ReadonlySet<string> =>
    new Set(names.map((name) => name.toLowerCase()));
  return {
    tables: lower(Object.keys(tables)),
    columns: lower(Object.values(tables).flatMap((schema) => [...schema.keys()])),
  };
}

export type Inspection = { readonly ok: true; readonly facts: QueryFacts } | Rejection;

/** Reads what an SQL text is, through DuckDB's own parser, without executing it. */
export class SqlInspector {
  readonly #connection: DuckDBConnection;
  readonly #serialize: DuckDBPreparedStatement;

  private constructor(connection: DuckDBConnection, serialize: DuckDBPreparedStatement) {
    this.#connection = connection;
    this.#serialize = serialize;
  }

  static async create(connection: DuckDBConnection): Promise<SqlInspector> {
    const serialize = await connection.prepare('SELECT json_serialize_sql($1::VARCHAR)');
    return new SqlInspector(connection, serialize);
  }

  /** Accepts exactly one SELECT over the known tables; refuses everything else with a reason. */
  async inspect(sql: string, known: KnownNames): Promise<Inspection> {
    const answer = await this.#serialized(sql);
    if (answer['error'] === true) return this.#refuse(sql, answer);
    const statements = listAt(answer, 'statements');
    const [statement, more] = statements;
    if (statement === undefined || more !== undefined) return notOne(statements.length);
    const query = nodeAt(statement, 'node') ?? {};
    const foreign = foreignSource(query, known.tables, known.columns);
    if (foreign !== undefined) return foreign;
    const facts = {
      tables: sqlTables(query),
      constants: sqlConstants(query),
      order: sqlOrder(query),
    };
    return { ok: true, facts };
  }

  async #serialized(sql: string): Promise<Serialized> {
    this.#serialize.bindVarchar(1, sql);
    const result = await this.#serialize.run();
    const text = result.getChunk(0).getColumnVector(0).getItem(0);
    const answer: unknown = typeof text === 'string' ? JSON.parse(finite(text)) : undefined;
    if (!isNode(answer)) throw new InternalError('json_serialize_sql gave no object');
    return answer;
  }

  /** DuckDB writes every query as JSON; what it does not write is an error or something else. */
  async #refuse(sql: string, answer: Serialized): Promise<Rejection> {
    const message = textAt(answer, 'error_message');
    if (textAt(answer, 'error_type') === 'parser') return reject('SQL_SYNTAX', message);
    const statements = await this.#connection.extractStatements(sql).catch(() => undefined);
    if (statements !== undefined && statements.count !== 1) return notOne(statements.count);
    const word = /\w+/.exec(sql)?.[0] ?? 'nothing';
    return reject('NOT_A_QUERY', `expected a SELECT statement, found ${word.toUpperCase()}`);
  }
}

/** DuckDB writes a literal beyond all doubles, `9e999`, as a number that JSON has not. */
const finite = (json: string): string =>
  json.replaceAll(/"value":(?:-?Infinity|NaN)(?=[,}])/g, '"value":null');

const notOne = (count: number): Rejection =>
  reject('NOT_A_QUERY', `expected exactly one SELECT statement, found ${count} statements`);
