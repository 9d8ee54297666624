import { IbertError, type Random } from '@ibert/core';
import type { Difficulty } from '@ibert/core/records';
import type { Token } from '@ibert/ibis';

import type { Derived, Program } from '../task-module.js';
import { meansTheSame } from './check.js';
import { CUT_KINDS, cutsOf, type Cut } from './cut-kinds.js';
import { countMeaningful, programTokens } from './program-tokens.js';
import { uselessCut } from './usefulness.js';

/** Most prompts that are cut from one program. */
const MAX_CUTS = 3;
/** Cuts of one program lie at least this part of its tokens apart. */
const APART = 0.15;
/** Fewest tokens of meaning in a prompt. */
const MIN_PROMPT_TOKENS = 2;

/** The largest part of a program's tokens of meaning that may be missing, by difficulty. */
const MISSING: readonly (readonly [Difficulty, number])[] = [
  ['easy', 0.35],
  ['medium', 0.6],
  ['hard', 0.85],
];

/** An easy answer adds no more tokens of meaning than this; a longer one is harder. */
const EASY_TOKENS = 12;

/**
 * Cuts a program at up to three places far from each other, each after something else. The prompt ends
 * with its last token: white space before the answer belongs to the answer.
 */
export function deriveCompletions(
  { record, tables }: Program,
  random: Random,
): readonly Derived<'code_completion'>[] {
  const code = record.target.ibis;
  const tokens = programTokens(code);
  if (!tokens.ok) return [];
  const { list } = tokens;
  const answered = ({ at }: Cut): boolean => {
    try {
      return meansTheSame(code.slice(0, at), code, tables);
    } catch (error) {
      if (error instanceof IbertError) return false;
      throw error;
    }
  };
  const useful = cutsOf(code, list).filter(
    (cut) => difficultyOf(cut, list) !== undefined && uselessCut(code, list, cut.at) === undefined,
  );
  const chosen: Cut[] = [];
  for (const kind of random.shuffle(CUT_KINDS)) {
    const free = useful.filter(
      (cut) => cut.kind === kind && chosen.every((other) => farApart(cut, other, list.length)),
    );
    const cut = random.shuffle(free).find((some) => !answered(some));
    if (cut !== undefined) chosen.push(cut);
    if (chosen.length === MAX_CUTS) break;
  }
  return chosen.map((cut) => {
    const { kind, at } = cut;
    const difficulty = difficultyOf(cut, list) ?? 'hard';
    return {
      kind,
      input: { partial_code: code.slice(0, at) },
      target: { completed_code: code },
      meta: { features: [...record.meta.features, `cut_${kind}`], difficulty },
    };
  });
}

const farApart = (a: Cut, b: Cut, size: number): boolean =>
  Math.abs(a.token - b.token) >= Math.max(2, size * APART);

/** How hard a cut is, by what is missing; undefined where too little is left to go on. */
function difficultyOf({ at }: Cut, tokens: readonly Token[]): Difficulty | undefined {
  const all = countMeaningful(tokens);
  const missing = countMeaningful(tokens.filter(({ start }) => start >= at));
  if (all - missing < MIN_PROMPT_TOKENS) return undefined;
  const level = MISSING.findIndex(
    ([name, most]) => missing <= most * all && (name !== 'easy' || missing <= EASY_TOKENS),
  );
  return MISSING[level]?.[0];
}
