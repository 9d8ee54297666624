import { IbertError } from '@ibert/core';
import { parseSchema } from '@ibert/ir';

import { compileIbis, tryCompile } from './compile.js';
import type { Compile } from './compile.js';
import type { Tables } from './fixtures/base.js';
import { Prover } from './prover.js';
import type { ProverOptions } from './prover.js';
import { reject } from './reasons.js';
import type { Rejection } from './reasons.js';
import type { Verdict } from './verdict.js';

/** What of a record is proven: its tables and its two sides. */
export interface Example {
  readonly context: {
    readonly tables: Readonly<
      Record<string, { readonly schema: Readonly<Record<string, string>> }>
    >;
  };
  readonly input: { readonly sql: string };
  readonly target: { readonly ibis: string };
}

export interface ValidatorOptions extends ProverOptions {
  /** Ibis text to SQL; the product's own compiler when left out. */
  readonly compile?: Compile;
}

// Enough for every schema of a run; an entry is a few kilobytes.
const MAX_PARSED = 512;

/**
 * Validates examples in this process, one after the other.
 *
 * @example
 * const validator = await Validator.open();
 * const verdict = await validator.validateExample({
 *   context: { tables: { t: { schema: { a: 'int64' } } } },
 *   input: { sql: 'SELECT a FROM t WHERE a > 1' },
 *   target: { ibis: 't.filter(t.a > 1)' },
 * });
 */
export class Validator {
  readonly #prover: Prover;
  readonly #compile: Compile;
  /** Parsed tables by their text: the prover knows its fixtures by the parsed object. */
  readonly #parsed = new Map<string, Tables>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(prover: Prover, compile: Compile) {
    this.#prover = prover;
    this.#compile = compile;
  }

  static async open(options: ValidatorOptions = {}): Promise<Validator> {
    const { compile, ...limits } = options;
    return new Validator(await Prover.open(limits), compile ?? compileIbis);
  }

  close(): void {
    this.#prover.close();
  }

  /**
   * Proves an example, or says why not. Calls may overlap; they are answered in order. Throws only
   * for defects of the product itself.
   *
   * @param score whether its mutants must be told apart; default as the options say.
   */
  async validateExample(example: Example, score?: boolean): Promise<Verdict> {
    const answer = this.#last.then(() => this.#validate(example, score));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /**
   * Runs an Ibis program alone: it must compile, give the same rows in whatever order its tables are
   * stored, and say something on some fixture.
   */
  async validateProgram(context: Example['context'], ibis: string): Promise<Verdict> {
    const answer = this.#last.then(() => this.#validateProgram(context, ibis));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #validateProgram(context: Example['context'], ibis: string): Promise<Verdict> {
    const tables = this.#tablesOf(context);
    if ('ok' in tables) return tables as Rejection;
    const compiled = tryCompile(this.#compile, ibis, tables as Tables);
    if (!compiled.ok) return compiled;
    const { sql } = compiled.compiled;
    const pair = { tables: tables as Tables, sql, compiled: compiled.compiled };
    // A program is scored once, where it is one side of a pair.
    return this.#prover.prove(pair, false);
  }

  async #validate(example: Example, score: boolean | undefined): Promise<Verdict> {
    const tables = this.#tablesOf(example.context);
    if ('ok' in tables) return tables as Rejection;
    const compiled = tryCompile(this.#compile, example.target.ibis, tables as Tables);
    if (!compiled.ok) return compiled;
    const { compiled: program } = compiled;
    const pair = { tables: tables as Tables, sql: example.input.sql, compiled: program };
    return this.#prover.prove(pair, score);
  }

  #tablesOf(context: Example['context']): Tables | Rejection {
    const key = JSON.stringify(context.tables);
    const known = this.#parsed.get(key);
    if (known !== undefined) return known;
    try {
      const tables = Object.fromEntries(
        Object.entries(context.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
      );
      if (this.#parsed.size >= MAX_PARSED) this.#parsed.clear();
      this.#parsed.set(key, tables);
      return tables;
    } catch (error) {
      if (error instanceof IbertError) return reject('UNSUPPORTED', error.message);
      throw error;
    }
  }
}
