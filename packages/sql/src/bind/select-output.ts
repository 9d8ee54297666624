import {
  distinct,
  field,
  filter,
  isOp,
  limit,
  make,
  project,
  sameValue,
  some,
  sort,
} from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { SqlDialect } from './dialects.js';
import { unsupported } from './errors.js';
import { integer } from './literals.js';
import type { Key } from './select-list.js';
import { conditionsOf, moved, onColumns, partsOf } from './select-parts.js';
import type { Item } from './select-parts.js';
import { sortKey } from './sort-keys.js';
import { isWhole } from './star.js';
import { isWindow } from './windows.js';
import type { SelectNode } from './syntax/ast.js';

/** What a SELECT has come to before its rows are put out. */
export interface Output {
  readonly node: SelectNode;
  readonly dialect: SqlDialect;
  /** The rows that the select list reads. */
  readonly rows: Relation;
  readonly items: readonly Item[];
  readonly keys: readonly Key[];
  readonly qualify: Value | null;
  /** The expressions of DISTINCT ON. */
  readonly distinctOn: readonly Value[] | null;
}
type Named = Pick<Item, 'name' | 'value'>;

/** QUALIFY, the select list, DISTINCT, ORDER BY and TOP. */
export function putOut(output: Output): Relation {
  const { node, distinctOn } = output;
  const result = distinctOn === null ? ordered(output) : firstOfEach(output, distinctOn);
  if (node.top === null) return result;
  const { count, percent, ties } = node.top;
  if (count.kind !== 'number' || percent || ties) {
    throw unsupported(count, 'TOP with anything but a number of rows');
  }
  return limit(result, Number(count.text));
}

function ordered(output: Output): Relation {
  const { node, rows, items, keys, qualify } = output;
  const isDistinct = node.distinct === 'distinct';
  const isOutside = keys.some((key) => key.output === null);
  if (qualify === null && (!isOutside || isDistinct)) {
    const selected = select(rows, items);
    const unique = isDistinct ? distinct(selected) : selected;
    return sorted(
      unique,
      keys.map((key) => overOutput(key, output, unique)),
      output,
    );
  }
  const hasWindows = [...items, ...keys].some(({ value }) => some(value, isWindow));
  if (hasWindows || isDistinct) return withHidden(output, qualify);
  // Rows are dropped and sorted before the select list is computed.
  const kept = qualify === null ? rows : filter(rows, conditionsOf(qualify));
  const inOrder = sorted(
    kept,
    keys.map(({ value }) => moved(value, rows, kept)),
    output,
  );
  return select(
    inOrder,
    items.map((item) => ({ ...item, value: moved(item.value, rows, inOrder) })),
  );
}

function overOutput(
  { value, output: name, place }: Key,
  { items }: Output,
  relation: Relation,
): Value {
  if (name !== null) return field(relation, name);
  const over = onColumns(value, items, relation);
  if (over.relations.some((rel) => rel !== relation)) {
    throw unsupported(place, 'DISTINCT with an ORDER BY over what is not selected');
  }
  return over;
}

/** What QUALIFY and ORDER BY need beside the select list is computed with it, and dropped at the end. */
function withHidden(output: Output, qualify: Value | null): Relation {
  const { node, rows, items, keys } = output;
  const hidden: Named[] = [];
  const all = (): readonly Named[] => [...items, ...hidden];
  const nameOf = (value: Value): string => {
    const known = all().find((column) => sameValue(column.value, value));
    if (known !== undefined) return known.name;
    const taken = new Set(all().map(({ name }) => name.toLowerCase()));
    let name = isOp(value, 'Field') ? value.args.name : `hidden_${hidden.length + 1}`;
    while (taken.has(name.toLowerCase())) name = `${name}_`;
    hidden.push({ name, value });
    return name;
  };
  const conditions = qualify === null ? [] : conditionsOf(qualify);
  for (const condition of conditions) for (const part of partsOf(condition)) nameOf(part);
  const keyNames = keys.map(({ output: name, value }) => name ?? nameOf(value));
  const wide = select(rows, all());
  const kept =
    conditions.length === 0
      ? wide
      : filter(
          wide,
          conditions.map((condition) => onColumns(condition, all(), wide)),
        );
  const isDistinct = node.distinct === 'distinct';
  if (isDistinct && keys.some((key) => key.output === null)) {
    throw unsupported(node, 'DISTINCT with an ORDER BY over what is not selected');
  }
  const inOrder = isDistinct
    ? kept
    : sorted(
        kept,
        keyNames.map((name) => field(kept, name)),
        output,
      );
  const narrow =
    hidden.length === 0
      ? inOrder
      : project(inOrder, new Map(items.map(({ name }) => [name, field(inOrder, name)])));
  if (!isDistinct) return narrow;
  const unique = distinct(narrow);
  return sorted(
    unique,
    keyNames.map((name) => field(unique, name)),
    output,
  );
}

/** DISTINCT ON: the first row of each group, in the order of ORDER BY. */
function firstOfEach(output: Output, groups: readonly Value[]): Relation {
  const { node, keys, dialect, qualify } = output;
  if (qualify !== null) throw unsupported(node, 'DISTINCT ON with QUALIFY');
  const inGroup = keys.filter(({ value }) => !groups.some((group) => sameValue(group, value)));
  if (inGroup.length === 0) {
    throw unsupported(
      node,
      'DISTINCT ON whose ORDER BY does not say which row is the first',
      'Add to ORDER BY what tells the rows of a group apart.',
    );
  }
  const rank = make('WindowFunction', {
    func: make('RowNumber', {}),
    how: 'rows',
    start: null,
    end: null,
    group_by: groups,
    order_by: inGroup.map(({ value, item }) => sortKey(value, item, dialect)),
  });
  return withHidden(output, make('Equals', { left: rank, right: integer(0) }));
}

function sorted(relation: Relation, values: readonly Value[], { keys, dialect }: Output): Relation {
  if (keys.length === 0) return relation;
  return sort(
    relation,
    values.map((value, i) =>
      sortKey(value, keys[i]?.item ?? { direction: null, nulls: null }, dialect),
    ),
  );
}

/** The select list over a relation; nothing to do when it is just the relation's columns. */
function select(relation: Relation, items: readonly Named[]): Relation {
  if (isWhole(items, relation)) return relation;
  return project(relation, new Map(items.map(({ name, value }) => [name, value])));
}
