import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { evaluateIbis } from '@ibert/ibis';

import { operationsOf } from '../engines/operations.js';
import { recordedOperations, recordOperations } from '../engines/report.js';
import { readSweep } from './sweep-cases.js';
import type { SweepCase } from './sweep-cases.js';
import { familyOf, groupedBy, judgeSweep, subjectOf, tally } from './sweep-judge.js';
import type { Judged } from './sweep-judge.js';
import { KNOWN } from './sweep-known.js';

const sweep = readSweep();

/** Share of what real Ibis compiles for DuckDB that we must take, and agree on. */
const TAKEN = 0.95;
const AGREEING = 0.995;
/** Share of the errors whose text is Ibis's as well. */
const WORDS = 0.9;

let judged: readonly Judged[] = [];

beforeAll(async () => {
  judged = await judgeSweep(sweep);
}, 600_000);

const reasonOf = ({ code }: SweepCase): string | undefined =>
  KNOWN.find(([pattern]) => pattern.test(code))?.[1];

describe('the sweep: what real Ibis accepts, names, types, answers or refuses', () => {
  const subjects = groupedBy(sweep.cases, subjectOf);

  it.each([...subjects.keys()])('%s', (subject) => {
    const own = judged.filter(({ given }) => subjectOf(given) === subject);
    expect(own.length).toBe(subjects.get(subject)?.length);
    const faults = own.filter(({ given, verdict }) => {
      const isFault = verdict.verdict !== 'agrees' && verdict.verdict !== 'not taken';
      return isFault && reasonOf(given) === undefined;
    });
    expect(faults).toEqual([]);
  });
});

describe('the sweep as a whole', () => {
  const errors = (): Judged[] => judged.filter(({ given }) => given.expected.says === 'error');
  const ofClass = (): Judged[] => errors().filter(({ verdict }) => verdict.verdict === 'agrees');
  const worded = (): Judged[] =>
    ofClass().filter(({ verdict }) => verdict.verdict === 'agrees' && verdict.message === true);

  it('has the thousands of cases that it is meant to have', () => {
    const { cases, compile } = tally(judged);
    expect({ cases, compile }).toEqual(sweep.total);
    expect(compile).toBeGreaterThan(7000);
  });

  it('takes at least 95% of what real Ibis compiles for DuckDB', () => {
    const { compile, taken } = tally(judged);
    expect(taken / compile).toBeGreaterThanOrEqual(TAKEN);
  });

  it('agrees on at least 99.5% of what it takes', () => {
    const { taken, agree } = tally(judged);
    expect(agree / taken).toBeGreaterThanOrEqual(AGREEING);
  });

  it('has the words of most errors too', () => {
    expect(worded().length / errors().length).toBeGreaterThanOrEqual(WORDS);
  });

  it('has executed the operations that the page of the dialects says', () => {
    const executed = new Set(
      judged.flatMap(({ given: { code, expected }, verdict }) => {
        const hasRows = expected.says === 'rows' && expected.rows !== undefined;
        if (!hasRows || verdict.verdict !== 'agrees') return [];
        return [...operationsOf(evaluateIbis(code, { tables: sweep.tables }).relation)];
      }),
    );
    const sorted = [...executed].toSorted();
    if (process.env['IBERT_RECORD'] === '1') recordOperations('duckdb', sorted);
    expect(recordedOperations('duckdb')).toEqual(sorted);
  });

  it.each(KNOWN)('still differs where %s', (pattern, reason) => {
    const matching = judged.filter(({ given }) => pattern.test(given.code));
    expect(matching.length, 'no case of it').toBeGreaterThan(0);
    for (const { given, verdict } of matching)
      expect(verdict.verdict, `${given.code}: ${reason}`).not.toBe('agrees');
  });

  afterAll(() => {
    const families = groupedBy(judged, ({ given }) => familyOf(given));
    const lines = [...families, ['all', judged] as const].map(([name, some]) => {
      const { cases, compile, taken, agree } = tally(some);
      return `${name}: ${cases} cases, ${compile} compile, ${taken} taken, ${agree} agree\n`;
    });
    const words = `errors: ${errors().length}, ${ofClass().length} of the same class, ${worded().length} in the same words\n`;
    process.stdout.write([...lines, words].join(''));
  });
});
