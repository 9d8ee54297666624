import { type DatasetRecord, DIFFICULTIES, type Difficulty } from '@ibert/core/records';
import { type Counts, evenness, round, Tally } from './counts.js';
import { type MutationScore, MutationTally } from './mutation.js';
import { type Quantiles, quantilesOf } from './quantiles.js';

/** What the records of one task are. */
export interface TaskStatistics {
  readonly records: number;
  readonly templates: number;
  readonly sources: Counts;
  readonly judges: Counts;
  readonly difficulty: Readonly<Record<Difficulty, number>>;
  readonly difficulty_balance: number;
  readonly skeletons: SkeletonStatistics;
  /** Characters of the longest text of the input, of the target. */
  readonly input_length: Quantiles;
  readonly target_length: Quantiles;
  readonly mutation: MutationScore;
}

export interface SkeletonStatistics {
  readonly distinct: number;
  /** Part of the records that the most frequent skeleton has, 0 to 1. */
  readonly largest_share: number;
  /** Records of the most frequent skeletons, the largest first. */
  readonly largest: readonly number[];
}

const MOST_LARGEST = 20;

/** Collects the statistics of one task. */
export class TaskCollector {
  readonly #templates = new Tally();
  readonly #sources = new Tally();
  readonly #judges = new Tally();
  readonly #difficulty = new Tally();
  readonly #skeletons = new Tally();
  readonly #inputLengths: number[] = [];
  readonly #targetLengths: number[] = [];
  readonly #mutation = new MutationTally();
  #records = 0;

  add({ meta, input, target }: DatasetRecord, skeleton: string): void {
    this.#records += 1;
    if (meta.template !== undefined) this.#templates.add(meta.template);
    this.#sources.add(meta.source);
    this.#judges.add(meta.verification.judge);
    this.#difficulty.add(meta.difficulty);
    this.#skeletons.add(skeleton);
    this.#inputLengths.push(textLength(input));
    this.#targetLengths.push(textLength(target));
    this.#mutation.add(meta.verification);
  }

  finish(): TaskStatistics {
    const difficulty = difficultyOf(this.#difficulty.byName());
    return {
      records: this.#records,
      templates: this.#templates.size,
      sources: this.#sources.byName(),
      judges: this.#judges.byName(),
      difficulty,
      difficulty_balance: balanceOf(difficulty),
      skeletons: {
        distinct: this.#skeletons.size,
        largest_share: round(this.#skeletons.largest / (this.#records || 1), 4),
        largest: Object.values(this.#skeletons.byCount()).slice(0, MOST_LARGEST),
      },
      input_length: quantilesOf(this.#inputLengths),
      target_length: quantilesOf(this.#targetLengths),
      mutation: this.#mutation.finish(),
    };
  }
}

/** Counts of every difficulty, also of those that do not occur, the easiest first. */
export const difficultyOf = (counts: Counts): Readonly<Record<Difficulty, number>> => ({
  easy: counts['easy'] ?? 0,
  medium: counts['medium'] ?? 0,
  hard: counts['hard'] ?? 0,
});

/** 1 when all difficulties are equally frequent, 0 when there is only one (normalised entropy). */
export const balanceOf = (difficulty: Readonly<Record<Difficulty, number>>): number =>
  round(evenness(DIFFICULTIES.map((name) => difficulty[name])), 3);

/** The length of the longest text of an input or a target, in characters. */
export function textLength(texts: Readonly<Record<string, unknown>>): number {
  const lengths = Object.values(texts).map((text) => (typeof text === 'string' ? text.length : 0));
  return Math.max(0, ...lengths);
}
