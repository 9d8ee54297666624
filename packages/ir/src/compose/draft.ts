import type { Random } from '@ibert/core';

import type { LiteralValue } from '../literal.js';
import type { DataType } from '../dtypes/types.js';
import type { Frame } from './frame.js';
import type { Reference, Tables } from './keys.js';
import { USAGE } from './usage.js';
import type { Family, Usage } from './usage.js';

/** How much a program asks of its reader, as in `meta.difficulty` of a record. */
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** Values that a column of a table really has. */
export type LiteralSource = (
  table: string,
  column: string,
  type: DataType,
) => readonly LiteralValue[];

/** What every part of the composition works with. */
export interface Draft {
  readonly random: Random;
  readonly difficulty: Difficulty;
  readonly tables: Tables;
  readonly references: ReadonlyMap<string, readonly Reference[]>;
  readonly literals: LiteralSource;
  readonly weights: Readonly<Record<string, number>>;
  /** A table as a frame. */
  readonly table: (name: string) => Frame;
  /** A number that no other view or joined table of the program has. */
  readonly nextId: () => number;
  /** Columns that conditions of the program speak of already: asked twice, they contradict. */
  readonly tested: Set<string>;
  /** Notes that an operation of the usage table was used. */
  readonly use: (operation: string) => void;
}

const LEVEL: Readonly<Record<Difficulty, number>> = { easy: 0, medium: 1, hard: 2 };

export const isAtLeast = (difficulty: Difficulty, least: Difficulty): boolean =>
  LEVEL[difficulty] >= LEVEL[least];

/** What makes each operation of a family; undefined when it cannot be made of what is there. */
export type Makers<F extends Family, A extends readonly unknown[], T> = {
  readonly [K in keyof (typeof USAGE)[F]]: (draft: Draft, ...args: A) => T | undefined;
};

/**
 * Draws operations of a family by weight until one can be made; undefined when none can.
 *
 * @param allowed which operations may be drawn; absent: all of the difficulty.
 */
export function pick<F extends Family, A extends readonly unknown[], T>(
  draft: Draft,
  family: F,
  makers: Makers<F, A, T>,
  args: A,
  allowed: (operation: keyof (typeof USAGE)[F] & string) => boolean = () => true,
): T | undefined {
  return pickNamed(draft, family, makers, args, allowed)?.made;
}

/** {@link pick}, telling which operation was made. */
export function pickNamed<F extends Family, A extends readonly unknown[], T>(
  draft: Draft,
  family: F,
  makers: Makers<F, A, T>,
  args: A,
  allowed: (operation: keyof (typeof USAGE)[F] & string) => boolean,
): { readonly operation: keyof (typeof USAGE)[F] & string; readonly made: T } | undefined {
  const usage: Readonly<Record<string, Usage>> = USAGE[family];
  const left = (Object.keys(usage) as (keyof (typeof USAGE)[F] & string)[]).filter(
    (name) => isAtLeast(draft.difficulty, usage[name]?.from ?? 'easy') && allowed(name),
  );
  while (left.length > 0) {
    const index = weighted(
      draft,
      left.map((name) => draft.weights[`${family}.${name}`] ?? usage[name]?.weight ?? 0),
    );
    const [name] = index === undefined ? [] : left.splice(index, 1);
    if (name === undefined) return undefined;
    const made = makers[name](draft, ...args);
    if (made === undefined) continue;
    draft.use(`${family}.${name}`);
    return { operation: name, made };
  }
  return undefined;
}

function weighted({ random }: Draft, weights: readonly number[]): number | undefined {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return undefined;
  let at = random.float() * sum;
  for (const [i, weight] of weights.entries()) {
    at -= weight;
    if (at < 0) return i;
  }
  return weights.length - 1;
}

/** Up to `count` different items in random order. */
export const some = <T>({ random }: Draft, items: readonly T[], count: number): readonly T[] =>
  random.shuffle(items).slice(0, count);

/** One item, or undefined of none. */
export const one = <T>({ random }: Draft, items: readonly T[]): T | undefined =>
  items.length === 0 ? undefined : random.choice(items);
