import { count, named } from './arguments.js';
import { addPairs } from './container-methods.js';
import { dictSet, setFrom } from './containers.js';
import { refused, typeError, valueError } from './errors.js';
import type { PyContext } from './host.js';
import { toFloatBuiltin, toIntBuiltin } from './numeric-builtins.js';
import { present } from './present.js';
import { asInt, codePoints, requireInt, requireSize, toArray, truth } from './protocols.js';
import { pyStr } from './repr.js';
import {
  PyBuiltin,
  PyBytes,
  PyDict,
  PyList,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  PyType,
  typeName,
  type BuiltinCall,
  type PyValue,
} from './values.js';

/** Whether the value is an object of that kind. */
function ofKind(...kinds: readonly string[]): (value: PyValue) => boolean {
  return (value) => value !== null && typeof value === 'object' && kinds.includes(value.kind);
}

/** The first of at most one argument, with its items. */
function itemsOf(
  name: string,
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
  ctx: PyContext,
): PyValue[] {
  count(name, args, kwargs, 0, 1);
  return args.length === 0 ? [] : toArray(present(args[0]), ctx);
}

/** The builtin types; `builtins` is where `type(x)` looks them up. */
export function builtinTypes(builtins: ReadonlyMap<string, PyValue>): PyType[] {
  const dictType: PyType = new PyType('dict', {
    isGeneric: true,
    isInstance: ofKind('dict'),
    construct: (args, kwargs, ctx) => {
      if (args.length > 1) throw typeError(`dict expected at most 1 argument, got ${args.length}`);
      const dict = new PyDict();
      if (args.length === 1) addPairs(dict, present(args[0]), ctx);
      for (const [key, value] of kwargs) dictSet(dict, key, value);
      return dict;
    },
    members: new Map<string, PyValue>([
      [
        'fromkeys',
        new PyBuiltin('fromkeys', (args, kwargs, ctx) => {
          count('fromkeys', args, kwargs, 1, 2);
          const dict = new PyDict();
          for (const key of toArray(present(args[0]), ctx)) dictSet(dict, key, args[1] ?? null);
          return dict;
        }),
      ],
    ]),
  });
  return [
    new PyType('int', {
      isInstance: (value) => asInt(value) !== undefined,
      construct: toIntBuiltin,
    }),
    new PyType('float', {
      isInstance: (value) => typeof value === 'number',
      construct: toFloatBuiltin,
    }),
    new PyType('bool', {
      isInstance: (value) => typeof value === 'boolean',
      construct: (args, kwargs, ctx) => {
        count('bool', args, kwargs, 0, 1);
        return args.length > 0 && truth(present(args[0]), ctx);
      },
    }),
    new PyType('str', {
      isInstance: (value) => typeof value === 'string',
      construct: (args, kwargs, ctx) => {
        const [value = ''] = named('str', ['object', 'encoding', 'errors'], 0, args, kwargs);
        const text = pyStr(value, ctx);
        ctx.allocate(text.length);
        return text;
      },
      members: new Map<string, PyValue>([
        ['maketrans', new PyBuiltin('maketrans', makeTranslation)],
      ]),
    }),
    new PyType('bytes', {
      isInstance: ofKind('bytes'),
      construct: (args, kwargs, ctx) => {
        const [value, encoding] = named('bytes', ['source', 'encoding', 'errors'], 0, args, kwargs);
        if (typeof value === 'string') {
          if (encoding === undefined) throw typeError('string argument without an encoding');
          return new PyBytes(new TextEncoder().encode(value));
        }
        const size = value === undefined ? undefined : asInt(value);
        if (size !== undefined) {
          if (size < 0n) throw valueError('negative count');
          ctx.allocate(size);
          return new PyBytes(new Uint8Array(Number(size)));
        }
        const items = value === undefined ? [] : toArray(value, ctx);
        return new PyBytes(Uint8Array.from(items, byteOf));
      },
    }),
    new PyType('list', {
      isGeneric: true,
      isInstance: ofKind('list'),
      construct: (args, kwargs, ctx) => new PyList(itemsOf('list', args, kwargs, ctx)),
    }),
    new PyType('tuple', {
      isGeneric: true,
      isInstance: ofKind('tuple'),
      construct: (args, kwargs, ctx) => new PyTuple(itemsOf('tuple', args, kwargs, ctx)),
    }),
    dictType,
    new PyType('set', {
      isGeneric: true,
      isInstance: (value) => value instanceof PySet && !value.frozen,
      construct: (args, kwargs, ctx) => setFrom(itemsOf('set', args, kwargs, ctx)),
    }),
    new PyType('frozenset', {
      isGeneric: true,
      isInstance: (value) => value instanceof PySet && value.frozen,
      construct: (args, kwargs, ctx) => setFrom(itemsOf('frozenset', args, kwargs, ctx), true),
    }),
    new PyType('range', { isInstance: ofKind('range'), construct: makeRange }),
    new PyType('slice', {
      isInstance: ofKind('slice'),
      construct: (args, kwargs) => {
        count('slice', args, kwargs, 1, 3);
        if (args.length === 1) return new PySlice(null, present(args[0]), null);
        return new PySlice(present(args[0]), present(args[1]), args[2] ?? null);
      },
    }),
    new PyType('object', {
      isInstance: () => true,
      construct: (args, kwargs) => {
        if (args.length > 0 || kwargs.size > 0) throw typeError('object() takes no arguments');
        throw refused('calling object()', 'there are no class definitions here');
      },
    }),
    new PyType('type', {
      isGeneric: true,
      isInstance: ofKind('type'),
      construct: (args, kwargs) => {
        if (args.length !== 1 || kwargs.size > 0) {
          throw refused('calling type() to make a class', 'there are no class definitions here');
        }
        return typeOf(present(args[0]), builtins);
      },
    }),
  ];
}

