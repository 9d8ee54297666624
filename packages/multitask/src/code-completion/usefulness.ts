import type { Token } from '@ibert/ibis';
import { reject, type Rejection } from '@ibert/validation';

import { countMeaningful, isNaming } from './program-tokens.js';

/** Fewest tokens with a meaning of their own that an answer adds. */
const MIN_ADDED_TOKENS = 3;

/**
 * Refuses a cut whose missing part is not worth asking for: closing brackets and little else, or
 * text that the prompt shows already.
 *
 * @param code the whole program.
 * @param at where the prompt ends, in UTF-16 code units.
 */
export function uselessCut(
  code: string,
  tokens: readonly Token[],
  at: number,
): Rejection | undefined {
  const missing = tokens.filter(({ start }) => start >= at);
  if (countMeaningful(tokens) === countMeaningful(missing)) {
    return reject('ANSWER_GIVEN', 'the prompt says nothing yet: it holds no token of meaning');
  }
  const added = countMeaningful(missing);
  if (added < MIN_ADDED_TOKENS || !missing.some(isNaming)) {
    const wanted = `at least ${MIN_ADDED_TOKENS} with a name or a literal among them`;
    return reject('ANSWER_GIVEN', `the answer adds ${added} tokens of meaning, expected ${wanted}`);
  }
  const answer = squeezed(code.slice(at)).replace(/[)\]},]+$/, '');
  if (squeezed(code.slice(0, at)).includes(answer)) {
    return reject('ANSWER_GIVEN', `the prompt holds the answer already: ${answer}`);
  }
  return undefined;
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');
