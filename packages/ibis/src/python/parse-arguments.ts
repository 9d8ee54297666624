import type { Argument, Call, Comprehension, Expression, Starred } from './ast.js';
import { ParameterParser } from './parse-parameters.js';
import { TokenType, type Token } from './tokens.js';

/** CPython's advice for an `=` where an expression is wanted. */
export const MAYBE_EQUAL = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

/** Reads the arguments of calls. */
export abstract class ArgumentParser extends ParameterParser {
  /** `name := value`, if that is what comes. */
  protected abstract walrus(): Expression | undefined;
  /** `*operand`. */
  protected abstract starred(operand: () => Expression): Starred;
  /** The `for` clauses after the element of a comprehension. */
  protected abstract comprehension(
    kind: Comprehension['kind'],
    element: Expression,
    start: number,
  ): Comprehension;

  /** The arguments in round brackets; `start` is where the callee begins. */
  protected call(callee: Expression, start: number): Call {
    const open = this.advance();
    const args: Argument[] = [];
    let simple = true;
    let named: Argument | undefined;
    while (!this.at(')')) {
      const arg = this.argument(named, args.length === 0, open);
      if (arg.kind !== 'positional') named = arg;
      if (arg.kind !== 'positional' || arg.value.kind === 'Starred') simple = false;
      args.push(arg);
      if (!this.take(',')) break;
      if (args.length === 1) this.checkGenerator(arg);
    }
    const { end } = this.expect(')');
    if (args.length > 1) this.checkRepeats(args);
    return { kind: 'Call', callee, args, simple, start, end };
  }

  /** One argument; `named` is the last keyword or `**` argument before it. */
  private argument(named: Argument | undefined, first: boolean, open: Token): Argument {
    const { token } = this;
    const { start } = token;
    if (this.at('**')) {
      this.advance();
      const value = this.expression();
      return { kind: 'double-star', name: undefined, value, start, end: this.previous().end };
    }
    if (this.at('*')) {
      if (named?.kind === 'double-star') {
        throw this.error(
          'iterable argument unpacking follows keyword argument unpacking',
          this.token,
        );
      }
      const value = this.starred(() => this.expression());
      return { kind: 'positional', name: undefined, value, start, end: this.previous().end };
    }
    const next = this.peek();
    if (next.type === TokenType.Op && next.text === '=') {
      if (token.type === TokenType.Name) return this.keywordArgument();
      if (['True', 'False', 'None'].includes(token.text)) {
        throw this.error(`cannot assign to ${token.text}`, token, next);
      }
    }
    const value = this.walrus() ?? this.expression();
    if (this.at('=')) {
      throw this.error(
        'expression cannot contain assignment, perhaps you meant "=="?',
        value,
        this.token,
      );
    }
    if (this.at('for') || this.at('async')) return this.bareGenerator(value, first, open);
    if (named !== undefined && value.kind !== 'Starred') this.misplaced(named);
    return { kind: 'positional', name: undefined, value, start, end: this.previous().end };
  }

  private keywordArgument(): Argument {
    const name = this.identifier();
    const equals = this.advance();
    const value = this.expression();
    if (this.at('for')) throw this.error(MAYBE_EQUAL, name, equals);
    return { kind: 'keyword', name, value, start: name.start, end: this.previous().end };
  }

  private misplaced(named: Argument): void {
    const unpacking = named.kind === 'double-star' ? ' unpacking' : '';
    throw this.error(`positional argument follows keyword argument${unpacking}`, this.token);
  }

  private bareGenerator(element: Expression, first: boolean, open: Token): Argument {
    const value = this.comprehension('GeneratorExp', element, open.start);
    if (!first) {
      throw this.error('Generator expression must be parenthesized', element, this.previous());
    }
    const node = { ...value, end: this.at(')') ? this.token.end : value.end };
    return {
      kind: 'positional',
      name: undefined,
      value: node,
      start: element.start,
      end: value.end,
    };
  }

  /** `f(x for x in y, …)`: a generator without brackets must be alone. */
  private checkGenerator(only: Argument): void {
    if (only.value.kind !== 'GeneratorExp' || only.value.start === only.start) return;
    throw this.error('Generator expression must be parenthesized', only.value.element, only);
  }

  private checkRepeats(args: readonly Argument[]): void {
    let names: Set<string> | undefined;
    for (const arg of args) {
      if (arg.name === undefined) continue;
      names ??= new Set();
      if (names.has(arg.name.name)) {
        this.later('compile', `keyword argument repeated: ${arg.name.name}`, arg);
      }
      names.add(arg.name.name);
    }
  }
}
