import { limitExceeded, notSupported, PythonError } from './errors.js';
import type { Identifier, Located } from './ast.js';
import { present } from './present.js';
import { lineNumber, locate, syntaxError } from './source-text.js';
import { TokenType, type Token, type Tokens } from './tokens.js';

/** Levels of brackets, operators, lambdas and blocks inside each other. */
const MAX_NESTING = 300;

/** Names bound in one function (or the module), gathered while its body is read. */
export interface Scope {
  readonly function: boolean;
  readonly bound: Set<string>;
  readonly params: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
  /** How often each name has been read so far. */
  readonly used: Map<string, number>;
}

/** A new, empty scope. */
export function newScope(isFunction: boolean): Scope {
  return {
    function: isFunction,
    bound: new Set(),
    params: new Set(),
    globals: new Set(),
    nonlocals: new Set(),
    used: new Map(),
  };
}

/** An error that CPython finds only after the whole text has been parsed. */
interface LateError {
  readonly phase: 'symbols' | 'compile';
  readonly error: PythonError;
}

/** Reads tokens one by one; the base of the expression and statement parsers. */
export class Cursor {
  readonly text: string;
  protected readonly tokens: readonly Token[];
  readonly #source: Tokens;
  /** The current token. */
  protected token: Token;
  protected index = 0;
  protected scopes: Scope[];
  protected late: LateError[];
  /** The expression that the last pair of round brackets held. */
  protected grouped: object | undefined;
  #depth: number;

  constructor(
    text: string,
    source: Tokens,
    outer?: { readonly scopes: Scope[]; readonly late: LateError[]; readonly depth: number },
  ) {
    this.text = text;
    this.tokens = source.list;
    this.#source = source;
    this.token = present(source.list[0]);
    this.scopes = outer?.scopes ?? [newScope(false)];
    this.late = outer?.late ?? [];
    this.#depth = outer?.depth ?? 0;
  }

  protected get scope(): Scope {
    return present(this.scopes[this.scopes.length - 1]);
  }

  /** Notes that a name is read here, or (with -1) that a use was none. */
  protected countUse(name: string, change: 1 | -1): void {
    const { used } = this.scope;
    used.set(name, (used.get(name) ?? 0) + change);
  }

  protected get nesting(): number {
    return this.#depth;
  }

  protected advance(): Token {
    const { token } = this;
    if (token.type !== TokenType.End) this.token = present(this.tokens[++this.index]);
    return token;
  }

  protected previous(): Token {
    return this.tokens[this.index - 1] ?? this.token;
  }

  protected moveTo(index: number): void {
    this.index = index;
    this.token = present(this.tokens[index]);
  }

  protected peek(ahead = 1): Token {
    return this.tokens[this.index + ahead] ?? present(this.tokens[this.tokens.length - 1]);
  }

