import { count, named, one } from './arguments.js';
import { PythonError, typeError, valueError } from './errors.js';
import type { Kwargs, PyContext } from './host.js';
import type { Method, Methods } from './methods.js';
import { matched, present } from './present.js';
import {
  codePoints,
  hasAstral,
  iterate,
  requireSize,
  sliceIndices,
  stringLength,
} from './protocols.js';
import { isPrintable } from './repr.js';
import { SPACE, splitLines, splitOn, splitSpace } from './str-split.js';
import { PyBytes, PyList, PySlice, PyTuple, typeName, type PyValue } from './values.js';

type StringMap = (text: string) => PyValue;

/** A method without parameters. */
function plain(name: string, map: StringMap): [string, Method] {
  return [
    name,
    (self, args, kwargs) => {
      count(`str.${name}`, args, kwargs, 0, 0);
      return map(self as string);
    },
  ];
}

function text(value: PyValue | undefined, what: string): string {
  if (typeof value === 'string') return value;
  throw typeError(`${what} must be str, not ${value === undefined ? 'NoneType' : typeName(value)}`);
}

function every(pattern: RegExp): StringMap {
  return (value) => value !== '' && [...value].every((char) => pattern.test(char));
}

/** Whether the cased characters are all of one case and there is at least one. */
function allCased(wanted: RegExp, other: RegExp): StringMap {
  return (value) => wanted.test(value) && !other.test(value);
}

function titleCase(value: string): string {
  return value.replace(/\p{L}+/gu, (word) => {
    const [first = '', ...rest] = [...word];
    return first.toUpperCase() + rest.join('').toLowerCase();
  });
}

function isTitle(value: string): boolean {
  return /\p{Lu}|\p{Lt}|\p{Ll}/u.test(value) && value === titleCase(value);
}

function strip(side: 'both' | 'left' | 'right', name: string): [string, Method] {
  return [
    name,
    (self, args, kwargs) => {
      count(name, args, kwargs, 0, 1);
      const [chars = null] = args;
      if (chars !== null && typeof chars !== 'string') {
        throw typeError(`${name} arg must be None or str`);
      }
      const list = codePoints(self as string);
      const drops = (char: string): boolean =>
        chars === null ? SPACE.test(char) : chars.includes(char);
      let from = 0;
      let to = list.length;
      if (side !== 'right') while (from < to && drops(present(list[from]))) from++;
      if (side !== 'left') while (to > from && drops(present(list[to - 1]))) to--;
      return list.slice(from, to).join('');
    },
  ];
}

function justify(name: string, place: 'left' | 'right' | 'center'): [string, Method] {
  return [
    name,
    (self, args, kwargs, ctx) => {
      count(name, args, kwargs, 1, 2);
      const value = self as string;
      const width = requireSize(present(args[0]));
      const fill = args.length > 1 ? text(args[1], 'The fill character') : ' ';
      if (stringLength(fill) !== 1) {
        throw typeError('The fill character must be exactly one character long');
      }
      const missing = Math.max(0, width - stringLength(value));
      ctx.allocate(missing);
      if (place === 'left') return value + fill.repeat(missing);
      if (place === 'right') return fill.repeat(missing) + value;
      const left = Math.floor(missing / 2) + (missing & width & 1);
      return fill.repeat(left) + value + fill.repeat(missing - left);
    },
  ];
}

/** The part of the text that optional start and end arguments pick, with its offset. */
function window(self: PyValue, args: readonly PyValue[]): { part: string; start: number } | null {
  const list = self as string;
  const [, start = null, end = null] = args;
  if (start === null && end === null) return { part: list, start: 0 };
  const size = stringLength(list);
  const range = sliceIndices(new PySlice(start, end, null), size);
  const beyond = typeof start === 'bigint' && start > BigInt(size);
  if (beyond || range.start > range.stop) return null;
  const part = hasAstral(list)
    ? codePoints(list).slice(range.start, range.stop).join('')
    : list.slice(range.start, range.stop);
  return { part, start: range.start };
}

function find(name: string, last: boolean, strict: boolean): [string, Method] {
  return [
    name,
    (self, args, kwargs) => {
      count(name, args, kwargs, 1, 3);
      const sought = text(args[0], 'argument 1');
      const found = window(self, args);
      const at =
        found === null ? -1 : last ? found.part.lastIndexOf(sought) : found.part.indexOf(sought);
      if (at < 0) {
        if (strict) throw valueError('substring not found');
        return -1n;
      }
      return BigInt(matched(found).start + stringLength(matched(found).part.slice(0, at)));
    },
  ];
}

