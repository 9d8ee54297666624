import { isOp, make } from '@ibert/ir';
import type { OpArgs } from '@ibert/ir';

import { unlessNull, when } from '../../expressions/cases.js';
import { integer, integerOf, plusOne } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { like } from '../../expressions/predicates.js';
import { atom, call, PRECEDENCE, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { list, run } from '../../format/doc.js';
import { capitalized, concatBars, findBy, substringBy } from '../shared/strings.js';
import { refuse, rows } from '../spec.js';

const { add } = PRECEDENCE;
/** Python's `string.whitespace`. */
const WHITESPACE = "E' \\t\\n\\r\\x0B\\f'";
const URL = refuse('it has no functions for the parts of a URL');

const trim =
  (name: string) =>
  ({ arg }: OpArgs<'Strip'>, e: Emitter): Sql =>
    call(name, e.doc(arg), WHITESPACE);

const strptime =
  (type: 'DATE' | 'TIME') =>
  ({ arg, format_str }: OpArgs<'StringToDate'>, e: Emitter): Sql =>
    atom(run('CAST(', e.call('STRPTIME', arg, format_str).doc, ` AS ${type})`));

/** SUBSTRING where start and end are known, else a slice with DuckDB's rules. */
function slice({ arg, start, end }: OpArgs<'StringSlice'>, e: Emitter): Sql {
  const from = start === null ? 0n : integerOf(start);
  const to = end === null ? null : integerOf(end);
  if (from !== null && from >= 0n) {
    if (end === null) return e.call('SUBSTRING', arg, integer(from + 1n));
    if (to !== null && to >= from)
      return e.call('SUBSTRING', arg, integer(from + 1n), integer(to - from));
  }
  const first = start === null ? '1' : run('COALESCE(', e.doc(plusOne(start)), ', 1)');
  const last = end === null ? '-1' : run('COALESCE(', e.doc(end), ', -1)');
  return call('ARRAY_SLICE', e.doc(arg), first, last);
}

/** The text, padded to the length with repeats of the pad; never cut. */
const pad =
  (side: 'LPAD' | 'RPAD') =>
  ({ arg, length, pad: filler }: OpArgs<'LPad'>, e: Emitter): Sql => {
    // A pad of None pads to NULL, as in Ibis.
    const by =
      filler ??
      make('Literal', { value: null, type: { kind: 'string', length: null, nullable: true } });
    const size = make('StringLength', { arg });
    const single =
      isOp(by, 'Literal') && typeof by.args.value === 'string' && by.args.value.length === 1;
    if (single && integerOf(length) !== null) {
      const short = run(e.doc(size), ' < ', e.doc(length));
      return when(short, e.call(side, arg, length, by).doc, e.doc(arg));
    }
    const missing = make('Subtract', { left: length, right: size });
    const repeated = call('REPEAT', e.doc(by), e.doc(missing)).doc;
    const { concat } = PRECEDENCE;
    const text = e.operand(arg, side === 'RPAD' ? concat : tighter(concat));
    const padded = side === 'LPAD' ? run(repeated, ' || ', text) : run(text, ' || ', repeated);
    return when(run(e.operand(length, add), ' <= ', e.doc(size)), e.doc(arg), padded);
  };

export const DUCKDB_STRINGS = rows({
  Strip: trim('TRIM'),
  LStrip: trim('LTRIM'),
  RStrip: trim('RTRIM'),
  Capitalize: capitalized,
  Substring: substringBy('SUBSTRING'),
  StringSlice: slice,
  StringFind: findBy(
    (text, part) => call('STRPOS', text, part).doc,
    (arg, start, e) => call('SUBSTRING', e.doc(arg), e.doc(plusOne(start))).doc,
  ),
  LPad: pad('LPAD'),
  RPad: pad('RPAD'),
  FindInSet: ({ needle, values }, e) => {
    const items = list(
      '[',
      values.map((v) => e.doc(v)),
      ']',
    );
    const position = run('COALESCE(LIST_POSITION(', items, ', ', e.doc(needle), '), 0) - 1');
    return unlessNull(e, [needle], position);
  },
  StringJoin: ({ arg, sep }, e) => e.call('CONCAT_WS', sep, ...arg),
  ArrayStringJoin: 'ARRAY_TO_STRING',
  StartsWith: 'STARTS_WITH',
  EndsWith: 'ENDS_WITH',
  StringSQLILike: like('ILIKE'),
  RegexSearch: 'REGEXP_MATCHES',
  RegexExtract: 'REGEXP_EXTRACT',
  RegexSplit: 'STRING_SPLIT_REGEX',
  RegexReplace: ({ arg, pattern, replacement }, e) =>
    call('REGEXP_REPLACE', e.doc(arg), e.doc(pattern), e.doc(replacement), "'g'"),
  StringSplit: 'STRING_SPLIT',
  StringConcat: concatBars,
  StringContains: 'CONTAINS',
  Levenshtein: 'LEVENSHTEIN',
  StringToDate: strptime('DATE'),
  StringToTime: strptime('TIME'),
  StringToTimestamp: 'STRPTIME',
  ExtractProtocol: URL,
  ExtractAuthority: URL,
  ExtractUserInfo: URL,
  ExtractHost: URL,
  ExtractFile: URL,
  ExtractPath: URL,
  ExtractQuery: URL,
  ExtractFragment: URL,
  Hash: ({ arg }, e) => atom(run('CAST(CAST(', e.call('HASH', arg).doc, ' AS BIT) AS BIGINT)')),
  HashBytes: refuse('it hashes to text only; use hexdigest'),
  HexDigest: ({ arg, how }, e) => {
    if (how === 'md5' || how === 'sha256') return e.call(how.toUpperCase(), arg);
    throw e.refusal(`HexDigest with ${how}`, 'it has md5 and sha256');
  },
});
