import { TokenType } from '@ibert/ibis';
import type { Located, Token } from '@ibert/ibis';

/**
 * A module's statements as blocks of lines. Unlike the syntax tree it knows all of Python: only the
 * tokens that open and close blocks are looked at, so that one line nobody understands spoils
 * nothing around it.
 */
export type Item = Line | Block;

/** A logical line without a block. */
export interface Line extends Located {
  readonly kind: 'line';
  readonly tokens: readonly Token[];
}

/** A compound statement with all its clauses. */
export interface Block extends Located {
  readonly kind: 'block';
  /** `def`, `class`, `with`, `if`, …; without `async`. */
  readonly keyword: string;
  readonly decorators: readonly (readonly Token[])[];
  readonly clauses: readonly Clause[];
  /** All tokens, those of its blocks as well. */
  readonly tokens: readonly Token[];
}

/** A header and what it governs: of `if … else …` there are two. */
export interface Clause {
  /** Its tokens without the keyword and the colon. */
  readonly header: readonly Token[];
  readonly keyword: string;
  readonly body: readonly Item[];
}

/** Words that go on with a compound statement. */
const CONTINUATIONS: ReadonlySet<string> = new Set(['elif', 'else', 'except', 'finally']);
const OPENING: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

/** The items of a text's tokens. */
export function outline(tokens: readonly Token[]): readonly Item[] {
  return new Outliner(tokens).items();
}

class Outliner {
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  items(): Item[] {
    const items: Item[] = [];
    for (;;) {
      const token = this.tokens[this.index];
      if (token === undefined || token.type === TokenType.End || token.type === TokenType.Dedent) {
        return items;
      }
      const item = this.item();
      if (item !== undefined) items.push(item);
    }
  }

  private item(): Item | undefined {
    const from = this.index;
    const decorators: (readonly Token[])[] = [];
    while (this.tokens[this.index]?.text === '@') decorators.push(this.line());
    const first = this.index;
    const line = this.line();
    if (this.tokens[this.index]?.type !== TokenType.Indent && !isOneLine(line)) {
      return line.length === 0
        ? undefined
        : { kind: 'line', ...span(line), tokens: this.tokens.slice(first, this.index) };
    }
    const clauses = [this.clause(line)];
    while (CONTINUATIONS.has(this.tokens[this.index]?.text ?? '')) {
      clauses.push(this.clause(this.line()));
    }
    const tokens = this.tokens.slice(from, this.index);
    const keyword = clauses[0]?.keyword ?? '';
    return { kind: 'block', keyword, decorators, clauses, tokens, ...span(tokens) };
  }

  /** The tokens up to the end of a logical line, which is taken too. */
  private line(): readonly Token[] {
    const from = this.index;
    for (;;) {
      const type = this.tokens[this.index]?.type;
      if (type === undefined || type === TokenType.End) break;
      this.index += 1;
      if (type === TokenType.Newline) return this.tokens.slice(from, this.index - 1);
      // A stray level of indentation is a line of nothing.
      if (type === TokenType.Indent || type === TokenType.Dedent) {
        return this.tokens.slice(from, this.index - 1);
      }
    }
    return this.tokens.slice(from, this.index);
  }

  private clause(line: readonly Token[]): Clause {
    const isAsync = line[0]?.text === 'async';
    const start = isAsync ? 2 : 1;
    const keyword = line[start - 1]?.text ?? '';
    const colon = colonOf(line);
    const header = line.slice(start, colon < 0 ? line.length : colon);
    if (this.tokens[this.index]?.type !== TokenType.Indent) {
      const rest = colon < 0 ? [] : line.slice(colon + 1);
      const end = this.tokens[this.index - 1];
      const tokens = end?.type === TokenType.Newline ? [...rest, end] : rest;
      return {
        keyword,
        header,
        body: rest.length === 0 ? [] : [{ kind: 'line', ...span(rest), tokens }],
      };
    }
    this.index += 1;
    const body = this.items();
    if (this.tokens[this.index]?.type === TokenType.Dedent) this.index += 1;
    return { keyword, header, body };
  }
}

/** Words whose statements have a block, be it on their own line. */
const COMPOUND: ReadonlySet<string> = new Set([
  ...CONTINUATIONS,
  'async',
  'class',
  'def',
  'for',
  'if',
  'try',
  'while',
  'with',
]);

const isOneLine = (line: readonly Token[]): boolean =>
  COMPOUND.has(line[0]?.text ?? '') && colonOf(line) >= 0;

/** The index of the colon that ends a header; -1 when there is none. */
function colonOf(line: readonly Token[]): number {
  let depth = 0;
  let lambdas = 0;
  for (const [i, { text, type }] of line.entries()) {
    if (type === TokenType.Keyword && text === 'lambda') lambdas += 1;
    if (type !== TokenType.Op) continue;
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text)) depth -= 1;
    else if (text === ':' && depth === 0) {
      if (lambdas === 0) return i;
      lambdas -= 1;
    }
  }
  return -1;
}

function span(tokens: readonly Token[]): Located {
  const shown = tokens.filter(({ text }) => text !== '');
  return { start: shown[0]?.start ?? 0, end: shown.at(-1)?.end ?? 0 };
}
