import type { BinOp, Compare, DictDisplay, Expression, JoinedStr } from './ast.js';
import { getAttribute } from './attributes.js';
import { compareOperation, contains } from './compare.js';
import { dictSet, setAdd } from './containers.js';
import { PythonError, typeError } from './errors.js';
import { ComprehensionEvaluator } from './evaluate-comprehensions.js';
import { formatValue } from './format-value.js';
import { binaryOperation, unaryOperation } from './operators.js';
import { present } from './present.js';
import { saysNotIterable, toArray, truth } from './protocols.js';
import { asciiRepr, pyRepr, pyStr } from './repr.js';
import { getItem } from './subscripts.js';
import {
  PyDict,
  PyList,
  PySet,
  PySlice,
  PyTuple,
  typeName,
  type Frame,
  type PyValue,
} from './values.js';

/** A link of `object.attr(…)[…]`. */
type Link = Extract<Expression, { kind: 'Attribute' | 'Subscript' | 'Call' }>;

/** Evaluates expressions; statements are added by its subclass. */
export abstract class ExpressionEvaluator extends ComprehensionEvaluator {
  /** The value of an expression. */
  protected override expr(node: Expression, frame: Frame): PyValue {
    switch (node.kind) {
      case 'Name':
        return this.name(node, frame);
      case 'Constant':
      case 'Str':
        return node.value;
      default:
        break;
    }
    const { ctx } = this;
    ctx.step();
    ctx.enter();
    const value = this.compound(node, frame);
    ctx.leave();
    return value;
  }

  private compound(node: Expression, frame: Frame): PyValue {
    switch (node.kind) {
      case 'Call':
      case 'Attribute':
      case 'Subscript':
        return this.chain(node, frame);
      case 'Compare':
        return this.comparison(node, frame);
      case 'BinOp':
        return this.binary(node, frame);
      case 'UnaryOp': {
        const operand = this.expr(node.operand, frame);
        this.ctx.at = node;
        return unaryOperation(node.op, operand, this.ctx);
      }
      case 'List':
        return new PyList(this.items(node.items, frame));
      case 'Tuple':
        return new PyTuple(this.items(node.items, frame));
      case 'Set':
        return this.setDisplay(node.items, frame);
      case 'Dict':
        return this.dictDisplay(node, frame);
      case 'Lambda':
        return this.makeFunction(node, '<lambda>', node.body, null, frame);
      case 'JoinedStr':
        return this.formatted(node.parts, frame);
      case 'IfExp':
        return this.test(node.test, frame)
          ? this.expr(node.body, frame)
          : this.expr(node.otherwise, frame);
      case 'BoolOp': {
        const stopAt = node.op === 'or';
        let value: PyValue = null;
        for (const [i, operand] of node.values.entries()) {
          value = this.expr(operand, frame);
          if (i < node.values.length - 1 && this.holds(value, operand) === stopAt) break;
        }
        return value;
      }
      case 'Not':
        return !this.test(node.operand, frame);
      case 'Slice':
        return this.slice(node, frame);
      case 'NamedExpr': {
        const value = this.expr(node.value, frame);
        this.assignName(node.target.name, value, frame);
        return value;
      }
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        return this.comprehension(node, frame);
      case 'Starred':
        this.ctx.at = node;
        throw new PythonError('SyntaxError', "can't use starred expression here");
      case 'Name':
      case 'Constant':
      case 'Str':
        return this.expr(node, frame);
    }
  }

  /** The truth of an expression's value. */
  protected override test(node: Expression, frame: Frame): boolean {
    return this.holds(this.expr(node, frame), node);
  }

  private holds(value: PyValue, node: Expression): boolean {
    if (typeof value === 'boolean') return value;
    this.ctx.at = node;
    return truth(value, this.ctx);
  }

  /** `object.attr(…)[…]`: from the innermost object outwards, without recursion. */
  private chain(node: Link, frame: Frame): PyValue {
    const links: Link[] = [];
    let base: Expression = node;
    for (;;) {
      if (base.kind === 'Attribute' || base.kind === 'Subscript') {
        links.push(base);
        base = base.object;
      } else if (base.kind === 'Call') {
        links.push(base);
        base = base.callee;
      } else {
        break;
      }
    }
    const { ctx } = this;
    let value = this.expr(base, frame);
    for (let i = links.length - 1; i >= 0; i--) {
      const link = present(links[i]);
      ctx.step();
      if (link.kind === 'Attribute') {
        ctx.at = link;
        value = getAttribute(value, link.attr.name, ctx);
      } else if (link.kind === 'Call') {
        value = this.call(value, link, frame);
      } else {
        const key = this.expr(link.index, frame);
        ctx.at = link;
        value = getItem(value, key, ctx);
      }
    }
    return value;
  }

