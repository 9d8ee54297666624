import type { Expression, Name } from './ast.js';
import { PythonError, typeError, valueError } from './errors.js';
import type { PyContext } from './host.js';
import { present } from './present.js';
import { iterate, saysNotIterable } from './protocols.js';
import { PyList, typeName, type Frame, type PyValue } from './values.js';

/** What an evaluation asks its surroundings for. */
export interface NameSource {
  readonly builtins: ReadonlyMap<string, PyValue>;
  /** The value of a name that is neither defined nor built in, if the host knows one. */
  readonly resolveName: ((name: string, ctx: PyContext) => PyValue | undefined) | undefined;
}

/** Reads names and assigns to targets. */
export abstract class NameEvaluator {
  protected readonly names: NameSource;
  protected readonly ctx: PyContext;

  constructor(names: NameSource, ctx: PyContext) {
    this.names = names;
    this.ctx = ctx;
  }

  /** The value of an expression. */
  protected abstract expr(node: Expression, frame: Frame): PyValue;

  protected name(node: Name, frame: Frame): PyValue {
    const { name } = node;
    for (let f: Frame | undefined = frame; f?.locals !== undefined; f = f.parent) {
      if (f.locals.has(name)) {
        const value = f.vars.get(name);
        if (value !== undefined) return value;
        this.ctx.at = node;
        throw unboundLocal(name, f === frame);
      }
      if (f.globalNames?.has(name) === true) break;
    }
    const value = this.ctx.globals.get(name) ?? this.names.builtins.get(name);
    if (value !== undefined) return value;
    if (this.ctx.globals.has(name)) return null;
    this.ctx.at = node;
    const resolved = this.names.resolveName?.(name, this.ctx);
    if (resolved !== undefined) return resolved;
    throw new PythonError('NameError', `name '${name}' is not defined`);
  }

  /** Binds a name where the frame's scope says it lives. */
  protected assignName(name: string, value: PyValue, frame: Frame): void {
    for (let f: Frame | undefined = frame; f?.locals !== undefined; f = f.parent) {
      if (f.locals.has(name)) {
        f.vars.set(name, value);
        return;
      }
      if (f.globalNames?.has(name) === true) break;
    }
    this.ctx.globals.set(name, value);
  }

  /** `target = value`. */
  protected assign(target: Expression, value: PyValue, frame: Frame): void {
    switch (target.kind) {
      case 'Name':
        this.assignName(target.name, value, frame);
        return;
      case 'List':
      case 'Tuple':
        this.unpack(target, value, frame);
        return;
      default:
        this.assignPlace(target, value, frame);
    }
  }

  /** `object.attr = value` and `object[key] = value`. */
  protected abstract assignPlace(target: Expression, value: PyValue, frame: Frame): void;

  private unpack(
    target: Extract<Expression, { kind: 'List' | 'Tuple' | 'Set' }>,
    value: PyValue,
    frame: Frame,
  ): void {
    const { ctx } = this;
    ctx.at = target;
    const { items: targets } = target;
    const star = targets.findIndex((item) => item.kind === 'Starred');
    const values = this.unpackable(value, star >= 0 ? Infinity : targets.length);
    if (star < 0) {
      if (values.length > targets.length) {
        throw valueError(`too many values to unpack (expected ${targets.length})`);
      }
      if (values.length < targets.length) {
        throw valueError(
          `not enough values to unpack (expected ${targets.length}, got ${values.length})`,
        );
      }
      for (const [i, item] of targets.entries()) this.assign(item, present(values[i]), frame);
      return;
    }
    const after = targets.length - star - 1;
    if (values.length < star + after) {
      throw valueError(
        `not enough values to unpack (expected at least ${star + after}, got ${values.length})`,
      );
    }
    const middle = values.slice(star, values.length - after);
    for (const [i, item] of targets.entries()) {
      if (item.kind === 'Starred') this.assign(item.value, new PyList(middle), frame);
      else
        this.assign(
          item,
          present(values[i < star ? i : values.length - targets.length + i]),
          frame,
        );
    }
  }

  /** Up to one item more than `wanted`, so that endless sources can be unpacked. */
  private unpackable(value: PyValue, wanted: number): PyValue[] {
    const values: PyValue[] = [];
    let source: Iterable<PyValue>;
    try {
      source = iterate(value, this.ctx);
    } catch (error) {
      if (saysNotIterable(error, value)) {
        throw typeError(`cannot unpack non-iterable ${typeName(value)} object`);
      }
      throw error;
    }
    for (const item of source) {
      this.ctx.step();
      values.push(item);
      if (values.length > wanted) break;
    }
    return values;
  }
}

/** A name that its scope binds, but not yet; `own` tells a function's own from an outer one's. */
export function unboundLocal(name: string, own: boolean): PythonError {
  return own
    ? new PythonError(
        'UnboundLocalError',
        `cannot access local variable '${name}' where it is not associated with a value`,
      )
    : new PythonError(
        'NameError',
        `cannot access free variable '${name}' where it is not associated with a value in ` +
          'enclosing scope',
      );
}
