import { apiRows, nativeUse } from '@ibert/ibis';
import { describe, expect, it } from 'vitest';

describe('names by use', () => {
  const use = nativeUse(apiRows());

  it('are native for at least 95% of all uses', () => {
    expect(use.share).toBeGreaterThanOrEqual(0.95);
  });

  it('are all native where the TPC queries use them', () => {
    const queries = use.classes.find(({ usage }) => usage === 'queries');
    expect(queries?.native).toBe(queries?.names);
    expect(queries?.names).toBeGreaterThan(80);
  });

  it('count for nothing once they are refused', () => {
    const refused = apiRows().map((row) => ({ ...row, status: 'unsupported' as const }));
    expect(nativeUse(refused).share).toBe(0);
  });
});
