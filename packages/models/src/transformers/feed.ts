import type { Interruption } from '../interruption.js';
import type { Decoder } from './decoder.js';
import { PART_TOKENS, type PrefixCache } from './prefix-cache.js';

/** What feeding a prompt takes of a loaded model. */
export interface FeedParts {
  readonly decoder: Decoder;
  readonly prefixes: PrefixCache;
}

/** One request's way through the model. */
export interface Feed {
  readonly reusedTokens: number;
  /** Feeds what is new of the prompt; gives the scores of the first token of the answer. */
  prompt(): Promise<Float32Array>;
  /** Feeds a token of the answer; gives the scores of the next. */
  token(token: number): Promise<Float32Array>;
  /** Keeps what other requests can use, frees the rest. */
  end(): void;
}

/**
 * Feeds a prompt in parts of {@link PART_TOKENS}, beginning with what an earlier request left.
 * In parts, cancelling need not wait for the whole prompt, the scores of its tokens need not fit
 * into memory together, and a token is computed alike whether its prefix was there or not.
 */
export function startFeed(
  { decoder, prefixes }: FeedParts,
  prompt: readonly number[],
  interruption: Interruption,
): Feed {
  let state = prefixes.take(prompt);
  // The state after the last whole part: what other prompts can go on from.
  let whole = state;
  const reusedTokens = state?.tokens.length ?? 0;

  async function feed(tokens: readonly number[]): Promise<Float32Array> {
    interruption.check();
    const before = state;
    const fed = await interruption.race(decoder.feed(before, tokens));
    state = fed.state;
    if (before !== undefined && before !== whole) decoder.free(before);
    return fed.scores;
  }

  return {
    reusedTokens,
    async prompt() {
      let scores: Float32Array = new Float32Array();
      for (let at = reusedTokens; at < prompt.length; at += PART_TOKENS) {
        const part = prompt.slice(at, at + PART_TOKENS);
        scores = await feed(part);
        if (part.length < PART_TOKENS) continue;
        if (whole !== undefined) decoder.free(whole);
        whole = state;
      }
      return scores;
    },
    token: (token) => feed([token]),
    end() {
      const rest = state;
      if (whole !== undefined) prefixes.keep(whole);
      if (rest === undefined || rest === whole) return;
      // An interrupted run still reads it.
      void decoder.settled().then(() => decoder.free(rest));
    },
  };
}
