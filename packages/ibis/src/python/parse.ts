import type {
  ExceptHandler,
  Expression,
  FunctionDef,
  Identifier,
  Program,
  Statement,
} from './ast.js';
import { newScope } from './cursor.js';
import { limitExceeded } from './errors.js';
import { DEFAULT_LIMITS } from './host.js';
import { SimpleStatementParser } from './parse-simple-statement.js';
import { present } from './present.js';
import { syntaxError } from './source-text.js';
import { TokenType, tokenize, type Token } from './tokens.js';

/**
 * Parses a program of the supported Python subset (3.11 syntax).
 *
 * Throws a `PythonError`: SyntaxError, IndentationError or TabError in CPython's words, NotSupported
 * for what the subset leaves out, RecursionError for absurd nesting, MemoryError for a text longer
 * than `maxLength` characters.
 */
export function parseProgram(text: string, options: { readonly maxLength?: number } = {}): Program {
  const maxLength = options.maxLength ?? DEFAULT_LIMITS.programLength;
  if (text.length > maxLength) {
    throw limitExceeded(
      'MemoryError',
      `the program has ${text.length} characters; the limit is ${maxLength}`,
      'Give a shorter program.',
    );
  }
  return { text, body: new Parser(text, tokenize(text)).program() };
}

/**
 * Parses whole statements of a text by the tokens that they have in it: offsets are those of the
 * text, and mistakes that concern more than these statements are not looked for.
 *
 * Throws as {@link parseProgram} does.
 */
export function parseStatements(text: string, tokens: readonly Token[]): readonly Statement[] {
  const end = tokens.at(-1)?.end ?? 0;
  const list = [...tokens, { type: TokenType.End, text: '', start: end, end }];
  return new Parser(text, { list, unclosed: undefined, fault: undefined }).statements();
}

class Parser extends SimpleStatementParser {
  statements(): Statement[] {
    const body: Statement[] = [];
    while (!this.is(TokenType.End)) this.statement(body);
    this.throwEndFault();
    return body;
  }

  program(): Statement[] {
    const body = this.statements();
    const late =
      this.late.find((entry) => entry.phase === 'symbols') ??
      this.late.find((entry) => entry.phase === 'compile');
    if (late !== undefined) throw late.error;
    return body;
  }

  /** Reads one compound statement, or a line of simple ones, into `body`. */
  private statement(body: Statement[]): void {
    const { token } = this;
    const compound = token.type === TokenType.Keyword || this.at('@') ? this.compound() : undefined;
    if (compound !== undefined) {
      body.push(compound);
      return;
    }
    for (;;) {
      body.push(this.simple());
      if (!this.take(';')) break;
      if (this.is(TokenType.Newline)) break;
    }
    if (!this.is(TokenType.Newline)) throw this.afterStatement(token);
    this.advance();
  }

  private afterStatement(first: Token): Error {
    if (first.text === 'match' && this.opensMatch()) {
      return this.unsupported("'match' statements", first);
    }
    return this.fail();
  }

  /** Whether the rest of the line ends with `:` and a `case` block follows. */
  private opensMatch(): boolean {
    let ahead = 0;
    while (this.peek(ahead).type !== TokenType.Newline) {
      if (this.peek(ahead).type === TokenType.End) return false;
      ahead++;
    }
    return this.peek(ahead + 1).type === TokenType.Indent && this.peek(ahead + 2).text === 'case';
  }

  private compound(): Statement | undefined {
    const { token } = this;
    switch (token.text) {
      case 'if':
        return this.ifStatement();
      case 'for':
        return this.forStatement();
      case 'while':
        return this.whileStatement();
      case 'def':
      case '@':
        return this.functionDefinition();
      case 'try':
        return this.tryStatement();
      case 'class':
        throw this.classDefinition(token);
      case 'with':
        throw this.withStatement(token);
      case 'async':
        if (!['def', 'for', 'with'].includes(this.peek(1).text)) {
          this.advance();
          throw this.fail();
        }
        throw this.unsupported("'async' statements", token);
      default:
        return undefined;
    }
  }

  /** Reads a `with` statement as far as CPython would find a mistake in it before it is refused. */
  private withStatement(header: Token): Error {
    const unsupported = this.unsupported("'with' statements", header);
    this.advance();
    if (this.at('(')) return unsupported;
    do {
      this.namedExpression();
      if (this.take('as')) this.namedExpression();
    } while (this.take(','));
    this.colon(false);
    this.block("'with' statement", header);
    return unsupported;
  }

  private classDefinition(token: Token): Error {
    this.advance();
    this.identifier();
    if (!this.at('(')) this.force(':');
    return this.unsupported('class definitions', token);
  }

  /** The block after a header whose `:` has been taken; `what` is named if it is missing. */
  private block(what: string, header: Token): Statement[] {
    const body: Statement[] = [];
    if (!this.is(TokenType.Newline)) {
      for (;;) {
        body.push(this.simple());
        if (!this.take(';') || this.is(TokenType.Newline)) break;
      }
      if (!this.is(TokenType.Newline)) throw this.fail();
      this.advance();
      return body;
    }
    const newline = this.advance();
    if (!this.is(TokenType.Indent)) {
      const where = this.is(TokenType.End) ? newline : this.token;
      throw (
        this.precedingError() ??
        syntaxError(
          this.text,
          `expected an indented block after ${what} on line ${this.line(header)}`,
          where.start,
          where.end,
          'IndentationError',
        )
      );
    }
    this.advance();
    this.enter();
    while (!this.is(TokenType.Dedent)) this.statement(body);
    this.leave();
    this.advance();
    return body;
  }

