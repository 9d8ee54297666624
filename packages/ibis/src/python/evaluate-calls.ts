import type { Argument, Call, Expression, Parameters } from './ast.js';
import { typeError, type PythonError } from './errors.js';
import { NameEvaluator } from './evaluate-names.js';
import { bindCall } from './function-call.js';
import type { Kwargs } from './host.js';
import { present } from './present.js';
import { saysNotIterable, toArray } from './protocols.js';
import { NO_KWARGS, PyFunction, typeName, type Frame, type PyValue } from './values.js';

/** What lambdas and `def`s have in common. */
interface FunctionParts {
  readonly params: Parameters;
  readonly locals: ReadonlySet<string>;
  readonly globals?: ReadonlySet<string>;
  readonly returns?: Expression | undefined;
}

/** Calls functions and makes them. */
export abstract class CallEvaluator extends NameEvaluator {
  /** Runs the body of a `def` and gives what it returns. */
  protected abstract runBody(fn: PyFunction, frame: Frame): PyValue;

  protected call(callee: PyValue, node: Call, frame: Frame): PyValue {
    let kwargs: Kwargs = NO_KWARGS;
    let args: PyValue[];
    if (node.simple) {
      args = [];
      for (const arg of node.args) args.push(this.expr(arg.value, frame));
    } else {
      const named = new Map<string, PyValue>();
      args = this.argumentsOf(callee, node.args, named, frame);
      kwargs = named;
    }
    this.ctx.at = node;
    return this.callValue(callee, args, kwargs);
  }

  private argumentsOf(
    callee: PyValue,
    list: readonly Argument[],
    named: Map<string, PyValue>,
    frame: Frame,
  ): PyValue[] {
    const args: PyValue[] = [];
    for (const { kind, name, value: node } of list) {
      if (kind === 'keyword') {
        const value = this.expr(node, frame);
        if (named.has(present(name).name)) throw repeatedKeyword(callee, present(name).name);
        named.set(present(name).name, value);
      } else if (kind === 'double-star') {
        this.unpackMapping(callee, this.expr(node, frame), named);
      } else if (node.kind === 'Starred') {
        const value = this.expr(node.value, frame);
        this.ctx.at = node;
        for (const item of this.starredItems(callee, value)) args.push(item);
      } else {
        args.push(this.expr(node, frame));
      }
    }
    return args;
  }

  private starredItems(callee: PyValue, value: PyValue): PyValue[] {
    try {
      return toArray(value, this.ctx);
    } catch (error) {
      if (saysNotIterable(error, value)) {
        throw typeError(
          `${callableText(callee)} argument after * must be an iterable, not ${typeName(value)}`,
        );
      }
      throw error;
    }
  }

  private unpackMapping(callee: PyValue, value: PyValue, named: Map<string, PyValue>): void {
    if (value === null || typeof value !== 'object' || value.kind !== 'dict') {
      throw typeError(
        `${callableText(callee)} argument after ** must be a mapping, not ${typeName(value)}`,
      );
    }
    this.ctx.allocate(value.entries.size);
    for (const { key, value: item } of value.entries.values()) {
      if (typeof key !== 'string') throw typeError('keywords must be strings');
      if (named.has(key)) throw repeatedKeyword(callee, key);
      named.set(key, item);
    }
  }

  /** Calls any value; TypeError where it cannot be called. */
  callValue(callee: PyValue, args: readonly PyValue[], kwargs: Kwargs): PyValue {
    if (callee !== null && typeof callee === 'object') {
      switch (callee.kind) {
        case 'function':
          return this.callFunction(callee, args, kwargs);
        case 'builtin':
          return callee.call(args, kwargs, this.ctx);
        case 'type':
          if (callee.init.construct === undefined) {
            throw typeError(`cannot create '${callee.name}' instances`);
          }
          return callee.init.construct(args, kwargs, this.ctx);
        case 'host':
          if (callee.call !== undefined) return callee.call(args, kwargs, this.ctx);
          throw callee.callError?.() ?? typeError(`'${typeName(callee)}' object is not callable`);
        default:
      }
    }
    throw typeError(`'${typeName(callee)}' object is not callable`);
  }

  private callFunction(fn: PyFunction, args: readonly PyValue[], kwargs: Kwargs): PyValue {
    const frame: Frame = {
      vars: bindCall(fn, args, kwargs),
      parent: fn.closure,
      locals: fn.locals,
      globalNames: fn.globals,
      prefix: `${fn.qualifiedName}.<locals>.`,
    };
    const { ctx } = this;
    const { at } = ctx;
    ctx.step();
    ctx.enter();
    const value = Array.isArray(fn.body)
      ? this.runBody(fn, frame)
      : this.expr(fn.body as Expression, frame);
    ctx.leave();
    ctx.at = at;
    return value;
  }

  /** A function object, its defaults evaluated now. */
  protected makeFunction(
    node: FunctionParts,
    name: string,
    body: PyFunction['body'],
    doc: string | null,
    frame: Frame,
  ): PyFunction {
    const defaults = new Map<string, PyValue>();
    if (!node.params.simple) {
      for (const param of node.params.list) {
        if (param.default !== undefined) {
          defaults.set(param.name.name, this.expr(param.default, frame));
        }
      }
    }
    return new PyFunction({
      name,
      qualifiedName: frame.prefix + name,
      params: node.params,
      body,
      locals: node.locals,
      globals: node.globals,
      defaults,
      closure: frame,
      doc,
      annotation: (param) => {
        const found =
          param === 'return'
            ? node.returns
            : node.params.list.find((p) => p.name.name === param)?.annotation;
        return found === undefined ? undefined : this.expr(found, frame);
      },
    });
  }
}

function repeatedKeyword(callee: PyValue, name: string): PythonError {
  return typeError(`${callableText(callee)} got multiple values for keyword argument '${name}'`);
}

/** How CPython names a callable in errors about `*` and `**` arguments. */
function callableText(callee: PyValue): string {
  if (callee !== null && typeof callee === 'object') {
    if (callee.kind === 'function') return `__main__.${callee.qualifiedName}()`;
    if (callee.kind === 'builtin') return `${callee.method ?? callee.name}()`;
    if (callee.kind === 'type') return `${callee.name}()`;
  }
  return `'${typeName(callee)}' object`;
}
