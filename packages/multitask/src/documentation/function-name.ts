import type { Random } from '@ibert/core';

import { outlineOf } from './outline.js';
import type { Relation, Value } from '@ibert/ir';
import { field, isOp } from '@ibert/ir';
import { trace } from './trace.js';

/** Aggregates in names of functions. */
const FIGURES: Readonly<Record<string, string>> = {
  Sum: 'total',
  Mean: 'average',
  Min: 'lowest',
  Max: 'highest',
  Median: 'median',
  Count: 'known',
  CountStar: 'count',
  CountDistinct: 'distinct',
};

const LONGEST = 42;

/** A name for a function that gives the relation, from what it keeps, groups and computes. */
export function functionName(relation: Relation, random: Random): string {
  const short = random
    .shuffle(namesOf(relation))
    .find((name) => name.length <= LONGEST && /^[a-z][a-z0-9_]*$/.test(name));
  return short ?? 'query_table';
}

function namesOf(relation: Relation): readonly string[] {
  const { first, joined, where, after, group, distinct, limit } = outlineOf(relation);
  const table = first.table.name;
  const others = joined.map((part) => part.table.name);
  const tests = [...new Set([...where, ...after].flatMap(columnsOf))].slice(0, 2).join('_and_');
  const suffix = tests === '' ? '' : `_by_${tests}`;
  if (group !== undefined) {
    const figures = [...group.metrics].slice(0, 2).map(([name, value]) => figureOf(name, value));
    const keys = [...group.groups.keys()].map((key) => key.replace(/_id$/, '')).slice(0, 2);
    const by = keys.length === 0 ? '' : `_by_${keys.join('_and_')}`;
    return group.metrics.size <= 2 &&
      new Set(figures).size === figures.length &&
      `${figures.join('_and_')}${by}`.length < LONGEST
      ? [
          `${figures.join('_and_')}${by}`,
          `get_${figures.join('_and_')}${by}`,
          `${figures.join('_and_')}_of_${table}${by}`,
        ]
      : [`summarize_${table}${by}`, `${table}_statistics${by}`, `summarize_${table}`];
  }
  if (joined.some(({ how }) => how === 'semi' || how === 'anti')) {
    const how = joined.some((part) => part.how === 'semi') ? 'with' : 'without';
    return [
      `${table}_${how}_${others.join('_and_')}`,
      `find_${table}_${how}_${others.join('_and_')}`,
    ];
  }
  if (joined.length > 0)
    return [`join_${[table, ...others].join('_and_')}`, `${table}_with_${others.join('_and_')}`];
  if (limit !== undefined) return [`top_${table}`, `first_${table}`, `leading_${table}${suffix}`];
  const outputs = [...relation.schema.keys()];
  const computed = outputs.filter((name) => !isOp(trace(field(relation, name)), 'Field'));
  if (distinct)
    return [
      `distinct_${outputs.slice(0, 2).join('_and_')}`,
      `unique_${outputs.slice(0, 2).join('_and_')}`,
    ];
  if (computed.length > 0) {
    const names = computed.slice(0, 2).join('_and_');
    if (joined.length === 0 && outputs.length - computed.length >= first.table.schema.size) {
      return [`add_${names}`, `with_${names}`, `${table}_with_${names}`];
    }
    return [`compute_${names}`, `get_${names}`, `${table}_with_${names}`, `${names}_of_${table}`];
  }
  return [
    `select_${table}${suffix}`,
    `get_${table}${suffix}`,
    `filter_${table}${suffix}`,
    `find_${table}${suffix}`,
  ];
}

function figureOf(name: string, value: Value): string {
  const { kind, args } = trace(value);
  const word = FIGURES[kind];
  const where = args['where'];
  if (word === undefined || (where !== null && where !== undefined)) return name;
  if (kind === 'CountStar') return 'row_count';
  const arg = trace(args['arg'] as Value);
  return isOp(arg, 'Field') ? `${word}_${arg.args.name}` : name;
}

function columnsOf(given: Value): readonly string[] {
  const value = trace(given);
  if (isOp(value, 'Field')) return [value.args.name];
  return Object.values(value.args).flatMap((arg) =>
    typeof arg === 'object' && arg !== null && (arg as { is?: unknown }).is === 'value'
      ? columnsOf(arg as Value)
      : [],
  );
}
