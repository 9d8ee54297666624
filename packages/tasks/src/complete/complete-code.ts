import { clip, IbertError, InternalError } from '@ibert/core';
import { evaluateIbis, type Evaluated } from '@ibert/ibis';
import { emitSql } from '@ibert/sql';

import type { Tables } from '../tables.js';
import { Closing } from './closing.js';
import type { Fill } from './fill.js';
import { fillsAt, resortsAt } from './fills.js';
import { MESSAGE_LENGTH, notPython, readPrefix } from './prefix.js';
import { lookAround, type Scene } from './scene.js';
import { tailsFor } from './tails.js';

/** One way to complete code. */
export interface Alternative {
  readonly completed: string;
  /** What was added, in words. */
  readonly why: string;
  /** How likely it is, from 0 to 1; comparable within one completion. */
  readonly score: number;
}

/** Completed code. */
export interface Completion {
  /** The likeliest program. */
  readonly completed: string;
  /** Likeliest first; the first is the one above. */
  readonly alternatives: readonly Alternative[];
  /** The tables given, or those that the completed code tells of. */
  readonly tables: Tables;
}

/** What is known and wanted beside the code. */
export interface CompleteOptions {
  /** Left out: every free name is a table, whose columns its use tells. */
  readonly tables?: Tables | undefined;
  /** Most alternatives that are looked for. */
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 5;
/** Most programs that are evaluated before something is found, and after. */
const MOST_TRIES = 160;
const TRIES_FOR_MORE = 12;
/** How many of the likeliest additions are mended where they do not fit as they are. */
const MENDED = 4;

/**
 * Completes unfinished Ibis code: closes what is open and adds arguments, names and operands that
 * fit by type, those first that programs use most. Each answer begins with the code byte for byte
 * (without the line ends at its end), and has been evaluated.
 *
 * @throws IbertError `NO_COMPLETION` where the code is wrong before its end, or says too little.
 */
export function completeCode(code: string, options: CompleteOptions = {}): Completion {
  const { tables, limit = DEFAULT_LIMIT } = options;
  const prefix = readPrefix(code);
  if (prefix.tokens.length === 0) throw nothingGiven();
  const scene = lookAround(prefix, tables);
  const search = new Search(scene, tables);
  const found = search.run(limit);
  const [first] = found;
  if (first === undefined) throw search.refusal();
  const total = found.reduce((sum, { score }) => sum + score, 0);
  return {
    completed: first.completed,
    alternatives: found.map(({ completed, why, score }) => ({
      completed,
      why,
      score: Number((score / total).toFixed(4)),
    })),
    tables: first.tables,
  };
}

const nothingGiven = (): IbertError =>
  new IbertError('NO_COMPLETION', 'the code is empty: expected the beginning of an Ibis program', {
    hint: 'Begin with a table, e.g. "orders.filter(".',
  });

interface Found extends Alternative {
  readonly tables: Tables;
}

/** Tries additions, likeliest first, and keeps those that give an expression. */
class Search {
  readonly #scene: Scene;
  readonly #tables: Tables | undefined;
  readonly #closing: Closing;
  readonly #found = new Map<string, Found>();
  #left = MOST_TRIES;
  #error: IbertError | undefined;
  #first: IbertError | undefined;

  constructor(scene: Scene, tables: Tables | undefined) {
    this.#scene = scene;
    this.#tables = tables;
    this.#closing = new Closing(scene);
  }