const makeRange: BuiltinCall = (args, kwargs) => {
  count('range', args, kwargs, 1, 3);
  const [first, second, step = 1n] = args;
  const stride = requireInt(step);
  if (stride === 0n) throw valueError('range() arg 3 must not be zero');
  if (second === undefined) return new PyRange(0n, requireInt(present(first)), 1n);
  return new PyRange(requireInt(present(first)), requireInt(second), stride);
};

const makeTranslation: BuiltinCall = (args, kwargs, ctx) => {
  count('maketrans', args, kwargs, 1, 3);
  const dict = new PyDict();
  const [from, to, gone] = args;
  if (to === undefined) {
    if (from === null || typeof from !== 'object' || from.kind !== 'dict') {
      throw typeError('if you give only one argument to maketrans it must be a dict');
    }
    for (const { key, value } of from.entries.values()) {
      dictSet(dict, typeof key === 'string' ? BigInt(key.codePointAt(0) ?? 0) : key, value);
    }
    return dict;
  }
  const sources = codePoints(pyStr(present(from), ctx));
  const targets = codePoints(pyStr(to, ctx));
  if (sources.length !== targets.length) {
    throw valueError('the first two maketrans arguments must have equal length');
  }
  for (const [i, char] of sources.entries()) {
    dictSet(
      dict,
      BigInt(present(char.codePointAt(0))),
      BigInt(present(present(targets[i]).codePointAt(0))),
    );
  }
  if (typeof gone === 'string') {
    for (const char of gone) dictSet(dict, BigInt(present(char.codePointAt(0))), null);
  }
  return dict;
};

/** `type(value)`: the builtin's own type object, or one that only has the name. */
function typeOf(value: PyValue, builtins: ReadonlyMap<string, PyValue>): PyType {
  if (value !== null && typeof value === 'object' && value.kind === 'exception') return value.type;
  if (value !== null && typeof value === 'object' && value.kind === 'host') {
    const own = value.typeObject?.();
    if (own !== undefined) return own;
  }
  const name = typeName(value);
  const known = builtins.get(name);
  if (known !== undefined && known !== null && typeof known === 'object' && known.kind === 'type') {
    return known;
  }
  return new PyType(name, { isInstance: (other) => typeName(other) === name });
}

function byteOf(value: PyValue): number {
  const byte = requireSize(value);
  if (byte < 0 || byte > 255) throw valueError('bytes must be in range(0, 256)');
  return byte;
}
