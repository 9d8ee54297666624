import type { Expression, ReplacementField } from './ast.js';
import { present } from './present.js';
import { decodeString, type StringToken } from './string-literals.js';
import { syntaxError } from './source-text.js';

/** Parses the expression between two offsets of the text. */
export type ParseEmbedded = (from: number, to: number) => Expression;

type Part = string | ReplacementField;

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Reads the body of an f-string: literal text and replacement fields, specs included. */
export function parseFormatted(
  text: string,
  token: StringToken,
  parseExpression: ParseEmbedded,
): Part[] {
  const reader = new FStringReader(text, token, parseExpression);
  return reader.parts(token.to, 0);
}

class FStringReader {
  readonly #text: string;
  readonly #token: StringToken;
  readonly #parseExpression: ParseEmbedded;
  #pos: number;

  constructor(text: string, token: StringToken, parseExpression: ParseEmbedded) {
    this.#text = text;
    this.#token = token;
    this.#parseExpression = parseExpression;
    this.#pos = token.from;
  }

  #error(message: string): Error {
    return syntaxError(this.#text, message, this.#pos);
  }

  /** Parts up to `end`, or up to the `}` that ends a format spec (`depth` > 0). */
  parts(end: number, depth: number): Part[] {
    const text = this.#text;
    const parts: Part[] = [];
    let literal = '';
    let from = this.#pos;
    const flush = (to: number): void => {
      literal += decodeString(text, from, to, this.#token.raw, false);
    };
    while (this.#pos < end) {
      const char = present(text[this.#pos]);
      if (char === '\\' && !this.#token.raw) {
        const named = /^\\N\{[^}]*\}/.exec(text.slice(this.#pos, this.#pos + 80));
        this.#pos +=
          named === null ? (/[{}]/.test(text[this.#pos + 1] ?? '') ? 1 : 2) : named[0].length;
      } else if (char === '{' && text[this.#pos + 1] === '{' && depth === 0) {
        flush(this.#pos + 1);
        this.#pos += 2;
        from = this.#pos;
      } else if (char === '{') {
        flush(this.#pos);
        const [shown, field] = this.#field(end, depth);
        literal += shown;
        if (literal !== '') parts.push(literal);
        literal = '';
        parts.push(field);
        from = this.#pos;
      } else if (char === '}') {
        if (depth > 0) break;
        if (text[this.#pos + 1] !== '}' || this.#pos + 1 >= end) {
          throw this.#error("f-string: single '}' is not allowed");
        }
        flush(this.#pos + 1);
        this.#pos += 2;
        from = this.#pos;
      } else {
        this.#pos++;
      }
    }
    this.#pos = Math.min(this.#pos, end);
    flush(this.#pos);
    if (literal !== '') parts.push(literal);
    return parts;
  }

  /** One `{…}`, with the text that `{x=}` shows before the value. */
  #field(end: number, depth: number): [string, ReplacementField] {
    const text = this.#text;
    const start = this.#pos;
    if (depth >= 2) throw this.#error('f-string: expressions nested too deeply');
    this.#pos++;
    const from = this.#pos;
    this.#skipExpression(end);
    const to = this.#pos;
    if (text.slice(from, to).trim() === '') {
      throw this.#error(
        to >= end ? "f-string: expecting '}'" : 'f-string: empty expression not allowed',
      );
    }
    let shown = '';
    if (text[this.#pos] === '=' && this.#pos < end) {
      this.#pos++;
      while (/\s/.test(text[this.#pos] ?? '')) this.#pos++;
      shown = text.slice(from, this.#pos);
    }
    const expression = this.#parseExpression(from, to);
    let conversion: ReplacementField['conversion'];
    if (text[this.#pos] === '!' && this.#pos < end) {
      this.#pos++;
      if (this.#pos >= end) throw this.#error("f-string: expecting '}'");
      const letter = present(text[this.#pos]);
      if (letter !== 'r' && letter !== 's' && letter !== 'a') {
        throw this.#error("f-string: invalid conversion character: expected 's', 'r', or 'a'");
      }
      conversion = letter;
      this.#pos++;
    }
    let spec: Part[] | undefined;
    if (text[this.#pos] === ':' && this.#pos < end) {
      this.#pos++;
      spec = this.parts(end, depth + 1);
    }
    if (text[this.#pos] !== '}' || this.#pos >= end) throw this.#error("f-string: expecting '}'");
    this.#pos++;
    if (shown !== '' && conversion === undefined && spec === undefined) conversion = 'r';
    return [shown, { expression, conversion, spec, start, end: this.#pos }];
  }

  /** Moves to the end of the expression: `}`, `:`, `!` or `=` outside brackets and strings. */
  #skipExpression(end: number): void {
    const text = this.#text;
    const open: string[] = [];
    let quote = '';
    for (; this.#pos < end; this.#pos++) {
      const char = present(text[this.#pos]);
      if (char === '\\') {
        throw this.#error('f-string expression part cannot include a backslash');
      }
      if (quote !== '') {
        if (text.startsWith(quote, this.#pos)) {
          this.#pos += quote.length - 1;
          quote = '';
        }
      } else if (char === "'" || char === '"') {
        quote = text.startsWith(char.repeat(3), this.#pos) ? char.repeat(3) : char;
        this.#pos += quote.length - 1;
      } else if (char === '#') {
        throw this.#error("f-string expression part cannot include '#'");
      } else if (char === '(' || char === '[' || char === '{') {
        open.push(char);
      } else if (open.length === 0 && '!:}=<>'.includes(char)) {
        const pair = text.slice(this.#pos, this.#pos + 2);
        if (pair === '!=' || pair === '==' || pair === '<=' || pair === '>=') this.#pos++;
        else if (char !== '<' && char !== '>') return;
      } else if (char === ')' || char === ']' || char === '}') {
        const opener = open.pop();
        if (opener === undefined) throw this.#error(`f-string: unmatched '${char}'`);
        if (CLOSERS[opener] !== char) {
          throw this.#error(
            `f-string: closing parenthesis '${char}' does not match opening parenthesis '${opener}'`,
          );
        }
      }
    }
    if (quote !== '') throw this.#error('f-string: unterminated string');
    const opener = open.at(-1);
    if (opener !== undefined) throw this.#error(`f-string: unmatched '${opener}'`);
  }
}
