import { Prover } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundTripFault } from '../sql/bind-roundtrip-check.js';
import { reportAgreement } from './agreement.js';
import { FIXTURE_SEED, programOf } from './random/programs.js';

const SEED = 2027;
const COUNT = 1000;

describe('SQL to Ibis: composed queries', () => {
  let prover: Prover;
  beforeAll(async () => {
    prover = await Prover.open({ seed: FIXTURE_SEED });
  });
  afterAll(() => prover.close());

  it(`${COUNT} are bound from their SQL and printed with the rows that they had`, async () => {
    const faults: string[] = [];
    for (let n = 0; n < COUNT; n += 1) {
      const fault = await roundTripFault(prover, programOf(SEED, n));
      if (fault !== undefined) faults.push(`${n}: ${fault}`);
    }
    reportAgreement({
      family: 'SQL of composed queries',
      agreed: COUNT - faults.length,
      total: COUNT,
    });
    expect(faults.join('\n\n')).toBe('');
  });
});
