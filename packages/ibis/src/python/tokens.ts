import { PythonError } from './errors.js';
import { checkIdentifier } from './identifiers.js';
import { isDigit, isNamePart, numberEnd } from './number-token.js';
import { present } from './present.js';
import { lineNumber, lineStart, syntaxError } from './source-text.js';

/** Kinds of token. */
export const TokenType = {
  End: 0,
  Newline: 1,
  Indent: 2,
  Dedent: 3,
  Name: 4,
  Keyword: 5,
  Number: 6,
  String: 7,
  Op: 8,
} as const;
export type TokenType = (typeof TokenType)[keyof typeof TokenType];

/** A token; `text` is the source text, '' for Newline, Indent, Dedent and End. */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of a text; they end with an End token, which stands for `fault` where there is one. */
export interface Tokens {
  readonly list: readonly Token[];
  /** The innermost bracket that the end of the text leaves open. */
  readonly unclosed: Bracket | undefined;
  /** What ended the tokens before the text did. */
  readonly fault: TokenFault | undefined;
}

/**
 * Text that is no token. CPython reports an eager fault even where the parser had failed before
 * it, any other only when the parser gets there.
 */
interface TokenFault {
  readonly error: PythonError;
  readonly eager: boolean;
}

/** An opening bracket and its place. */
interface Bracket {
  readonly char: string;
  readonly at: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except ' +
    'finally for from global if import in is lambda nonlocal not or pass raise return try while ' +
    'with yield'
  ).split(' '),
);

const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;
const TAB = 8;

const THREE_CHARS = new Set(['**=', '//=', '>>=', '<<=', '...']);
const TWO_CHARS = new Set('** // >> << <= >= == != <> -> += -= *= /= %= &= |= ^= @= :='.split(' '));
const STRING_PREFIX = /^(?:[rub]|f|rb|br|fr|rf)$/i;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * Cuts Python text into tokens with CPython 3.11's own errors: brackets, strings, numbers,
 * indentation, characters that belong to no token.
 *
 * `from`/`to` bound the text and `bracketed` reads it as if inside brackets (no Newline, Indent or
 * Dedent tokens), which is how the expressions of an f-string are read.
 */
export function tokenize(
  text: string,
  from = 0,
  to: number = text.length,
  bracketed = false,
): Tokens {
  return new Tokenizer(text, from, to, bracketed).run();
}

class Tokenizer {
  readonly #text: string;
  readonly #end: number;
  readonly #bracketed: boolean;
  readonly #tokens: Token[] = [];
  readonly #brackets: Bracket[] = [];
  readonly #indents: { column: number; strict: number }[] = [{ column: 0, strict: 0 }];
  #pos: number;
  #lazyFault = false;

  constructor(text: string, from: number, to: number, bracketed: boolean) {
    this.#text = text;
    this.#end = to;
    this.#pos = from;
    this.#bracketed = bracketed;
    if (text.charCodeAt(from) === 0xfeff) this.#pos++;
  }

