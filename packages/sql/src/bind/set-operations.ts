import { field, NULL, printType, project, sameType, setOperation } from '@ibert/ir';
import type { DataType, Relation, Value } from '@ibert/ir';

import { cast, wider } from './coerce.js';
import { SqlError } from './errors.js';
import { nullValue } from './literals.js';
import { sameName } from './scope.js';
import type { SetOperationNode } from './syntax/ast.js';

const KINDS = { union: 'Union', intersect: 'Intersection', except: 'Difference' } as const;

/** A set operation over two relations: columns by place, or by name, of their common types. */
export function combine(node: SetOperationNode, left: Relation, right: Relation): Relation {
  const [a, b] = node.byName ? byName(node, left, right) : byPlace(node, left, right);
  return setOperation(KINDS[node.operator], a, b, !node.all);
}

interface Slot {
  readonly name: string;
  readonly left: Value | null;
  readonly right: Value | null;
}

function byPlace(
  node: SetOperationNode,
  left: Relation,
  right: Relation,
): readonly [Relation, Relation] {
  const names = [...left.schema.keys()];
  const others = [...right.schema.keys()];
  if (names.length !== others.length) {
    throw new SqlError(
      'SQL_TYPE',
      `The sides of ${node.operator.toUpperCase()} have ${names.length} and ${others.length} columns`,
      node,
    );
  }
  const slots = names.map((name, i) => ({
    name,
    left: field(left, name),
    right: field(right, others[i] ?? ''),
  }));
  return align(node, slots, left, right);
}

function byName(
  node: SetOperationNode,
  left: Relation,
  right: Relation,
): readonly [Relation, Relation] {
  const others = [...right.schema.keys()];
  const used = new Set<string>();
  const slots: Slot[] = [...left.schema.keys()].map((name) => {
    const other = others.find((o) => sameName(o, name));
    if (other !== undefined) used.add(other);
    return {
      name,
      left: field(left, name),
      right: other === undefined ? null : field(right, other),
    };
  });
  for (const name of others) {
    if (!used.has(name)) slots.push({ name, left: null, right: field(right, name) });
  }
  return align(node, slots, left, right);
}

function align(
  node: SetOperationNode,
  slots: readonly Slot[],
  left: Relation,
  right: Relation,
): readonly [Relation, Relation] {
  const a = new Map<string, Value>();
  const b = new Map<string, Value>();
  for (const slot of slots) {
    const type = commonType(node, slot);
    a.set(slot.name, typed(slot.left, type));
    b.set(slot.name, typed(slot.right, type));
  }
  return [selected(left, a), selected(right, b)];
}

const typed = (value: Value | null, type: DataType): Value =>
  value === null
    ? cast(nullValue(NULL), type)
    : value.dtype.kind === 'unknown' || sameButNull(value.dtype, type)
      ? value
      : cast(value, type);

const sameButNull = (a: DataType, b: DataType): boolean =>
  sameType({ ...a, nullable: true }, { ...b, nullable: true });

function commonType(node: SetOperationNode, { name, left, right }: Slot): DataType {
  const a = left?.dtype ?? NULL;
  const b = right?.dtype ?? NULL;
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  const common = wider(a, b);
  if (common === undefined) {
    throw new SqlError(
      'SQL_TYPE',
      `The column '${name}' is ${printType(a)} on one side and ${printType(b)} on the other`,
      node,
    );
  }
  return common;
}

function selected(relation: Relation, values: ReadonlyMap<string, Value>): Relation {
  const names = [...relation.schema.keys()];
  const isSame =
    names.length === values.size &&
    [...values].every(
      ([name, value], i) =>
        names[i] === name && value.kind === 'Field' && value.args['name'] === name,
    );
  return isSame ? relation : project(relation, values);
}
