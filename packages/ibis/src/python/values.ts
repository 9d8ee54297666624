import type { HostObject, Kwargs, PyContext } from './host.js';
import type { Parameters, Expression, Statement } from './ast.js';

/**
 * A Python value. `None`, `bool`, `int`, `float` and `str` are the JS `null`, `boolean`, `bigint`,
 * `number` and `string`; everything else is an object with a `kind`.
 */
export type PyValue = null | boolean | bigint | number | string | PyObject;

/** The values that are objects in JS. */
export type PyObject =
  | PyBytes
  | PyList
  | PyTuple
  | PyDict
  | PySet
  | PyRange
  | PySlice
  | PyFunction
  | PyBuiltin
  | PyModule
  | PyType
  | PyException
  | PyIterator
  | PySingleton
  | HostObject;

/** What a dict or set files a value under; equal Python values have the same key. */
export type HashKey = null | bigint | number | string | object;

/** `bytes`. */
export class PyBytes {
  readonly kind = 'bytes';
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** `list`; `items` is the live storage. */
export class PyList {
  readonly kind = 'list';
  items: PyValue[];
  constructor(items: PyValue[] = []) {
    this.items = items;
  }
}

/** `tuple`. */
export class PyTuple {
  readonly kind = 'tuple';
  readonly items: readonly PyValue[];
  constructor(items: readonly PyValue[] = []) {
    this.items = items;
  }
}

/** `dict`: insertion-ordered; build and read it with the functions of `containers.ts`. */
export class PyDict {
  readonly kind = 'dict';
  readonly entries = new Map<HashKey, { readonly key: PyValue; value: PyValue }>();
}

/** `set` or `frozenset`; iteration order is insertion order. */
export class PySet {
  readonly kind = 'set';
  readonly frozen: boolean;
  readonly entries = new Map<HashKey, PyValue>();
  constructor(frozen = false) {
    this.frozen = frozen;
  }
}

/** `range`; `step` is never 0. */
export class PyRange {
  readonly kind = 'range';
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
  readonly length: bigint;
  constructor(start: bigint, stop: bigint, step: bigint) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    const distance = step > 0n ? stop - start : start - stop;
    const size = step > 0n ? step : -step;
    this.length = distance <= 0n ? 0n : (distance + size - 1n) / size;
  }
}

/** `slice(start, stop, step)`, as a subscript or the builtin makes it. */
export class PySlice {
  readonly kind = 'slice';
  readonly start: PyValue;
  readonly stop: PyValue;
  readonly step: PyValue;
  constructor(start: PyValue, stop: PyValue, step: PyValue) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/** Variables of one call, comprehension or module; `parent` is the enclosing function's. */
export interface Frame {
  readonly vars: Map<string, PyValue>;
  readonly parent: Frame | undefined;
  /** Names bound in this scope; undefined for the module. */
  readonly locals: ReadonlySet<string> | undefined;
  readonly globalNames: ReadonlySet<string> | undefined;
  /** The qualified name that functions defined here are prefixed with; '' for the module. */
  readonly prefix: string;
}

/** A function or lambda written in the program. */
export class PyFunction {
  readonly kind = 'function';
  readonly name: string;
  /** The name in error messages: `outer.<locals>.inner`. */
  readonly qualifiedName: string;
  readonly params: Parameters;
  readonly body: Expression | readonly Statement[];
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string> | undefined;
  readonly defaults: ReadonlyMap<string, PyValue>;
  readonly closure: Frame;
  readonly doc: string | null;
  /**
   * Evaluates the annotation of a parameter (or of `return`); undefined without one. Programs may
   * annotate with names that exist nowhere, so nothing is evaluated before it is asked for.
   */
  readonly annotation: (param: string) => PyValue | undefined;

