import { InternalError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { describe, expect, it } from 'vitest';

import { readCorpus } from './corpus.js';
import { runFuzz } from './run-fuzz.js';
import type { Failure } from './run-fuzz.js';
import { startWatchdog } from './watchdog.js';

const SEED = process.env['IBERT_FUZZ_SEED'] ?? 'fixed';
const COUNT = Number(process.env['IBERT_FUZZ_COUNT'] ?? 2000);
const HOUR = 3_600_000;
/** Time after which a mutant counts as endless. */
const HANG_MS = 20_000;
const MAX_MEMORY_MB = 512;

const report = ({ seed, index, tables, fault, code }: Failure): string =>
  `mutant ${index} of seed ${seed}, tables ${tables}: ${fault}\n${code}`;

const corpus = await readCorpus();

describe('mutated programs', () => {
  it(
    'give a value or an error for the user, in time',
    async () => {
      const watchdog = startWatchdog(`seed ${SEED}`, HANG_MS);
      const { mutants, values, errors, slowestMs, failures } = runFuzz(corpus, {
        seed: SEED,
        count: COUNT,
        onMutant: (index) => watchdog.step(index),
      });
      await watchdog.stop();
      const memory = process.resourceUsage().maxRSS / 1024;
      process.stdout.write(
        `${mutants} mutants of seed ${SEED}: ${values} values, ${errors} errors, ${failures.length} failures, ` +
          `slowest ${Math.round(slowestMs)} ms, peak memory of the process ${Math.round(memory)} MB\n`,
      );
      expect(failures.map(report)).toEqual([]);
      // A fuzz in which everything is refused, or nothing, has tried nothing.
      expect(values / COUNT).toBeGreaterThan(0.02);
      expect(errors).toBeGreaterThan(values);
      expect(memory).toBeLessThan(MAX_MEMORY_MB);
    },
    HOUR,
  );

  it.each([
    ['a crash', () => undefined as unknown as () => void, /^TypeError/],
    ['a broken invariant', () => broken, /^InternalError/],
    ['slowness', () => () => spin(30), /^slower than/],
  ])('are told from %s, and shrunk', (_name, make, fault) => {
    const act = make();
    // Fails for one word only, which shrinking must not lose.
    const evaluate = (code: string): unknown => {
      if (code.includes('select')) act();
      return evaluateIbis('t', {});
    };
    const { failures } = runFuzz(corpus, {
      seed: 'planted',
      count: 15,
      evaluate,
      maxMs: 20,
      maxFailures: 1,
    });
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) {
      expect(failure.fault).toMatch(fault);
      expect(failure.code).toContain('select');
    }
    if (!fault.source.includes('slower'))
      for (const { code } of failures) expect(code.length).toBeLessThan(30);
  });

  it('are the same for the same seed', () => {
    const evaluate = (code: string): unknown => seen.push(code);
    let seen: string[] = [];
    runFuzz(corpus, { seed: 'again', count: 50, evaluate });
    const first = seen;
    seen = [];
    runFuzz(corpus, { seed: 'again', count: 50, evaluate });
    expect(seen).toEqual(first);
    expect(new Set(seen).size).toBeGreaterThan(40);
  });
});

function broken(): never {
  throw new InternalError('planted');
}

function spin(ms: number): void {
  const start = process.cpuUsage();
  let used = 0;
  while (used < ms * 1000) used = process.cpuUsage(start).user;
}
