import { InternalError } from './errors.js';

/** A run's seed (an integer) or one derived from it by {@link deriveSeed}. */
export type Seed = number | string;

/**
 * A stream of pseudo-random values. The same seed gives the same stream on every platform: only
 * 32-bit integer arithmetic is used.
 */
export interface Random {
  /** A uniform integer in 0 … 2³²−1. */
  uint32(): number;
  /** A uniform double in [0, 1) with 53 random bits. */
  float(): number;
  /** A uniform integer in min … max, both included; any safe integers with a span below 2⁵³. */
  int(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One item of a list that is not empty. */
  choice<T>(items: readonly T[]): T;
  /** A new list with the items in random order (Fisher–Yates); the given one stays as it is. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * The seed of one unit of work: it depends on the run's seed and the unit's path only, never on
 * how many units ran before or where. Equal paths give equal seeds; `1` and `'1'` differ.
 */
export function deriveSeed(seed: Seed, ...path: readonly (string | number)[]): string {
  return hash128(JSON.stringify([seed, ...path]))
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}

/** Starts a stream. Generator: sfc32 (Chris Doty-Humphrey's small fast chaotic generator). */
export function createRandom(seed: Seed): Random {
  let [a, b, c, counter] = hash128(JSON.stringify(seed));

  function uint32(): number {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  }

  function float(): number {
    const high = uint32() >>> 5;
    const low = uint32() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  function int(min: number, max: number): number {
    const size = max - min + 1;
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || size < 1) {
      throw new InternalError(`no integer lies between ${min} and ${max}`);
    }
    if (!Number.isSafeInteger(size)) {
      throw new InternalError(`the range ${min} … ${max} is wider than 2^53`);
    }
    // Values past the last whole multiple of the size would favour the small results.
    const space = size <= 0x100000000 ? 0x100000000 : 0x20000000000000;
    const fair = space - (space % size);
    for (;;) {
      const drawn = space === 0x100000000 ? uint32() : float() * 0x20000000000000;
      if (drawn < fair) return min + (drawn % size);
    }
  }

  function choice<T>(items: readonly T[]): T {
    if (items.length === 0) throw new InternalError('there is nothing to choose from');
    return items[int(0, items.length - 1)] as T;
  }

  function shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = int(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }

  // sfc32 needs a few rounds until its four words have mixed.
  for (let round = 0; round < 12; round++) uint32();
  return { uint32, float, int, chance: (probability) => float() < probability, choice, shuffle };
}

/** 128 bits of a text as four words. Spreads well; it is not a cryptographic hash. */
function hash128(text: string): [number, number, number, number] {
  let h1 = 0x9e3779b9;
  let h2 = 0x85ebca6b;
  let h3 = 0xc2b2ae35;
  let h4 = 0x27d4eb2f ^ text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    h1 = h2 ^ Math.imul(h1 ^ unit, 0x239b961b);
    h2 = h3 ^ Math.imul(h2 ^ unit, 0xab0e9789);
    h3 = h4 ^ Math.imul(h3 ^ unit, 0x38b34ae5);
    h4 = h1 ^ Math.imul(h4 ^ unit, 0xa1e38b93);
  }
  for (let round = 0; round < 2; round++) {
    h1 = finish(h1 ^ h4);
    h2 = finish(h2 ^ h1);
    h3 = finish(h3 ^ h2);
    h4 = finish(h4 ^ h3);
  }
  return [h1 >>> 0, h2 >>> 0, h3 >>> 0, h4 >>> 0];
}

/** Avalanche step: every input bit reaches every output bit (MurmurHash3's finaliser). */
function finish(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
