import { tokenize, TokenType, type Token } from '@ibert/ibis';

import type { Source } from '../source.js';

export const tokensOf = (source: Source): readonly Token[] => tokenize(source.text).list;

/** Operators and punctuation of a program that are one of these characters. */
export const signsOf = (source: Source, signs: string): readonly Token[] =>
  tokensOf(source).filter(({ type, text }) => type === TokenType.Op && signs.includes(text));

/** The number of the line that an offset lies in, from 1, as explanations write it. */
export const lineOf = (source: Source, at: number): string =>
  String(source.text.slice(0, at).split('\n').length);

/** The piece of code around an offset, within its line. */
export function codeAround(source: Source, at: number): string {
  const from = source.text.lastIndexOf('\n', at - 1) + 1;
  const to = source.text.indexOf('\n', at);
  const line = source.text.slice(from, to === -1 ? undefined : to);
  return line.slice(Math.max(0, at - from - 18), at - from + 14).trim();
}