function affix(name: 'startswith' | 'endswith'): [string, Method] {
  return [
    name,
    (self, args, kwargs) => {
      count(name, args, kwargs, 1, 3);
      const found = window(self, args);
      const test = (value: PyValue): boolean => {
        if (typeof value !== 'string') {
          const inTuple = value !== args[0];
          throw typeError(
            inTuple
              ? `tuple for ${name} must only contain str, not ${typeName(value)}`
              : `${name} first arg must be str or a tuple of str, not ${typeName(value)}`,
          );
        }
        if (found === null) return false;
        return name === 'startswith' ? found.part.startsWith(value) : found.part.endsWith(value);
      };
      const [prefix] = args;
      if (prefix !== null && typeof prefix === 'object' && prefix.kind === 'tuple') {
        return prefix.items.some(test);
      }
      return test(present(prefix));
    },
  ];
}

function split(name: 'split' | 'rsplit'): [string, Method] {
  return [
    name,
    (self, args, kwargs, ctx) => {
      const [separator = null, limit = -1n] = named(name, ['sep', 'maxsplit'], 0, args, kwargs);
      const max = requireSize(limit);
      const value = self as string;
      let parts: string[];
      if (separator === null) {
        parts = splitSpace(value, max, name === 'rsplit');
      } else {
        if (typeof separator !== 'string') {
          throw typeError(`must be str or None, not ${typeName(separator)}`);
        }
        if (separator === '') throw valueError('empty separator');
        parts = splitOn(value, separator, max, name === 'rsplit');
      }
      ctx.allocate(parts.length);
      return new PyList(parts);
    },
  ];
}

function separatorText(value: PyValue): string {
  if (typeof value === 'string') return value;
  throw typeError(`must be str, not ${typeName(value)}`);
}

function partition(name: 'partition' | 'rpartition'): [string, Method] {
  return [
    name,
    (self, args, kwargs) => {
      const separator = separatorText(one(`str.${name}`, args, kwargs));
      if (separator === '') throw valueError('empty separator');
      const value = self as string;
      const at = name === 'partition' ? value.indexOf(separator) : value.lastIndexOf(separator);
      if (at < 0) {
        return new PyTuple(name === 'partition' ? [value, '', ''] : ['', '', value]);
      }
      return new PyTuple([value.slice(0, at), separator, value.slice(at + separator.length)]);
    },
  ];
}

function join(self: PyValue, args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): PyValue {
  const parts: string[] = [];
  let size = 0;
  for (const item of joinable(one('str.join', args, kwargs), ctx)) {
    if (typeof item !== 'string') {
      throw typeError(
        `sequence item ${parts.length}: expected str instance, ${typeName(item)} found`,
      );
    }
    size += item.length + (self as string).length;
    parts.push(item);
    if (parts.length % 1024 === 0) {
      ctx.allocate(size);
      size = 0;
    }
  }
  ctx.allocate(size);
  return parts.join(self as string);
}

function joinable(value: PyValue, ctx: PyContext): Iterable<PyValue> {
  try {
    return iterate(value, ctx);
  } catch (error) {
    if (error instanceof PythonError && error.message.endsWith('is not iterable')) {
      throw typeError('can only join an iterable');
    }
    throw error;
  }
}

function replace(self: PyValue, args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): PyValue {
  count('replace', args, kwargs, 2, 3);
  const from = text(args[0], 'replace() argument 1');
  const to = text(args[1], 'replace() argument 2');
  const value = self as string;
  const max = args.length > 2 ? requireSize(present(args[2])) : -1;
  const parts = from === '' ? ['', ...codePoints(value), ''] : value.split(from);
  ctx.allocate(value.length + parts.length * to.length);
  if (max < 0 || parts.length <= max + 1) return parts.join(to);
  return parts.slice(0, max).join(to) + (max > 0 ? to : '') + parts.slice(max).join(from);
}

function splitLinesMethod(self: PyValue, args: readonly PyValue[], kwargs: Kwargs): PyValue {
  const [keep = false] = named('splitlines', ['keepends'], 0, args, kwargs);
  return new PyList(splitLines(self as string, keep === true || keep === 1n));
}

function zfill(self: PyValue, args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): PyValue {
  const width = requireSize(one('str.zfill', args, kwargs));
  const value = self as string;
  const missing = Math.max(0, width - stringLength(value));
  ctx.allocate(missing);
  const sign = /^[+-]/.exec(value)?.[0] ?? '';
  return sign + '0'.repeat(missing) + value.slice(sign.length);
}

