import type { Decoder, DecoderState } from './decoder.js';

/**
 * Prompts are fed in parts of so many tokens, and only whole parts are used again. So a prompt
 * takes the same steps through the model, to the last bit, whatever was asked before.
 */
export const PART_TOKENS = 32;

/**
 * Keeps what the model knows after recent prompts. A prompt that begins with the same tokens
 * (the system message, the examples) goes on from there instead of from nothing.
 */
export interface PrefixCache {
  /**
   * The longest state that the prompt begins with, at least one token short of it: the model has
   * to be fed something to score the next token. The caller owns what it gets.
   */
  take(prompt: readonly number[]): DecoderState | undefined;
  /** Hands over a state after whole parts. */
  keep(state: DecoderState): void;
  clear(): void;
}

/** As many kinds of prompt as there are commands take turns in one process. */
const MOST_STATES = 6;

/** The most tokens all kept states have together; at about 50 KB a token for small models. */
const MOST_TOKENS = 8192;

export function createPrefixCache(decoder: Pick<Decoder, 'cut' | 'free'>): PrefixCache {
  // The most recently used state is last.
  let states: DecoderState[] = [];

  function take(prompt: readonly number[]): DecoderState | undefined {
    const found = states
      .map((state) => ({ state, length: usableLength(state, prompt) }))
      .filter(({ length }) => length > 0)
      .sort((one, other) => other.length - one.length);
    for (const { state, length } of found) {
      const cut = decoder.cut(state, length);
      if (cut === undefined) continue;
      // What was cut is a copy: the whole stays for other prompts, as the most recent.
      states = states.filter((one) => one !== state);
      if (cut !== state) states.push(state);
      return cut;
    }
    return undefined;
  }

  function keep(state: DecoderState): void {
    if (state.tokens.length === 0) return;
    const covered = states.filter((one) => covers(state, one));
    states = [...states.filter((one) => !covered.includes(one)), state];
    for (const one of covered) if (one !== state) decoder.free(one);
    while (
      states.length > MOST_STATES ||
      (states.length > 1 && countTokens(states) > MOST_TOKENS)
    ) {
      const [oldest] = states.splice(0, 1);
      if (oldest !== undefined) decoder.free(oldest);
    }
  }

  return {
    take,
    keep,
    clear() {
      for (const state of states) decoder.free(state);
      states = [];
    },
  };
}

function usableLength({ tokens }: DecoderState, prompt: readonly number[]): number {
  const shared = Math.min(sharedLength(tokens, prompt), prompt.length - 1);
  return shared - (shared % PART_TOKENS);
}

function covers(long: DecoderState, short: DecoderState): boolean {
  return sharedLength(long.tokens, short.tokens) === short.tokens.length;
}

function sharedLength(left: readonly number[], right: readonly number[]): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left[length] === right[length]) length++;
  return length;
}

function countTokens(states: readonly DecoderState[]): number {
  return states.reduce((sum, { tokens }) => sum + tokens.length, 0);
}
