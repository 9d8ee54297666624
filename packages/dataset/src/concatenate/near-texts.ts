import { hashText } from '@ibert/ir';
import { words } from './plain-text.js';

/** Least part of their shingles that two nearly equal texts share (Jaccard index). */
export const NEARLY = 0.9;

const SHINGLE_WORDS = 3;
const BANDS = 16;
const ROWS = 4;

/** The distinct runs of three words of a text, hashed and sorted. */
export type Shingles = Uint32Array;

export function shinglesOf(text: string): Shingles {
  const list = words(text);
  const found = new Set<number>();
  const last = Math.max(0, list.length - SHINGLE_WORDS);
  for (let at = 0; at <= last; at += 1) {
    found.add(hashText(list.slice(at, at + SHINGLE_WORDS).join(' ')));
  }
  return Uint32Array.from(found).sort();
}

/** How many of the shingles of either set both have, 0 to 1. */
export function jaccard(a: Shingles, b: Shingles): number {
  let i = 0;
  let j = 0;
  let shared = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return shared / Math.max(1, a.length + b.length - shared);
}

/**
 * Keys of a text; texts that share no key are unlikely to be nearly the same: two that share nine
 * tenths of their shingles have no key in common once in ten million times.
 *
 * Source: Broder, "On the resemblance and containment of documents" (1997), for the least hash of a
 * random order; Leskovec et al., "Mining of Massive Datasets", section 3.4, for bands.
 */
export function bandsOf(shingles: Shingles): readonly string[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = Array.from({ length: ROWS }, (_row, row) => least(shingles, band * ROWS + row));
    return `${band}:${rows.join(',')}`;
  });
}

/** The least shingle under one of a family of random orders. */
function least(shingles: Shingles, order: number): number {
  const salt = Math.imul(order + 1, 0x9e3779b1);
  let lowest = 0xffffffff;
  for (const shingle of shingles) {
    const place = scatter(shingle ^ salt);
    if (place < lowest) lowest = place;
  }
  return lowest;
}

/** Mixes the bits of a word (the finaliser of MurmurHash3). */
function scatter(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