function encode(self: PyValue, args: readonly PyValue[], kwargs: Kwargs): PyValue {
  const [encoding = 'utf-8'] = named('encode', ['encoding', 'errors'], 0, args, kwargs);
  if (typeof encoding !== 'string' || !/^utf-?8$/i.test(encoding)) {
    throw new PythonError('LookupError', `unknown encoding: ${String(encoding)}`);
  }
  return new PyBytes(new TextEncoder().encode(self as string));
}

function mappedCharacter(code: bigint): string {
  if (code < 0n || code > 0x10ffffn) {
    throw valueError('character mapping must be in range(0x110000)');
  }
  return String.fromCodePoint(Number(code));
}

/** Methods of `str`, without `format`, which needs attribute access. */
export const STR_METHODS: Methods = new Map<string, Method>([
  plain('upper', (s) => s.toUpperCase()),
  plain('lower', (s) => s.toLowerCase()),
  plain('casefold', (s) => s.toLowerCase().replaceAll('ß', 'ss')),
  plain('capitalize', (s) => {
    const [first = '', ...rest] = [...s];
    return first.toUpperCase() + rest.join('').toLowerCase();
  }),
  plain('title', titleCase),
  plain('swapcase', (s) =>
    [...s].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  ),
  plain('isdigit', every(/^[\p{Nd}²³¹⁰-⁹₀-₉]$/u)),
  plain('isdecimal', every(/^\p{Nd}$/u)),
  plain('isnumeric', every(/^\p{N}$/u)),
  plain('isalpha', every(/^\p{L}$/u)),
  plain('isalnum', every(/^[\p{L}\p{N}]$/u)),
  plain('isspace', every(SPACE)),
  plain('isupper', allCased(/[\p{Lu}\p{Lt}]/u, /\p{Ll}/u)),
  plain('islower', allCased(/\p{Ll}/u, /[\p{Lu}\p{Lt}]/u)),
  plain('istitle', isTitle),
  plain('isidentifier', (s) => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(s)),
  plain('isascii', (s) => /^[\0-\x7f]*$/.test(s)),
  plain('isprintable', (s) => [...s].every(isPrintable)),
  strip('both', 'strip'),
  strip('left', 'lstrip'),
  strip('right', 'rstrip'),
  justify('ljust', 'left'),
  justify('rjust', 'right'),
  justify('center', 'center'),
  find('find', false, false),
  find('rfind', true, false),
  find('index', false, true),
  find('rindex', true, true),
  affix('startswith'),
  affix('endswith'),
  split('split'),
  split('rsplit'),
  partition('partition'),
  partition('rpartition'),
  ['join', join],
  ['replace', replace],
  ['splitlines', splitLinesMethod],
  ['zfill', zfill],
  ['encode', encode],
  [
    'count',
    (self, args, kwargs) => {
      count('count', args, kwargs, 1, 3);
      const sought = text(args[0], 'argument 1');
      const part = window(self, args)?.part;
      if (part === undefined) return 0n;
      return BigInt(sought === '' ? stringLength(part) + 1 : part.split(sought).length - 1);
    },
  ],
  [
    'removeprefix',
    (self, args, kwargs) => {
      const prefix = text(one('str.removeprefix', args, kwargs), 'removeprefix() argument');
      const value = self as string;
      return value.startsWith(prefix) ? value.slice(prefix.length) : value;
    },
  ],
  [
    'removesuffix',
    (self, args, kwargs) => {
      const suffix = text(one('str.removesuffix', args, kwargs), 'removesuffix() argument');
      const value = self as string;
      return suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
    },
  ],
  [
    'expandtabs',
    (self, args, kwargs, ctx) => {
      const [size = 8n] = named('expandtabs', ['tabsize'], 0, args, kwargs);
      const width = requireSize(size);
      let column = 0;
      let out = '';
      for (const char of self as string) {
        if (char === '\t') {
          const missing = width > 0 ? width - (column % width) : 0;
          ctx.allocate(missing);
          out += ' '.repeat(missing);
          column += missing;
        } else {
          out += char;
          column = char === '\n' || char === '\r' ? 0 : column + 1;
        }
      }
      return out;
    },
  ],
  [
    'translate',
    (self, args, kwargs, ctx) => {
      const table = one('str.translate', args, kwargs);
      if (table === null || typeof table !== 'object' || table.kind !== 'dict') {
        throw typeError(`'${typeName(table)}' object is not subscriptable`);
      }
      let out = '';
      for (const char of self as string) {
        const entry = table.entries.get(BigInt(present(char.codePointAt(0))));
        if (entry === undefined) out += char;
        else if (typeof entry.value === 'bigint') out += mappedCharacter(entry.value);
        else if (typeof entry.value === 'string') out += entry.value;
      }
      ctx.allocate(out.length);
      return out;
    },
  ],
]);
