import type { Expression, Lambda, Located, Name, Starred } from './ast.js';
import { newScope } from './cursor.js';
import { PythonError } from './errors.js';
import { parseLiteral } from './literals.js';
import { MAYBE_EQUAL } from './parse-arguments.js';
import { OperatorParser } from './parse-operators.js';
import { present } from './present.js';
import { expressionName } from './targets.js';
import { TokenType, tokenize, type Token } from './tokens.js';

const STARTERS: ReadonlySet<string> = new Set([
  'None',
  'True',
  'False',
  'lambda',
  'not',
  'await',
  '{',
  '[',
  '(',
  '~',
  '...',
  '-',
  '+',
]);
const SOFT_KEYWORDS: ReadonlySet<string> = new Set(['match', 'case', '_']);

/** Expressions of Python 3.11, by recursive descent and precedence climbing. */
export class ExpressionParser extends OperatorParser {
  #advises = true;

  /** Whether the current token can begin an expression. */
  protected startsExpression(): boolean {
    const { type, text } = this.token;
    if (type === TokenType.Name || type === TokenType.Number || type === TokenType.String) {
      return true;
    }
    return (type === TokenType.Keyword || type === TokenType.Op) && STARTERS.has(text);
  }

  /** `a, *b, c` without brackets; a single expression without comma stays as it is. */
  protected override starExpressions(): Expression {
    const { start } = this.token;
    const first = this.starExpression();
    if (!this.at(',')) return first;
    return this.tupleAfter(first, start, () => this.starExpression());
  }

  /** The rest of an unbracketed tuple whose first item has been read. */
  protected override tupleAfter(
    first: Expression,
    start: number,
    item: () => Expression,
  ): Expression {
    const items = [first];
    while (this.take(',')) {
      if (!this.startsExpression() && !this.at('*')) break;
      items.push(item());
    }
    return { kind: 'Tuple', items, start, end: this.previous().end };
  }

  protected override starExpression(): Expression {
    return this.at('*') ? this.starred(() => this.binary(1)) : this.expression();
  }

  protected override starred(operand: () => Expression): Starred {
    const { start } = this.advance();
    const value = operand();
    return { kind: 'Starred', value, start, end: this.previous().end };
  }

  protected override starNamedExpression(): Expression {
    if (!this.at('*')) return this.namedExpression();
    const first = this.index + 1;
    const value = this.starred(() => this.binary(1));
    if (this.startsExpression()) this.adviseComma(value.value, first);
    return value;
  }

  /** `name := value` or an expression; an `=` here gets CPython's advice. */
  protected override namedExpression(): Expression {
    const walrus = this.walrus();
    if (walrus !== undefined) return walrus;
    const { token } = this;
    const value = this.expression();
    if (this.at(':=')) {
      throw this.error(`cannot use assignment expressions with ${expressionName(value)}`, value);
    }
    if (this.at('=')) this.adviseEquality(value, token);
    return value;
  }

  protected override walrus(): Expression | undefined {
    const { token } = this;
    if (token.type !== TokenType.Name || this.peek().text !== ':=') return undefined;
    this.advance();
    this.advance();
    const target: Name = { kind: 'Name', name: token.text, start: token.start, end: token.end };
    const value = this.expression();
    this.scope.bound.add(target.name);
    if (this.iterables > 0) {
      const message = 'assignment expression cannot be used in a comprehension iterable expression';
      this.later('symbols', message, target);
    }
    return { kind: 'NamedExpr', target, value, start: target.start, end: this.previous().end };
  }

  /** Throws CPython's advice for `value = …` where no assignment may stand, if it has any. */
  protected adviseEquality(value: Expression, first: Token): void {
    const { kind } = value;
    const grouped = this.grouped === value;
    const operand =
      grouped ||
      !(['Compare', 'Not', 'BoolOp', 'IfExp', 'Lambda', 'NamedExpr'] as string[]).includes(kind);
    if (!operand) return;
    const right = this.attempt(() => {
      this.advance();
      const node = this.binary(1);
      return this.at('=') || this.at(':=') ? undefined : node;
    });
    if (right === undefined) return;
    if (kind === 'Name' && !grouped) throw this.error(MAYBE_EQUAL, value, right);
    if (kind === 'List' || kind === 'Tuple' || kind === 'GeneratorExp') return;
    if (['True', 'None', 'False'].includes(first.text)) return;
    throw this.error(
      `cannot assign to ${expressionName(value)} here. Maybe you meant '==' instead of '='?`,
      value,
    );
  }

  /** An expression without `:=`: a lambda, or a disjunction with an optional `if … else …`. */
  protected override expression(): Expression {
    this.enter();
    const { token, index } = this;
    const value =
      token.text === 'lambda' && token.type === TokenType.Keyword
        ? this.lambda()
        : this.conditional(index);
    this.leave();
    return value;
  }

  private conditional(firstIndex: number): Expression {
    const value = this.disjunction();
    const { type, text } = this.token;
    if (type === TokenType.Newline) return value;
    if (type === TokenType.Keyword && text === 'if') {
      const before = this.index;
      this.advance();
      const test = this.ternaryTest(value);
      if (!this.at('else')) {
        if (!this.#advises) {
          this.moveTo(before);
          return value;
        }
        if (this.at(':')) throw this.fail();
        throw this.error("expected 'else' after 'if' expression", value, test);
      }
      this.advance();
      const otherwise = this.alternative();
      return {
        kind: 'IfExp',
        test,
        body: value,
        otherwise,
        start: present(this.tokens[firstIndex]).start,
        end: this.previous().end,
      };
    }
    if (this.startsExpression()) this.adviseComma(value, firstIndex);
    return value;
  }