  run(): Tokens {
    let fault: TokenFault | undefined;
    try {
      const nul = this.#text.indexOf('\0');
      if (nul >= 0) throw this.#error('source code string cannot contain null bytes', nul);
      if (!this.#bracketed) this.#indentation();
      while (this.#pos < this.#end) this.#next();
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
      fault = { error, eager: !this.#lazyFault };
    }
    const unclosed = fault === undefined ? this.#brackets.at(-1) : undefined;
    if (!this.#bracketed && unclosed === undefined && fault === undefined) this.#finish();
    const end = fault === undefined ? this.#end : Math.min(this.#pos, this.#end);
    this.#push(TokenType.End, '', end, end);
    return { list: this.#tokens, unclosed, fault };
  }

  /** Ends the last line and closes the open blocks. */
  #finish(): void {
    const last = this.#tokens.at(-1);
    if (last !== undefined && last.type !== TokenType.Newline && last.type !== TokenType.Dedent) {
      this.#push(TokenType.Newline, '', this.#end, this.#end);
    }
    while (this.#indents.length > 1) {
      this.#indents.pop();
      this.#push(TokenType.Dedent, '', this.#end, this.#end);
    }
  }

  #push(type: TokenType, text: string, start: number, end: number): void {
    this.#tokens.push({ type, text, start, end });
  }

  #error(message: string, start: number, end: number = start): PythonError {
    return syntaxError(this.#text, message, start, end);
  }

  /** A fault that counts only once the parser reaches it. */
  #lazyError(
    message: string,
    start: number,
    pyType: 'SyntaxError' | 'IndentationError' | 'TabError' = 'SyntaxError',
  ): PythonError {
    this.#lazyFault = true;
    return syntaxError(this.#text, message, start, start, pyType);
  }

  #nested(): boolean {
    return this.#bracketed || this.#brackets.length > 0;
  }

  #next(): void {
    const text = this.#text;
    const start = this.#pos;
    const code = text.charCodeAt(start);
    if (code === 32 || code === 9 || code === 12) {
      this.#pos++;
    } else if (code === 10 || code === 13) {
      this.#newline(start);
    } else if (code === 35) {
      this.#comment();
    } else if (code === 92) {
      this.#continuation(start);
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
      this.#number(start);
    } else if (code === 39 || code === 34) {
      this.#string(start, start);
    } else if (isNamePart(code)) {
      this.#name(start);
    } else {
      this.#operator(start);
    }
  }

  #skipNewline(): void {
    const crlf =
      this.#text.charCodeAt(this.#pos) === 13 && this.#text.charCodeAt(this.#pos + 1) === 10;
    this.#pos += crlf ? 2 : 1;
  }

  #newline(start: number): void {
    this.#skipNewline();
    if (this.#nested()) return;
    this.#push(TokenType.Newline, '', start, start + 1);
    this.#indentation();
  }

  #comment(): void {
    const text = this.#text;
    while (this.#pos < this.#end) {
      const code = text.charCodeAt(this.#pos);
      if (code === 10 || code === 13) return;
      this.#pos++;
    }
  }

