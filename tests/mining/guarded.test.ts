import { describe, expect, it } from 'vitest';
import { guarded } from '../../packages/mining/src/guarded.js';
import { refuse } from '@ibert/mining';

const found = { pattern: 'script', place: { path: 'a.py', line: 1, endLine: 1 } } as const;

describe('a search of one file', () => {
  it('gives what it finds', () => {
    const findings = [refuse(found, 'NOT_PURE', 'x', 'y')];
    expect(guarded(found, () => findings)).toBe(findings);
  });

  it('is a refusal that says so where it fails itself', () => {
    const failing = (): never => {
      throw new TypeError('no such thing');
    };
    expect(guarded(found, failing)).toEqual([
      { kind: 'refused', ...found, reason: 'DEFECT', error: 'no such thing', text: '' },
    ]);
  });
});
