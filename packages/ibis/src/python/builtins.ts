import { hashKey } from './containers.js';
import { count, named, noKeywords, one } from './arguments.js';
import { attributeIfAny, getAttribute } from './attributes.js';
import { builtinTypes } from './builtin-types.js';
import { PythonError, refused, typeError, valueError } from './errors.js';
import { exceptionTypes } from './exceptions.js';
import { formatValue } from './format-value.js';
import { PyGenericAlias } from './generic-alias.js';
import type { PyContext } from './host.js';
import {
  absBuiltin,
  divmodBuiltin,
  extreme,
  powBuiltin,
  roundBuiltin,
  sumBuiltin,
} from './numeric-builtins.js';
import { present } from './present.js';
import {
  codePoints,
  iterate,
  length,
  requireInt,
  requireSize,
  toArray,
  truth,
} from './protocols.js';
import { asciiRepr, pyRepr, pyStr } from './repr.js';
import { sortValues } from './sorting.js';
import {
  ELLIPSIS,
  NOT_IMPLEMENTED,
  PyBuiltin,
  PyIterator,
  PyList,
  PyTuple,
  isCallable,
  typeName,
  type BuiltinCall,
  type PyValue,
} from './values.js';

/** What untrusted code may not call, with the reason given. */
const REFUSED: readonly (readonly [string, string])[] = [
  ...['eval', 'exec', 'compile', '__import__'].map((name) => [name, 'it runs other code'] as const),
  ...['open', 'input', 'breakpoint', 'help'].map((name) => [name, 'it reaches outside'] as const),
  ...['globals', 'locals', 'vars', 'dir', 'setattr', 'delattr', 'id', 'memoryview', 'super'].map(
    (name) => [name, "it reaches Python's internals"] as const,
  ),
  ...['classmethod', 'staticmethod', 'property'].map(
    (name) => [name, 'there are no class definitions here'] as const,
  ),
];

function makeBuiltins(): Map<string, PyValue> {
  const builtins = new Map<string, PyValue>(exceptionTypes());
  for (const type of builtinTypes(builtins)) builtins.set(type.name, type);
  for (const [name, call] of FUNCTIONS) builtins.set(name, new PyBuiltin(name, call));
  for (const [name, why] of REFUSED) {
    builtins.set(
      name,
      new PyBuiltin(name, () => {
        throw refused(`calling ${name}()`, why);
      }),
    );
  }
  builtins.set('Ellipsis', ELLIPSIS);
  builtins.set('NotImplemented', NOT_IMPLEMENTED);
  builtins.set('__name__', '__main__');
  return builtins;
}

/** A lazily read iterator of the given type name. */
function lazy(name: string, items: Iterator<PyValue>): PyIterator {
  return new PyIterator(name, items);
}

/** What `zip(strict=True)` says of the source at an index, compared with those before it. */
function unequalLengths(index: number, than: 'shorter' | 'longer'): PythonError {
  const others = index === 1 ? 'argument 1' : `arguments 1-${index}`;
  return valueError(`zip() argument ${index + 1} is ${than} than ${others}`);
}

function* zipped(sources: readonly Iterator<PyValue>[], strict: boolean): Generator<PyValue> {
  for (;;) {
    const row: PyValue[] = [];
    for (const [i, source] of sources.entries()) {
      const next = source.next();
      if (next.done === true) {
        if (!strict) return;
        if (i > 0) throw unequalLengths(i, 'shorter');
        const longer = sources.findIndex((other, j) => j > 0 && other.next().done !== true);
        if (longer > 0) throw unequalLengths(longer, 'longer');
        return;
      }
      row.push(next.value);
    }
    if (row.length === 0) return;
    yield new PyTuple(row);
  }
}

function iteratorOf(value: PyValue, ctx: PyContext): Iterator<PyValue> {
  return iterate(value, ctx)[Symbol.iterator]();
}

function* enumerated(source: Iterable<PyValue>, start: bigint): Generator<PyValue> {
  let index = start;
  for (const value of source) yield new PyTuple([index++, value]);
}

function* mapped(
  fn: PyValue,
  sources: readonly Iterator<PyValue>[],
  ctx: PyContext,
): Generator<PyValue> {
  for (const row of zipped(sources, false)) {
    yield ctx.call(fn, (row as PyTuple).items);
  }
}

