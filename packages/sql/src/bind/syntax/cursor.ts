import { SqlError, syntaxError } from '../errors.js';
import type { SqlDialect } from '../dialects.js';
import type { Expr, Ident, Place, Query } from './ast.js';
import type { Token } from './tokens.js';

/** Nesting beyond this is not read: each level costs stack in every later step. */
const MAX_DEPTH = 300;

/** Where parentheses close, and how many open in a row, by the index of the token. */
interface Shape {
  readonly closing: Int32Array;
  readonly openings: Int32Array;
}

function shapeOf(tokens: readonly Token[]): Shape {
  const closing = new Int32Array(tokens.length).fill(tokens.length - 1);
  const openings = new Int32Array(tokens.length + 1);
  const open: number[] = [];
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind !== 'operator') continue;
    if (text === '(') open.push(i);
    if (text !== ')') continue;
    const start = open.pop();
    if (start !== undefined) closing[start] = i;
  }
  for (let i = tokens.length - 1; i >= 0; i -= 1) {
    const { kind, text } = tokens[i] as Token;
    if (kind === 'operator' && text === '(') openings[i] = (openings[i + 1] ?? 0) + 1;
  }
  return { closing, openings };
}

/** What may follow a query in parentheses that is itself part of a query. */
const AFTER_QUERY: ReadonlySet<string> = new Set([
  'union',
  'intersect',
  'except',
  'minus',
  'order',
  'limit',
  'offset',
  'fetch',
]);

/** The grammars that call each other, tied together where the parser starts. */
interface Grammar {
  readonly query: (cursor: Cursor) => Query;
  readonly expression: (cursor: Cursor) => Expr;
}

/** Where the parser stands in the tokens. */
export class Cursor {
  readonly tokens: readonly Token[];
  readonly dialect: SqlDialect;
  readonly grammar: Grammar;
  private at = 0;
  private depth = 0;
  private shape: Shape | undefined;
  // The rest of a token that was split (`>>` closing two angle brackets).
  private pending: Token | undefined;

  constructor(tokens: readonly Token[], dialect: SqlDialect, grammar: Grammar) {
    this.tokens = tokens;
    this.dialect = dialect;
    this.grammar = grammar;
  }

  peek(ahead = 0): Token {
    if (this.pending !== undefined && ahead === 0) return this.pending;
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.pending = undefined;
    if (this.at < this.tokens.length - 1) this.at += 1;
    return token;
  }

  get previousEnd(): number {
    return this.tokens[Math.max(0, this.at - 1)]?.end ?? 0;
  }

  mark(): number {
    return this.at;
  }

  reset(mark: number): void {
    this.at = mark;
    this.pending = undefined;
  }

  isWord(...words: readonly string[]): boolean {
    return words.every((word, i) => this.peek(i).word === word);
  }

  isAnyWord(words: readonly string[]): boolean {
    const { word } = this.peek();
    return word !== '' && words.includes(word);
  }

  isOperator(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.text === text;
  }

  /** Takes the words when they all come next. */
  acceptWords(...words: readonly string[]): boolean {
    if (!this.isWord(...words)) return false;
    for (let i = 0; i < words.length; i += 1) this.next();
    return true;
  }

  acceptOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.next();
    return true;
  }

  expectWords(...words: readonly string[]): void {
    for (const word of words) {
      if (!this.isWord(word)) throw this.unexpected(word.toUpperCase());
      this.next();
    }
  }

  expectOperator(text: string): void {
    if (!this.acceptOperator(text)) throw this.unexpected(`'${text}'`);
  }

  /** Takes one `>`, also the first half of `>>`. */
  expectClosingAngle(): void {
    const token = this.peek();
    if (token.kind === 'operator' && token.text === '>>') {
      this.pending = { ...token, text: '>', start: token.start + 1 };
      return;
    }
    this.expectOperator('>');
  }

  unexpected(expected: string): SqlError {
    const token = this.peek();
    const found =
      token.kind === 'end'
        ? 'the text ends'
        : `found ${token.kind === 'string' ? `the string '${token.text}'` : `'${token.text}'`}`;
    return syntaxError(token, `Expected ${expected}, but ${found}`);
  }

  isName(token: Token = this.peek()): boolean {
    return token.kind === 'word' || token.kind === 'quoted';
  }

  name(what = 'a name'): Ident {
    const token = this.peek();
    if (!this.isName(token)) throw this.unexpected(what);
    this.next();
    return {
      text: token.text,
      quoted: token.kind === 'quoted',
      start: token.start,
      end: token.end,
    };
  }

  string(what = 'a string'): string {
    const token = this.peek();
    if (token.kind !== 'string') throw this.unexpected(what);
    this.next();
    return token.text;
  }

  /** `item, item, …` */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.acceptOperator(',')) items.push(item());
    return items;
  }

  /** `( … )` */
  parenthesized<T>(inside: () => T): T {
    this.expectOperator('(');
    const result = inside();
    this.expectOperator(')');
    return result;
  }

  /** `(a, b)`, also `()`. */
  parenthesizedList<T>(item: () => T): T[] {
    return this.parenthesized(() => (this.isOperator(')') ? [] : this.list(item)));
  }

  place(start: number): Place {
    return { start, end: this.previousEnd };
  }

  nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) {
      throw new SqlError(
        'SQL_TOO_LARGE',
        `The SQL is nested more than ${MAX_DEPTH} levels deep`,
        this.peek(),
      );
    }
    const result = parse();
    this.depth -= 1;
    return result;
  }

  query(): Query {
    return this.nested(() => this.grammar.query(this));
  }

  expression(): Expr {
    return this.nested(() => this.grammar.expression(this));
  }

  /** The token after the parenthesis that closes the one at hand. */
  afterClosing(ahead = 0): Token {
    this.shape ??= shapeOf(this.tokens);
    const at = this.shape.closing[this.at + ahead] ?? this.tokens.length - 1;
    return this.tokens[Math.min(at + 1, this.tokens.length - 1)] as Token;
  }

  /** How many opening parentheses stand in a row. */
  private openings(ahead: number): number {
    if (!this.isOperator('(', ahead)) return 0;
    this.shape ??= shapeOf(this.tokens);
    return this.shape.openings[this.at + ahead] ?? 0;
  }

  /** Whether a query starts at the parenthesis or word at hand. */
  startsQuery(ahead = 0): boolean {
    const i = ahead + this.openings(ahead);
    const { word } = this.peek(i);
    if (word === 'from') return this.dialect === 'duckdb' || this.dialect === 'bigquery';
    if (word === 'values') return this.isOperator('(', i + 1);
    if (word === 'pivot' || word === 'unpivot') return this.isName(this.peek(i + 1));
    return word === 'select' || word === 'with';
  }

  /**
   * Whether the query that starts inside the parenthesis fills it: `((SELECT 1) + 1)` and
   * `((SELECT …) AS t JOIN u …)` start like a query and are none.
   */
  isFilledByQuery(): boolean {
    if (!this.isOperator('(', 1)) return true;
    const after = this.afterClosing(1);
    return after.kind === 'operator' ? after.text === ')' : AFTER_QUERY.has(after.word);
  }
}
