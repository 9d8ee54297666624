import { withNullable } from '../dtypes/types.js';
import type { DataType } from '../dtypes/types.js';
import { hashArg, hashText, mix } from '../hash.js';
import type { LiteralValue } from '../literal.js';
import type { Value } from '../node.js';
import type { Schema } from '../schema.js';
import { make } from '../value.js';
import type * as r from './types.js';
import type { Relation } from './types.js';

type Fields<T extends Relation> = Omit<T, 'is' | 'hash'>;

function relation<T extends Relation>(fields: Fields<T>): T {
  let hash = hashText(fields.kind);
  for (const [key, value] of Object.entries(fields)) {
    if (key !== 'schema') hash = mix(hash, hashArg(value));
  }
  return { is: 'relation', hash, ...fields } as unknown as T;
}

const schemaOf = (columns: r.Columns): Schema => {
  const schema = new Map<string, DataType>();
  for (const [name, value] of columns) schema.set(name, value.dtype);
  return schema;
};

/** A field of a relation. The caller has checked that it exists. */
export const field = (rel: Relation, name: string): Value => make('Field', { rel, name });

/** All fields of a relation by name. */
export function fieldsOf(rel: Relation): Map<string, Value> {
  const fields = new Map<string, Value>();
  for (const name of rel.schema.keys()) fields.set(name, field(rel, name));
  return fields;
}

export function unboundTable(
  name: string,
  schema: Schema,
  at: { readonly catalog?: string | null; readonly database?: string | null } = {},
): r.UnboundTable {
  const hash = mix(
    mix(hashText(name, 41), hashText(at.catalog ?? '')),
    hashText(at.database ?? ''),
  );
  return {
    is: 'relation',
    kind: 'UnboundTable',
    name,
    schema,
    catalog: at.catalog ?? null,
    database: at.database ?? null,
    hash,
  };
}

export const inMemoryTable = (
  name: string,
  schema: Schema,
  rows: readonly (readonly LiteralValue[])[],
): r.InMemoryTable => relation<r.InMemoryTable>({ kind: 'InMemoryTable', name, schema, rows });

export const dummyTable = (values: r.Columns): r.DummyTable =>
  relation<r.DummyTable>({ kind: 'DummyTable', values, schema: schemaOf(values) });

export const project = (parent: Relation, values: r.Columns): r.Project =>
  relation<r.Project>({ kind: 'Project', parent, values, schema: schemaOf(values) });

export function dropColumns(parent: Relation, dropped: readonly string[]): r.DropColumns {
  const gone = new Set(dropped);
  const schema = new Map([...parent.schema].filter(([name]) => !gone.has(name)));
  return relation<r.DropColumns>({ kind: 'DropColumns', parent, dropped, schema });
}

export const filter = (parent: Relation, predicates: readonly Value[]): r.Filter =>
  relation<r.Filter>({ kind: 'Filter', parent, predicates, schema: parent.schema });

export const sort = (parent: Relation, keys: readonly Value[]): r.Sort =>
  relation<r.Sort>({ kind: 'Sort', parent, keys, schema: parent.schema });

export const limit = (
  parent: Relation,
  n: number | Value | null,
  offset: number | Value = 0,
): r.Limit => relation<r.Limit>({ kind: 'Limit', parent, n, offset, schema: parent.schema });

export const aggregate = (parent: Relation, groups: r.Columns, metrics: r.Columns): r.Aggregate =>
  relation<r.Aggregate>({
    kind: 'Aggregate',
    parent,
    groups,
    metrics,
    schema: new Map([...schemaOf(groups), ...schemaOf(metrics)]),
  });

export const distinct = (parent: Relation): r.Distinct =>
  relation<r.Distinct>({ kind: 'Distinct', parent, schema: parent.schema });

export const sample = (
  parent: Relation,
  fraction: number,
  method: 'row' | 'block',
  seed: number | null,
): r.Sample =>
  relation<r.Sample>({ kind: 'Sample', parent, fraction, method, seed, schema: parent.schema });

export const dropNull = (
  parent: Relation,
  how: 'any' | 'all',
  subset: readonly Value[] | null,
): r.DropNull =>
  relation<r.DropNull>({ kind: 'DropNull', parent, how, subset, schema: parent.schema });

export const fillNull = (
  parent: Relation,
  replacements: Value | ReadonlyMap<string, Value>,
): r.FillNull =>
  relation<r.FillNull>({ kind: 'FillNull', parent, replacements, schema: parent.schema });

/** Both sides must have the same columns in the same order: the caller aligns them. */
export const setOperation = (
  kind: r.SetOperation['kind'],
  left: Relation,
  right: Relation,
  isDistinct: boolean,
): r.SetOperation =>
  relation<r.SetOperation>({ kind, left, right, distinct: isDistinct, schema: left.schema });

export function tableUnnest(
  parent: Relation,
  column: Value,
  columnName: string,
  offset: string | null,
  keepEmpty: boolean,
): r.TableUnnest {
  const schema = new Map(parent.schema);
  const { dtype } = column;
  schema.set(columnName, dtype.kind === 'array' ? dtype.value : dtype);
  if (offset !== null) schema.set(offset, { kind: 'int64', nullable: true });
  return relation<r.TableUnnest>({
    kind: 'TableUnnest',
    parent,
    column,
    columnName,
    offset,
    keepEmpty,
    schema,
  });
}

export const selfReference = (parent: Relation, identifier: number): r.SelfReference =>
  relation<r.SelfReference>({ kind: 'SelfReference', parent, identifier, schema: parent.schema });

export const joinReference = (parent: Relation, identifier: number): r.JoinReference =>
  relation<r.JoinReference>({ kind: 'JoinReference', parent, identifier, schema: parent.schema });

export const aliasedRelation = (parent: Relation, name: string): r.AliasedRelation =>
  relation<r.AliasedRelation>({ kind: 'AliasedRelation', parent, name, schema: parent.schema });

/** Every output column of a join is nullable, as in Ibis. */
export function joinChain(
  first: r.JoinReference,
  rest: readonly r.JoinLink[],
  values: r.Columns,
): r.JoinChain {
  const schema = new Map<string, DataType>();
  for (const [name, value] of values) schema.set(name, withNullable(value.dtype, true));
  return relation<r.JoinChain>({ kind: 'JoinChain', first, rest, values, schema });
}

/**
 * The relations a relation reads directly.
 */
export function parentsOf(rel: Relation): readonly Relation[] {
  switch (rel.kind) {
    case 'UnboundTable':
    case 'InMemoryTable':
    case 'DummyTable':
      return [];
    case 'JoinChain':
      return [rel.first, ...rel.rest.map((link) => link.table)];
    case 'Union':
    case 'Intersection':
    case 'Difference':
      return [rel.left, rel.right];
    default:
      return [rel.parent];
  }
}
