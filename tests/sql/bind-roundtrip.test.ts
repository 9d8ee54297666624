import { Prover } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { FIXTURE_SEED, programOf } from '../conformance/random/programs.js';
import { roundTripFault } from './bind-roundtrip-check.js';

const SEED = 'bind(emit(ir))';
/** `just conformance` tries more of them, of another seed. */
const COUNT = 200;
const PROGRAMS = Array.from({ length: COUNT }, (_, n) => programOf(SEED, n));

describe('composed queries, written as SQL and bound again', () => {
  let prover: Prover;
  beforeAll(async () => {
    prover = await Prover.open({ seed: FIXTURE_SEED });
  });
  afterAll(() => prover.close());

  it('have the names and rows that they had', { timeout: 300_000 }, async () => {
    const faults: string[] = [];
    for (const [n, program] of PROGRAMS.entries()) {
      const fault = await roundTripFault(prover, program);
      if (fault !== undefined) faults.push(`${n}: ${fault}`);
    }
    expect(faults.join('\n\n')).toBe('');
  });

  it.each([
    ['drops every row', (sql: string) => `SELECT * FROM (${sql}) AS q WHERE false`],
    [
      'doubles every row',
      (sql: string) => `SELECT * FROM (${sql}) UNION ALL SELECT * FROM (${sql})`,
    ],
    ['is no SQL', (sql: string) => `${sql} )`],
  ])('are told from those of a text that %s', { timeout: 60_000 }, async (_name, change) => {
    const faults: (string | undefined)[] = [];
    for (const program of PROGRAMS.slice(0, 10))
      faults.push(await roundTripFault(prover, program, change));
    // A program without rows cannot be told from one that drops them.
    expect(faults.filter((fault) => fault === undefined).length).toBeLessThanOrEqual(1);
  });
});
