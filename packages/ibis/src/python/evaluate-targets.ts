import type { Expression, Statement } from './ast.js';
import { notSupported, PythonError, refused } from './errors.js';
import { ImportEvaluator } from './evaluate-imports.js';
import { unboundLocal } from './evaluate-names.js';
import { attributeError } from './exceptions.js';
import { augmentedOperation } from './operators.js';
import { deleteItem, getItem, setItem } from './subscripts.js';
import { typeName, type Frame, type PyValue } from './values.js';

/** Changes what names, items and attributes stand for: `x[k] = v`, `x += v`, `del x`. */
export abstract class TargetEvaluator extends ImportEvaluator {
  protected augmented(node: Extract<Statement, { kind: 'AugAssign' }>, frame: Frame): void {
    const { ctx } = this;
    const { target } = node;
    if (target.kind === 'Subscript') {
      const object = this.expr(target.object, frame);
      const key = this.expr(target.index, frame);
      ctx.at = target;
      const old = getItem(object, key, ctx);
      const right = this.expr(node.value, frame);
      ctx.at = node;
      setItem(object, key, augmentedOperation(node.op, old, right, ctx), ctx);
      return;
    }
    const old = this.expr(target, frame);
    const right = this.expr(node.value, frame);
    ctx.at = node;
    this.assign(target, augmentedOperation(node.op, old, right, ctx), frame);
  }

  protected override assignPlace(target: Expression, value: PyValue, frame: Frame): void {
    const { ctx } = this;
    if (target.kind === 'Subscript') {
      const object = this.expr(target.object, frame);
      const key = this.expr(target.index, frame);
      ctx.at = target;
      setItem(object, key, value, ctx);
      return;
    }
    if (target.kind !== 'Attribute') throw notSupported(`assignment to ${target.kind}`);
    const object = this.expr(target.object, frame);
    ctx.at = target;
    const { name } = target.attr;
    if (name.startsWith('__')) throw refused(`assignment to '${name}'`, 'it changes internals');
    if (
      object !== null &&
      typeof object === 'object' &&
      object.kind === 'host' &&
      object.setAttr !== undefined
    ) {
      object.setAttr(name, value, ctx);
      return;
    }
    const isPlain = object === null || typeof object !== 'object' || object.kind !== 'host';
    if (isPlain && typeName(object) !== 'function') throw attributeError(object, name);
    if (!isPlain && object.immutable !== undefined) {
      throw new PythonError(
        'AttributeError',
        `Attribute '${name}' cannot be assigned to immutable instance of type ${object.immutable()}`,
      );
    }
    throw notSupported(`assignment to an attribute of a '${typeName(object)}' object`);
  }

  protected remove(target: Expression, frame: Frame): void {
    const { ctx } = this;
    switch (target.kind) {
      case 'Name':
        ctx.at = target;
        if (!this.removeName(target.name, frame)) {
          if (frame.locals?.has(target.name) === true) throw unboundLocal(target.name, true);
          throw new PythonError('NameError', `name '${target.name}' is not defined`);
        }
        return;
      case 'Subscript': {
        const object = this.expr(target.object, frame);
        const key = this.expr(target.index, frame);
        ctx.at = target;
        deleteItem(object, key, ctx);
        return;
      }
      case 'List':
      case 'Tuple':
        for (const item of target.items) this.remove(item, frame);
        return;
      default:
        ctx.at = target;
        if (target.kind === 'Attribute') {
          throw attributeError(this.expr(target.object, frame), target.attr.name);
        }
        throw notSupported('deleting attributes');
    }
  }

  protected removeName(name: string, frame: Frame): boolean {
    for (let f: Frame | undefined = frame; f?.locals !== undefined; f = f.parent) {
      if (f.locals.has(name)) return f.vars.delete(name);
      if (f.globalNames?.has(name) === true) break;
    }
    return this.ctx.globals.delete(name);
  }
}
