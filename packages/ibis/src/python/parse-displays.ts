import type { Comprehension, DictDisplay, Expression, ForClause } from './ast.js';
import { ArgumentParser } from './parse-arguments.js';
import { present } from './present.js';
import { collectBoundNames, expressionName, invalidTarget } from './targets.js';
import { walk } from './walk.js';

/** Reads what stands in brackets: groups, tuples, lists, sets, dicts, comprehensions. */
export abstract class DisplayParser extends ArgumentParser {
  /** Comprehension iterables around the current token. */
  protected iterables = 0;

  /** An expression that may be `name := value`. */
  protected abstract namedExpression(): Expression;
  /** A named expression that may be starred. */
  protected abstract starNamedExpression(): Expression;
  protected abstract disjunction(): Expression;
  /** `a, *b, c` without brackets. */
  protected abstract starExpressions(): Expression;
  /** Binary operators from a precedence level up; 1 is the loosest. */
  protected abstract binary(level: number): Expression;
  /** The rest of an unbracketed tuple whose first item has been read. */
  protected abstract tupleAfter(
    first: Expression,
    start: number,
    item: () => Expression,
  ): Expression;

  protected group(): Expression {
    const { start } = this.advance();
    if (this.at(')')) return { kind: 'Tuple', items: [], start, end: this.advance().end };
    if (this.at('yield')) throw this.strayYield();
    if (this.at('**')) this.doubleStarInGroup();
    const first = this.starNamedExpression();
    if (this.at('for') || this.at('async')) {
      const node = this.comprehension('GeneratorExp', first, start);
      return { ...node, end: this.expect(')').end };
    }
    if (this.at(',')) {
      const tuple = this.items(first, ')');
      return { kind: 'Tuple', items: tuple, start, end: this.expect(')').end };
    }
    if (first.kind === 'Starred' && this.at(')')) {
      throw this.error('cannot use starred expression here', first);
    }
    this.expect(')');
    this.grouped = first;
    return first;
  }

  private doubleStarInGroup(): void {
    const star = this.advance();
    if (this.attempt(() => (this.expression(), this.at(')') ? true : undefined))) {
      throw this.error('cannot use double starred expression here', star);
    }
    throw this.fail();
  }

  /** The items of a display after its first one, up to (not including) the bracket `close`. */
  private items(first: Expression, close: string): Expression[] {
    const items = [first];
    while (this.take(',')) {
      if (this.at(close)) break;
      if (this.at('for') && close !== ')') this.forgottenTarget(items);
      items.push(this.starNamedExpression());
    }
    if ((this.at('for') || this.at('async')) && close !== ')') this.forgottenTarget(items);
    return items;
  }

  private forgottenTarget(items: readonly Expression[]): void {
    if (this.attempt(() => this.forClauses()) === undefined) return;
    throw this.error(
      'did you forget parentheses around the comprehension target?',
      present(items[0]),
      present(items.at(-1)),
    );
  }

  protected list(): Expression {
    const { start } = this.advance();
    if (this.at(']')) return { kind: 'List', items: [], start, end: this.advance().end };
    const first = this.starNamedExpression();
    if (this.at('for') || this.at('async')) {
      const node = this.comprehension('ListComp', first, start);
      return { ...node, end: this.expect(']').end };
    }
    const items = this.items(first, ']');
    return { kind: 'List', items, start, end: this.expect(']').end };
  }

  protected braces(): Expression {
    const { start } = this.advance();
    if (this.at('}')) return { kind: 'Dict', items: [], start, end: this.advance().end };
    if (this.at('**')) return this.dict(start, undefined);
    const first = this.starNamedExpression();
    if (this.at(':') && first.kind !== 'Starred') return this.dict(start, first);
    if (this.at('for') || this.at('async')) {
      const node = this.comprehension('SetComp', first, start);
      return { ...node, end: this.expect('}').end };
    }
    const items = this.items(first, '}');
    return { kind: 'Set', items, start, end: this.expect('}').end };
  }

