import { describeIbis, evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

import { DIFFERENCES } from './broken-differences.js';
import { differenceOf, outcomeOf, PROGRAMS } from './broken-programs.js';
import type { BrokenProgram } from './broken-programs.js';

const known = new Map(
  DIFFERENCES.flatMap(({ reason, level, programs }) =>
    programs.map((code) => [code, { reason, level }] as const),
  ),
);

const kinds = new Map<string, BrokenProgram[]>();
for (const program of PROGRAMS) {
  const others = kinds.get(program.kind);
  if (others === undefined) kinds.set(program.kind, [program]);
  else others.push(program);
}

describe('programs with mistakes', () => {
  for (const [kind, programs] of kinds) {
    it(`fail as in real Ibis: ${kind}`, () => {
      for (const { code, answer } of programs) {
        const ours = outcomeOf(code);
        const difference = differenceOf(ours, answer);
        const listed = known.get(code);
        const about = `${code}\n${listed === undefined ? '' : `listed: ${listed.reason}\n`}`;
        if (difference === 'none' && listed === undefined) continue;
        expect(difference, `${about}${JSON.stringify({ ours, theirs: answer }, null, 1)}`).toBe(
          listed?.level ?? 'none',
        );
      }
    });
  }

  it('are told by their class, and nearly all by their message', () => {
    const failing = PROGRAMS.filter(({ answer }) => answer.error !== undefined);
    const outcomes = PROGRAMS.map(({ code }) => outcomeOf(code));
    const refused = PROGRAMS.filter((_, i) => outcomes[i]?.error === 'NotSupported');
    const classDiffers = PROGRAMS.filter(
      ({ answer }, i) =>
        differenceOf(outcomes[i] ?? {}, answer) === 'class' &&
        outcomes[i]?.error !== 'NotSupported',
    );
    const told = failing.filter((program) => !refused.includes(program));
    const differences = told.map(({ code, answer }) => differenceOf(outcomeOf(code), answer));
    const equal = (level: 'class' | 'message'): number =>
      differences.filter((d) => d === 'none' || (level === 'class' && d === 'message')).length;
    const share = (count: number): string =>
      `${count} of ${told.length} (${((100 * count) / told.length).toFixed(1)}%)`;
    const failingKinds = new Set(failing.map(({ kind }) => kind));
    process.stdout.write(
      `${failing.length} broken programs of ${failingKinds.size} kinds: class equal in ` +
        `${share(equal('class'))}, message equal in ${share(equal('message'))}, ` +
        `${refused.length} of all ${PROGRAMS.length} programs refused by name\n`,
    );
    expect(failingKinds.size).toBeGreaterThanOrEqual(60);
    expect(failing.length).toBeGreaterThanOrEqual(300);
    expect(equal('message') / told.length).toBeGreaterThanOrEqual(0.9);
    // Also of the programs that look wrong and that Ibis accepts.
    expect(classDiffers.map(({ code }) => code)).toEqual([]);
    expect(refused.length).toBeLessThan(10);
    const listed = [...known].filter(([, { level }]) => level === 'class').map(([code]) => code);
    expect(listed.toSorted()).toEqual(refused.map(({ code }) => code).toSorted());
  });

  it('are listed as different only once and only while they are there', () => {
    const codes = new Set(PROGRAMS.map(({ code }) => code));
    const listed = DIFFERENCES.flatMap(({ programs }) => programs);
    expect(listed.filter((code) => !codes.has(code))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
    for (const { reason } of DIFFERENCES) expect(reason.length).toBeGreaterThan(20);
  });
});

describe('a value over several tables', () => {
  const tables = { t: parseSchema({ a: 'int64' }), u: parseSchema({ b: 'int64' }) };

  it('is built, and refused where a query is made of it', () => {
    expect([...describeIbis('t.a + u.b', { tables }).schema.keys()]).toEqual(['Add(a, b)']);
    expect(() => evaluateIbis('t.a + u.b', { tables })).toThrow(
      'Cannot convert Add expression involving multiple base table references to a projection',
    );
  });
});
