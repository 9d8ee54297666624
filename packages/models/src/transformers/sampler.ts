import type { Random } from '@ibert/core';

/** How the next token is chosen from the scores. */
export interface Sampling {
  /** 0 takes the best score. */
  readonly temperature: number;
  /** Only this many best tokens are drawn from; 0 for all. */
  readonly topK: number;
  /** Only the likeliest tokens that have this share of the probability are drawn from; 1 for all. */
  readonly topP: number;
  readonly random: Random;
}

/**
 * The tokens to try next, the chosen one first: the scores decide at temperature 0, the random
 * draw above. The rest follows by falling score, for when the first is not admitted.
 *
 * @param most how many tokens there are to try.
 */
export function* choices(given: Float32Array, sampling: Sampling, most: number): Generator<number> {
  const scores = Float32Array.from(given, (score) => (Number.isNaN(score) ? -Infinity : score));
  const first = sampling.temperature === 0 ? best(scores) : draw(scores, sampling);
  if (first === undefined) return;
  yield first;
  const others = candidates(scores, most).filter((token) => token !== first);
  others.sort((one, other) => scoreOf(scores, other) - scoreOf(scores, one) || one - other);
  yield* others.slice(0, most - 1);
}

function scoreOf(scores: Float32Array, token: number): number {
  return scores[token] ?? -Infinity;
}

function best(scores: Float32Array): number | undefined {
  let found: number | undefined;
  let highest = -Infinity;
  for (let token = 0; token < scores.length; token++) {
    const score = scoreOf(scores, token);
    if (score <= highest) continue;
    highest = score;
    found = token;
  }
  return found;
}

function draw(scores: Float32Array, sampling: Sampling): number | undefined {
  const first = best(scores);
  if (first === undefined) return undefined;
  const top = scoreOf(scores, first);
  const weighted = candidates(scores, sampling.topK).map((token) => ({
    token,
    weight: Math.exp((scoreOf(scores, token) - top) / sampling.temperature),
  }));
  weighted.sort((one, other) => other.weight - one.weight || one.token - other.token);
  const kept = likeliest(weighted, sampling.topP);
  let rest = sampling.random.float() * total(kept);
  for (const { token, weight } of kept) {
    rest -= weight;
    if (rest < 0) return token;
  }
  return first;
}

interface Weighted {
  readonly token: number;
  readonly weight: number;
}

function likeliest(sorted: readonly Weighted[], topP: number): readonly Weighted[] {
  if (topP >= 1) return sorted;
  const enough = total(sorted) * topP;
  let sum = 0;
  const count = sorted.findIndex(({ weight }) => (sum += weight) >= enough);
  return sorted.slice(0, count < 0 ? sorted.length : count + 1);
}

function total(weighted: readonly Weighted[]): number {
  return weighted.reduce((sum, { weight }) => sum + weight, 0);
}

/** The tokens with the best scores; equal ones at the border are all in, so that order does not matter. */
function candidates(scores: Float32Array, topK: number): number[] {
  const floor = topK > 0 && topK < scores.length ? borderScore(scores, topK) : -Infinity;
  const tokens: number[] = [];
  for (let token = 0; token < scores.length; token++) {
    const score = scoreOf(scores, token);
    if (score >= floor && score > -Infinity) tokens.push(token);
  }
  return tokens;
}

function borderScore(scores: Float32Array, rank: number): number {
  const sorted = Float32Array.from(scores).sort();
  return sorted[sorted.length - rank] ?? -Infinity;
}
