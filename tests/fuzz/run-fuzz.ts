import { createRandom, deriveSeed, IbertError, InternalError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import type { Schema } from '@ibert/ir';

import type { Corpus, SeedProgram } from './corpus.js';
import { mutate, piecesOf } from './mutate.js';

/** No evaluation may take longer, unless a run says otherwise. */
const MAX_MS = 1000;

/** A mutant that the evaluator did not answer as it must. */
export interface Failure {
  readonly seed: string;
  readonly index: number;
  readonly tables: 'given' | 'open';
  readonly fault: string;
  /** The smallest program found that fails in the same way. */
  readonly code: string;
}

/** What happened to the mutants. */
export interface FuzzReport {
  readonly mutants: number;
  readonly values: number;
  readonly errors: number;
  readonly slowestMs: number;
  readonly failures: readonly Failure[];
}

type Tables = Readonly<Record<string, Schema>> | undefined;
type Evaluate = (code: string, tables: Tables) => unknown;

/** The mutant number `index` of a seed, with the tables of the program it was made of. */
export function mutantOf(corpus: Corpus, seed: string, index: number): SeedProgram {
  const random = createRandom(deriveSeed(seed, 'mutant', index));
  const { code, tables } = random.choice(random.choice(corpus));
  const other = (): string => random.choice(random.choice(corpus)).code;
  return { code: mutate(code, random, other), tables };
}

/** Evaluates mutants, with their tables and with open ones, and shrinks those that fail. */
export function runFuzz(
  corpus: Corpus,
  options: {
    readonly seed: string;
    readonly count: number;
    readonly evaluate?: Evaluate;
    readonly maxMs?: number;
    readonly maxFailures?: number;
    readonly onMutant?: (index: number) => void;
  },
): FuzzReport {
  const { seed, count, onMutant, maxMs = MAX_MS } = options;
  const maxFailures = options.maxFailures ?? MAX_FAILURES;
  const evaluate = options.evaluate ?? ((code, tables) => evaluateIbis(code, { tables }));
  const failures: Failure[] = [];
  let values = 0;
  let slowestMs = 0;
  for (let index = 0; index < count && failures.length < maxFailures; index++) {
    onMutant?.(index);
    const { code, tables } = mutantOf(corpus, seed, index);
    for (const kind of ['given', 'open'] as const) {
      const given = kind === 'given' ? tables : undefined;
      const { fault, ms, value } = judge(evaluate, code, given, maxMs);
      slowestMs = Math.max(slowestMs, ms);
      if (value) values++;
      if (fault === undefined) continue;
      const shrunk = shrink(code, (text) => judge(evaluate, text, given, maxMs).fault === fault);
      failures.push({ seed, index, tables: kind, fault, code: shrunk });
    }
  }
  const errors = 2 * count - values - failures.length;
  return { mutants: count, values, errors, slowestMs, failures };
}

interface Judged {
  readonly fault: string | undefined;
  readonly ms: number;
  readonly value: boolean;
}

/** The time since now: that of the process, where others slow the machine down. */
function startClock(maxMs: number): () => number {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const wall = performance.now() - start;
    if (wall <= maxMs) return wall;
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(wall, (user + system) / 1000);
  };
}

/** A value, or an error that is meant for the user, within the time; anything else is a fault. */
function judge(evaluate: Evaluate, code: string, tables: Tables, maxMs: number): Judged {
  const clock = startClock(maxMs);
  let fault: string | undefined;
  let value = false;
  try {
    evaluate(code, tables);
    value = true;
  } catch (error) {
    if (!(error instanceof IbertError) || error instanceof InternalError) {
      fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }
  const ms = clock();
  if (ms > maxMs) fault ??= `slower than ${maxMs} ms`;
  return { fault, ms, value };
}

/** At most this many programs are tried to make one smaller. */
const SHRINK_TRIES = 400;

/** And at most this long. */
const SHRINK_MS = 2000;

/** A run ends at this many failures, unless it says otherwise. */
const MAX_FAILURES = 100;

/** Takes away lines, then pieces, as long as the program fails in the same way. */
function shrink(code: string, fails: (text: string) => boolean): string {
  let tries = 0;
  const end = performance.now() + SHRINK_MS;
  let smallest = code;
  for (const split of [(text: string) => text.split(/(?<=\n)/), piecesOf]) {
    let parts = split(smallest);
    for (let size = Math.ceil(parts.length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (
        let start = 0;
        start < parts.length && tries < SHRINK_TRIES && performance.now() < end;
      ) {
        const fewer = parts.toSpliced(start, size);
        tries++;
        if (fewer.length > 0 && fails(fewer.join(''))) parts = fewer;
        else start += size;
      }
    }
    smallest = parts.join('');
  }
  return smallest;
}
