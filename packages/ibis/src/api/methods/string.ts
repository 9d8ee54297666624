import type { OpName } from '@ibert/ir';

import type { PyValue } from '../../python/index.js';
import { apply, promoteList, Raw } from '../coerce.js';
import { ibisError } from '../errors.js';
import { ValueObj } from '../objects.js';
import { alias, method, operation } from './method.js';
import type { Call, Method, MethodTable } from './method.js';

type Self = Call<ValueObj>;

/** One pattern or several, any of which may match. */
const like = (op: OpName): Method<ValueObj> =>
  method('patterns, /', ({ self, session, args, ctx }) => {
    const tests = promoteList(args['patterns'] ?? null, ctx).map((pattern) =>
      apply(session, op, { arg: self, pattern, escape: new Raw(null) }, ctx),
    );
    const [first, ...rest] = tests;
    if (first === undefined)
      throw ibisError('TypeError', 'reduce() of empty iterable with no initial value');
    return rest.reduce((left, right) => apply(session, 'Or', { left, right }, ctx), first);
  });

/** A checksum by the name of its algorithm. */
export const digest = (op: OpName): Method<ValueObj> =>
  method("how='sha256', /", ({ self, session, args, ctx }) =>
    apply(session, op, { arg: self, how: new Raw(String(args['how']).toLowerCase()) }, ctx),
  );

function find({ self, session, args, ctx }: Self): PyValue {
  if (args['end'] !== null)
    throw ibisError('NotImplementedError', '`end` parameter is not yet implemented');
  return apply(
    session,
    'StringFind',
    { arg: self, substr: args['sub'] ?? null, start: args['start'] ?? null, end: null },
    ctx,
  );
}

function join({ self, session, args, ctx }: Self): PyValue {
  const strings = args['strings'] ?? null;
  const isArray = strings instanceof ValueObj && strings.node.dtype.kind === 'array';
  return isArray
    ? apply(session, 'ArrayStringJoin', { arg: strings, sep: self }, ctx)
    : apply(session, 'StringJoin', { arg: strings, sep: self }, ctx);
}

const regexSearch = operation('RegexSearch', 'pattern, /');

/** Methods of strings. */
export const STRING: MethodTable<ValueObj> = {
  owner: 'StringValue',
  methods: {
    length: operation('StringLength'),
    lower: operation('Lowercase'),
    upper: operation('Uppercase'),
    reverse: operation('Reverse'),
    ascii_str: operation('StringAscii'),
    strip: operation('Strip'),
    lstrip: operation('LStrip'),
    rstrip: operation('RStrip'),
    capitalize: operation('Capitalize'),
    contains: operation('StringContains', 'substr, /'),
    hashbytes: digest('HashBytes'),
    hexdigest: digest('HexDigest'),
    substr: operation('Substring', 'start, length=None'),
    left: method('nchars, /', ({ self, session, args, ctx }) =>
      apply(session, 'Substring', { arg: self, start: 0n, length: args['nchars'] ?? null }, ctx),
    ),
    right: operation('StrRight', 'nchars, /'),
    repeat: operation('Repeat', 'n, /'),
    translate: operation('Translate', 'from_str, to_str'),
    find: method('sub, start=None, end=None, /', find),
    lpad: operation('LPad', "width, fillchar=' ', /"),
    rpad: operation('RPad', "width, fillchar=' ', /"),
    find_in_set: method('str_list, /', ({ self, session, args, ctx }) =>
      apply(session, 'FindInSet', { needle: self, values: args['str_list'] ?? null }, ctx),
    ),
    join: method('strings, /', join),
    startswith: operation('StartsWith', 'start, /'),
    endswith: operation('EndsWith', 'end, /'),
    like: like('StringSQLLike'),
    ilike: like('StringSQLILike'),
    re_search: regexSearch,
    rlike: alias('re_search', regexSearch),
    re_extract: operation('RegexExtract', 'pattern, index'),
    re_split: operation('RegexSplit', 'pattern, /'),
    re_replace: operation('RegexReplace', 'pattern, replacement'),
    replace: operation('StringReplace', 'pattern, replacement'),
    as_timestamp: operation('StringToTimestamp', 'format_str, /'),
    as_date: operation('StringToDate', 'format_str, /'),
    as_time: operation('StringToTime', 'format_str, /'),
    protocol: operation('ExtractProtocol'),
    authority: operation('ExtractAuthority'),
    userinfo: operation('ExtractUserInfo'),
    host: operation('ExtractHost'),
    file: operation('ExtractFile'),
    path: operation('ExtractPath'),
    query: operation('ExtractQuery', 'key=None, /'),
    fragment: operation('ExtractFragment'),
    split: operation('StringSplit', 'delimiter, /'),
    concat: method('other, /, *args', ({ self, session, args, rest, ctx }) =>
      apply(session, 'StringConcat', { arg: [self, args['other'] ?? null, ...rest] }, ctx),
    ),
    convert_base: operation('BaseConvert', 'from_base, to_base'),
    levenshtein: operation('Levenshtein', 'other, /'),
  },
};
