import { contains } from './compare.js';
import { DICT_METHODS, LIST_METHODS, SET_METHODS, TUPLE_METHODS } from './container-methods.js';
import { PythonError, refused, typeError } from './errors.js';
import { formatTemplate } from './format-string.js';
import type { PyContext } from './host.js';
import type { Method, Methods } from './methods.js';
import { BYTES_METHODS, FLOAT_METHODS, INT_METHODS } from './number-methods.js';
import { length } from './protocols.js';
import { STR_METHODS as PLAIN_STR_METHODS } from './str-methods.js';
import { getItem } from './subscripts.js';
import { PyBuiltin, PySet, PyTuple, typeName, type PyType, type PyValue } from './values.js';

const STR_METHODS: Methods = new Map<string, Method>([
  ...PLAIN_STR_METHODS,
  [
    'format',
    (self, args, kwargs, ctx) => formatTemplate(self as string, args, kwargs, ctx, getAttribute),
  ],
]);

/**
 * `object.name`, the only way to an attribute there is (`getattr`, `str.format` and
 * `operator.attrgetter` come here too).
 *
 * Names with double underscores are refused, but for `__name__` and `__doc__`: they lead from any
 * value to the interpreter's internals.
 */
export function getAttribute(object: PyValue, name: string, ctx: PyContext): PyValue {
  const value = findAttribute(object, name, ctx);
  if (value === undefined) throw noAttribute(object, name);
  return value;
}

/** The attribute; undefined where asking for it is an AttributeError. */
export function attributeIfAny(object: PyValue, name: string, ctx: PyContext): PyValue | undefined {
  try {
    return findAttribute(object, name, ctx);
  } catch (error) {
    if (error instanceof PythonError && error.pyType === 'AttributeError') return undefined;
    throw error;
  }
}

/** As {@link getAttribute}, undefined where there is no such attribute. */
export function findAttribute(object: PyValue, name: string, ctx: PyContext): PyValue | undefined {
  if (name.charCodeAt(0) === 95 && name.startsWith('__') && name.endsWith('__')) {
    return specialAttribute(object, name);
  }
  if (object !== null && typeof object === 'object') {
    switch (object.kind) {
      case 'host':
        return object.getAttr(name, ctx);
      case 'module':
        return object.members.get(name);
      case 'type':
        return typeAttribute(object, name);
      case 'exception':
        return name === 'args' ? new PyTuple(object.args) : undefined;
      case 'slice':
        return name === 'start' || name === 'stop' || name === 'step' ? object[name] : undefined;
      case 'range':
        return name === 'start' || name === 'stop' || name === 'step' ? object[name] : undefined;
      default:
    }
  }
  const method = methodsOf(object)?.get(name);
  if (method !== undefined) return bound(object, name, method);
  if (typeof object === 'bigint' || typeof object === 'boolean') {
    if (name === 'numerator' || name === 'real') return BigInt(object);
    if (name === 'denominator') return 1n;
    if (name === 'imag') return 0n;
  }
  if (typeof object === 'number') {
    if (name === 'real') return object;
    if (name === 'imag') return 0;
  }
  return undefined;
}

function bound(self: PyValue, name: string, method: Method): PyBuiltin {
  return new PyBuiltin(
    name,
    (args, kwargs, ctx) => method(self, args, kwargs, ctx),
    `<built-in method ${name} of ${typeName(self)} object at 0x0>`,
  );
}

function methodsOf(value: PyValue): Methods | undefined {
  switch (typeof value) {
    case 'string':
      return STR_METHODS;
    case 'bigint':
    case 'boolean':
      return INT_METHODS;
    case 'number':
      return FLOAT_METHODS;
    default:
      break;
  }
  if (value === null) return undefined;
  switch (value.kind) {
    case 'list':
      return LIST_METHODS;
    case 'tuple':
      return TUPLE_METHODS;
    case 'dict':
      return DICT_METHODS;
    case 'set':
      return SET_METHODS;
    case 'bytes':
      return BYTES_METHODS;
    default:
      return undefined;
  }
}

