import { INT64, isOp, make, nameOf, replace, sameValue, specOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import type { Aggregates } from './context.js';
import { syntaxError } from './errors.js';
import type { Place } from './syntax/ast.js';

/** A column of an aggregate: a reduction, and the stand-in for it until the aggregate is made. */
interface Metric {
  readonly value: Value;
  readonly standIn: Value;
}
/** `GROUPING(…)` over some of the keys. */
export interface GroupingCall {
  readonly args: readonly Value[];
  readonly standIn: Value;
  readonly place: Place;
}

export interface Metrics extends Aggregates {
  readonly list: readonly Metric[];
  readonly groupings: readonly GroupingCall[];
}

// No column can be named so: a NUL is no part of any SQL text.
const standInFor = (kind: string, index: number, dtype: Value['dtype']): Value =>
  make('Argument', { name: `\u0000${kind}${index}`, type: dtype, columnar: true });

/** Collects the reductions of a SELECT; equal ones are computed once. */
export function collectMetrics(): Metrics {
  const list: Metric[] = [];
  const groupings: GroupingCall[] = [];
  const standIn = (value: Value): Value => {
    const known = list.find((metric) => sameValue(metric.value, value));
    if (known !== undefined) return known.standIn;
    const made = standInFor('metric', list.length, value.dtype);
    list.push({ value, standIn: made });
    return made;
  };
  return {
    list,
    groupings,
    add: (value) =>
      replace(
        value,
        (v) => (specOf(v.kind).role === 'reduction' ? standIn(v) : undefined),
        ({ kind }) => kind === 'WindowFunction',
      ),
    grouping: (call, args) => {
      if (args.length === 0) throw syntaxError(call, 'GROUPING needs columns');
      const made = standInFor('grouping', groupings.length, INT64);
      groupings.push({ args, standIn: made, place: call });
      return made;
    },
  };
}

/** Whether a value stands for a metric of an aggregate yet to be made. */
export const isStandIn = (value: Value): boolean =>
  isOp(value, 'Argument') && value.args.name.startsWith('\u0000');

/** A readable name for a reduction that has none: `sum_amount`. */
export function metricName(value: Value): string {
  const arg = value.args['arg'];
  const base =
    SNAKE[value.kind] ?? value.kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  if (
    arg === undefined ||
    arg === null ||
    !('kind' in (arg as object)) ||
    (arg as Value).is !== 'value'
  )
    return base;
  const inner = arg as Value;
  const detail = isOp(inner, 'Field') ? inner.args.name : nameOf(inner);
  const word = detail
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
  return word === '' || word.length > 30 ? base : `${base}_${word}`;
}

const SNAKE: Readonly<Record<string, string>> = {
  CountStar: 'count',
  Mean: 'mean',
  CountDistinct: 'nunique',
  StandardDev: 'std',
  Variance: 'var',
};
