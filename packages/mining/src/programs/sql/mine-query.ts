import { IbertError } from '@ibert/core';
import { evaluateIbis, printIbis, tableNames } from '@ibert/ibis';
import { parseType, printSchema, REST } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';
import { bindSql, SqlError, tokenize, resolveSqlDialect } from '@ibert/sql/bind';
import type { BoundStatement } from '@ibert/sql/bind';

import { refuse } from '../../finding.js';
import type { Finding, Pattern, Place } from '../../finding.js';
import type { Catalogue } from '../catalogue.js';
import { exampleSchema } from '../example-schemas.js';
import { fault, isFault } from '../fault.js';
import type { Fault } from '../fault.js';
import { likelyTypes } from '../likely-types.js';

/** A text of SQL and where it was found. */
export interface SqlText {
  readonly sql: string;
  readonly dialect: string;
  readonly pattern: Pattern;
  readonly place: Place;
}

const MAX_LENGTH = 20_000;
const MAX_UNKNOWN = 30;

/** The queries of a text of SQL, each as an Ibis program; statements that ask nothing are passed over. */
export function mineQueries(text: SqlText, catalogue: Catalogue): readonly Finding[] {
  const { sql, dialect, pattern, place } = text;
  const refused = (reason: Fault): Finding =>
    refuse({ pattern, place }, reason.reason, reason.error, sql);
  if (isTemplate(sql)) return [refused(fault('NOT_PURE', 'the text has placeholders'))];
  if (sql.length > MAX_LENGTH) return [refused(fault('TEXT_UNFIT', 'the text is too long'))];
  const statements = statementsIn(sql, dialect);
  if (isFault(statements)) return [refused(statements)];
  return statements.map(({ text: statement, start, end }) => {
    const query = translated(statement, dialect, place.path, catalogue);
    const at = linesOf(sql, start, end, place);
    if (isFault(query)) return refuse({ pattern, place: at }, query.reason, query.error, statement);
    return { kind: 'query', pattern, place: at, dialect, sql: statement, ...query };
  });
}