const TYPE_METHODS: Readonly<Record<string, Methods>> = {
  str: STR_METHODS,
  int: INT_METHODS,
  float: FLOAT_METHODS,
  list: LIST_METHODS,
  tuple: TUPLE_METHODS,
  dict: DICT_METHODS,
  set: SET_METHODS,
  frozenset: SET_METHODS,
  bytes: BYTES_METHODS,
};

/** `str.upper`, `dict.fromkeys`, `date.today`: class members, or methods waiting for a self. */
function typeAttribute({ name: type, init }: PyType, name: string): PyValue | undefined {
  const member = init.members?.get(name) ?? init.attribute?.(name);
  if (member !== undefined) return member;
  const methods = Object.hasOwn(TYPE_METHODS, type) ? TYPE_METHODS[type] : undefined;
  const method = methods?.get(name);
  if (method === undefined) return undefined;
  return new PyBuiltin(
    name,
    (args, kwargs, ctx) => {
      const [self, ...rest] = args;
      if (self === undefined || (typeName(self) !== type && type !== 'int')) {
        const got = self === undefined ? undefined : typeName(self);
        throw new PythonError(
          'TypeError',
          got === undefined
            ? `unbound method ${type}.${name}() needs an argument`
            : `descriptor '${name}' for '${type}' objects doesn't apply to a '${got}' object`,
        );
      }
      return method(self, rest, kwargs, ctx);
    },
    `<method '${name}' of '${type}' objects>`,
  );
}

function specialAttribute(object: PyValue, name: string): PyValue | undefined {
  if (object !== null && typeof object === 'object') {
    if (name === '__name__') {
      if (object.kind === 'function' || object.kind === 'builtin') return object.name;
      if (object.kind === 'type' || object.kind === 'module') return object.name;
    }
    if (name === '__doc__') return object.kind === 'function' ? object.doc : null;
  }
  const container = containerMethod(object, name);
  if (container !== undefined) return container;
  if (name === '__name__') return undefined;
  if (name === '__doc__') return null;
  throw refused(
    `attribute access to '${name}'`,
    "names with double underscores lead to Python's internals",
  );
}

/** The methods behind `x[key]`, `key in x` and `len(x)`, which lead nowhere else. */
const CONTAINER_METHODS: ReadonlyMap<
  string,
  (self: PyValue, key: PyValue, ctx: PyContext) => PyValue
> = new Map([
  ['__getitem__', (self, key, ctx) => getItem(self, key, ctx)],
  ['__contains__', (self, key, ctx) => contains(self, key, ctx)],
  ['__len__', (self, _key, ctx) => BigInt(length(self, ctx))],
]);

const CONTAINERS: ReadonlySet<string> = new Set(['list', 'tuple', 'dict', 'set', 'range', 'bytes']);

/** A container method of a value that is one of Python's own containers. */
function containerMethod(object: PyValue, name: string): PyBuiltin | undefined {
  const method = CONTAINER_METHODS.get(name);
  const isContainer =
    typeof object === 'string' ||
    (object !== null && typeof object === 'object' && CONTAINERS.has(object.kind));
  if (method === undefined || !isContainer) return undefined;
  if (name === '__getitem__' && object instanceof PySet) return undefined;
  const wanted = name === '__len__' ? 0 : 1;
  return bound(object, name, (self, args, kwargs, ctx) => {
    if (kwargs.size > 0) throw typeError(`${typeName(self)}.${name}() takes no keyword arguments`);
    if (args.length !== wanted) {
      throw typeError(`expected ${wanted} argument${wanted === 1 ? '' : 's'}, got ${args.length}`);
    }
    return method(self, args[0] ?? null, ctx);
  });
}

function noAttribute(object: PyValue, name: string): PythonError {
  if (object !== null && typeof object === 'object') {
    if (object.kind === 'module') {
      return new PythonError(
        'AttributeError',
        `module '${object.name}' has no attribute '${name}'`,
      );
    }
    if (object.kind === 'type') {
      return new PythonError(
        'AttributeError',
        `type object '${object.name}' has no attribute '${name}'`,
      );
    }
  }
  // A method passes on what is asked of it to its function.
  const owner = typeName(object) === 'method' ? 'function' : typeName(object);
  return new PythonError('AttributeError', `'${owner}' object has no attribute '${name}'`);
}
