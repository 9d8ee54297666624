import { evaluateIbis, printIbis } from '@ibert/ibis';
import { expect, it } from 'vitest';

import type { Judge, Judged, Program } from '../conformance/random/judge.js';
import { shrink } from '../conformance/random/shrink.js';
import { WIDE_TABLES } from '../ir/compose-schemas.js';

/** A judge to whom every program with this word in it is a fault. */
function judgeOf(word: string): Judge {
  const judged = (program: Program): Judged => {
    const ibis = printIbis(program.relation);
    const isFault = ibis.includes(word);
    return {
      program,
      ibis,
      answer: undefined,
      judgement: isFault ? { kind: 'disagree', problem: `planted: ${word}` } : { kind: 'agree' },
    };
  };
  return { judge: (programs) => Promise.resolve(programs.map(judged)), close: () => undefined };
}

it.each([
  [
    'the step and the expression at fault',
    'sqrt',
    'parts.filter(_.flag, _.i > 1).mutate(y=_.i + (_.x * 2).abs().sqrt(), z=_.s.upper()).group_by("s").agg(n=_.count(), m=_.y.sum()).order_by("s").limit(3)',
    /^parts\.\w+\([^()]*\b_\.\w+\.sqrt\(\)[^()]*\)$/,
  ],
  [
    'the join',
    'anti_join',
    't = things.filter(things.i8 > 1)\nt.anti_join(parts.filter(_.flag), "thing_id").mutate(a=_.i8 + 1).select("a", "s").distinct()',
    /^things\.anti_join\(parts, "thing_id"\)$/,
  ],
])('a disagreement is cut down to %s', async (_name, word, text, smallest) => {
  const judge = judgeOf(word);
  const { relation } = evaluateIbis(text, { tables: WIDE_TABLES });
  const [found] = await judge.judge([{ tables: WIDE_TABLES, relation }]);
  const { ibis } = await shrink(judge, found as Judged);
  expect(ibis).toMatch(smallest);
});
