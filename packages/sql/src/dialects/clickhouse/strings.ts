import { make } from '@ibert/ir';
import type { OpArgs } from '@ibert/ir';

import { unlessNull } from '../../expressions/cases.js';
import { integer, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { like } from '../../expressions/predicates.js';
import { atom, call } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { containsBy, findBy, lengthOf, substringBy } from '../shared/strings.js';
import { refuse, rows } from '../spec.js';

const WHITESPACE = "' \\t\\n\\r\\v\\f'";
const position = (text: Doc, part: Doc): Doc => call('positionUTF8', text, part).doc;

const trim =
  (side: 'BOTH' | 'LEADING' | 'TRAILING') =>
  ({ arg }: OpArgs<'Strip'>, e: Emitter): Sql =>
    atom(run(`TRIM(${side} ${WHITESPACE} FROM `, e.doc(arg), ')'));

/** Padding that never cuts. */
const pad =
  (name: string) =>
  ({ arg, length, pad: filler }: OpArgs<'LPad'>, e: Emitter): Sql => {
    const longest = call('GREATEST', e.doc(lengthOf(arg)), e.doc(length)).doc;
    return call(name, e.doc(arg), longest, filler === null ? "' '" : e.doc(filler));
  };

/** A negative length would count from the end. */
function substring({ arg, start, length }: OpArgs<'Substring'>, e: Emitter): Sql {
  const known = length === null || integerOf(length) !== null;
  const size = known
    ? length
    : make('IfElse', {
        bool_expr: make('Less', { left: length, right: integer(0) }),
        true_expr: integer(0),
        false_null_expr: length,
      });
  return substringBy('substringUTF8')({ arg, start, length: size }, e);
}

export const CLICKHOUSE_STRINGS = rows({
  Uppercase: 'upperUTF8',
  Lowercase: 'lowerUTF8',
  Reverse: 'reverseUTF8',
  StringLength: 'lengthUTF8',
  Strip: trim('BOTH'),
  LStrip: trim('LEADING'),
  RStrip: trim('TRAILING'),
  Substring: substring,
  StrRight: 'rightUTF8',
  Repeat: ({ arg, times }, e) =>
    call('REPEAT', e.doc(arg), call('accurateCast', e.doc(times), "'UInt64'").doc),
  StringFind: findBy(position),
  StringContains: containsBy(position),
  LPad: pad('leftPadUTF8'),
  RPad: pad('rightPadUTF8'),
  Translate: 'translateUTF8',
  FindInSet: ({ needle, values }, e) => {
    const options = list(
      '[',
      values.map((v) => e.doc(v)),
      ']',
    );
    return unlessNull(e, [needle], run(call('indexOf', options, e.doc(needle)).doc, ' - 1'));
  },
  // CONCAT_WS is NULL where one of the texts is.
  StringJoin: ({ arg, sep }, e) => {
    const texts = list(
      '[',
      arg.map((v) => e.doc(v)),
      ']',
    );
    const present = call('arrayFilter', 'x -> x IS NOT NULL', texts).doc;
    return call('arrayStringConcat', present, e.doc(sep));
  },
  StringAscii: refuse('it yields the first byte, not the first character'),
  ArrayStringJoin: 'arrayStringConcat',
  StartsWith: 'startsWith',
  EndsWith: 'endsWith',
  StringSQLILike: like('ILIKE'),
  RegexSearch: 'match',
  RegexReplace: 'replaceRegexpAll',
  RegexSplit: ({ arg, pattern }, e) =>
    call('splitByRegexp', e.doc(pattern), run('CAST(', e.doc(arg), ' AS String)')),
  StringReplace: 'replaceAll',
  StringSplit: ({ arg, delimiter }, e) =>
    call('splitByString', e.doc(delimiter), run('CAST(', e.doc(arg), ' AS String)')),
  StringConcat: 'CONCAT',
  ExtractProtocol: 'protocol',
  ExtractAuthority: 'netloc',
  ExtractHost: 'domain',
  ExtractFile: ({ arg }, e) => call('cutFragment', e.call('pathFull', arg).doc),
  ExtractPath: 'path',
  ExtractQuery: ({ arg, key }, e) =>
    key === null ? e.call('queryString', arg) : e.call('extractURLParameter', arg, key),
  ExtractFragment: 'fragment',
});