function* filtered(fn: PyValue, source: Iterable<PyValue>, ctx: PyContext): Generator<PyValue> {
  for (const value of source) {
    if (truth(fn === null ? value : ctx.call(fn, [value]), ctx)) yield value;
  }
}

function reversed(value: PyValue, ctx: PyContext): PyValue {
  const sequence =
    typeof value === 'string' ||
    (value !== null &&
      typeof value === 'object' &&
      ['list', 'tuple', 'range', 'dict', 'bytes'].includes(value.kind));
  if (!sequence) throw typeError(`'${typeName(value)}' object is not reversible`);
  return lazy('reversed', toArray(value, ctx).reverse().values());
}

const isMember = (value: PyValue, type: PyValue): boolean =>
  type === null ? value === null : isInstance(value, type);

function isInstance(value: PyValue, type: PyValue): boolean {
  if (type !== null && typeof type === 'object') {
    if (type.kind === 'type') return type.init.isInstance(value);
    if (type.kind === 'tuple') return type.items.some((item) => isInstance(value, item));
    if (type instanceof PyGenericAlias) {
      if (type.origin === undefined) return type.args.some((arg) => isMember(value, arg));
      throw typeError('isinstance() argument 2 cannot be a parameterized generic');
    }
  }
  throw typeError('isinstance() arg 2 must be a type, a tuple of types, or a union');
}

function attributeName(value: PyValue | undefined, name: string): string {
  if (typeof value === 'string') return value;
  throw typeError(
    name === 'getattr'
      ? `attribute name must be string, not '${typeName(present(value))}'`
      : `${name}(): attribute name must be string`,
  );
}

function printValues(
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
  ctx: PyContext,
): null {
  const option = (name: string, fallback: string): string => {
    const value = kwargs.get(name) ?? null;
    if (value === null) return fallback;
    if (typeof value !== 'string') {
      throw typeError(`${name} must be None or a string, not ${typeName(value)}`);
    }
    return value;
  };
  for (const key of kwargs.keys()) {
    if (!['sep', 'end', 'file', 'flush'].includes(key)) {
      throw typeError(`'${key}' is an invalid keyword argument for print()`);
    }
  }
  ctx.print(args.map((arg) => pyStr(arg, ctx)).join(option('sep', ' ')) + option('end', '\n'));
  return null;
}

function prefixed(name: string, radix: number, prefix: string): readonly [string, BuiltinCall] {
  return [
    name,
    (args, kwargs) => {
      const value = requireInt(one(name, args, kwargs));
      return value < 0n ? `-${prefix}${(-value).toString(radix)}` : prefix + value.toString(radix);
    },
  ];
}

function nextItem(args: readonly PyValue[]): PyValue {
  const [source] = args;
  if (source === null || typeof source !== 'object' || source.kind !== 'iterator') {
    throw typeError(`'${typeName(present(source))}' object is not an iterator`);
  }
  const next: IteratorResult<PyValue, unknown> = source.iterator.next();
  if (next.done !== true) return next.value;
  if (args.length > 1) return present(args[1]);
  throw new PythonError('StopIteration', '');
}

