import {
  aggregate,
  distinct,
  field,
  isOp,
  make,
  mapChildren,
  NULL,
  project,
  sameRelation,
  sameValue,
  setOperation,
} from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { cast } from './coerce.js';
import { SqlError, unsupported } from './errors.js';
import type { Grouping, GroupKey } from './grouping.js';
import { integer, nullValue } from './literals.js';
import { metricName } from './metrics.js';
import type { GroupingCall, Metrics } from './metrics.js';
import type { Place } from './syntax/ast.js';

/** An output column of the select list, before the aggregate is made. */
interface Wanted {
  readonly name: string;
  readonly value: Value;
}

/** The aggregate, and how a value over the rows before it reads after it. */
export interface Grouped {
  readonly relation: Relation;
  /** The column of the aggregate that a key's value has become. */
  readonly keyNames: readonly string[];
  /** The value over `target`, which has the aggregate's columns. */
  readonly lift: (value: Value, target: Relation, place: Place) => Value;
}

/** Groups the rows and computes the metrics; keys and metrics take the names of the select list. */
export function group(
  rows: Relation,
  grouping: Grouping,
  metrics: Metrics,
  wanted: readonly Wanted[],
): Grouped {
  const taken = new Set<string>();
  const fresh = (name: string): string => {
    let candidate = name;
    for (let i = 1; taken.has(candidate); i += 1) candidate = `${name}_${i}`;
    taken.add(candidate);
    return candidate;
  };
  const nameFor = (value: Value, fallback: string): string => {
    const item = wanted.find((w) => sameValue(w.value, value) && !taken.has(w.name));
    return fresh(item?.name ?? fallback);
  };
  const keyNames = grouping.keys.map(({ value }, i) =>
    nameFor(value, isOp(value, 'Field') ? value.args.name : `key_${i + 1}`),
  );
  const metricNames = metrics.list.map(({ value, standIn }) => nameFor(standIn, metricName(value)));
  const groupingNames = metrics.groupings.map(({ standIn }, i) =>
    nameFor(standIn, `grouping_${i + 1}`),
  );
  const relation =
    grouping.sets === null
      ? plainGroup(rows, grouping.keys, keyNames, metrics, metricNames)
      : groupingSets(rows, grouping, grouping.sets, {
          keyNames,
          metrics,
          metricNames,
          groupingNames,
        });
  const lift = (value: Value, target: Relation, place: Place): Value =>
    lifted(value, {
      rows,
      target,
      place,
      keys: grouping.keys,
      keyNames,
      metrics,
      metricNames,
      groupingNames: grouping.sets === null ? null : groupingNames,
    });
  return { relation, keyNames, lift };
}

function plainGroup(
  rows: Relation,
  keys: readonly GroupKey[],
  keyNames: readonly string[],
  metrics: Metrics,
  metricNames: readonly string[],
): Relation {
  const groups = new Map(keys.map(({ value }, i) => [keyNames[i] ?? '', value]));
  const values = new Map(metrics.list.map(({ value }, i) => [metricNames[i] ?? '', value]));
  if (values.size === 0 && groups.size > 0) return distinct(project(rows, groups));
  return aggregate(rows, groups, values);
}

interface SetNames {
  readonly keyNames: readonly string[];
  readonly metrics: Metrics;
  readonly metricNames: readonly string[];
  readonly groupingNames: readonly string[];
}

/** One aggregate per set, put together; keys that a set has not got are NULL. */
function groupingSets(
  rows: Relation,
  { keys }: Grouping,
  sets: readonly (readonly number[])[],
  names: SetNames,
): Relation {
  const { keyNames, metrics, metricNames, groupingNames } = names;
  const parts = sets.map((set) => {
    const present = keys.flatMap((key, i) =>
      set.includes(i) ? [{ key, name: keyNames[i] ?? '' }] : [],
    );
    const groups = new Map(present.map(({ key, name }) => [name, key.value]));
    const values = new Map(metrics.list.map(({ value }, i) => [metricNames[i] ?? '', value]));
    // An aggregate needs something to compute: the number of rows, which is not put out.
    if (values.size === 0) values.set('\u0000rows', make('CountStar', { arg: rows, where: null }));
    const base =
      values.size === 1 && metrics.list.length === 0 && groups.size > 0
        ? distinct(project(rows, groups))
        : aggregate(rows, groups, renameRows(values));
    const columns = new Map<string, Value>();
    for (const [i, { value }] of keys.entries()) {
      const name = keyNames[i] ?? '';
      columns.set(name, set.includes(i) ? field(base, name) : cast(nullValue(NULL), value.dtype));
    }
    for (const name of metricNames) columns.set(name, field(base, name));
    for (const [i, call] of metrics.groupings.entries()) {
      columns.set(groupingNames[i] ?? '', integer(groupingBits(call, keys, set)));
    }
    return project(base, columns);
  });
  const [first, ...rest] = parts;
  if (first === undefined)
    throw unsupported(keys[0]?.place ?? { start: 0, end: 0 }, 'No grouping set');
  return rest.reduce<Relation>((left, right) => setOperation('Union', left, right, false), first);
}

const renameRows = (values: ReadonlyMap<string, Value>): Map<string, Value> =>
  new Map([...values].map(([name, value]) => [name === '\u0000rows' ? 'rows' : name, value]));

/** A bit per argument, the last one lowest: set where the key is not in the set. */
function groupingBits(
  { args, place }: GroupingCall,
  keys: readonly GroupKey[],
  set: readonly number[],
): bigint {
  let bits = 0n;
  for (const arg of args) {
    const index = keys.findIndex(({ value }) => sameValue(value, arg));
    if (index === -1) throw unsupported(place, 'GROUPING of what is no key');
    bits = bits * 2n + (set.includes(index) ? 0n : 1n);
  }
  return bits;
}

interface Lifting {
  readonly rows: Relation;
  readonly target: Relation;
  readonly place: Place;
  readonly keys: readonly GroupKey[];
  readonly keyNames: readonly string[];
  readonly metrics: Metrics;
  readonly metricNames: readonly string[];
  /** Null for a plain GROUP BY, in which every key is there. */
  readonly groupingNames: readonly string[] | null;
}

function lifted(value: Value, to: Lifting): Value {
  const key = to.keys.findIndex((k) => sameValue(k.value, value));
  // A constant key is as good as the constant.
  if (key !== -1 && value.kind !== 'Literal') return field(to.target, to.keyNames[key] ?? '');
  if (isOp(value, 'Argument')) {
    const metric = to.metrics.list.findIndex(({ standIn }) => sameValue(standIn, value));
    if (metric !== -1) return field(to.target, to.metricNames[metric] ?? '');
    const grouping = to.metrics.groupings.findIndex(({ standIn }) => sameValue(standIn, value));
    if (grouping !== -1) {
      const name = to.groupingNames?.[grouping];
      return name === undefined ? integer(0) : field(to.target, name);
    }
  }
  if (isOp(value, 'CountStar') && sameRelation(value.args.arg, to.rows)) {
    const where = value.args.where === null ? null : lifted(value.args.where, to);
    return make('CountStar', { arg: to.target, where });
  }
  if (isOp(value, 'Field') && sameRelation(value.args.rel, to.rows)) {
    throw new SqlError(
      'SQL_TYPE',
      `The column '${value.args.name}' is neither grouped by nor aggregated`,
      to.place,
      { hint: 'Add it to GROUP BY or put it into an aggregate.' },
    );
  }
  return mapChildren(value, (child) => lifted(child, to));
}
