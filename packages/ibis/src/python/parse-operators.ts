import type { Expression, Slice } from './ast.js';
import { limitExceeded, type PythonError } from './errors.js';
import type { BinaryOperator, CompareOperator, UnaryOperator } from './host.js';
import { parseNumber } from './literals.js';
import { DisplayParser } from './parse-displays.js';
import { locate } from './source-text.js';
import { TokenType, type Token } from './tokens.js';
import { ELLIPSIS } from './values.js';

const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['|', 1],
  ['^', 2],
  ['&', 3],
  ['<<', 4],
  ['>>', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['//', 6],
  ['%', 6],
  ['@', 6],
]);

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** Links of one chain (`a.b().c[d]`, `a + b + c`): evaluated in a loop, so more than nesting. */
const MAX_CHAIN = 500;

/** Reads operators and what they bind: calls, attributes, subscripts, atoms. */
export abstract class OperatorParser extends DisplayParser {
  /** String literals side by side. */
  protected abstract strings(): Expression;

  protected override disjunction(): Expression {
    const { start } = this.token;
    const first = this.conjunction();
    if (!this.atKeyword('or')) return first;
    const values = [first];
    while (this.take('or')) values.push(this.conjunction());
    return { kind: 'BoolOp', op: 'or', values, start, end: this.previous().end };
  }

  private conjunction(): Expression {
    const { start } = this.token;
    const first = this.inversion();
    if (!this.atKeyword('and')) return first;
    const values = [first];
    while (this.take('and')) values.push(this.inversion());
    return { kind: 'BoolOp', op: 'and', values, start, end: this.previous().end };
  }

  private atKeyword(word: string): boolean {
    return this.token.type === TokenType.Keyword && this.token.text === word;
  }

  private inversion(): Expression {
    if (!this.at('not')) return this.comparison();
    this.enter();
    const { start } = this.advance();
    const operand = this.inversion();
    this.leave();
    return { kind: 'Not', operand, start, end: this.previous().end };
  }

  private comparison(): Expression {
    const { start } = this.token;
    const left = this.binary(1);
    let op = this.comparisonOperator();
    if (op === undefined) return left;
    const ops = [op];
    const rights = [this.binary(1)];
    while ((op = this.comparisonOperator()) !== undefined) {
      ops.push(op);
      rights.push(this.binary(1));
    }
    return { kind: 'Compare', left, ops, rights, start, end: this.previous().end };
  }

  private comparisonOperator(): CompareOperator | 'in' | 'not in' | 'is' | 'is not' | undefined {
    const { type, text } = this.token;
    if (type === TokenType.Op) {
      if (!COMPARISONS.has(text)) return undefined;
      this.advance();
      return text as CompareOperator;
    }
    if (type !== TokenType.Keyword) return undefined;
    if (text === 'in') {
      this.advance();
      return 'in';
    }
    if (text === 'is') {
      this.advance();
      return this.take('not') ? 'is not' : 'is';
    }
    if (text === 'not' && this.peek().text === 'in') {
      this.advance();
      this.advance();
      return 'not in';
    }
    return undefined;
  }

  /** Left-associative binary operators from precedence `level` up. */
  protected override binary(level: number): Expression {
    const { start } = this.token;
    let left = this.unary();
    let links = 0;
    for (;;) {
      const { type, text } = this.token;
      if (type !== TokenType.Op) break;
      const precedence = PRECEDENCE.get(text);
      if (precedence === undefined || precedence < level) break;
      this.advance();
      if (++links > MAX_CHAIN) throw this.tooLong();
      const right = this.binary(precedence + 1);
      left = {
        kind: 'BinOp',
        op: text as BinaryOperator,
        left,
        right,
        start,
        end: this.previous().end,
      };
    }
    return left;
  }

  private tooLong(): PythonError {
    return limitExceeded(
      'RecursionError',
      'maximum recursion depth exceeded during compilation',
      `Chain at most ${MAX_CHAIN} operators, calls or attributes.`,
    ).located(locate(this.text, this.token.start, this.token.end));
  }

  private unary(): Expression {
    const { type, text, start } = this.token;
    if (type === TokenType.Op && (text === '-' || text === '+' || text === '~')) {
      this.advance();
      this.enter();
      const operand = this.unary();
      this.leave();
      return {
        kind: 'UnaryOp',
        op: text as UnaryOperator,
        operand,
        start,
        end: this.previous().end,
      };
    }
    const base = this.primary();
    if (!this.at('**')) return base;
    this.advance();
    this.enter();
    const exponent = this.unary();
    this.leave();
    return {
      kind: 'BinOp',
      op: '**',
      left: base,
      right: exponent,
      start,
      end: this.previous().end,
    };
  }

  private primary(): Expression {
    const { start } = this.token;
    let node = this.atom();
    let links = 0;
    for (;;) {
      const { type, text } = this.token;
      if (type !== TokenType.Op) break;
      if (text === '.') {
        this.advance();
        const attr = this.identifier();
        node = { kind: 'Attribute', object: node, attr, start, end: attr.end };
      } else if (text === '(') {
        node = this.call(node, start);
      } else if (text === '[') {
        this.advance();
        const index = this.subscriptIndex();
        node = {
          kind: 'Subscript',
          object: node,
          index,
          start,
          end: this.expect(']').end,
        };
      } else {
        break;
      }
      if (++links > MAX_CHAIN) throw this.tooLong();
    }
    return node;
  }

  private atom(): Expression {
    const { token } = this;
    const { text, start, end } = token;
    switch (token.type) {
      case TokenType.Name:
        this.advance();
        this.countUse(text, 1);
        return { kind: 'Name', name: text, start, end };
      case TokenType.Number: {
        this.advance();
        return { kind: 'Constant', value: parseNumber(this.text, token), start, end };
      }
      case TokenType.String:
        return this.strings();
      case TokenType.Keyword:
        return this.keywordAtom(token);
      case TokenType.Op:
        if (text === '(') return this.group();
        if (text === '[') return this.list();
        if (text === '{') return this.braces();
        if (text === '...') {
          this.advance();
          return { kind: 'Constant', value: ELLIPSIS, start, end };
        }
        throw this.fail();
      default:
        throw this.fail();
    }
  }

  private keywordAtom(token: Token): Expression {
    const { text, start, end } = token;
    if (text === 'None' || text === 'True' || text === 'False') {
      this.advance();
      return { kind: 'Constant', value: text === 'None' ? null : text === 'True', start, end };
    }
    if (text === 'await') throw this.strayAwait(token);
    throw this.fail();
  }

  private subscriptIndex(): Expression {
    const item = (): Expression =>
      this.at('*') ? this.starred(() => this.binary(1)) : this.slice();
    const { start } = this.token;
    const first = item();
    if (!this.at(',')) {
      if (first.kind !== 'Starred') return first;
      return { kind: 'Tuple', items: [first], start: first.start, end: first.end };
    }
    const items = [first];
    while (this.take(',')) {
      if (this.at(']')) break;
      items.push(item());
    }
    return { kind: 'Tuple', items, start, end: this.previous().end };
  }

  private slice(): Expression {
    const { start } = this.token;
    const lower = this.at(':') ? undefined : this.namedExpression();
    if (!this.at(':')) {
      if (lower === undefined) throw this.fail();
      return lower;
    }
    const bound = (): Expression | undefined =>
      this.at(':') || this.at(',') || this.at(']') ? undefined : this.expression();
    this.advance();
    const upper = bound();
    const step = this.take(':') ? bound() : undefined;
    const slice: Slice = { kind: 'Slice', lower, upper, step, start, end: this.previous().end };
    return slice;
  }
}
