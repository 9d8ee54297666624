import type { Phrase } from '@ibert/multitask/documentation';

/** A phrase in its first wording: a command says the same thing the same way each time. */
export function firstWording(phrase: Phrase): string {
  if (typeof phrase === 'string') return phrase;
  if ('any' in phrase) return firstWording(phrase.any[0] ?? '');
  return phrase.map(firstWording).join('');
}

/** `a`, `a and b`, `a, b and c`. */
export function inRow(items: readonly string[], word = 'and'): string {
  const [last, ...rest] = [...items].reverse();
  if (last === undefined) return '';
  return rest.length === 0 ? last : `${rest.reverse().join(', ')} ${word} ${last}`;
}

/** Names between backticks, in a row. */
export const codeRow = (names: readonly string[]): string =>
  inRow(names.map((name) => `\`${name}\``));
