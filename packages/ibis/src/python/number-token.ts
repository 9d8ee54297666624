import type { PythonError } from './errors.js';
import { present } from './present.js';
import { syntaxError } from './source-text.js';

const RADIXES: Readonly<Record<string, { readonly name: string; readonly digits: RegExp }>> = {
  x: { name: 'hexadecimal', digits: /^[0-9a-fA-F]$/ },
  X: { name: 'hexadecimal', digits: /^[0-9a-fA-F]$/ },
  o: { name: 'octal', digits: /^[0-7]$/ },
  O: { name: 'octal', digits: /^[0-7]$/ },
  b: { name: 'binary', digits: /^[01]$/ },
  B: { name: 'binary', digits: /^[01]$/ },
};

/** Whether a code unit is an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a code unit can be in a name; all beyond ASCII are taken here and checked later. */
export function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    (code >= 48 && code <= 57) ||
    code >= 128
  );
}

/** Where the number that begins at `start` ends; SyntaxErrors in CPython's words. */
export function numberEnd(text: string, start: number, end: number): number {
  const scanner = new NumberScanner(text, start, end);
  return scanner.scan();
}

class NumberScanner {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  pos: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.pos = start;
  }

  scan(): number {
    const { text, start } = this;
    const next = text[start + 1];
    const radix = text[start] === '0' && next !== undefined ? RADIXES[next] : undefined;
    const kind = radix === undefined ? this.decimal(start) : this.radixDigits(start, radix);
    this.endOfNumber(kind);
    return this.pos;
  }

  private error(message: string, at: number): PythonError {
    return syntaxError(this.text, message, at);
  }

  private radixDigits(
    start: number,
    radix: { readonly name: string; readonly digits: RegExp },
  ): string {
    const text = this.text;
    this.pos = start + 2;
    do {
      if (text[this.pos] === '_') this.pos++;
      const char = text[this.pos] ?? '';
      if (!radix.digits.test(char)) {
        if (char >= '0' && char <= '9') {
          throw this.error(`invalid digit '${char}' in ${radix.name} literal`, this.pos);
        }
        throw this.error(`invalid ${radix.name} literal`, this.pos - 1);
      }
      while (this.pos < this.end && radix.digits.test(present(text[this.pos]))) this.pos++;
    } while (text[this.pos] === '_');
    const after = text[this.pos] ?? '';
    if (after >= '0' && after <= '9' && after !== '') {
      throw this.error(`invalid digit '${after}' in ${radix.name} literal`, this.pos);
    }
    return radix.name;
  }

  /** Digits with single underscores between them. */
  private digits(): void {
    const text = this.text;
    for (;;) {
      while (this.pos < this.end && isDigit(text.charCodeAt(this.pos))) this.pos++;
      if (text[this.pos] !== '_') return;
      if (!isDigit(text.charCodeAt(this.pos + 1))) {
        throw this.error('invalid decimal literal', this.pos);
      }
      this.pos++;
    }
  }

  private decimal(start: number): string {
    const text = this.text;
    if (text[this.pos] !== '.') this.digits();
    const integerEnd = this.pos;
    let fraction = false;
    if (text[this.pos] === '.') {
      fraction = true;
      this.pos++;
      if (isDigit(text.charCodeAt(this.pos))) this.digits();
    }
    if (/[eE]/.test(text[this.pos] ?? '')) {
      const sign = /[+-]/.test(text[this.pos + 1] ?? '') ? 1 : 0;
      if (isDigit(text.charCodeAt(this.pos + 1 + sign))) {
        fraction = true;
        this.pos += 1 + sign;
        this.digits();
      } else if (sign === 1) {
        throw this.error('invalid decimal literal', this.pos + 1);
      }
    }
    if (/[jJ]/.test(text[this.pos] ?? '')) {
      this.pos++;
      return 'imaginary';
    }
    const integer = text.slice(start, integerEnd);
    if (!fraction && integer[0] === '0' && /[1-9]/.test(integer)) {
      throw this.error(
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for ' +
          'octal integers',
        start,
      );
    }
    return 'decimal';
  }

  private endOfNumber(kind: string): void {
    const text = this.text;
    const code = text.charCodeAt(this.pos);
    if (this.pos >= this.end || code >= 128 || !isNamePart(code)) return;
    if (/^(?:and\b|else\b|for\b|i[fns]|or\b|not\b)/.test(text.slice(this.pos, this.pos + 5)))
      return;
    throw this.error(`invalid ${kind} literal`, this.pos - 1);
  }
}
