import { childrenOf, isRelation, isValue, valueOf } from '@ibert/ir';
import type { DataType, LiteralValue, Relation, Value } from '@ibert/ir';

import { parseNumber } from './constant.js';
import type { Constant, ConstantUse } from './constant.js';

/** Operations of truth values: what they join meets elsewhere. */
const CONNECTIVES = new Set([
  'And',
  'Or',
  'Xor',
  'Not',
  'Literal',
  'Field',
  'Cast',
  'IfElse',
  'SearchedCase',
  'WindowFunction',
  'Alias',
  'ExistsSubquery',
]);
/** Operations whose text arguments never meet the content of a column. */
const CONTENTLESS = new Set([
  'StringConcat',
  'StringJoin',
  'Coalesce',
  'Strftime',
  'GroupConcat',
  'Alias',
  'Cast',
  'Literal',
  'Field',
  'Array',
  'StructColumn',
]);
const OPAQUE = new Set([
  'WindowFunction',
  'Count',
  'CountStar',
  'CountDistinct',
  'ScalarSubquery',
  'ExistsSubquery',
]);

/** The tables of a relation and its constants, at any depth. */
export interface RelationUses {
  /** Lower-case names. */
  readonly tables: ReadonlySet<string>;
  /** With the columns that they are held against: in predicates and in text functions. */
  readonly constants: readonly ConstantUse[];
}

export function relationUses(relation: Relation): RelationUses {
  const uses: ConstantUse[] = [];
  const tables = new Set<string>();
  const seen = new Set<object>();
  const visit = (item: unknown): void => {
    if (typeof item !== 'object' || item === null) return;
    if (isValue(item)) {
      if (seen.has(item)) return;
      seen.add(item);
      addUses(item, uses);
      for (const key in item.args) visit(item.args[key]);
    } else if (isRelation(item)) {
      if (seen.has(item)) return;
      seen.add(item);
      if (item.kind === 'UnboundTable') tables.add(item.name.toLowerCase());
      for (const [key, part] of Object.entries(item)) if (key !== 'schema') visit(part);
    } else if (item instanceof Map) {
      for (const part of item.values()) visit(part);
    } else if (Array.isArray(item)) {
      for (const part of item) visit(part);
    } else if ('table' in item && 'predicates' in item) {
      // A link of a join.
      visit(item.table);
      visit(item.predicates);
    }
  };
  visit(relation);
  return { tables, constants: uses };
}

function addUses(value: Value, uses: ConstantUse[]): void {
  const predicate = isPredicate(value);
  if (!predicate && CONTENTLESS.has(value.kind)) return;
  const constants: Constant[] = [];
  const columns = new Set<string>();
  for (const child of childrenOf(value)) collect(child, constants, columns);
  if (columns.size === 0) return;
  for (const constant of constants) {
    if (predicate || constant.kind === 'text') uses.push({ constant, columns: [...columns] });
  }
}

const isPredicate = (value: Value): boolean =>
  value.dtype.kind === 'boolean' && !CONNECTIVES.has(value.kind);

function collect(value: Value, constants: Constant[], columns: Set<string>): void {
  if (OPAQUE.has(value.kind) || isPredicate(value)) return;
  if (value.kind === 'Literal') {
    const { value: literal, type } = value.args as {
      readonly value: LiteralValue;
      readonly type: DataType;
    };
    constants.push(...literalConstants(literal, type));
  } else if (value.kind === 'Field') {
    const { rel, name } = value.args as { readonly rel: Relation; readonly name: string };
    trace(rel, name, columns);
  } else {
    for (const child of childrenOf(value)) collect(child, constants, columns);
  }
}

/** Adds the column and everything that it is computed from. */
function trace(relation: Relation, name: string, columns: Set<string>): void {
  const key = name.toLowerCase();
  const source = valueOf(relation, name);
  if (relation.kind === 'UnboundTable') {
    columns.add(key);
    return;
  }
  columns.add(key);
  if (source !== undefined) collect(source, [], columns);
  else if ('left' in relation) trace(relation.left, name, columns);
  else if ('parent' in relation) trace(relation.parent, name, columns);
}

function literalConstants(literal: LiteralValue, type: DataType): readonly Constant[] {
  if (literal === null || typeof literal === 'boolean' || literal instanceof Uint8Array) return [];
  if (typeof literal === 'bigint') {
    return type.kind === 'interval' ? [] : [{ kind: 'number', digits: literal, scale: 0 }];
  }
  if (typeof literal === 'number') return asNumber(String(literal));
  if (typeof literal === 'string') {
    return type.kind === 'decimal' ? asNumber(literal) : [{ kind: 'text', text: literal }];
  }
  if (Array.isArray(literal)) {
    const item = type.kind === 'array' ? type.value : type;
    return (literal as readonly LiteralValue[]).flatMap((part) => literalConstants(part, item));
  }
  return [];
}

function asNumber(text: string): readonly Constant[] {
  const number = parseNumber(text);
  return number === undefined ? [] : [number];
}
