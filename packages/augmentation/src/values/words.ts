import type { Random } from '@ibert/core';

import type { ValueFamily } from '../dictionary/dictionary-schema.js';

/** Syllables that names and texts often hold. */
const SYLLABLES = ['an', 'er', 'in', 'ar', 'el', 'or', 'is', 'al', 'en', 'ri'] as const;
const INITIALS = ['a', 'b', 'c', 'd', 'e', 'g', 'l', 'm', 'n', 'p', 'r', 's', 't'] as const;

/** Another word of the family, written as the given one is; undefined when no family has it. */
export function swapWord(
  word: string,
  families: readonly ValueFamily[],
  random: Random,
  taken: ReadonlySet<string>,
): string | undefined {
  const key = word.toLowerCase();
  const family = families.find(({ words }) => words.some((other) => other.toLowerCase() === key));
  if (family === undefined) return undefined;
  const isListed = family.words.includes(word);
  const free = family.words
    .filter((other) => other.toLowerCase() !== key)
    .map((other) => (isListed ? other : inCaseOf(word, other)))
    .filter((other) => !taken.has(other.toLowerCase()));
  return free.length === 0 ? undefined : random.choice(free);
}

/**
 * Another pattern of LIKE with the same wildcards in the same places. Undefined when some of its
 * words has no other.
 */
export function swapPattern(
  pattern: string,
  families: readonly ValueFamily[],
  random: Random,
  taken: ReadonlySet<string>,
): string | undefined {
  const parts = pattern.split(/([%_])/);
  let isChanged = false;
  for (const [index, part] of parts.entries()) {
    if (part === '' || part === '%' || part === '_') continue;
    const other = swapWord(part, families, random, taken) ?? swapPiece(part, random);
    if (other === undefined) return undefined;
    parts[index] = other;
    isChanged = true;
  }
  return isChanged ? parts.join('') : undefined;
}

/** Another piece of a word: one letter, or two. */
function swapPiece(piece: string, random: Random): string | undefined {
  const key = piece.toLowerCase();
  const pool: readonly string[] = piece.length === 1 ? INITIALS : SYLLABLES;
  if (!pool.includes(key)) return undefined;
  return inCaseOf(piece, random.choice(pool.filter((other) => other !== key)));
}

function inCaseOf(model: string, word: string): string {
  if (model === model.toLowerCase()) return word.toLowerCase();
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
