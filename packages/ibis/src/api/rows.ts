import type { OpName } from '@ibert/ir';

import { DATA_TYPE_CLASSES } from './data-type-classes.js';
import { DATA_TYPE_FUNCTIONS, INSTANCES, REFUSED_CLASSES } from './data-types-module.js';
import { RESOLVE } from './deferred.js';
import type { FunctionTable } from './functions.js';
import { CLASSES, CONSTANTS, MODULES, REFUSED_PARTS } from './ibis-module.js';
import { EXPRESSION } from './methods/expression.js';
import { GROUPED } from './methods/grouped.js';
import { TABLE } from './methods/table.js';
import { DAY_OF_WEEK } from './methods/temporal.js';
import { REASONS } from './reasons.js';
import { SELECTORS } from './selectors.js';
import { EVERY_COLUMN, EVERY_SCALAR, TYPE_METHODS } from './method-tables.js';
import { TOP_LEVEL } from './top-level.js';
import { DATATYPE, SCHEMA } from './types.js';
import { AGG_UDF, SCALAR_UDF } from './udf.js';
import { WINDOW } from './window-builder.js';

/** One public name of Ibis and what becomes of it here. */
export interface ApiRow {
  /** The class or module that has it: `Table`, `StringValue`, `ibis.selectors`. */
  readonly owner: string;
  readonly name: string;
  /** The parameter list as Python writes it; undefined for what is not called. */
  readonly signature: string | undefined;
  readonly status: 'native' | 'unsupported';
  /** Why it is refused. */
  readonly reason?: string;
  /** The operation that it builds, where it is just one. */
  readonly op?: OpName;
}

interface Entry {
  readonly signature: { readonly text: string };
  readonly property?: true;
  readonly op?: OpName;
  readonly unsupported?: string;
}

function rowOf(owner: string, name: string, entry: Entry): ApiRow {
  const { unsupported, op } = entry;
  return {
    owner,
    name,
    // A comma inside a default is written as \x2c in the tables.
    signature: entry.property === true ? undefined : entry.signature.text.replaceAll('\\x2c', ','),
    ...(unsupported === undefined
      ? { status: 'native' as const }
      : { status: 'unsupported' as const, reason: unsupported }),
    ...(op === undefined ? {} : { op }),
  };
}

const rowsOf = (owner: string, entries: Readonly<Record<string, Entry>>): ApiRow[] =>
  Object.entries(entries).map(([name, entry]) => rowOf(owner, name, entry));

const member = (owner: string, name: string, reason?: string): ApiRow => ({
  owner,
  name,
  signature: undefined,
  ...(reason === undefined ? { status: 'native' } : { status: 'unsupported', reason }),
});

/** Methods of tables that a join closes itself for; it has all the others from `Table`. */
const JOIN_METHODS = [
  'aggregate',
  'alias',
  'asof_join',
  'cast',
  'columns',
  'compile',
  'count',
  'cross_join',
  'difference',
  'distinct',
  'drop',
  'dropna',
  'execute',
  'fill_null',
  'filter',
  'group_by',
  'intersect',
  'join',
  'limit',
  'mutate',
  'nunique',
  'order_by',
  'sample',
  'schema',
  'select',
  'sql',
  'unbind',
  'union',
  'view',
];

/** Every public name of Ibis that the tables know, by owner and name, without repetitions. */
export function apiRows(): readonly ApiRow[] {
  const values = TYPE_METHODS.flatMap(({ value, column }) => [...value, ...column]);
  const owned: readonly {
    readonly owner: string;
    readonly methods: Readonly<Record<string, Entry>>;
  }[] = [
    EXPRESSION,
    TABLE,
    GROUPED,
    ...EVERY_COLUMN,
    ...EVERY_SCALAR,
    ...values,
    DAY_OF_WEEK,
    WINDOW,
    SCHEMA,
    DATATYPE,
  ];
  const joined = { ...EXPRESSION.methods, ...TABLE.methods };
  const functions: readonly (readonly [string, FunctionTable])[] = [
    ['ibis', TOP_LEVEL],
    ['ibis.selectors', SELECTORS],
    ['ibis.udf.scalar', SCALAR_UDF],
    ['ibis.udf.agg', AGG_UDF],
    ['ibis.expr.datatypes', DATA_TYPE_FUNCTIONS],
  ];
  const rows = [
    ...owned.flatMap(({ owner, methods }) => rowsOf(owner, methods)),
    ...JOIN_METHODS.flatMap((name) => {
      const entry = joined[name];
      return entry === undefined ? [] : [rowOf('Join', name, entry)];
    }),
    member('CachedTable', 'release', REASONS.connection),
    rowOf('Deferred', 'resolve', { signature: RESOLVE }),
    ...functions.flatMap(([owner, table]) => rowsOf(owner, table)),
    ...[...CONSTANTS, ...MODULES, ...CLASSES].map((name) => member('ibis', name)),
    ...Object.entries(REFUSED_PARTS).map(([name, reason]) => member('ibis', name, reason)),
    member('ibis.selectors', 'index'),
    ...[...INSTANCES, ...DATA_TYPE_CLASSES.keys()].map((name) =>
      member('ibis.expr.datatypes', name),
    ),
    ...REFUSED_CLASSES.map((name) => member('ibis.expr.datatypes', name, REASONS.internals)),
  ];
  const known = new Map(rows.toReversed().map((row) => [`${row.owner}.${row.name}`, row]));
  return [...known.values()].toSorted(
    (a, b) => compare(a.owner, b.owner) || compare(a.name, b.name),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
