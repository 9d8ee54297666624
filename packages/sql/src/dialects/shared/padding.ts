import { make } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { when } from '../../expressions/cases.js';
import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { PRECEDENCE } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { lengthOf, textOf } from './strings.js';

/**
 * The text with as many whole repeats of the pad as it is shorter than the length, never cut: what
 * Ibis does, and LPAD for a pad of one character. `name` is that function, if the dialect has it.
 */
export const padWhole =
  (side: 'left' | 'right', name: string | null) =>
  ({ arg, length, pad }: OpArgs<'LPad'>, e: Emitter): Sql => {
    const filler: Value =
      pad ??
      make('Literal', { value: ' ', type: { kind: 'string', length: null, nullable: true } });
    const size = e.doc(lengthOf(arg));
    const single = [...(textOf(filler) ?? '')].length === 1;
    if (name !== null && single && integerOf(length) !== null) {
      const short = run(size, ' < ', e.doc(length));
      return when(short, e.call(name, arg, length, filler).doc, e.doc(arg));
    }
    const missing = make('Subtract', { left: length, right: lengthOf(arg) });
    const repeated = make('Repeat', { arg: filler, times: missing });
    const parts = side === 'left' ? [repeated, arg] : [arg, repeated];
    const padded = e.doc(make('StringConcat', { arg: parts }));
    return when(run(e.operand(length, PRECEDENCE.add), ' <= ', size), e.doc(arg), padded);
  };