  /** The `:` of a header. CPython names it only where the line ends without one. */
  private colon(forced: boolean): void {
    if (forced || this.is(TokenType.Newline)) this.force(':');
    else this.expect(':');
  }

  private ifStatement(): Statement {
    const { start } = this.token;
    const branches: { test: Expression; body: Statement[] }[] = [];
    let otherwise: Statement[] = [];
    for (;;) {
      const header = this.advance();
      const test = this.namedExpression();
      this.colon(false);
      branches.push({ test, body: this.block(`'${header.text}' statement`, header) });
      if (this.at('elif')) continue;
      otherwise = this.elseBlock();
      break;
    }
    return { kind: 'If', branches, otherwise, start, end: this.previousEnd() };
  }

  private elseBlock(): Statement[] {
    if (!this.at('else')) return [];
    const header = this.advance();
    this.colon(true);
    return this.block("'else' statement", header);
  }

  /** End of the last token that has text. */
  private previousEnd(): number {
    let back = -1;
    while (this.peek(back).text === '' && this.index + back > 0) back--;
    return this.peek(back).end;
  }

  private loopBody(what: string, header: Token): Statement[] {
    this.loops++;
    const body = this.block(what, header);
    this.loops--;
    return body;
  }

  private forStatement(): Statement {
    const header = this.advance();
    const target = this.forTarget();
    this.bind(target);
    this.expect('in');
    const iterable = this.starredValue();
    this.colon(false);
    const body = this.loopBody("'for' statement", header);
    const otherwise = this.elseBlock();
    const { start } = header;
    return { kind: 'For', target, iterable, body, otherwise, start, end: this.previousEnd() };
  }

  private whileStatement(): Statement {
    const header = this.advance();
    const test = this.namedExpression();
    this.colon(false);
    const body = this.loopBody("'while' statement", header);
    const otherwise = this.elseBlock();
    return { kind: 'While', test, body, otherwise, start: header.start, end: this.previousEnd() };
  }

  private functionDefinition(): FunctionDef {
    const { start } = this.token;
    const decorators: Expression[] = [];
    while (this.take('@')) {
      decorators.push(this.namedExpression());
      if (!this.is(TokenType.Newline)) throw this.fail();
      this.advance();
    }
    if (this.at('class')) throw this.unsupported('class definitions', this.token);
    if (this.at('async')) throw this.unsupported("'async' statements", this.token);
    const header = this.expect('def');
    const name = this.identifier();
    this.scope.bound.add(name.name);
    this.force('(');
    const scope = newScope(true);
    const params = this.parameters(')', scope);
    this.expect(')');
    const returns = this.at('->') ? this.returnAnnotation() : undefined;
    this.colon(true);
    const loops = this.loops;
    this.loops = 0;
    this.scopes.push(scope);
    const body = this.block('function definition', header);
    this.scopes.pop();
    this.loops = loops;
    const locals = new Set([...scope.params, ...scope.bound]);
    for (const free of [...scope.globals, ...scope.nonlocals]) locals.delete(free);
    const end = this.previousEnd();
    return {
      kind: 'FunctionDef',
      name,
      params,
      returns,
      body,
      decorators,
      doc: docstring(body),
      locals,
      globals: scope.globals,
      start,
      end,
    };
  }

  private returnAnnotation(): Expression | undefined {
    const annotated = this.attempt(() => {
      this.advance();
      return this.expression();
    });
    if (annotated === undefined) return undefined;
    this.advance();
    return this.expression();
  }

  private tryStatement(): Statement {
    const header = this.advance();
    this.colon(true);
    const body = this.block("'try' statement", header);
    const handlers: ExceptHandler[] = [];
    while (this.at('except')) handlers.push(this.handler());
    if (handlers.some((h, i) => h.type === undefined && i < handlers.length - 1)) {
      const bare = present(handlers.find((h) => h.type === undefined));
      this.later('compile', "default 'except:' must be last", bare);
    }
    const otherwise = handlers.length > 0 ? this.elseBlock() : [];
    let final: Statement[] = [];
    if (this.at('finally')) {
      const last = this.advance();
      this.colon(true);
      final = this.block("'finally' statement", last);
    } else if (handlers.length === 0) {
      throw this.error("expected 'except' or 'finally' block", this.token);
    }
    const { start } = header;
    return { kind: 'Try', body, handlers, otherwise, final, start, end: this.previousEnd() };
  }

  private handler(): ExceptHandler {
    const header = this.advance();
    if (this.at('*')) throw this.unsupported("'except*'", this.token);
    let type: Expression | undefined;
    let name: Identifier | undefined;
    if (!this.at(':')) {
      if (this.is(TokenType.Newline)) throw this.error("expected ':'", this.token);
      type = this.expression();
      if (this.at(',')) {
        throw this.error('multiple exception types must be parenthesized', type);
      }
      if (this.take('as')) {
        name = this.identifier();
        this.scope.bound.add(name.name);
      }
    }
    this.colon(false);
    const body = this.block("'except' statement", header);
    return { type, name, body, start: header.start, end: this.previousEnd() };
  }
}

function docstring(body: readonly Statement[]): string | null {
  const first = body[0];
  return first?.kind === 'Expression' && first.value.kind === 'Str' ? first.value.value : null;
}
