import { beforeAll, describe, expect, it } from 'vitest';

import { readSweep } from './sweep-cases.js';
import type { Expected, SweepCase } from './sweep-cases.js';
import { openJudge } from './sweep-judge.js';
import type { Runner } from './sweep-verdict.js';

const { tables } = readSweep();
let judge: Runner;
beforeAll(async () => {
  judge = await openJudge({ tables });
});

const verdictOf = async (code: string, expected: Expected): Promise<string> => {
  const given: SweepCase = { family: 'planted', code, expected };
  return (await judge.judge(given)).verdict;
};

const RIGHT = {
  says: 'rows',
  kind: 'scalar',
  schema: [['Max(b)', 'float64']],
  rows: [['10000000000.0']],
  ordered: false,
} as const;

describe('the judge of the sweep', () => {
  it('takes what is right', async () => {
    expect(await verdictOf('t.b.max()', RIGHT)).toBe('agrees');
  });

  it.each([
    ['another name', { schema: [['Min(b)', 'float64']] }],
    ['another type', { schema: [['Max(b)', 'int64']] }],
    ['another kind of expression', { kind: 'column' }],
    ['another value', { rows: [['10000000000.1']] }],
    ['NULL for a value', { rows: [[null]] }],
    ['a row more', { rows: [['10000000000.0'], ['10000000000.0']] }],
    ['no rows', { rows: [] }],
  ] as const)('sees %s', async (_, planted) => {
    expect(await verdictOf('t.b.max()', { ...RIGHT, ...planted })).toBe('wrong');
  });

  it('forgives the last digit of a float, and no more', async () => {
    expect(await verdictOf('t.b.max()', { ...RIGHT, rows: [['10000000000.000001']] })).toBe(
      'agrees',
    );
    expect(await verdictOf('t.b.max()', { ...RIGHT, rows: [['10000000000.5']] })).toBe('wrong');
  });

  it('sees rows in another order where they have one', async () => {
    const rows = [['8'], ['5'], ['2'], ['2'], ['1'], [null]] as const;
    const schema = [['k', 'int64']] as const;
    const expected = { says: 'rows', kind: 'table', schema, rows, ordered: true } as const;
    const code = "u.select('k').order_by(ibis.desc('k'))";
    expect(await verdictOf(code, expected)).toBe('agrees');
    expect(await verdictOf(code, { ...expected, rows: rows.toReversed() })).toBe('wrong');
    expect(await verdictOf(code, { ...expected, rows: rows.toReversed(), ordered: false })).toBe(
      'agrees',
    );
  });

  it('sees an answer where Ibis refuses, and a refusal where it answers', async () => {
    const error = { says: 'error', error: 'TypeError', message: '' } as const;
    expect(await verdictOf('t.b.max()', error)).toBe('wrong');
    expect(await verdictOf('t.b.upper()', RIGHT)).toBe('refused');
    expect(await verdictOf("t.to_csv('x')", RIGHT)).toBe('not taken');
  });

  it('sees another class of error', async () => {
    const error = { says: 'error', error: 'TypeError', message: '' } as const;
    expect(await verdictOf('t.b.upper()', error)).toBe('other error');
    expect(await verdictOf('t.b.upper()', { ...error, error: 'AttributeError' })).toBe('agrees');
  });

  it('sees rows where DuckDB refuses the SQL of Ibis', async () => {
    const { schema } = RIGHT;
    expect(
      await verdictOf('t.b.max()', { says: 'no rows', schema, error: 'BinderException' }),
    ).toBe('wrong');
  });
});