/** Placeholders of format strings and template languages. */
const isTemplate = (sql: string): boolean => /\{\{|\{%|\{\w*\}|%\(\w+\)s|%s\b/.test(sql);

interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words that queries begin with. */
const QUERY_WORDS: ReadonlySet<string> = new Set(['select', 'with', 'from', '(', 'values']);

function statementsIn(sql: string, dialect: string): readonly Part[] | Fault {
  try {
    const { tokens } = tokenize(sql, resolveSqlDialect(dialect));
    const parts: Part[] = [];
    let first: number | undefined;
    let word = '';
    let end = 0;
    const close = (): void => {
      if (first !== undefined && QUERY_WORDS.has(word)) {
        parts.push({ text: sql.slice(first, end), start: first, end });
      }
      first = undefined;
    };
    for (const token of tokens) {
      const text = sql.slice(token.start, token.end);
      if (text === ';') close();
      else if (text !== '') {
        if (first === undefined) {
          first = token.start;
          word = text.toLowerCase();
        }
        end = token.end;
      }
    }
    close();
    return parts;
  } catch (error) {
    return faultOfSql(error);
  }
}

function linesOf(sql: string, start: number, end: number, place: Place): Place {
  const line = place.line + sql.slice(0, start).split('\n').length - 1;
  const endLine = line + sql.slice(start, end).split('\n').length - 1;
  return { ...place, line, endLine: Math.min(endLine, Math.max(place.endLine, line)) };
}

function faultOfSql(error: unknown): Fault {
  if (error instanceof IbertError) {
    return fault('SQL_REFUSED', `${error.code}: ${error.message}`);
  }
  throw error;
}

/** A query as a program, and its tables. */
interface Query {
  readonly ibis: string;
  readonly tables: Record<string, Record<string, string>>;
}

function translated(
  sql: string,
  dialect: string,
  path: string,
  catalogue: Catalogue,
): Query | Fault {
  const tables =
    knownTables(sql, dialect, path, catalogue) ?? inferredTables(sql, dialect, path, catalogue);
  if (isFault(tables)) return tables;
  const statement = bound(sql, dialect, tables);
  if (isFault(statement)) return statement;
  const { relation, hints, comments } = statement;
  const names = tableNames(relation);
  if (names.length === 0) return fault('TRIVIAL', 'the query reads no table');
  if (relation.kind === 'UnboundTable') return fault('TRIVIAL', 'the answer is a table as it is');
  if (relation.schema.has(REST)) return fault('SCHEMA_UNKNOWN', 'not all columns are named');
  try {
    const ibis = printIbis(relation, { hints, comments });
    evaluateIbis(ibis, { tables });
    const used = Object.entries(tables).map(
      ([name, schema]) => [name, printSchema(schema)] as const,
    );
    return { ibis, tables: Object.fromEntries(used) };
  } catch (error) {
    return faultOfSql(error);
  }
}

/** Tables of one query, at most. */
const MAX_TABLES = 40;

/** The tables that a query reads, when all of them are known and have the columns it asks for. */
function knownTables(
  sql: string,
  dialect: string,
  path: string,
  catalogue: Catalogue,
): Schemas | undefined {
  const tables: Schemas = {};
  for (let i = 0; i < MAX_TABLES; i += 1) {
    try {
      bindSql(sql, { dialect, tables });
      return tables;
    } catch (error) {
      if (!(error instanceof SqlError) || error.code !== 'UNKNOWN_TABLE') return undefined;
      const text = sql.slice(error.place.start, error.place.end);
      const name = /^["`[](.*)["`\]]$/s.exec(text)?.[1] ?? text;
      const known = knownTable(name, new Map(), path, catalogue);
      if (known === undefined || Object.hasOwn(tables, name)) return undefined;
      tables[name] = known;
    }
  }
  return undefined;
}

/** The tables of a query by what it does with them. */
function inferredTables(
  sql: string,
  dialect: string,
  path: string,
  catalogue: Catalogue,
): Schemas | Fault {
  const inferred = bound(sql, dialect, undefined);
  if (isFault(inferred)) return inferred;
  const names = tableNames(inferred.relation);
  return settledTables(sql, dialect, inferred, names, path, catalogue);
}

type Schemas = Record<string, Schema>;

/** The tables of a query: known ones, else as the query uses them. */
function settledTables(
  sql: string,
  dialect: string,
  inferred: BoundStatement,
  names: readonly string[],
  path: string,
  catalogue: Catalogue,
): Schemas | Fault {
  const tables: Schemas = {};
  const unknown: {
    readonly table: string;
    readonly column: string;
    readonly types: readonly string[];
  }[] = [];
  for (const name of names) {
    const schema: Schema = inferred.tables[name] ?? new Map<string, DataType>();
    const known = knownTable(name, schema, path, catalogue);
    if (known !== undefined) {
      tables[name] = known;
      continue;
    }
    if (schema.size === 0) return fault('SCHEMA_UNKNOWN', `no column of ${name} is named`);
    const columns = new Map(schema);
    for (const [column, type] of schema) {
      if (type.kind !== 'unknown') continue;
      const types = likelyTypes(column);
      unknown.push({ table: name, column, types });
      columns.set(column, parseType(types[0] ?? 'string'));
    }
    tables[name] = columns;
  }
  if (unknown.length > MAX_UNKNOWN) return fault('SCHEMA_UNKNOWN', 'too many columns are unknown');
  let result = bound(sql, dialect, tables);
  for (const { table, column, types } of unknown) {
    if (!isFault(result)) break;
    for (const type of types.slice(1)) {
      const before = tables[table] ?? new Map();
      const next = { ...tables, [table]: new Map(before).set(column, parseType(type)) };
      const other = bound(sql, dialect, next);
      if (!isFault(other)) {
        Object.assign(tables, next);
        result = other;
        break;
      }
    }
  }
  return tables;
}

/** The table of the catalogue, where it has all columns that the query uses. */
function knownTable(
  name: string,
  used: Schema,
  path: string,
  catalogue: Catalogue,
): Schema | undefined {
  const short = name.split('.').at(-1) ?? name;
  const known = [
    catalogue.table(name, path),
    catalogue.table(short, path),
    catalogue.table(short.toLowerCase(), path),
    exampleSchema(short.toLowerCase()),
  ];
  for (const columns of known) {
    if (columns === undefined) continue;
    const names = new Set(Object.keys(columns).map((column) => column.toLowerCase()));
    if ([...used.keys()].every((column) => names.has(column.toLowerCase()))) {
      return new Map(Object.entries(columns).map(([column, type]) => [column, parseType(type)]));
    }
  }
  return undefined;
}

function bound(sql: string, dialect: string, tables: Schemas | undefined): BoundStatement | Fault {
  try {
    const [statement, other] = bindSql(sql, { dialect, tables });
    if (statement === undefined || other !== undefined)
      return fault('SQL_REFUSED', 'no single query');
    return statement;
  } catch (error) {
    return faultOfSql(error);
  }
}
