import { refuse } from '../spec.js';
import type { Refusal } from '../spec.js';

const NESTED = [
  'Array',
  'ArrayLength',
  'ArraySlice',
  'ArrayIndex',
  'ArrayConcat',
  'ArrayRepeat',
  'ArrayMap',
  'ArrayFilter',
  'ArrayContains',
  'ArrayPosition',
  'ArrayRemove',
  'ArrayDistinct',
  'ArraySort',
  'ArrayUnion',
  'ArrayIntersect',
  'ArrayZip',
  'ArrayFlatten',
  'ArrayMin',
  'ArrayMax',
  'ArrayMode',
  'ArraySum',
  'ArrayMean',
  'ArrayAny',
  'ArrayAll',
  'ArrayStringJoin',
  'ArrayCollect',
  'Unnest',
  'IntegerRange',
  'TimestampRange',
  'StringSplit',
  'RegexSplit',
  'MultiQuantile',
  'ApproxMultiQuantile',
  'Map',
  'MapLength',
  'MapGet',
  'MapContains',
  'MapKeys',
  'MapValues',
  'MapMerge',
  'StructField',
  'StructColumn',
] as const;

/** Aggregates that need all values at once, or the row that another column points to. */
const ORDERED = ['First', 'Last', 'ArgMin', 'ArgMax', 'Median', 'Quantile', 'Mode'] as const;

const all = <K extends string>(names: readonly K[], reason: string): Readonly<Record<K, Refusal>> =>
  Object.fromEntries(names.map((name) => [name, refuse(reason)])) as Record<K, Refusal>;

/** For dialects without arrays, maps and structs. */
export const NO_NESTED_TYPES = all(NESTED, 'it has no arrays, maps or structs');

/** For dialects without aggregates such as the median or the value in the row of the largest key. */
export const NO_ORDERED_AGGREGATES = all(ORDERED, 'it has no such aggregate');
