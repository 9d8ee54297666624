import type { Piece } from './loose-tokens.js';

const COMPARISONS: ReadonlySet<string> = new Set(
  '== != <= >= < > = <> === !== => =< LIKE ILIKE BETWEEN IN IS like ilike between in is'.split(' '),
);
const LOGIC: ReadonlySet<string> = new Set(
  'and or not AND OR NOT And Or Not & | ~ && || !'.split(' '),
);
const BOUNDS: ReadonlySet<string> = new Set(
  (
    ', : ; := -> |> %>% if else lambda return for WHEN THEN ELSE END CASE AS FROM WHERE when then end case as ' +
    'DESC ASC BY'
  ).split(' '),
);

/** What ends an operand: `comparison` signs and all that binds less, or only `logic` and below. */
export type Binding = 'comparison' | 'logic';

/** Whether a token stands between two operands; an attribute's name never does. */
function isBound(pieces: readonly Piece[], index: number, binding: Binding): boolean {
  const piece = pieces[index];
  if (piece === undefined || piece.kind === 'newline') return true;
  if (piece.kind !== 'name' && piece.kind !== 'sign') return false;
  if (piece.kind === 'name' && pieces[index - 1]?.text === '.') return false;
  if (BOUNDS.has(piece.text) || LOGIC.has(piece.text)) return true;
  if (piece.text === '=') return true;
  return binding === 'comparison' && COMPARISONS.has(piece.text);
}

/** Index of the first token of the operand that ends before `index`; undefined: there is none. */
export function operandBefore(
  pieces: readonly Piece[],
  index: number,
  binding: Binding = 'comparison',
): number | undefined {
  let i = index;
  while (i > 0) {
    const before = i - 1;
    const piece = pieces[before];
    if (piece === undefined || isBound(pieces, before, binding)) break;
    if (piece.kind === 'sign' && ')]}'.includes(piece.text)) {
      if (piece.partner < 0) break;
      i = piece.partner;
    } else if (piece.kind === 'sign' && '([{'.includes(piece.text)) break;
    else i = before;
  }
  return i < index ? i : undefined;
}

/** Index after the last token of the operand that begins at `index`; undefined: there is none. */
export function operandAfter(
  pieces: readonly Piece[],
  index: number,
  binding: Binding = 'comparison',
): number | undefined {
  let i = index;
  while (i < pieces.length) {
    const piece = pieces[i];
    if (piece === undefined || isBound(pieces, i, binding)) break;
    if (piece.kind === 'sign' && '([{'.includes(piece.text)) {
      if (piece.partner < 0) break;
      i = piece.partner + 1;
    } else if (piece.kind === 'sign' && ')]}'.includes(piece.text)) break;
    else i += 1;
  }
  return i > index ? i : undefined;
}

/** Whether tokens hold a comparison outside of brackets. */
export function holdsComparison(pieces: readonly Piece[], from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) return false;
    if (piece.partner > i) i = piece.partner;
    else if (COMPARISONS.has(piece.text) && pieces[i - 1]?.text !== '.') return true;
  }
  return false;
}

/** An expression's text as the object of a method: in parentheses unless it binds tightly. */
export const asReceiver = (text: string): string =>
  /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) || isOneGroup(text) || isChain(text) ? text : `(${text})`;

const isOneGroup = (text: string): boolean =>
  text.startsWith('(') && closes(text, 0) === text.length - 1;

/** `a.b(…)[…].c`: names, dots and brackets that follow each other without an operator. */
function isChain(text: string): boolean {
  let i = 0;
  if (!/[\p{L}_"']/u.test(text.charAt(0))) return false;
  while (i < text.length) {
    const char = text.charAt(i);
    if ('([{'.includes(char)) {
      const end = closes(text, i);
      if (end === -1) return false;
      i = end + 1;
    } else if (/[\p{L}\p{N}_.]/u.test(char)) i += 1;
    else return false;
  }
  return true;
}

function closes(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}
