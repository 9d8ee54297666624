import { make } from '@ibert/ir';
import type { OpArgs } from '@ibert/ir';
import { when } from '../../expressions/cases.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { containsBy, edgeIs, findBy, lengthOf, lowerLike, substringBy } from '../shared/strings.js';
import { refuse, rows } from '../spec.js';

const { add } = PRECEDENCE;
const WHITESPACE = "' \t\n\r\u000b\f'";
const charIndex = (text: Doc, part: Doc): Doc => call('CHARINDEX', part, text).doc;
const PATTERNS = refuse('it had no regular expressions before its version of 2025');

const trim =
  (side: string) =>
  ({ arg }: OpArgs<'Strip'>, e: Emitter): Sql =>
    atom(run(`TRIM(${side}${WHITESPACE} FROM `, e.doc(arg), ')'));

const pad =
  (side: 'LPAD' | 'RPAD') =>
  ({ arg, length, pad: filler }: OpArgs<'LPad'>, e: Emitter): Sql => {
    const size = e.operand(lengthOf(arg), add);
    const taken = e.operand(lengthOf(arg), tighter(add));
    const count = e.operand(length, add);
    const fill = filler === null ? "' '" : e.doc(filler);
    const repeated = call('REPLICATE', fill, run(count, ' - ', taken)).doc;
    const body = e.operand(arg, add);
    const padded =
      side === 'LPAD'
        ? call('RIGHT', run(repeated, ' + ', body), e.doc(length)).doc
        : call('LEFT', run(body, ' + ', repeated), e.doc(length)).doc;
    return when(run(count, ' <= ', size), e.doc(arg), padded);
  };

function substring(args: OpArgs<'Substring'>, e: Emitter): Sql {
  const length = args.length ?? make('StringLength', { arg: args.arg });
  return substringBy('SUBSTRING')({ ...args, length }, e);
}

export const MSSQL_STRINGS = rows({
  // LEN leaves out blanks at the end.
  StringLength: ({ arg }, e) =>
    sql(run("LEN('A' + ", e.operand(arg, tighter(add)), " + 'Z') - 2"), add),
  Strip: trim(''),
  LStrip: trim('LEADING '),
  RStrip: trim('TRAILING '),
  Substring: substring,
  Repeat: 'REPLICATE',
  StringFind: findBy(charIndex),
  StringContains: containsBy(charIndex),
  StartsWith: ({ arg, start }, e) => edgeIs('LEFT', arg, start, e),
  EndsWith: ({ arg, end }, e) => edgeIs('RIGHT', arg, end, e),
  LPad: pad('LPAD'),
  RPad: pad('RPAD'),
  StringConcat: ({ arg }, e) => {
    const parts = arg.map((part) => e.operand(part, tighter(add)));
    return sql(run(...parts.flatMap((part, i) => (i === 0 ? [part] : [' + ', part]))), add);
  },
  StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
  StringSQLILike: lowerLike,
  RegexSearch: PATTERNS,
  RegexExtract: PATTERNS,
  RegexReplace: PATTERNS,
});