  constructor(init: Omit<PyFunction, 'kind'>) {
    this.name = init.name;
    this.qualifiedName = init.qualifiedName;
    this.params = init.params;
    this.body = init.body;
    this.locals = init.locals;
    this.globals = init.globals;
    this.defaults = init.defaults;
    this.closure = init.closure;
    this.doc = init.doc;
    this.annotation = init.annotation;
  }
}

/** The JS side of a builtin function or method. */
export type BuiltinCall = (args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext) => PyValue;

/** A function or bound method implemented in JS. */
export class PyBuiltin {
  readonly kind = 'builtin';
  readonly name: string;
  readonly call: BuiltinCall;
  /** What `repr` shows; by default `<built-in function NAME>`. */
  readonly shown: string | undefined;
  /** The method of a class written in Python: its name with class and module. */
  readonly method: string | undefined;
  constructor(name: string, call: BuiltinCall, shown?: string, method?: string) {
    this.name = name;
    this.call = call;
    this.shown = shown;
    this.method = method;
  }
}

/** `functools.partial(fn, *first, **named)`. */
export class PyPartial extends PyBuiltin {
  readonly fn: PyValue;
  readonly first: readonly PyValue[];
  readonly named: Kwargs;
  constructor(fn: PyValue, first: readonly PyValue[], named: Kwargs) {
    super('partial', (args, kwargs, ctx) =>
      ctx.call(fn, [...first, ...args], new Map([...named, ...kwargs])),
    );
    this.fn = fn;
    this.first = first;
    this.named = named;
  }
}

/** A module; `members` are looked up with a Map, never as properties. */
export class PyModule {
  readonly kind = 'module';
  readonly name: string;
  readonly members: ReadonlyMap<string, PyValue>;
  constructor(name: string, members: ReadonlyMap<string, PyValue>) {
    this.name = name;
    this.members = members;
  }
}

/** What a {@link PyType} needs beside its name. */
interface PyTypeInit {
  /** Whether `isinstance(value, thisType)`. */
  readonly isInstance: (value: PyValue) => boolean;
  /** Calling the type; without it the call is a TypeError. */
  readonly construct?: BuiltinCall;
  /** Class attributes and class methods. */
  readonly members?: ReadonlyMap<string, PyValue>;
  /** Whether it takes types as arguments: `list[int]`. */
  readonly isGeneric?: true;
  /** What `repr` shows between `<class '` and `'>`; by default the name. */
  readonly qualifiedName?: string;
  /** Attributes beside the members, made when asked for. */
  readonly attribute?: (name: string) => PyValue | undefined;
  /** The base class, where `except` or `issubclass` asks for one. */
  readonly base?: PyType;
}

/** A type object, callable where `construct` is given. */
export class PyType {
  readonly kind = 'type';
  readonly name: string;
  readonly init: PyTypeInit;
  constructor(name: string, init: PyTypeInit) {
    this.name = name;
    this.init = init;
  }
}

/** An instance of an exception class. */
export class PyException {
  readonly kind = 'exception';
  readonly type: PyType;
  readonly args: readonly PyValue[];
  constructor(type: PyType, args: readonly PyValue[]) {
    this.type = type;
    this.args = args;
  }
}

/** An iterator or generator; `name` is its type name ("generator", "map", "zip" …). */
export class PyIterator {
  readonly kind = 'iterator';
  readonly name: string;
  readonly iterator: Iterator<PyValue>;
  constructor(name: string, iterator: Iterator<PyValue>) {
    this.name = name;
    this.iterator = iterator;
  }
}

/** `Ellipsis` and `NotImplemented`. */
export class PySingleton {
  readonly kind = 'singleton';
  readonly name: 'Ellipsis' | 'NotImplemented';
  constructor(name: 'Ellipsis' | 'NotImplemented') {
    this.name = name;
  }
}

/** `...` */
export const ELLIPSIS = new PySingleton('Ellipsis');

/** What a binary or comparison hook returns to let the other operand try. */
export const NOT_IMPLEMENTED = new PySingleton('NotImplemented');

/** No keyword arguments. */
export const NO_KWARGS: Kwargs = new Map();

/** Whether calling the value could succeed. */
export function isCallable(value: PyValue): boolean {
  if (value === null || typeof value !== 'object') return false;
  switch (value.kind) {
    case 'function':
    case 'builtin':
    case 'type':
      return true;
    case 'host':
      return value.call !== undefined;
    default:
      return false;
  }
}

/** The name that CPython's messages use for the value's type: `int`, `NoneType`, `function` … */
export function typeName(value: PyValue): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'str';
    default:
      break;
  }
  if (value === null) return 'NoneType';
  switch (value.kind) {
    case 'set':
      return value.frozen ? 'frozenset' : 'set';
    case 'builtin':
      if (value.method !== undefined) return 'method';
      return value.shown?.startsWith('<function ') === true
        ? 'function'
        : 'builtin_function_or_method';
    case 'host':
      return value.pyType;
    case 'iterator':
      return value.name;
    case 'exception':
      return value.type.name;
    case 'singleton':
      return value.name === 'Ellipsis' ? 'ellipsis' : 'NotImplementedType';
    default:
      return value.kind;
  }
}
