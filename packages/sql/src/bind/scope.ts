import { field, REST } from '@ibert/ir';
import type { Relation, Schema, Value } from '@ibert/ir';

import { ambiguousColumn, unknownColumn, unknownTable, unplacedColumn } from './errors.js';
import type { Ident, Place } from './syntax/ast.js';

/** A column that a name can mean. */
export interface Column {
  /** The name in SQL. */
  readonly name: string;
  readonly value: Value;
}

/** One table of FROM under the name that it goes by. */
export interface Source {
  readonly name: string;
  /** Qualifiers before the name: schema, database. */
  readonly path: readonly string[];
  readonly columns: readonly Column[];
  /** The open table that a new column would belong to. */
  readonly open: string | null;
  /** Columns that `*` and plain names leave out: USING has merged them. */
  readonly merged: ReadonlySet<string>;
}

/** Where names are looked up: the tables of one SELECT, and those of the queries around it. */
export interface Scope {
  readonly relation: Relation;
  readonly sources: readonly Source[];
  /** Columns made by USING and NATURAL, which belong to no table. */
  readonly shared: readonly Column[];
  readonly outer: Scope | null;
  /** The relations that FROM names, to tell a table of an inner query from them. */
  readonly tables: readonly Relation[];
  /** Told when a name of this query was found in one around it. */
  readonly onOuter?: (() => void) | undefined;
  /** Told when a query inside of this one reads a column of it. */
  readonly onInner?: (() => void) | undefined;
}

/** Told of a column that an open table has not got yet. */
type AddColumn = ((table: string, column: string) => void) | undefined;

export const sameName = (a: string, b: string): boolean =>
  a === b || a.toLowerCase() === b.toLowerCase();

export const columnsOf = (relation: Relation, schema: Schema = relation.schema): Column[] =>
  [...schema.keys()].map((name) => ({ name, value: field(relation, name) }));

export const emptyScope = (relation: Relation, outer: Scope | null): Scope => ({
  relation,
  sources: [],
  shared: [],
  outer,
  tables: [],
});

/** The names of a scope: tables with their columns, and columns that belong to no table. */
export type Names = Pick<Scope, 'sources' | 'shared'>;

/** The same columns read from a relation that passes them on under the names that they have. */
export function carried({ sources, shared }: Names, relation: Relation): Names {
  const move = (column: Column): Column => ({
    name: column.name,
    value: field(relation, outputName(column)),
  });
  return {
    sources: sources.map((source) => ({ ...source, columns: source.columns.map(move) })),
    shared: shared.map(move),
  };
}

/** The scope over a relation that passes its columns on. */
export const rebase = (scope: Scope, relation: Relation): Scope => ({
  ...scope,
  relation,
  ...carried(scope, relation),
});

const outputName = ({ name, value }: Column): string =>
  value.kind === 'Field' ? (value.args['name'] as string) : name;

/** Looks a name up in this very scope; undefined when no column of it is meant. */
export const findColumn = (
  scope: Scope,
  name: Ident,
  qualifier: readonly Ident[],
  addColumn: AddColumn,
): Value | undefined =>
  qualifier.length === 0
    ? findPlain(scope, name, addColumn)
    : findQualified(scope, name, qualifier, addColumn);

function findPlain(scope: Scope, name: Ident, addColumn: AddColumn): Value | undefined {
  const shared = pick(scope.shared, name);
  if (shared !== undefined) return shared.value;
  const matches: { source: Source; column: Column }[] = [];
  for (const source of scope.sources) {
    const column = pick(source.columns, name);
    if (column !== undefined && !source.merged.has(column.name)) matches.push({ source, column });
  }
  if (matches.length > 1) {
    throw ambiguousColumn(
      name,
      name.text,
      matches.map(({ source }) => source.name),
    );
  }
  const [match] = matches;
  if (match !== undefined) return match.column.value;
  if (addColumn === undefined) return undefined;
  const open = scope.sources.filter(({ open: table }) => table !== null);
  const [only] = open;
  if (only?.open === undefined || only.open === null) return undefined;
  if (open.length > 1) {
    throw unplacedColumn(
      name,
      name.text,
      open.map((source) => source.name),
    );
  }
  addColumn(only.open, name.text);
  return newColumn(only, name, scope);
}

// The next attempt knows the column; this one goes on with a stand-in of unknown type.
function newColumn(source: Source, name: Ident, scope: Scope): Value {
  const rest = source.columns.find((column) => column.name === REST);
  const relation = (rest?.value.args['rel'] as Relation | undefined) ?? scope.relation;
  return field(relation, name.text);
}

function findQualified(
  scope: Scope,
  name: Ident,
  qualifier: readonly Ident[],
  addColumn: AddColumn,
): Value | undefined {
  const source = findSource(scope, qualifier);
  if (source === undefined) return undefined;
  const column = pick(source.columns, name);
  if (column !== undefined) return column.value;
  if (source.open !== null) {
    if (addColumn === undefined) return undefined;
    addColumn(source.open, name.text);
    return newColumn(source, name, scope);
  }
  throw unknownColumn(
    name,
    `${source.name}.${name.text}`,
    source.columns.map((c) => c.name),
  );
}

/** The table that `t` or `schema.t` means in this very scope. */
export function findSource(scope: Scope, qualifier: readonly Ident[]): Source | undefined {
  const words = qualifier.map(({ text }) => text);
  return scope.sources.find(({ name, path }) => {
    const full = [...path, name].slice(-words.length);
    return full.length === words.length && full.every((part, i) => sameName(part, words[i] ?? ''));
  });
}

/** A column by name: an exact match before one that differs in case. */
export const pick = <T extends { readonly name: string }>(
  columns: readonly T[],
  { text }: { readonly text: string },
): T | undefined =>
  columns.find(({ name }) => name === text && name !== REST) ??
  columns.find(({ name }) => sameName(name, text) && name !== REST);

/**
 * The columns that `*` stands for, in order. A column that USING made stands in the place of the
 * first that it was made of.
 */
export function starColumns({ sources, shared }: Scope): readonly Column[] {
  const columns: Column[] = [];
  const done = new Set<Column>();
  for (const source of sources) {
    for (const column of source.columns) {
      if (!source.merged.has(column.name)) {
        columns.push(column);
        continue;
      }
      const common = shared.find(({ name }) => sameName(name, column.name));
      if (common === undefined || done.has(common)) continue;
      done.add(common);
      columns.push(common);
    }
  }
  return columns;
}

/** The error for a name that nothing in sight has. */
export function noSuchColumn(scope: Scope, parts: readonly Ident[], place: Place): Error {
  const [first] = parts;
  const name = parts.map(({ text }) => text).join('.');
  const known: string[] = [];
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    known.push(...starColumns(at).map((column) => column.name));
  }
  if (parts.length > 1 && first !== undefined) {
    const tables = scope.sources.map((source) => source.name);
    if (!known.some((column) => sameName(column, first.text))) {
      return unknownTable(first, first.text, tables);
    }
  }
  return unknownColumn(place, name, [...new Set(known)]);
}
