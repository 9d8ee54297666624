import { IbertError } from '@ibert/core';

interface Fence {
  readonly language: string;
  readonly code: string;
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n]*\n([^]*?)(?:^\1\2[`~]*[ \t]*$|(?![^]))/gm;

/** The fenced blocks of a text, in order; the last one may be unfinished. */
export const fencesOf = (said: string): readonly Fence[] =>
  [...said.matchAll(FENCE)].map(([, indent = '', , language = '', code = '']) => ({
    language: language.toLowerCase(),
    code: dedented(code, indent).replace(/\n+$/, ''),
  }));

/** Whether a text holds a fenced block that was ended. */
export const hasFinishedFence = (said: string): boolean =>
  /^[ \t]*(`{3,}|~{3,})[^\n]*\n[^]*?\S[^]*?^[ \t]*\1[`~]*[ \t]*\n/m.test(said);

/** The text without its fenced blocks. */
export const proseOf = (said: string): string => said.replaceAll(FENCE, '').trim();

/**
 * The code in what a model said: its first block in one of the languages, else its first block, else
 * all of it where nothing was fenced.
 *
 * @throws IbertError `ANSWER_UNREADABLE` when there is none.
 */
export function codeIn(said: string, languages: readonly string[]): string {
  const fences = fencesOf(said).filter(({ code }) => code.trim() !== '');
  const fence = fences.find(({ language }) => languages.includes(language)) ?? fences[0];
  const code = fence?.code ?? (fencesOf(said).length > 0 ? '' : said.trim());
  if (code !== '') return code;
  throw unreadable('the answer holds no code');
}

/** An answer that is not what was asked for. */
export const unreadable = (problem: string): IbertError =>
  new IbertError('ANSWER_UNREADABLE', problem, {
    hint: 'Answer with what was asked for, and nothing else.',
  });

const dedented = (code: string, indent: string): string =>
  indent === '' ? code : code.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
