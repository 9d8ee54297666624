import type { Expression, Statement } from './ast.js';
import type { BinaryOperator } from './host.js';
import { ExpressionParser } from './parse-expression.js';
import { present } from './present.js';
import { collectBoundNames, expressionName, invalidTarget } from './targets.js';
import { TokenType, type Token } from './tokens.js';

const AUGMENTED: ReadonlySet<string> = new Set([
  '+=',
  '-=',
  '*=',
  '/=',
  '//=',
  '%=',
  '@=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '**=',
]);

/** Reads statements that begin with an expression: assignments of all kinds and bare ones. */
export class AssignmentParser extends ExpressionParser {
  protected bind(target: Expression): void {
    const names = new Set<string>();
    collectBoundNames(target, names);
    for (const name of names) {
      this.scope.bound.add(name);
      // It was read as an expression before it turned out to be a target.
      this.countUse(name, -1);
    }
  }

  protected expressionStatement(): Statement {
    const { token } = this;
    const value = this.starExpressions();
    if (this.token.type === TokenType.Op) {
      const { text } = this.token;
      if (text === '=') return this.assignment(value, token);
      if (AUGMENTED.has(text)) return this.augmented(value, token);
      if (text === ':') return this.annotated(value, token);
    }
    this.checkBareStar(value);
    return {
      kind: 'Expression',
      value,
      start: token.start,
      end: this.previous().end,
    };
  }

  private assignment(first: Expression, firstToken: Token): Statement {
    const targets: Expression[] = [];
    const firstEquals = this.index;
    let value = first;
    let firstOfValue = firstToken;
    while (this.at('=')) {
      this.checkTarget(value, targets[0], firstOfValue, firstEquals);
      targets.push(value);
      this.bind(value);
      this.advance();
      if (this.at('yield')) throw this.strayYield();
      firstOfValue = this.token;
      value = this.starExpressions();
    }
    this.checkBareStar(value);
    return { kind: 'Assign', targets, value, start: firstToken.start, end: this.previous().end };
  }

  private checkTarget(
    target: Expression,
    firstTarget: Expression | undefined,
    firstToken: Token,
    firstEquals: number,
  ): void {
    const invalid = invalidTarget(target, 'assign');
    if (invalid === undefined) {
      this.checkStars(target);
      return;
    }
    if (firstTarget !== undefined) {
      const { index } = this;
      this.moveTo(firstEquals);
      this.adviseEquality(firstTarget, firstToken);
      this.moveTo(index);
    } else {
      const bare = target.kind === 'Tuple' && this.text[target.start] !== '(';
      const last = bare ? present(target.items.at(-1)) : target;
      if (last.kind !== 'Starred')
        this.adviseEquality(last, bare ? this.tokenAt(last) : firstToken);
    }
    throw this.error(`cannot assign to ${expressionName(invalid)}`, invalid);
  }

  private tokenAt(node: Expression): Token {
    return this.tokens.find((token) => token.start >= node.start) ?? this.token;
  }

  /** `a, *b` or an expression; a star alone is an error that CPython finds when it compiles. */
  protected starredValue(): Expression {
    const value = this.starExpressions();
    this.checkBareStar(value);
    return value;
  }

  private checkBareStar(value: Expression): void {
    if (value.kind === 'Starred') this.later('compile', "can't use starred expression here", value);
  }

  private checkStars(target: Expression): void {
    if (target.kind === 'Starred') {
      this.later('compile', 'starred assignment target must be in a list or tuple', target);
    } else if (target.kind === 'List' || target.kind === 'Tuple') {
      if (target.items.filter((item) => item.kind === 'Starred').length > 1) {
        this.later('compile', 'multiple starred expressions in assignment', target);
      }
      for (const item of target.items) {
        if (item.kind === 'List' || item.kind === 'Tuple') this.checkStars(item);
      }
    }
  }

  private augmented(target: Expression, first: Token): Statement {
    if (!['Name', 'Attribute', 'Subscript'].includes(target.kind)) {
      throw this.error(
        `'${expressionName(target)}' is an illegal expression for augmented assignment`,
        target,
      );
    }
    this.bind(target);
    const op = this.advance().text.slice(0, -1) as BinaryOperator;
    if (this.at('yield')) throw this.strayYield();
    const value = this.starredValue();
    return { kind: 'AugAssign', target, op, value, start: first.start, end: this.previous().end };
  }

  private annotated(target: Expression, first: Token): Statement {
    if (!['Name', 'Attribute', 'Subscript'].includes(target.kind)) {
      const annotated = this.attempt(() => {
        this.advance();
        return this.expression();
      });
      if (annotated === undefined) throw this.fail();
      throw this.error(
        target.kind === 'List' || target.kind === 'Tuple'
          ? `only single target (not ${expressionName(target)}) can be annotated`
          : 'illegal target for annotation',
        target,
      );
    }
    if (this.peek().type === TokenType.Newline) {
      this.advance();
      throw this.fail();
    }
    this.advance();
    this.bind(target);
    const annotation = this.expression();
    const value = this.take('=') ? this.starredValue() : undefined;
    const end = this.previous().end;
    return { kind: 'AnnAssign', target, annotation, value, start: first.start, end };
  }
}
