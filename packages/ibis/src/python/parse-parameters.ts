import type { Expression, Located, Parameter, Parameters } from './ast.js';
import { Cursor } from './cursor.js';
import { present } from './present.js';
import { TokenType, type Token } from './tokens.js';

/** Reads the parameters of functions and lambdas. */
export abstract class ParameterParser extends Cursor {
  /** An expression without `:=` and `*`. */
  protected abstract expression(): Expression;
  /** An expression that may be starred. */
  protected abstract starExpression(): Expression;

  /** Parameters up to (not including) `close`: `)` of a def, `:` of a lambda. */
  protected parameters(close: ')' | ':', scope: { readonly params: Set<string> }): Parameters {
    const list: Parameter[] = [];
    let star: Token | undefined;
    let needsName = false;
    let slash = false;
    let firstDefault = false;
    while (!this.at(close)) {
      const { token } = this;
      if (this.take('/')) {
        this.checkSlash(token, list, star, slash);
        slash = true;
        for (const [i, param] of list.entries()) list[i] = { ...param, kind: 'positional-only' };
      } else if (this.take('**')) {
        list.push(this.parameter('kwargs', close, scope));
        if (this.at('=')) {
          throw this.error('var-keyword argument cannot have default value', this.token);
        }
        if (this.take(',') && !this.at(close)) {
          if (this.token.type === TokenType.Name || this.at('*') || this.at('**') || this.at('/')) {
            throw this.error('arguments cannot follow var-keyword argument', this.token);
          }
          throw this.fail();
        }
        break;
      } else if (this.take('*')) {
        if (star !== undefined) throw this.error('* argument may appear only once', token);
        star = token;
        needsName = this.bareStar(list, token, close, scope);
      } else {
        const kind = star === undefined ? 'plain' : 'keyword-only';
        const param = this.parameter(kind, close, scope);
        list.push(param);
        needsName = false;
        if (param.default !== undefined) firstDefault = true;
        else if (firstDefault && star === undefined) {
          throw this.error('non-default argument follows default argument', param.name);
        }
      }
      if (!this.take(',')) break;
    }
    if (needsName) throw this.error('named arguments must follow bare *', present(star));
    if (close === ')' && !this.at(close)) throw this.fail();
    const simple = list.every((p) => p.kind === 'plain' && p.default === undefined);
    return { list, simple };
  }

  private checkSlash(
    token: Token,
    list: readonly Parameter[],
    star: Token | undefined,
    slash: boolean,
  ): void {
    if (slash) throw this.error('/ may appear only once', token);
    if (star !== undefined) throw this.error('/ must be ahead of *', token);
    if (list.length === 0) throw this.error('at least one argument must precede /', token);
  }

  /** What follows a `*`: the name of `*args`, or nothing; gives whether a name must still come. */
  private bareStar(
    list: Parameter[],
    star: Token,
    close: ')' | ':',
    scope: { readonly params: Set<string> },
  ): boolean {
    if (this.at(close)) {
      throw this.error('named arguments must follow bare *', close === ')' ? star : this.token);
    }
    if (this.at(',')) {
      if (this.peek().text === close || this.peek().text === '**') {
        throw this.error('named arguments must follow bare *', star);
      }
      return true;
    }
    list.push(this.parameter('args', close, scope));
    if (this.at('=')) {
      throw this.error('var-positional argument cannot have default value', this.token);
    }
    return false;
  }

  private parameter(
    kind: Parameter['kind'],
    close: ')' | ':',
    scope: { readonly params: Set<string> },
  ): Parameter {
    if (this.at('(')) {
      const group: Located = this.token;
      const what = close === ')' ? 'Function' : 'Lambda expression';
      const closing = this.attempt(() => this.parenthesizedNames());
      if (closing !== undefined) {
        throw this.error(`${what} parameters cannot be parenthesized`, group, closing);
      }
    }
    const name = this.identifier();
    if (scope.params.has(name.name)) {
      this.later('symbols', `duplicate argument '${name.name}' in function definition`, name);
    }
    scope.params.add(name.name);
    const annotation = close === ')' && this.take(':') ? this.starExpression() : undefined;
    const variadic = kind === 'args' || kind === 'kwargs';
    let value: Expression | undefined;
    if (!variadic && this.take('=')) {
      if (this.at(')') || this.at(',')) {
        throw this.error('expected default value expression', this.previous());
      }
      value = this.expression();
    }
    return { name, kind, default: value, annotation, start: name.start, end: this.previous().end };
  }

  private parenthesizedNames(): Located {
    this.advance();
    do this.identifier();
    while (this.take(',') && !this.at(')'));
    return this.expect(')');
  }
}