  private dict(start: number, firstKey: Expression | undefined): Expression {
    const items: DictDisplay['items'][number][] = [];
    let key = firstKey;
    for (;;) {
      if (key === undefined && this.at('**')) {
        const star = this.advance();
        items.push({ key: undefined, value: this.binary(1) });
        if (items.length === 1 && (this.at('for') || this.at('async'))) {
          throw this.error('dict unpacking cannot be used in dict comprehension', star);
        }
      } else {
        key ??= this.expression();
        const value = this.dictValue(key);
        if (items.length === 0 && (this.at('for') || this.at('async'))) {
          const { clauses, locals } = this.forClauses();
          const { end } = this.expect('}');
          return { kind: 'DictComp', key, value, clauses, locals, start, end };
        }
        items.push({ key, value });
      }
      key = undefined;
      if (!this.take(',') || this.at('}')) break;
    }
    return { kind: 'Dict', items, start, end: this.expect('}').end };
  }

  private dictValue(key: Expression): Expression {
    if (!this.at(':')) {
      throw this.error("':' expected after dictionary key", { start: key.end - 1, end: key.end });
    }
    const colon = this.advance();
    if (this.at('}') || this.at(',')) {
      throw this.error("expression expected after dictionary key and ':'", colon);
    }
    if (this.at('*')) {
      throw this.error('cannot use a starred expression in a dictionary value', this.token);
    }
    return this.expression();
  }

  protected override comprehension(
    kind: Comprehension['kind'],
    element: Expression,
    start: number,
  ): Comprehension {
    const { clauses, locals } = this.forClauses();
    if (element.kind === 'Starred') {
      throw this.error('iterable unpacking cannot be used in comprehension', element);
    }
    const node: Comprehension = {
      kind,
      element,
      clauses,
      locals,
      start,
      end: this.previous().end,
    };
    this.checkRebinding(node, locals);
    return node;
  }

  private forClauses(): { clauses: ForClause[]; locals: ReadonlySet<string> } {
    const clauses: ForClause[] = [];
    const locals = new Set<string>();
    while (this.at('for') || this.at('async')) {
      if (this.at('async')) throw this.unsupported('asynchronous comprehensions', this.token);
      const { start } = this.advance();
      const target = this.forTarget();
      collectBoundNames(target, locals);
      this.expect('in');
      this.iterables++;
      const iterable = this.disjunction();
      this.iterables--;
      const conditions: Expression[] = [];
      while (this.take('if')) conditions.push(this.disjunction());
      clauses.push({ target, iterable, conditions, start, end: this.previous().end });
    }
    return { clauses, locals };
  }

  /** `[x := 1 for x in y]` is an error that CPython finds among the symbols. */
  private checkRebinding(node: Expression, locals: ReadonlySet<string>): void {
    if (![...locals].some((name) => this.scope.bound.has(name))) return;
    walk(node, (inner) => {
      if (inner.kind === 'Lambda') return false;
      if (inner.kind === 'NamedExpr' && locals.has(inner.target.name)) {
        const { name } = inner.target;
        const message = `assignment expression cannot rebind comprehension iteration variable '${name}'`;
        this.later('symbols', message, inner.target);
      }
      return true;
    });
  }

  /** Reads from `from` on as a plain expression, for the advice that this may throw. */
  private attemptAdvice(from: number): void {
    const { index } = this;
    this.moveTo(from);
    this.starExpressions();
    this.moveTo(index);
  }

  /** What stands between `for` and `in`. */
  protected forTarget(): Expression {
    const from = this.index;
    const { start } = this.token;
    const item = (): Expression =>
      this.at('*') ? this.starred(() => this.binary(1)) : this.binary(1);
    const first = item();
    const target = this.at(',') ? this.tupleAfter(first, start, item) : first;
    if (!this.at('in')) this.attemptAdvice(from);
    const invalid = invalidTarget(target, 'assign');
    if (invalid !== undefined) {
      throw this.error(`cannot assign to ${expressionName(invalid)}`, invalid);
    }
    return target;
  }
}