  #continuation(start: number): void {
    const code = this.#text.charCodeAt(start + 1);
    if (start + 1 >= this.#end) throw this.#lazyError('unexpected EOF while parsing', start + 1);
    if (code !== 10 && code !== 13) {
      throw this.#lazyError('unexpected character after line continuation character', start + 1);
    }
    this.#pos++;
    this.#skipNewline();
    if (this.#pos >= this.#end) throw this.#lazyError('unexpected EOF while parsing', start + 1);
  }

  /** Reads the indentation of a new line, past blank and comment lines. */
  #indentation(): void {
    const text = this.#text;
    // Of a line that a backslash continues before anything stands in it, the first part counts.
    let continued: { readonly column: number; readonly strict: number } | undefined;
    for (;;) {
      let column = 0;
      let strict = 0;
      while (this.#pos < this.#end) {
        const code = text.charCodeAt(this.#pos);
        if (code === 32) {
          column++;
          strict++;
        } else if (code === 9) {
          column = (Math.floor(column / TAB) + 1) * TAB;
          strict++;
        } else if (code === 12) {
          column = 0;
          strict = 0;
        } else {
          break;
        }
        this.#pos++;
      }
      if (this.#pos >= this.#end) return;
      const code = text.charCodeAt(this.#pos);
      if (code === 35) this.#comment();
      else if (
        code === 92 &&
        column > 0 &&
        /^\\\r?\n./.test(text.slice(this.#pos, this.#pos + 4))
      ) {
        continued ??= { column, strict };
        this.#pos++;
        this.#skipNewline();
        continue;
      } else if (code !== 10 && code !== 13) {
        this.#indentTo(continued?.column ?? column, continued?.strict ?? strict);
        return;
      }
      continued = undefined;
      if (this.#pos >= this.#end) return;
      this.#skipNewline();
    }
  }

  #indentTo(column: number, strict: number): void {
    const at = this.#pos;
    const stack = this.#indents;
    let top = present(stack[stack.length - 1]);
    if (column === top.column) {
      if (strict !== top.strict) throw this.#tabError();
      return;
    }
    if (column > top.column) {
      if (strict <= top.strict) throw this.#tabError();
      if (stack.length >= MAX_INDENTS) {
        throw this.#lazyError('too many levels of indentation', at, 'IndentationError');
      }
      stack.push({ column, strict });
      this.#push(TokenType.Indent, '', lineStart(this.#text, at), at);
      return;
    }
    while (column < top.column) {
      stack.pop();
      this.#push(TokenType.Dedent, '', at, at);
      top = present(stack[stack.length - 1]);
    }
    if (column !== top.column) {
      let lineEnd = at;
      while (lineEnd < this.#end && !/[\r\n]/.test(present(this.#text[lineEnd]))) lineEnd++;
      throw this.#lazyError(
        'unindent does not match any outer indentation level',
        lineEnd,
        'IndentationError',
      );
    }
    if (strict !== top.strict) throw this.#tabError();
  }

  #tabError(): PythonError {
    const message = 'inconsistent use of tabs and spaces in indentation';
    const at = lineStart(this.#text, this.#pos);
    return this.#lazyError(message, at, 'TabError');
  }

  #name(start: number): void {
    const text = this.#text;
    let pos = start;
    let ascii = true;
    for (; pos < this.#end; pos++) {
      const code = text.charCodeAt(pos);
      if (!isNamePart(code)) break;
      if (code >= 128) ascii = false;
    }
    if (!ascii) checkIdentifier(text, start, pos);
    const word = text.slice(start, pos);
    const quote = text.charCodeAt(pos);
    if ((quote === 39 || quote === 34) && pos < this.#end && STRING_PREFIX.test(word)) {
      this.#string(start, pos);
      return;
    }
    this.#pos = pos;
    const type = KEYWORDS.has(word) ? TokenType.Keyword : TokenType.Name;
    this.#push(type, ascii ? word : word.normalize('NFKC'), start, pos);
  }

  #string(start: number, quoteAt: number): void {
    const text = this.#text;
    const quote = present(text[quoteAt]);
    const triple = text.startsWith(quote.repeat(3), quoteAt) && quoteAt + 3 <= this.#end;
    let pos = quoteAt + (triple ? 3 : 1);
    for (; pos < this.#end; pos++) {
      const char = present(text[pos]);
      if (char === '\\') {
        if (text[pos + 1] === '\r' && text[pos + 2] === '\n') pos++;
        pos++;
      } else if (char === quote && (!triple || text.startsWith(quote.repeat(3), pos))) {
        pos += triple ? 3 : 1;
        this.#pos = pos;
        this.#push(TokenType.String, text.slice(start, pos), start, pos);
        return;
      } else if (!triple && (char === '\n' || char === '\r')) {
        break;
      }
    }
    const last = Math.min(pos, this.#end);
    const line = lineNumber(
      text,
      triple && /[\r\n]/.test(present(text[last - 1])) ? last - 1 : last,
    );
    throw this.#error(
      `unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${line})`,
      start,
      pos,
    );
  }

  #operator(start: number): void {
    const text = this.#text;
    const char = present(text[start]);
    const open = CLOSING[char];
    let length = 1;
    if (char === '(' || char === '[' || char === '{') {
      if (this.#brackets.length >= MAX_BRACKETS) {
        throw this.#error('too many nested parentheses', start);
      }
      this.#brackets.push({ char, at: start });
    } else if (open !== undefined) {
      this.#close(char, open, start);
    } else if (start + 3 <= this.#end && THREE_CHARS.has(text.slice(start, start + 3))) {
      length = 3;
    } else if (start + 2 <= this.#end && TWO_CHARS.has(text.slice(start, start + 2))) {
      length = 2;
    } else if (char < ' ' || char === '\x7f') {
      const hex = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      throw this.#error(`invalid non-printable character U+${hex}`, start);
    }
    this.#pos = start + length;
    this.#push(
      TokenType.Op,
      length === 1 ? char : text.slice(start, start + length),
      start,
      this.#pos,
    );
  }

  #close(char: string, open: string, at: number): void {
    const bracket = this.#brackets.pop();
    if (bracket === undefined) throw this.#error(`unmatched '${char}'`, at);
    if (bracket.char === open) return;
    const openLine = lineNumber(this.#text, bracket.at);
    const where = openLine === lineNumber(this.#text, at) ? '' : ` on line ${openLine}`;
    throw this.#error(
      `closing parenthesis '${char}' does not match opening parenthesis '${bracket.char}'${where}`,
      at,
    );
  }

  #number(start: number): void {
    const end = numberEnd(this.#text, start, this.#end);
    this.#pos = end;
    this.#push(TokenType.Number, this.#text.slice(start, end), start, end);
  }
}