const FUNCTIONS: readonly (readonly [string, BuiltinCall])[] = [
  ['abs', absBuiltin],
  ['divmod', divmodBuiltin],
  ['pow', powBuiltin],
  ['round', roundBuiltin],
  ['sum', sumBuiltin],
  ['min', extreme('min')],
  ['max', extreme('max')],
  ['print', printValues],
  prefixed('bin', 2, '0b'),
  prefixed('oct', 8, '0o'),
  prefixed('hex', 16, '0x'),
  ['len', (args, kwargs, ctx) => BigInt(length(one('len', args, kwargs), ctx))],
  ['repr', (args, kwargs, ctx) => pyRepr(one('repr', args, kwargs), ctx)],
  ['ascii', (args, kwargs, ctx) => asciiRepr(one('ascii', args, kwargs), ctx)],
  ['callable', (args, kwargs) => isCallable(one('callable', args, kwargs))],
  [
    'any',
    (args, kwargs, ctx) => {
      for (const value of iterate(one('any', args, kwargs), ctx))
        if (truth(value, ctx)) return true;
      return false;
    },
  ],
  [
    'all',
    (args, kwargs, ctx) => {
      for (const value of iterate(one('all', args, kwargs), ctx)) {
        if (!truth(value, ctx)) return false;
      }
      return true;
    },
  ],
  [
    'sorted',
    (args, kwargs, ctx) => {
      if (args.length !== 1) {
        throw typeError(`sorted expected 1 argument, got ${args.length}`);
      }
      const [key = null, reverse = false] = named('sort', ['key', 'reverse'], 0, [], kwargs);
      return new PyList(sortValues(toArray(present(args[0]), ctx), key, truth(reverse, ctx), ctx));
    },
  ],
  ['reversed', (args, kwargs, ctx) => reversed(one('reversed', args, kwargs), ctx)],
  [
    'enumerate',
    (args, kwargs, ctx) => {
      const [source, start = 0n] = named('enumerate', ['iterable', 'start'], 1, args, kwargs);
      return lazy('enumerate', enumerated(iterate(present(source), ctx), requireInt(start)));
    },
  ],
  [
    'zip',
    (args, kwargs, ctx) => {
      const [strict = false] = named('zip', ['strict'], 0, [], kwargs);
      const sources = args.map((arg) => iteratorOf(arg, ctx));
      return lazy('zip', zipped(sources, truth(strict, ctx)));
    },
  ],
  [
    'map',
    (args, kwargs, ctx) => {
      noKeywords('map', kwargs);
      if (args.length < 2) throw typeError('map() must have at least two arguments.');
      const sources = args.slice(1).map((arg) => iteratorOf(arg, ctx));
      return lazy('map', mapped(present(args[0]), sources, ctx));
    },
  ],
  [
    'filter',
    (args, kwargs, ctx) => {
      count('filter', args, kwargs, 2, 2);
      return lazy('filter', filtered(present(args[0]), iterate(present(args[1]), ctx), ctx));
    },
  ],
  [
    'iter',
    (args, kwargs, ctx) => {
      const value = one('iter', args, kwargs);
      if (value !== null && typeof value === 'object' && value.kind === 'iterator') return value;
      return lazy('iterator', iteratorOf(value, ctx));
    },
  ],
  [
    'next',
    (args, kwargs) => {
      count('next', args, kwargs, 1, 2);
      return nextItem(args);
    },
  ],
  [
    'isinstance',
    (args, kwargs) => {
      count('isinstance', args, kwargs, 2, 2);
      return isInstance(present(args[0]), present(args[1]));
    },
  ],
  [
    'getattr',
    (args, kwargs, ctx) => {
      count('getattr', args, kwargs, 2, 3);
      const name = attributeName(args[1], 'getattr');
      if (args.length === 2) return getAttribute(present(args[0]), name, ctx);
      return attributeIfAny(present(args[0]), name, ctx) ?? present(args[2]);
    },
  ],
  [
    'hasattr',
    (args, kwargs, ctx) => {
      count('hasattr', args, kwargs, 2, 2);
      return attributeIfAny(present(args[0]), attributeName(args[1], 'hasattr'), ctx) !== undefined;
    },
  ],
  [
    'format',
    (args, kwargs, ctx) => {
      count('format', args, kwargs, 1, 2);
      const [value, spec = ''] = args;
      if (typeof spec !== 'string') {
        throw typeError(`format() argument 2 must be str, not ${typeName(spec)}`);
      }
      return formatValue(present(value), spec, ctx);
    },
  ],
  [
    'chr',
    (args, kwargs) => {
      const code = requireSize(one('chr', args, kwargs));
      if (code < 0 || code > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
      return String.fromCodePoint(code);
    },
  ],
  [
    'ord',
    (args, kwargs) => {
      const value = one('ord', args, kwargs);
      if (typeof value !== 'string') {
        throw typeError(`ord() expected string of length 1, but ${typeName(value)} found`);
      }
      const chars = codePoints(value);
      if (chars.length !== 1) {
        throw typeError(`ord() expected a character, but string of length ${chars.length} found`);
      }
      return BigInt(present(value.codePointAt(0)));
    },
  ],
  [
    'hash',
    (args, kwargs) => {
      hashKey(one('hash', args, kwargs));
      throw refused('calling hash()', 'its value differs from run to run');
    },
  ],
];

/** The builtin names. Shared by all evaluations, for none of its values can change. */
export const BUILTINS: ReadonlyMap<string, PyValue> = makeBuiltins();
