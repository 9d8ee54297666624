import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { substitute } from './rebuild.js';
import { isField, mapValues, onto, through } from './rule.js';
import type { Of, Rule } from './rule.js';
import { looksInto, traitsOf, usesOf } from './uses.js';

/** Aggregates over a choice of columns. */
export const aggregateProject: Rule<'Aggregate'> = ({ parent, groups, metrics }, mayMerge) => {
  if (parent.kind !== 'Project' || !mayMerge(parent)) return undefined;
  if (![...parent.values.values()].every((value) => ir.isOp(value, 'Field'))) return undefined;
  const values = [...groups.values(), ...metrics.values()];
  const move = looksInto(values, parent) ? undefined : through(values, parent, parent);
  if (move === undefined) return undefined;
  return ir.aggregate(parent.parent, mapValues(groups, move), mapValues(metrics, move));
};

const SMALL = 3;
function sizeOf(value: Value): number {
  return ir.childrenOf(value).reduce((size, child) => size + sizeOf(child), 1);
}

/** What is computed of aggregates, computed where they are; the projection goes where it adds nothing else. */
export const projectAggregate: Rule<'Project'> = ({ parent, values }, mayMerge) => {
  if (parent.kind !== 'Aggregate' || !mayMerge(parent)) return undefined;
  const { groups, metrics } = parent;
  const all = [...values.values()];
  const traits = traitsOf(all);
  if (traits.window || traits.unnest || traits.impure || looksInto(all, parent)) return undefined;
  const uses = usesOf(all, parent);
  const repeats = [...metrics].some(
    ([name, value]) => (uses.get(name) ?? 0) > 1 && sizeOf(value) > SMALL,
  );
  if (repeats) return undefined;
  const ofMetrics = (value: Value): boolean => {
    const used = [...usesOf([value], parent).keys()];
    return used.length > 0 && used.every((name) => metrics.has(name));
  };
  const inlined = (value: Value): Value =>
    substitute(value, parent, parent.parent, (name) => metrics.get(name) as Value);
  const entries = [...values];
  const keys = [...groups.keys()];
  const isWhole = entries.every(([, value], i) =>
    i < keys.length ? isField(value, parent) && value.args.name === keys[i] : ofMetrics(value),
  );
  if (isWhole && entries.length > keys.length) {
    const fresh = entries.slice(0, keys.length);
    return ir.aggregate(
      parent.parent,
      new Map(fresh.map(([name], i) => [name, groups.get(keys[i] ?? '') as Value])),
      new Map(entries.slice(keys.length).map(([name, value]) => [name, inlined(value)])),
    );
  }
  return named(parent, entries, ofMetrics, inlined);
};

/** The aggregate's columns under the names that the projection gives them. */
function named(
  parent: Of<'Aggregate'>,
  entries: readonly (readonly [string, Value])[],
  ofMetrics: (value: Value) => boolean,
  inlined: (value: Value) => Value,
): Relation | undefined {
  const computed = entries.filter(([name, value]) => {
    if (!ofMetrics(value)) return false;
    return !isField(value, parent) || value.args.name !== name;
  });
  if (computed.length === 0) return undefined;
  const others = entries.filter((entry) => !computed.includes(entry));
  const kept = usesOf(
    others.map(([, value]) => value),
    parent,
  );
  const metrics = new Map([...parent.metrics].filter(([name]) => kept.has(name)));
  for (const [name, value] of computed) {
    if (metrics.has(name) || parent.groups.has(name)) return undefined;
    metrics.set(name, inlined(value));
  }
  const made = ir.aggregate(parent.parent, parent.groups, metrics);
  return ir.project(
    made,
    new Map(
      entries.map(([name, value]) => [
        name,
        computed.some(([other]) => other === name)
          ? ir.field(made, name)
          : onto(value, parent, made),
      ]),
    ),
  );
}
