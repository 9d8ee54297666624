import { execFileSync } from 'node:child_process';

import { evaluateIbis } from '@ibert/ibis';
import { printType } from '@ibert/ir';
import { fixCode } from '@ibert/tasks/fix';
import { beforeAll, describe, expect, it } from 'vitest';

import { brokenCases, type BrokenCase } from '../tasks/broken-programs/cases.js';
import { reportAgreement } from './agreement.js';
import { executeWithIbis, type OracleAnswer } from './oracle.js';

const PYTHON = '.venv/bin/python';

it('finds the recorded errors of the broken programs in real Ibis', () => {
  const changes = execFileSync(PYTHON, ['tests/oracle/record_fixes.py', '--check'], {
    encoding: 'utf8',
  });
  expect(changes.split('\n').filter((line) => line !== '')).toEqual([]);
});

/** A case with a program that stands for it: its repair, or the program as it came. */
interface Judged {
  readonly one: BrokenCase;
  readonly program: string;
}

describe('repairs of the broken programs', () => {
  const cases = brokenCases();
  const repairs = cases.flatMap((one): readonly Judged[] => {
    const answer = fixCode({
      code: one.broken,
      tables: one.given ? one.tables : undefined,
      error: one.error,
      context: one.context,
    });
    return answer.ok ? [{ one, program: answer.fixed }] : [];
  });
  const broken = cases.map((one): Judged => ({ one, program: one.broken }));

  let answers: readonly OracleAnswer[];
  beforeAll(() => {
    // All in one process, which takes seconds to start.
    answers = executeWithIbis([...repairs, ...broken].map(requestOf));
  });

  it('are found for most of them', () => {
    expect(repairs.length / cases.length).toBeGreaterThan(0.75);
  });

  it('are accepted by real Ibis, with the columns and types that they have here', () => {
    const faults = repairs.flatMap((judged, i) => faultOf(judged, answers[i]));
    reportAgreement({
      family: 'Repaired programs',
      agreed: repairs.length - faults.length,
      total: repairs.length,
    });
    expect(faults).toEqual([]);
  });

  it('are judged by what refuses every broken program', () => {
    const accepted = broken.filter((_, i) => answers[repairs.length + i]?.ok !== false);
    expect(accepted.map(({ one }) => one.id)).toEqual([]);
  });

  it('are other programs to the judge where a column or a type is another', () => {
    const [judged] = repairs;
    const answer = answers[0];
    if (judged === undefined || answer?.ok !== true) throw new Error('there is no repair');
    expect(faultOf(judged, answer)).toEqual([]);
    const [, ...fewer] = answer.columns;
    expect(faultOf(judged, { ...answer, columns: ['other', ...fewer] })).toHaveLength(1);
    const types = answer.types.map(() => 'uuid');
    expect(faultOf(judged, { ...answer, types })).toHaveLength(1);
  });
});

function requestOf(
  { one, program }: Judged,
  id: number,
): Parameters<typeof executeWithIbis>[0][number] {
  const tables = Object.fromEntries(
    Object.entries(one.schemas).map(([name, schema]) => [name, { schema }]),
  );
  return { id, ibis: program, tables };
}

/** What is wrong with a repair by the answer of real Ibis: nothing, or one line. */
function faultOf({ one, program }: Judged, answer: OracleAnswer | undefined): readonly string[] {
  if (answer?.ok !== true) return [`${one.id}: ${program}\n  ${answer?.error ?? 'no answer'}`];
  const { schema } = evaluateIbis(program, { tables: one.tables });
  const ours = [...schema].map(([name, type]) => `${name}: ${printType(type)}`).join(', ');
  const theirs = answer.columns.map((name, i) => `${name}: ${answer.types[i] ?? ''}`).join(', ');
  return ours === theirs ? [] : [`${one.id}: ours has ${ours}, real Ibis ${theirs}`];
}
