import type { Located } from '@ibert/ibis';

/**
 * Offsets of the content of a Python text, when it is one literal that holds no escapes; undefined
 * for what cannot be edited in place.
 */
export function plainText(
  text: string,
  pieces: readonly Located[],
  value: string,
): readonly [start: number, end: number] | undefined {
  const [piece, other] = pieces;
  if (piece === undefined || other !== undefined) return undefined;
  const literal = text.slice(piece.start, piece.end);
  const opening = /^[A-Za-z]*("""|'''|"|')/.exec(literal);
  const quotes = opening?.[1];
  if (opening === null || quotes === undefined) return undefined;
  const start = piece.start + opening[0].length;
  const end = piece.end - quotes.length;
  return text.slice(start, end) === value ? [start, end] : undefined;
}