  /** A left-leaning tower of operators, from its foot up, without recursion. */
  private binary(node: BinOp, frame: Frame): PyValue {
    const tower: BinOp[] = [];
    let base: Expression = node;
    while (base.kind === 'BinOp') {
      tower.push(base);
      base = base.left;
    }
    const { ctx } = this;
    let value = this.expr(base, frame);
    for (let i = tower.length - 1; i >= 0; i--) {
      const floor = present(tower[i]);
      const right = this.expr(floor.right, frame);
      ctx.step();
      ctx.at = floor;
      value = binaryOperation(floor.op, value, right, ctx);
    }
    return value;
  }

  private comparison(node: Compare, frame: Frame): PyValue {
    const { ctx } = this;
    let left = this.expr(node.left, frame);
    const last = node.ops.length - 1;
    for (let i = 0; i <= last; i++) {
      const right = this.expr(present(node.rights[i]), frame);
      ctx.at = node;
      const value = this.compareOne(present(node.ops[i]), left, right);
      if (i === last) return value;
      if (!truth(value, ctx)) return value;
      left = right;
    }
    return true;
  }

  private compareOne(op: Compare['ops'][number], left: PyValue, right: PyValue): PyValue {
    switch (op) {
      case 'in':
        return contains(right, left, this.ctx);
      case 'not in':
        return !contains(right, left, this.ctx);
      case 'is':
        return left === right;
      case 'is not':
        return left !== right;
      default:
        return compareOperation(op, left, right, this.ctx);
    }
  }

  /** The items of a display, starred ones spread. */
  private items(nodes: readonly Expression[], frame: Frame): PyValue[] {
    const items: PyValue[] = [];
    this.ctx.allocate(nodes.length);
    for (const node of nodes) {
      if (node.kind === 'Starred') {
        const value = this.expr(node.value, frame);
        this.ctx.at = node;
        for (const item of this.spread(value)) items.push(item);
      } else {
        items.push(this.expr(node, frame));
      }
    }
    return items;
  }

  private spread(value: PyValue): PyValue[] {
    try {
      return toArray(value, this.ctx);
    } catch (error) {
      if (saysNotIterable(error, value)) {
        throw typeError(`Value after * must be an iterable, not ${typeName(value)}`);
      }
      throw error;
    }
  }

  private setDisplay(nodes: readonly Expression[], frame: Frame): PySet {
    const set = new PySet();
    for (const item of this.items(nodes, frame)) setAdd(set, item);
    return set;
  }

  private dictDisplay(node: DictDisplay, frame: Frame): PyDict {
    const dict = new PyDict();
    this.ctx.allocate(node.items.length);
    for (const { key, value } of node.items) {
      if (key === undefined) {
        const mapping = this.expr(value, frame);
        this.ctx.at = value;
        if (mapping === null || typeof mapping !== 'object' || mapping.kind !== 'dict') {
          throw typeError(`'${typeName(mapping)}' object is not a mapping`);
        }
        this.ctx.allocate(mapping.entries.size);
        for (const entry of mapping.entries.values()) dictSet(dict, entry.key, entry.value);
      } else {
        const keyValue = this.expr(key, frame);
        const item = this.expr(value, frame);
        this.ctx.at = key;
        dictSet(dict, keyValue, item);
      }
    }
    return dict;
  }

  private slice(node: Extract<Expression, { kind: 'Slice' }>, frame: Frame): PySlice {
    const bound = (part: Expression | undefined): PyValue =>
      part === undefined ? null : this.expr(part, frame);
    return new PySlice(bound(node.lower), bound(node.upper), bound(node.step));
  }

  private formatted(parts: JoinedStr['parts'], frame: Frame): string {
    let out = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        out += part;
        continue;
      }
      let value = this.expr(part.expression, frame);
      this.ctx.at = part;
      if (part.conversion === 'r') value = pyRepr(value, this.ctx);
      else if (part.conversion === 's') value = pyStr(value, this.ctx);
      else if (part.conversion === 'a') value = asciiRepr(value, this.ctx);
      const spec = part.spec === undefined ? '' : this.formatted(part.spec, frame);
      this.ctx.at = part;
      out += formatValue(value, spec, this.ctx);
    }
    this.ctx.allocate(out.length);
    return out;
  }
}
