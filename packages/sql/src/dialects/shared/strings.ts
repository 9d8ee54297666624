import { isOp, make } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { when } from '../../expressions/cases.js';
import { integer, integerOf, plusOne } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';

const { add, comparison } = PRECEDENCE;

/** The text of a string literal, or null. */
export const textOf = (value: Value): string | null =>
  isOp(value, 'Literal') && typeof value.args.value === 'string' ? value.args.value : null;

export const lengthOf = (arg: Value): Value => make('StringLength', { arg });

/**
 * From a 0-based start, where a negative one counts from the end. `narrow`: the function takes
 * 32-bit positions only.
 */
export const substringBy =
  (name: string, narrow = false) =>
  ({ arg, start, length }: OpArgs<'Substring'>, e: Emitter): Sql => {
    if (length !== null && (integerOf(length) ?? 0n) < 0n) {
      throw e.refusal('a substring of negative length', 'Ibis refuses it');
    }
    const known = integerOf(start);
    const one = plusOne(start);
    const fromEnd = make('Add', { left: one, right: lengthOf(arg) });
    const from =
      known === null
        ? when(run(e.operand(start, add), ' >= 0'), e.doc(one), e.doc(fromEnd)).doc
        : e.doc(known >= 0n ? one : fromEnd);
    const position = (v: Value, doc: Doc): Doc =>
      !narrow || integerOf(v) !== null ? doc : e.cast(doc, { kind: 'int32', nullable: true }).doc;
    const at = position(start, from);
    return length === null
      ? call(name, e.doc(arg), at)
      : call(name, e.doc(arg), at, position(length, e.doc(length)));
  };

/** A slice as a substring; Python's slices with a negative end have no equal. */
export function sliceAsSubstring({ arg, start, end }: OpArgs<'StringSlice'>, e: Emitter): Sql {
  const from = start ?? integer(0);
  if (end === null) return e.value(make('Substring', { arg, start: from, length: null }));
  const known = [integerOf(from), integerOf(end)] as const;
  if (known[1] !== null && known[1] < 0n) {
    throw e.refusal('a slice with a negative end', 'its substrings have a length');
  }
  const length =
    known[0] !== null && known[1] !== null
      ? integer(known[1] > known[0] ? known[1] - known[0] : 0n)
      : make('Subtract', { left: end, right: from });
  return e.value(make('Substring', { arg, start: from, length }));
}

/** Padding that never cuts. */
export const padBy =
  (name: 'LPAD' | 'RPAD') =>
  ({ arg, length, pad }: OpArgs<'LPad'>, e: Emitter): Sql => {
    const filler =
      pad ??
      make('Literal', { value: ' ', type: { kind: 'string', length: null, nullable: true } });
    const longest = call('GREATEST', e.doc(lengthOf(arg)), e.doc(length)).doc;
    return call(name, e.doc(arg), longest, e.doc(filler));
  };

/**
 * The 0-based position of a text, from a function that yields the 1-based one or 0.
 *
 * @param from the text from a 0-based place on; Ibis leaves negative places to the dialect.
 */
export const findBy =
  (
    position: (text: Doc, part: Doc) => Doc,
    from: (arg: Value, start: Value, e: Emitter) => Doc = (arg, start, e) =>
      e.doc(make('Substring', { arg, start, length: null })),
  ) =>
  ({ arg, substr, start, end }: OpArgs<'StringFind'>, e: Emitter): Sql => {
    if (end !== null)
      throw e.refusal('StringFind with an end', 'it searches to the end of the text');
    if (start === null) return sql(run(position(e.doc(arg), e.doc(substr)), ' - 1'), add);
    const at = position(from(arg, start, e), e.doc(substr));
    const found = run(at, ' + ', e.operand(start, tighter(add)));
    return sql(run(when(run(at, ' > 0'), found, '0').doc, ' - 1'), add);
  };

/** Whether a text is in another, by its position. */
export const containsBy =
  (position: (text: Doc, part: Doc) => Doc) =>
  ({ haystack, needle }: OpArgs<'StringContains'>, e: Emitter): Sql =>
    sql(run(position(e.doc(haystack), e.doc(needle)), ' > 0'), comparison);

/** `LEFT(text, LENGTH(part)) = part`, or the same with RIGHT. */
export const edgeIs = (side: 'LEFT' | 'RIGHT', arg: Value, part: Value, e: Emitter): Sql =>
  sql(
    run(
      call(side, e.doc(arg), e.doc(lengthOf(part))).doc,
      ' = ',
      e.operand(part, tighter(comparison)),
    ),
    comparison,
  );

/** A case-insensitive LIKE, by lower case. */
export const lowerLike = ({ arg, pattern }: OpArgs<'StringSQLILike'>, e: Emitter): Sql =>
  sql(run(e.call('LOWER', arg).doc, ' LIKE ', e.call('LOWER', pattern).doc), comparison);

/** `a || b || c`; NULL where one of them is NULL. */
export function concatBars({ arg }: { readonly arg: readonly Value[] }, e: Emitter): Sql {
  // To the right, a concatenation keeps its parentheses: as a group key it must be found as a whole.
  const { concat } = PRECEDENCE;
  const parts = arg.map((part, i) => e.operand(part, i === 0 ? concat : tighter(concat)));
  return sql(
    run(...parts.flatMap((part, i) => (i === 0 ? [part] : [' || ', part]))),
    PRECEDENCE.concat,
  );
}

/** The first letter in upper case, the rest in lower case. */
export function capitalized({ arg }: OpArgs<'Capitalize'>, e: Emitter): Sql {
  const part = (start: number, length: Value | null): Value =>
    make('Substring', { arg, start: integer(start), length });
  const first = make('Uppercase', { arg: part(0, integer(1)) });
  const rest = make('Lowercase', { arg: part(1, null) });
  return e.value(make('StringConcat', { arg: [first, rest] }));
}

/** The last characters; all of them where there are fewer. */
export const ending = (arg: Value, count: Doc, e: Emitter): Sql =>
  call(
    'SUBSTR',
    e.doc(arg),
    call('GREATEST', run(e.doc(lengthOf(arg)), ' - ', count, ' + 1'), '1').doc,
  );

/** A replacement whose references to groups are `$1` where those of Ibis are `\1`. */
export function dollarReferences(value: Value, write: (text: string) => string, e: Emitter): Doc {
  const plain = textOf(value);
  if (plain === null)
    throw e.refusal('RegexReplace with a computed replacement', 'references to groups differ');
  return write(plain.replaceAll('$', '\\$').replaceAll(/\\(\d)/g, '$$$1'));
}
