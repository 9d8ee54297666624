import * as t from '../dtypes/types.js';
import { arrayOf, op, optional, plain, someValues, value } from './spec.js';

const text = value('String');
const integer = value('Integer');
const toText = op({ arg: text }, t.STRING);
const pad = op({ arg: text, length: integer, pad: optional('String') }, t.STRING);
const like = op({ arg: text, pattern: text, escape: plain<string | null>() }, t.BOOLEAN);
const replacement = op({ arg: text, pattern: text, replacement: text }, t.STRING);
const TEXT_LIST = t.array(t.STRING);

/** Strings: case, slices, search, patterns, URLs. */
export const STRINGS = {
  Uppercase: toText,
  Lowercase: toText,
  Reverse: toText,
  Strip: toText,
  LStrip: toText,
  RStrip: toText,
  Capitalize: toText,
  Substring: op({ arg: text, start: integer, length: optional('Integer') }, t.STRING),
  StringSlice: op({ arg: text, start: optional('Integer'), end: optional('Integer') }, t.STRING),
  StrRight: op({ arg: text, nchars: integer }, t.STRING),
  Repeat: op({ arg: text, times: integer }, t.STRING),
  StringFind: op(
    { arg: text, substr: text, start: optional('Integer'), end: optional('Integer') },
    t.INT64,
  ),
  Translate: op({ arg: text, from_str: text, to_str: text }, t.STRING),
  LPad: pad,
  RPad: pad,
  FindInSet: op({ needle: text, values: someValues('String') }, t.INT64, { shapeLike: 'needle' }),
  StringJoin: op({ arg: someValues('String'), sep: text }, t.STRING),
  ArrayStringJoin: op({ arg: arrayOf('String'), sep: text }, t.STRING),
  StartsWith: op({ arg: text, start: text }, t.BOOLEAN),
  EndsWith: op({ arg: text, end: text }, t.BOOLEAN),
  StringSQLLike: like,
  StringSQLILike: like,
  RegexSearch: op({ arg: text, pattern: text }, t.BOOLEAN),
  RegexExtract: op({ arg: text, pattern: text, index: integer }, t.STRING),
  RegexSplit: op({ arg: text, pattern: text }, TEXT_LIST),
  RegexReplace: replacement,
  StringReplace: replacement,
  StringSplit: op({ arg: text, delimiter: text }, TEXT_LIST),
  StringConcat: op({ arg: someValues('String') }, t.STRING),
  StringLength: op({ arg: text }, t.INT32),
  StringAscii: op({ arg: text }, t.INT32),
  StringContains: op({ haystack: text, needle: text }, t.BOOLEAN),
  Levenshtein: op({ left: text, right: text }, t.INT64),
  ExtractProtocol: toText,
  ExtractAuthority: toText,
  ExtractUserInfo: toText,
  ExtractHost: toText,
  ExtractFile: toText,
  ExtractPath: toText,
  ExtractQuery: op({ arg: text, key: optional('String') }, t.STRING, { shapeLike: 'arg' }),
  ExtractFragment: toText,
} as const;
