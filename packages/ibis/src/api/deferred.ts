import {
  binaryOperation,
  compareOperation,
  getAttribute,
  getItem,
  NO_KWARGS,
  PyBuiltin,
  pyRepr,
  PyDict,
  PyList,
  PyTuple,
  dictFrom,
  typeError,
  unaryOperation,
} from '../python/index.js';
import type {
  BinaryOperator,
  CompareOperator,
  HostObject,
  Kwargs,
  PyContext,
  PyValue,
  UnaryOperator,
} from '../python/index.js';
import { Signature } from './signature.js';

type Resolve = (target: PyValue, ctx: PyContext) => PyValue;

const SPACED: ReadonlySet<string> = new Set(['**']);

/**
 * `_` and what is built from it: an expression that waits for the table (or array element) it is
 * about. Every operation on it yields another one; `resolve` carries them all out.
 */
export class DeferredObj implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'Deferred';
  readonly immutable = (): string => "<class 'ibis.common.deferred.Deferred'>";
  readonly resolve: Resolve;
  private shown: string | (() => string);

  /** @param shown its repr, or what makes it: a table in it can be long, and it is seldom asked for. */
  constructor(resolve: Resolve, shown: string | (() => string)) {
    this.resolve = resolve;
    this.shown = shown;
  }

  get text(): string {
    if (typeof this.shown !== 'string') this.shown = this.shown();
    return this.shown;
  }

  getAttr(name: string): PyValue {
    if (name === 'resolve') {
      return new PyBuiltin(name, (args, kwargs, ctx) => {
        const bound = RESOLVE.bind('Deferred.resolve', true, args, kwargs);
        return this.resolve(bound.args['_'] ?? null, ctx);
      });
    }
    return new DeferredObj(
      (t, ctx) => getAttribute(this.resolve(t, ctx), name, ctx),
      () => `${this.text}.${name}`,
    );
  }

  call(args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): PyValue {
    return new DeferredObj(
      (t, c) =>
        c.call(
          this.resolve(t, c),
          args.map((arg) => resolveDeep(arg, t, c)),
          resolveKwargs(kwargs, t, c),
        ),
      () => `${this.text}(${showArgs(args, kwargs, ctx)})`,
    );
  }

  getItem(key: PyValue, ctx: PyContext): PyValue {
    return new DeferredObj(
      (t, c) => getItem(this.resolve(t, c), resolveDeep(key, t, c), c),
      () => `${this.text}[${pyRepr(key, ctx)}]`,
    );
  }

  binary(op: BinaryOperator, other: PyValue, reflected: boolean, ctx: PyContext): PyValue {
    const gap = SPACED.has(op) ? '' : ' ';
    return new DeferredObj(
      (t, c) => {
        const self = this.resolve(t, c);
        const there = resolveDeep(other, t, c);
        return reflected
          ? binaryOperation(op, there, self, c)
          : binaryOperation(op, self, there, c);
      },
      () => {
        const [first, second] = reflected
          ? [pyRepr(other, ctx), this.text]
          : [this.text, pyRepr(other, ctx)];
        return `(${first}${gap}${op}${gap}${second})`;
      },
    );
  }

  compare(op: CompareOperator, other: PyValue, ctx: PyContext): PyValue {
    return new DeferredObj(
      (t, c) => compareOperation(op, this.resolve(t, c), resolveDeep(other, t, c), c),
      () => `(${this.text} ${op} ${pyRepr(other, ctx)})`,
    );
  }

  unary(op: UnaryOperator): PyValue {
    return new DeferredObj(
      (t, c) => unaryOperation(op, this.resolve(t, c), c),
      () => `${op}${this.text}`,
    );
  }

  truth(): never {
    throw typeError('The truth value of Deferred objects is not defined');
  }

  iterate(): never {
    throw typeError("'Deferred' object is not iterable");
  }

  repr(): string {
    return this.text;
  }
}

/** Parameters of `resolve`, the one name that `_` keeps to itself. */
export const RESOLVE = new Signature('_=None, **kwargs');

/** `ibis._` */
export const underscore = (): DeferredObj => new DeferredObj((target) => target, '_');

/** Resolves what is deferred in a value, inside lists, tuples and dicts too. */
export function resolveDeep(value: PyValue, target: PyValue, ctx: PyContext): PyValue {
  if (value instanceof DeferredObj) return value.resolve(target, ctx);
  if (!holdsDeferred(value)) return value;
  const inner = (v: PyValue): PyValue => resolveDeep(v, target, ctx);
  if (value instanceof PyList) return new PyList(value.items.map(inner));
  if (value instanceof PyTuple) return new PyTuple(value.items.map(inner));
  if (value instanceof PyDict) {
    return dictFrom(
      [...value.entries.values()].map(({ key, value: v }) => [key, inner(v)] as const),
    );
  }
  return value;
}

/** Whether anything in the value waits to be resolved. */
export function holdsDeferred(value: PyValue): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (value instanceof DeferredObj) return true;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.some(holdsDeferred);
  if (value instanceof PyDict)
    return [...value.entries.values()].some((e) => holdsDeferred(e.value));
  return false;
}

/**
 * Runs a function now, or, when an argument is deferred, once it is resolved: what Ibis's
 * `@deferrable` does.
 *
 * @param check Refuses arguments that do not fit before they wait.
 */
export function deferrable(
  name: string,
  run: (args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext) => PyValue,
  check?: (args: readonly PyValue[], kwargs: Kwargs) => void,
): (args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext) => PyValue {
  return (args, kwargs, ctx) => {
    if (!args.some(holdsDeferred) && ![...kwargs.values()].some(holdsDeferred)) {
      return run(args, kwargs, ctx);
    }
    check?.(args, kwargs);
    return new DeferredObj(
      (t, c) =>
        run(
          args.map((arg) => resolveDeep(arg, t, c)),
          resolveKwargs(kwargs, t, c),
          c,
        ),
      () => `${name}(${showArgs(args, kwargs, ctx)})`,
    );
  };
}

function resolveKwargs(kwargs: Kwargs, target: PyValue, ctx: PyContext): Kwargs {
  if (kwargs.size === 0) return NO_KWARGS;
  return new Map([...kwargs].map(([name, value]) => [name, resolveDeep(value, target, ctx)]));
}

function showArgs(args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): string {
  return [
    ...args.map((arg) => pyRepr(arg, ctx)),
    ...[...kwargs].map(([name, value]) => `${name}=${pyRepr(value, ctx)}`),
  ].join(', ');
}
