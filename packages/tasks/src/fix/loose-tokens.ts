/** Kinds of {@link Piece}. `stray`: a character that no Python program has outside of strings. */
export type PieceKind = 'name' | 'number' | 'string' | 'sign' | 'newline' | 'stray';

/** A token of a text that need not be Python. */
export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a bracket: the index of its partner; -1 where it has none or one of another shape. */
  readonly partner: number;
  /** Of a string: its line ends before it does. */
  readonly unterminated: boolean;
}

// Signs of SQL, C and R stand beside Python's, longest first.
const SIGNS =
  '%>% === !== <=> **= //= >>= <<= ... && || <> => =< =! == != <= >= -> := :: |> ** // << >> += -= *= /= |= &='.split(
    ' ',
  );
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER =
  /(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*|\.(?![\p{L}_.]))?(?:[eE][+-]?\d+)?|\.\d+)/uy;
const STRING_START = /(?:[rRbBuUfF]{0,2})("""|'''|"|'|`)/y;
const SIGN = /[-+*/%@<>=!&|^~.,:;()[\]{}]/;
const OPENING = '([{';
const CLOSING = ')]}';

/**
 * Cuts a text into tokens as {@link https://docs.python.org/3/reference/lexical_analysis.html}
 * does, but goes on after faults, and knows operators of other languages. Comments are left out,
 * and so are line breaks within brackets.
 */
export function looseTokens(text: string): readonly Piece[] {
  const pieces: Mutable[] = [];
  const open: number[] = [];
  let at = 0;
  const push = (kind: PieceKind, end: number, unterminated = false): void => {
    pieces.push({ kind, text: text.slice(at, end), start: at, end, partner: -1, unterminated });
    at = end;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\n') {
      if (open.length === 0) push('newline', at + 1);
      else at += 1;
    } else if (/\s/.test(char)) at += 1;
    else if (char === '\\' && text[at + 1] === '\n') at += 2;
    else if (char === '#') at = lineEnd(text, at);
    else {
      const string = stringEnd(text, at);
      const end = string?.end ?? matchEnd(NAME, text, at) ?? matchEnd(NUMBER, text, at);
      if (string !== undefined) push('string', string.end, string.unterminated);
      else if (end !== undefined) push(/^[\d.]/.test(char) ? 'number' : 'name', end);
      else if (!SIGN.test(char)) push('stray', at + 1);
      else {
        const sign =
          SIGNS.find((one) => text.startsWith(one, at) && !isNegation(text, at, one)) ?? char;
        push('sign', at + sign.length);
        pair(pieces, open);
      }
    }
  }
  return pieces;
}

/** In `x=!y` the sign negates what follows; only in `x =! y` it is a slip for `!=`. */
const isNegation = (text: string, at: number, sign: string): boolean =>
  sign === '=!' && /\S/.test(text.charAt(at + 2));

type Mutable = { -readonly [Key in keyof Piece]: Piece[Key] };

/** Joins the last piece, if it is a bracket, with its partner. */
function pair(pieces: Mutable[], open: number[]): void {
  const index = pieces.length - 1;
  const last = pieces[index];
  if (last === undefined) return;
  if (OPENING.includes(last.text)) open.push(index);
  const shape = CLOSING.indexOf(last.text);
  if (shape === -1) return;
  const partner = open.at(-1);
  const first = partner === undefined ? undefined : pieces[partner];
  if (partner === undefined || first === undefined) return;
  if (first.text !== OPENING.charAt(shape)) return;
  open.pop();
  first.partner = index;
  last.partner = partner;
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null ? undefined : at + found[0].length;
}

function stringEnd(
  text: string,
  at: number,
): { readonly end: number; readonly unterminated: boolean } | undefined {
  STRING_START.lastIndex = at;
  const found = STRING_START.exec(text);
  const quote = found?.[1];
  if (found === null || quote === undefined) return undefined;
  const limit = quote.length === 3 ? text.length : lineEnd(text, at);
  let i = at + found[0].length;
  while (i < limit) {
    if (text.startsWith(quote, i)) return { end: i + quote.length, unterminated: false };
    i += text[i] === '\\' ? 2 : 1;
  }
  return { end: Math.min(i, limit), unterminated: true };
}

/** Whether an expression can end with this token. */
export const endsOperand = (piece: Piece | undefined): boolean =>
  piece !== undefined &&
  (piece.kind === 'number' ||
    piece.kind === 'string' ||
    (piece.kind === 'name' && !WORDS.has(piece.text)) ||
    (piece.kind === 'sign' && CLOSING.includes(piece.text)));

/** Whether an expression can begin with this token. */
export const beginsOperand = (piece: Piece | undefined): boolean =>
  piece !== undefined &&
  (piece.kind === 'number' ||
    piece.kind === 'string' ||
    (piece.kind === 'name' && !WORDS.has(piece.text)) ||
    (piece.kind === 'sign' && (OPENING.includes(piece.text) || piece.text === '~')));

const WORDS: ReadonlySet<string> = new Set(
  'and or not in is if else for lambda return def import from as while elif'.split(' '),
);
