import type { Comprehension, DictComprehension, Expression, ForClause } from './ast.js';
import { dictSet, setAdd } from './containers.js';
import { CallEvaluator } from './evaluate-calls.js';
import { present } from './present.js';
import { iterate } from './protocols.js';
import { PyDict, PyIterator, PyList, PySet, type Frame, type PyValue } from './values.js';

const COMPREHENSION_NAMES = {
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
  GeneratorExp: '<genexpr>',
} as const;

/** Evaluates list, set and dict comprehensions and generator expressions. */
export abstract class ComprehensionEvaluator extends CallEvaluator {
  /** The truth of an expression's value. */
  protected abstract test(node: Expression, frame: Frame): boolean;

  protected comprehension(node: Comprehension | DictComprehension, frame: Frame): PyValue {
    const { ctx } = this;
    const first = this.expr(present(node.clauses[0]).iterable, frame);
    ctx.at = present(node.clauses[0]).iterable;
    const source = iterate(first, ctx);
    const prefix = `${frame.prefix}${COMPREHENSION_NAMES[node.kind]}.<locals>.`;
    const inner: Frame = {
      vars: new Map(),
      parent: frame,
      locals: node.locals,
      globalNames: undefined,
      prefix,
    };
    if (node.kind === 'GeneratorExp') {
      const items = this.generate(node.clauses, 0, source, inner, () =>
        this.expr(node.element, inner),
      );
      return new PyIterator('generator', this.atCaller(items));
    }
    if (node.kind === 'DictComp') {
      const dict = new PyDict();
      this.each(node.clauses, 0, source, inner, () => {
        const key = this.expr(node.key, inner);
        const value = this.expr(node.value, inner);
        ctx.at = node.key;
        dictSet(dict, key, value);
      });
      return dict;
    }
    const items: PyValue[] = [];
    this.each(node.clauses, 0, source, inner, () => {
      items.push(this.expr(node.element, inner));
    });
    if (node.kind === 'ListComp') return new PyList(items);
    const set = new PySet();
    ctx.at = node.element;
    for (const item of items) setAdd(set, item);
    return set;
  }

  /** Runs `found` for every combination that the clauses let through. */
  private each(
    clauses: readonly ForClause[],
    depth: number,
    source: Iterable<PyValue>,
    frame: Frame,
    found: () => void,
  ): void {
    const { ctx } = this;
    const clause = present(clauses[depth]);
    for (const item of source) {
      ctx.step();
      ctx.allocate(1);
      this.assign(clause.target, item, frame);
      if (!this.passes(clause, frame)) continue;
      const next = clauses[depth + 1];
      if (next === undefined) {
        found();
      } else {
        const value = this.expr(next.iterable, frame);
        ctx.at = next.iterable;
        this.each(clauses, depth + 1, iterate(value, ctx), frame, found);
      }
    }
  }

  private passes(clause: ForClause, frame: Frame): boolean {
    for (const condition of clause.conditions) if (!this.test(condition, frame)) return false;
    return true;
  }

  /** As {@link each}, one item at a time. */
  private *generate(
    clauses: readonly ForClause[],
    depth: number,
    source: Iterable<PyValue>,
    frame: Frame,
    found: () => PyValue,
  ): Generator<PyValue, undefined> {
    const { ctx } = this;
    const clause = present(clauses[depth]);
    for (const item of source) {
      ctx.step();
      this.assign(clause.target, item, frame);
      if (!this.passes(clause, frame)) continue;
      const next = clauses[depth + 1];
      if (next === undefined) {
        yield found();
      } else {
        const value = this.expr(next.iterable, frame);
        ctx.at = next.iterable;
        yield* this.generate(clauses, depth + 1, iterate(value, ctx), frame, found);
      }
    }
    return undefined;
  }

  /** Goes back to the consumer's place after each item, so that its own errors lie there. */
  private atCaller(items: Iterator<PyValue>): Iterator<PyValue> {
    const { ctx } = this;
    return {
      next(): IteratorResult<PyValue> {
        const { at } = ctx;
        ctx.enter();
        const result = items.next();
        ctx.leave();
        ctx.at = at;
        return result;
      },
    };
  }
}