  run(limit: number): readonly Found[] {
    const fills = fillsAt(this.#scene);
    for (const fill of fills) {
      if (this.#found.size >= limit || this.#left <= 0) break;
      this.#try(fill, this.#closing.close(fill.text));
    }
    if (this.#found.size === 0) this.#mend(fills);
    if (this.#found.size === 0) this.#resort();
    return [...this.#found.values()].toSorted((a, b) => b.score - a.score);
  }

  /** Puts something behind the values that do not fit where they stand. */
  #mend(fills: readonly Fill[]): void {
    this.#left = Math.max(this.#left, MOST_TRIES / 2);
    for (const fill of fills.slice(0, MENDED)) {
      for (let level = 0; level <= this.#closing.depth; level += 1) {
        const mends = [...this.#loops(), ...this.#closing.mends(fill.text, level)];
        for (const text of mends) {
          if (this.#found.size > 0 || this.#left <= 0) return;
          const mended = { ...fill, why: `${fill.why}, with ${text.trim()} so that it fits` };
          this.#try(mended, this.#closing.close(fill.text, { level, text }));
        }
      }
    }
  }

  /** A name that nothing defines may be that of a comprehension whose `for` is still to come. */
  #loops(): readonly string[] {
    const name = /^name '(\w+)' is not defined/.exec(this.#first?.message ?? '')?.[1];
    if (name === undefined) return [];
    return this.#scene.variables.map((each) => ` for ${name} in ${each}`);
  }

  /** Tries what is not likely, as it is and with something behind it. */
  #resort(): void {
    const fills = resortsAt(this.#scene);
    this.#left = MOST_TRIES;
    for (const fill of fills) {
      if (this.#found.size > 0 || this.#left <= 0) return;
      this.#try(fill, this.#closing.close(fill.text));
    }
    this.#mend(fills);
  }

  #try(fill: Fill, added: string): void {
    const { text, lead } = this.#scene.prefix;
    const whole = added === '' ? text : text + lead + added;
    const answer = this.#evaluate(whole);
    if (answer !== undefined) this.#keep(fill, whole, answer);
    else if (this.#isGrouped()) this.#aggregate(fill);
    else if (this.#givesNothing()) this.#addTail(fill, whole);
  }

  /** A grouped table is no answer before it is aggregated. */
  #aggregate(fill: Fill): void {
    const whole = this.#aggregated(fill);
    const answer = this.#evaluate(whole);
    if (answer !== undefined) this.#keep(fill, whole, answer);
  }

  #aggregated({ text: added }: Fill): string {
    const { text, lead } = this.#scene.prefix;
    return text + lead + this.#closing.close(added, this.#closing.aggregation());
  }

  #isGrouped(): boolean {
    return /value of type 'GroupedTable'/.test(this.#error?.message ?? '');
  }

  #addTail(fill: Fill, whole: string, aggregated = false): void {
    for (const tail of tailsFor(this.#scene, whole)) {
      const answer = this.#evaluate(whole + tail);
      if (answer === undefined && !aggregated && this.#isGrouped()) {
        this.#addTail(fill, this.#aggregated(fill), true);
        return;
      }
      if (answer === undefined) continue;
      this.#keep(fill, whole + tail, answer);
      return;
    }
  }

  #keep({ why, score }: Fill, completed: string, { tables }: Evaluated): void {
    if (this.#found.size === 0) this.#left = Math.min(this.#left, TRIES_FOR_MORE);
    if (!this.#found.has(completed)) this.#found.set(completed, { completed, why, score, tables });
  }

  /** Whether the last program ran and only lacks an expression at its end. */
  #givesNothing(): boolean {
    return /^the program gives (?:nothing|a value of type)/.test(this.#error?.message ?? '');
  }

  #evaluate(program: string): Evaluated | undefined {
    this.#left -= 1;
    try {
      const answer = evaluateIbis(program, { tables: this.#tables });
      return answer.schema.size > 0 && this.#isQuery(answer) ? answer : undefined;
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      this.#error = error;
      this.#first ??= error;
      return undefined;
    }
  }

  /**
   * Whether a query can be made of an answer: DuckDB knows all that it says. What the compiler itself
   * fails on is no answer to show either. Of tables whose columns are inferred, nothing can be said.
   */
  #isQuery({ relation }: Evaluated): boolean {
    if (this.#tables === undefined) return true;
    try {
      emitSql(relation, 'duckdb');
      return true;
    } catch (error) {
      if (error instanceof IbertError || error instanceof InternalError) return false;
      throw error;
    }
  }

  /** Why nothing completes the code: what is wrong in it, where that can be told. */
  refusal(): IbertError {
    const { text } = this.#scene.prefix;
    const error = this.#first;
    // What no addition changes is a fault of the code itself.
    const isConstant = error !== undefined && error.message === this.#error?.message;
    if (isConstant && error.span !== undefined && error.span.start < text.length) {
      return notPython(error);
    }
    const [message = ''] = (error?.message ?? '').split('\n');
    const last = message === '' ? '' : `; the likeliest gives: ${clip(message, MESSAGE_LENGTH)}`;
    return new IbertError('NO_COMPLETION', `no completion gives an Ibis expression${last}`, {
      hint:
        this.#tables === undefined
          ? 'Give the tables with --schema, or write more of the program.'
          : 'Check the names of tables and columns, or write more of the program.',
    });
  }
}
