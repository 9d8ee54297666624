import { spawnSync } from 'node:child_process';

import { afterAll, describe, expect, it } from 'vitest';

import { familyOf, groupedBy, judgeSweep, tally } from '../ibis/sweep-judge.js';
import type { Judged } from '../ibis/sweep-judge.js';
import { reportAgreement } from './agreement.js';

describe('the API sweep', () => {
  let judged: readonly Judged[] = [];

  // What `just test` compares with is recorded; here real Ibis is asked again.
  it('has recorded what real Ibis answers', () => {
    const command = ['tests/oracle/record_sweep.py', '--check'];
    const { status, stdout, stderr } = spawnSync('.venv/bin/python', command, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
  });

  it('agrees with it on at least 99.5% of what is taken, which is at least 95%', async () => {
    judged = await judgeSweep();
    const { compile, taken, agree } = tally(judged);
    expect(taken / compile).toBeGreaterThanOrEqual(0.95);
    expect(agree / taken).toBeGreaterThanOrEqual(0.995);
  });

  afterAll(() => {
    for (const [name, some] of groupedBy(judged, ({ given }) => familyOf(given))) {
      const { compile, taken, agree } = tally(some);
      if (compile === 0) continue;
      const note = taken === compile ? undefined : `of ${compile} that Ibis compiles`;
      reportAgreement({
        family: `Sweep: ${name}`,
        agreed: agree,
        total: taken,
        ...(note === undefined ? {} : { note }),
      });
    }
  });
});
