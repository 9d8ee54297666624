import type { Random } from '@ibert/core';

import type { Value } from '../../node.js';
import type { OpName } from '../../operations/index.js';
import { field } from '../../relations/make.js';
import type { Relation } from '../../relations/types.js';
import { drawnKey, Pool } from './pool.js';

/** A relation on the way, with columns that identify its rows where some are known. */
export interface Stage {
  readonly relation: Relation;
  readonly key: readonly string[] | undefined;
}

/** What every step of a wide program draws from. */
export interface Workshop {
  readonly random: Random;
  readonly operations: readonly OpName[];
  readonly nextId: () => number;
  readonly tableOf: () => Stage;
}

export type WideStep = (shop: Workshop, stage: Stage) => Stage | undefined;

const UNSORTABLE: ReadonlySet<string> = new Set([
  'json',
  'map',
  'struct',
  'array',
  'interval',
  'null',
  'binary',
]);

export const isSortable = (value: Value): boolean => !UNSORTABLE.has(value.dtype.kind);

/** A pool over the stage's relation. */
export const poolOf = ({ random, operations }: Workshop, { relation }: Stage, draws = 25): Pool =>
  new Pool(relation, random, operations).grow(draws);

/** Sort keys that put the stage's rows in a total order; undefined when none are known. */
export function totalOrder(
  { random }: Workshop,
  { relation, key }: Stage,
): readonly Value[] | undefined {
  const names = key ?? [...relation.schema.keys()];
  const fields = names.map((name) => field(relation, name));
  if (key === undefined && (names.length > 8 || !fields.every(isSortable))) return undefined;
  return fields.map((value) => drawnKey(random, value));
}

/** The key, if all of its columns are still there. */
export const keptKey = (key: Stage['key'], kept: (name: string) => boolean): Stage['key'] =>
  key?.every(kept) === true ? key : undefined;

const NAMES = ['x', 'y', 'z', 'value', 'odd name', 'select', 'Total', 'count', 'class', 'n_1', 'ä'];

/** A name that the columns do not have. */
export function drawnName({ random }: Workshop, taken: { has(name: string): boolean }): string {
  const name = random.choice(NAMES);
  if (!taken.has(name)) return name;
  for (let i = 1; ; i += 1) if (!taken.has(`${name}_${i}`)) return `${name}_${i}`;
}
