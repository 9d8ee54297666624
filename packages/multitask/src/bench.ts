import type { RecordContext } from '@ibert/core/records';
import { Validator, type ValidatorOptions, type Verdict } from '@ibert/validation';
import { type Judgement, type Translation, TranslationJudge } from '@ibert/validation/translation';

/** What checks run their claims on: engines with fixture databases. One claim at a time. */
export class Bench {
  readonly #validator: Validator;
  readonly #judge = new TranslationJudge();

  private constructor(validator: Validator) {
    this.#validator = validator;
  }

  static async open(options: ValidatorOptions = {}): Promise<Bench> {
    return new Bench(await Validator.open(options));
  }

  /** Proves that an SQL text and an Ibis program mean the same. */
  provePair(context: RecordContext, sql: string, ibis: string): Promise<Verdict> {
    return this.#validator.validateExample({ context, input: { sql }, target: { ibis } });
  }

  /**
   * Runs an Ibis program alone on the fixtures: it must compile, give the same rows however the
   * tables are stored, and say something on some fixture.
   */
  runProgram(context: RecordContext, ibis: string): Promise<Verdict> {
    return this.#validator.validateProgram(context, ibis);
  }

  /** Compares an SQL text on the engine of its dialect with an Ibis program on DuckDB. */
  judgeTranslation(translation: Translation): Promise<Judgement> {
    return this.#judge.judge(translation);
  }

  async close(): Promise<void> {
    this.#validator.close();
    await this.#judge.close();
  }
}