  /** Whether the current token is this operator or keyword. */
  protected at(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.type === TokenType.Op || token.type === TokenType.Keyword);
  }

  /** Whether the current token is of this type. */
  protected is(type: TokenType): boolean {
    return this.token.type === type;
  }

  /** A name that is no keyword. */
  protected identifier(): Identifier {
    const { token } = this;
    if (token.type !== TokenType.Name) throw this.fail();
    this.advance();
    return { name: token.text, start: token.start, end: token.end };
  }

  /** Takes the operator or keyword if it is there. */
  protected take(text: string): boolean {
    if (!this.at(text)) return false;
    this.advance();
    return true;
  }

  /** Takes the operator or keyword or fails with "invalid syntax". */
  protected expect(text: string): Token {
    if (!this.at(text)) throw this.fail();
    return this.advance();
  }

  /** Takes the operator or fails with CPython's `expected 'x'`. */
  protected force(text: string): Token {
    if (!this.at(text)) throw this.error(`expected '${text}'`, this.token);
    return this.advance();
  }

  protected enter(): void {
    if (++this.#depth > MAX_NESTING) {
      throw limitExceeded(
        'RecursionError',
        'maximum recursion depth exceeded during compilation',
        `Nest expressions less than ${MAX_NESTING} levels deep.`,
      ).located(locate(this.text, this.token.start, this.token.end));
    }
  }

  protected leave(): void {
    this.#depth--;
  }

  /** Runs `parse`; where it fails, goes back and gives undefined. */
  protected attempt<T>(parse: () => T): T | undefined {
    const { index, token } = this;
    const depth = this.#depth;
    const scopes = this.scopes.length;
    const late = this.late.length;
    try {
      return parse();
    } catch (error) {
      if (this.is(TokenType.End)) this.throwEndFault();
      if (!(error instanceof PythonError)) throw error;
      return undefined;
    } finally {
      this.index = index;
      this.token = token;
      this.#depth = depth;
      this.scopes.length = scopes;
      this.late.length = late;
    }
  }

  /** "invalid syntax" at the current token, or what CPython says instead of it there. */
  protected fail(): PythonError {
    const { token } = this;
    if (token.type === TokenType.Indent) {
      const at = Math.max(token.start, token.end - 1);
      return syntaxError(this.text, 'unexpected indent', at, token.end, 'IndentationError');
    }
    if (token.type === TokenType.Dedent) {
      return syntaxError(
        this.text,
        'unexpected unindent',
        token.end,
        token.end,
        'IndentationError',
      );
    }
    const refusedNot = token.text === 'not' && this.endsOperand(this.previous());
    return this.error('invalid syntax', refusedNot ? this.peek() : token);
  }

  /** Whether an operand may end with the token; a `not` after it wants an `in`. */
  private endsOperand({ type, text }: Token): boolean {
    return (
      type === TokenType.Name ||
      type === TokenType.Number ||
      type === TokenType.String ||
      [')', ']', '}', 'None', 'True', 'False'].includes(text)
    );
  }

  /**
   * A syntax error, unless CPython reports something else first: an eager fault anywhere in the
   * text, or a bracket left open on an earlier line.
   */
  protected error(message: string, where: Located, until: Located = where): PythonError {
    return this.precedingError() ?? syntaxError(this.text, message, where.start, until.end);
  }

  /** What takes precedence over any error at the current token. */
  protected precedingError(): PythonError | undefined {
    const { fault } = this.#source;
    if (fault !== undefined && (fault.eager || this.is(TokenType.End))) return fault.error;
    return this.unclosedError();
  }

  /** Throws what CPython says when it reads on to an end of the text that should not be there. */
  protected throwEndFault(): void {
    const error = this.precedingError();
    if (error !== undefined) throw error;
  }

  /** The "was never closed" error, where it takes precedence at the current token. */
  private unclosedError(): PythonError | undefined {
    const { unclosed } = this.#source;
    if (unclosed === undefined) return undefined;
    const { token } = this;
    if (
      token.type !== TokenType.End &&
      lineNumber(this.text, token.start) <= lineNumber(this.text, unclosed.at)
    ) {
      return undefined;
    }
    return syntaxError(this.text, `'${unclosed.char}' was never closed`, unclosed.at);
  }

  /** Remembers an error of CPython's later phases; the first of the earliest phase is thrown. */
  protected later(phase: LateError['phase'], message: string, where: Located): void {
    this.late.push({ phase, error: syntaxError(this.text, message, where.start, where.end) });
  }

  /** `yield`: a mistake outside of functions, left out of the subset inside of them. */
  protected strayYield(): PythonError {
    const { start, end } = this.token;
    return this.scope.function
      ? this.unsupported('generators (yield)', this.token)
      : syntaxError(this.text, "'yield' outside function", start, end);
  }

  /** `await`: there are no asynchronous functions that it could stand in. */
  protected strayAwait({ start, end }: Located): PythonError {
    const where = this.scope.function ? 'async function' : 'function';
    return syntaxError(this.text, `'await' outside ${where}`, start, end);
  }

  protected unsupported(what: string, where: Located, hint?: string): PythonError {
    return notSupported(what, locate(this.text, where.start, where.end), hint);
  }

  /** The line of a place, for messages that name one. */
  protected line(where: Located): number {
    return lineNumber(this.text, where.start);
  }
}
