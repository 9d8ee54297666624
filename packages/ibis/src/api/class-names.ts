import { isValue, OPERATION_FAMILIES } from '@ibert/ir';
import type { JoinLink, Relation, Value } from '@ibert/ir';

import { typeName } from '../python/index.js';
import type { PyValue } from '../python/index.js';
import { DeferredObj } from './deferred.js';
import { className, Expandable, TableObj, ValueObj } from './objects.js';
import { ADDRESS } from './repr.js';

/** The modules of Ibis's expression classes, by what the class name starts with. */
const EXPRESSION_MODULES: Readonly<Record<string, string>> = {
  Integer: 'numeric',
  Floating: 'numeric',
  Decimal: 'numeric',
  Boolean: 'logical',
  String: 'strings',
  Binary: 'binary',
  Date: 'temporal',
  Time: 'temporal',
  Timestamp: 'temporal',
  Interval: 'temporal',
  Array: 'arrays',
  Map: 'maps',
  Struct: 'structs',
  JSON: 'json',
  UUID: 'uuid',
  INET: 'inet',
  MACADDR: 'inet',
  Null: 'generic',
  Unknown: 'generic',
  Numeric: 'numeric',
  '': 'generic',
};

/** The module in `ibis.expr.types` of the classes whose names start so. */
export const expressionModule = (prefix: string): string =>
  EXPRESSION_MODULES[prefix] ?? 'geospatial';

/** Python's name of a value's type with its module, as `repr(type(value))` shows it. */
export function classOf(value: PyValue | readonly PyValue[]): string {
  if (Array.isArray(value)) return "<class 'tuple'>";
  return `<class '${qualifiedName(value as PyValue)}'>`;
}

function qualifiedName(value: PyValue): string {
  if (value instanceof ValueObj) {
    const name = className(value.node);
    const module = expressionModule(name.replace(/(?:Column|Scalar)$/, ''));
    return `ibis.expr.types.${module}.${name}`;
  }
  if (value instanceof TableObj) {
    return value.pyType === 'Join'
      ? 'ibis.expr.types.joins.Join'
      : 'ibis.expr.types.relations.Table';
  }
  if (value instanceof DeferredObj) return 'ibis.common.deferred.Deferred';
  if (value instanceof Expandable) return `ibis.selectors.${value.pyType}`;
  const name = typeName(value);
  return PYTHON_MODULES[name] ?? name;
}

const PYTHON_MODULES: Readonly<Record<string, string>> = {
  GroupedTable: 'ibis.expr.types.groupby.GroupedTable',
  SimpleCaseBuilder: 'ibis.expr.builders.SimpleCaseBuilder',
  LegacyWindowBuilder: 'ibis.expr.builders.LegacyWindowBuilder',
  date: 'datetime.date',
  datetime: 'datetime.datetime',
  time: 'datetime.time',
  timedelta: 'datetime.timedelta',
  Decimal: 'decimal.Decimal',
};

/** Operations that Ibis keeps in another module than the rest of their family. */
const MODULES: Readonly<Record<string, string>> = {
  Alias: 'core',
  Argument: 'core',
  Field: 'relations',
  SortKey: 'sortkeys',
  ScalarUDF: 'udf',
  AggUDF: 'udf',
  Bucket: 'histograms',
  BetweenTime: 'temporal',
  WindowBoundary: 'window',
  WindowFunction: 'window',
  MapLength: 'maps',
};
const FAMILY_MODULES = {
  generic: 'generic',
  logical: 'logical',
  numeric: 'numeric',
  strings: 'strings',
  temporal: 'temporal',
  reductions: 'reductions',
  windows: 'analytic',
  nested: 'arrays',
  subqueries: 'subqueries',
} as const satisfies Record<keyof typeof OPERATION_FAMILIES, string>;
/** Nested types by the names of their operations; what is none of these is about arrays. */
const NESTED_MODULES: readonly (readonly [RegExp, string])[] = [
  [/^Map/, 'maps'],
  [/^Struct/, 'structs'],
  [/JSON/, 'json'],
];

function moduleOf(kind: string): string {
  const own = MODULES[kind];
  if (own !== undefined) return own;
  const family = Object.entries(OPERATION_FAMILIES).find(([, table]) => Object.hasOwn(table, kind));
  const name = family?.[0] as keyof typeof OPERATION_FAMILIES | undefined;
  if (name === 'nested') return NESTED_MODULES.find(([test]) => test.test(kind))?.[1] ?? 'arrays';
  return name === undefined ? 'relations' : FAMILY_MODULES[name];
}

/** A node of the expression graph as Python shows an object that has no text of its own. */
export function reprObject(node: Value | Relation | JoinLink): string {
  const kind = 'kind' in node ? node.kind : 'JoinLink';
  const module = isValue(node) ? moduleOf(kind) : 'relations';
  return `<ibis.expr.operations.${module}.${kind} object at ${ADDRESS}>`;
}

/** The class of such a node. */
export const classOfObject = (node: Value): string =>
  `<class 'ibis.expr.operations.${moduleOf(node.kind)}.${node.kind}'>`;
