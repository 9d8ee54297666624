import { deriveSeed } from '@ibert/core';
import type { RecordContext } from '@ibert/core/records';
import { Validator, type ValidatorOptions, type Verdict } from '@ibert/validation';
import { type Judgement, type Translation, TranslationJudge } from '@ibert/validation/translation';

export interface BenchOptions extends Omit<ValidatorOptions, 'score'> {
  /** Part of the pairs, 0 to 1, whose mutation score is found out; default 0. */
  readonly scoreShare?: number;
  /**
   * How many draws of fixture rows a result may take to say something; default 1. What was proven
   * once may be empty on other rows, which says nothing against it.
   */
  readonly draws?: number;
}

/** What checks run their claims on: engines with fixture databases. One claim at a time. */
export class Bench {
  /** Part of the pairs that are scored: those whose ids fall into it. */
  readonly scoreShare: number;
  readonly #options: ValidatorOptions;
  readonly #draws: number;
  /** One for each draw so far. */
  readonly #validators: Validator[] = [];
  readonly #judge = new TranslationJudge();

  private constructor({ scoreShare = 0, draws = 1, ...options }: BenchOptions) {
    this.scoreShare = scoreShare;
    this.#draws = draws;
    this.#options = options;
  }

  static async open(options: BenchOptions = {}): Promise<Bench> {
    const bench = new Bench(options);
    await bench.#validator(0);
    return bench;
  }

  /**
   * Proves that an SQL text and an Ibis program mean the same.
   *
   * @param score whether the fixtures must also tell the program from its neighbours.
   */
  provePair(context: RecordContext, sql: string, ibis: string, score = false): Promise<Verdict> {
    const example = { context, input: { sql }, target: { ibis } };
    return this.#drawn((validator) => validator.validateExample(example, score));
  }

  /**
   * Runs an Ibis program alone on the fixtures: it must compile, give the same rows however the
   * tables are stored, and say something on some fixture.
   */
  runProgram(context: RecordContext, ibis: string): Promise<Verdict> {
    return this.#drawn((validator) => validator.validateProgram(context, ibis));
  }

  /** Compares an SQL text on the engine of its dialect with an Ibis program on DuckDB. */
  judgeTranslation(translation: Translation): Promise<Judgement> {
    return this.#judge.judge(translation);
  }

  async close(): Promise<void> {
    for (const validator of this.#validators) validator.close();
    await this.#judge.close();
  }

  /** Asks on one draw of rows after the other until the answer says something. */
  async #drawn(ask: (validator: Validator) => Promise<Verdict>): Promise<Verdict> {
    for (let draw = 0; ; draw += 1) {
      const verdict = await ask(await this.#validator(draw));
      const empty = !verdict.ok && verdict.reason === 'EMPTY_ON_ALL';
      if (!empty || draw + 1 >= this.#draws) return verdict;
    }
  }

  async #validator(draw: number): Promise<Validator> {
    const known = this.#validators[draw];
    if (known !== undefined) return known;
    const { seed = 0 } = this.#options;
    const validator = await Validator.open({
      ...this.#options,
      seed: draw === 0 ? seed : deriveSeed(seed, 'draw', draw),
    });
    this.#validators.push(validator);
    return validator;
  }
}