  /** The condition after `if`; where it goes wrong further on, CPython misses the `else`. */
  private ternaryTest(value: Expression): Expression {
    const { token } = this;
    try {
      return this.disjunction();
    } catch (error) {
      const begun = token.type === TokenType.Name && this.token !== token;
      if (!(error instanceof PythonError) || error.message !== 'invalid syntax' || !begun) {
        throw error;
      }
      throw this.error("expected 'else' after 'if' expression", value, token);
    }
  }

  /** What follows `else`; CPython gives no advice about commas in there. */
  private alternative(): Expression {
    const advises = this.#advises;
    this.#advises = this.at('not');
    const value = this.expression();
    this.#advises = advises;
    return value;
  }

  /** Throws CPython's advice for two expressions side by side, if it has any. */
  private adviseComma(left: Expression, firstIndex: number): void {
    if (!this.#advises) return;
    const isLegacy = left.kind === 'Name' && (left.name === 'print' || left.name === 'exec');
    const first = present(this.tokens[firstIndex]);
    const second = present(this.tokens[firstIndex + 1]);
    const exempt =
      first.type === TokenType.Name &&
      (second.type === TokenType.String || SOFT_KEYWORDS.has(first.text));
    const right = isLegacy || exempt ? undefined : this.besideLeft();
    if (right !== undefined) {
      throw this.error('invalid syntax. Perhaps you forgot a comma?', left, right);
    }
    if (left.kind !== 'Name' || second !== this.token) return;
    const rest = this.specific(() => this.starExpressions());
    if (rest === undefined || !isLegacy) return;
    const { name } = left;
    const message = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
    throw this.error(message, left, rest);
  }

  /** As `attempt`, but lets errors through that say more than "invalid syntax". */
  private specific<T>(parse: () => T): T | undefined {
    let advice: PythonError | undefined;
    const result = this.attempt(() => {
      try {
        return parse();
      } catch (error) {
        if (error instanceof PythonError && error.message !== 'invalid syntax') advice = error;
        throw error;
      }
    });
    if (advice !== undefined) throw advice;
    return result;
  }

  /**
   * The second of two expressions side by side, if both stand in brackets. Where it goes wrong
   * further on, its first token will do.
   */
  private besideLeft(): Located | undefined {
    const { token } = this;
    this.#advises = false;
    const node = this.attempt(() => {
      const expression = this.expression();
      if (this.is(TokenType.End)) this.throwEndFault();
      return expression;
    });
    this.#advises = true;
    const isWhole =
      token.type === TokenType.Name ||
      token.type === TokenType.Number ||
      token.type === TokenType.String ||
      ['None', 'True', 'False', '...'].includes(token.text);
    const right = node ?? (isWhole ? token : undefined);
    return right !== undefined && this.bracketLevel(right.end) > 0 ? right : undefined;
  }

  /** Brackets open at an offset. */
  private bracketLevel(offset: number): number {
    let level = this.embedded ? 1 : 0;
    for (const { type, text, end } of this.tokens) {
      if (end > offset) break;
      if (type !== TokenType.Op || text.length !== 1) continue;
      if ('([{'.includes(text)) level++;
      else if (')]}'.includes(text)) level--;
    }
    return level;
  }

  /** Whether the text is an expression inside an f-string. */
  protected get embedded(): boolean {
    return false;
  }

  protected override strings(): Expression {
    const pieces: Token[] = [];
    while (this.token.type === TokenType.String) pieces.push(this.advance());
    return parseLiteral(this.text, pieces, (from, to) => this.embeddedExpression(from, to));
  }

  /** The expression of an f-string's replacement field, at its own place in the text. */
  private embeddedExpression(from: number, to: number): Expression {
    this.enter();
    try {
      const tokens = tokenize(this.text, from, to, true);
      const outer = { scopes: this.scopes, late: this.late, depth: this.nesting };
      return new EmbeddedParser(this.text, tokens, outer).whole();
    } catch (error) {
      if (!(error instanceof PythonError) || error.code !== 'PYTHON_SYNTAX') throw error;
      if (error.message.startsWith('f-string')) throw error;
      throw new PythonError(error.pyType, `f-string: ${error.message}`, {
        code: 'PYTHON_SYNTAX',
        span: error.span,
      });
    } finally {
      this.leave();
    }
  }

  private lambda(): Lambda {
    const { start } = this.advance();
    const scope = newScope(true);
    const params = this.parameters(':', scope);
    this.expect(':');
    this.scopes.push(scope);
    const body = this.expression();
    this.scopes.pop();
    const locals = new Set([...scope.params, ...scope.bound]);
    return { kind: 'Lambda', params, body, locals, start, end: this.previous().end };
  }
}

/** Reads the expression inside a replacement field. */
class EmbeddedParser extends ExpressionParser {
  protected override get embedded(): boolean {
    return true;
  }

  whole(): Expression {
    if (this.at('yield')) throw this.strayYield();
    const first = this.at('*') || this.peek().text !== ':=' ? this.starExpressions() : this.fail();
    if (first instanceof Error) throw first;
    if (this.token.type !== TokenType.End) throw this.fail();
    if (first.kind === 'Starred') throw this.error('cannot use starred expression here', first);
    return first;
  }
}
