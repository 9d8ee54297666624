import { type Candidate, inserted, replaced, type Rule } from '../candidate.js';
import { beginsOperand, endsOperand, type Piece } from '../loose-tokens.js';

const PARTNERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const OPENERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Brackets that are missing, superfluous, or of the wrong shape. */
export const brackets: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const { pieces } = fault;
  return pieces.flatMap((piece, index): Candidate[] => {
    if (piece.kind !== 'sign' || piece.partner >= 0) return [];
    if (piece.text in PARTNERS) return unclosed(fault.text, pieces, index);
    return piece.text in OPENERS ? unopened(pieces, index) : [];
  });
};

function unclosed(text: string, pieces: readonly Piece[], index: number): Candidate[] {
  const open = pieces[index];
  if (open === undefined) return [];
  const close = PARTNERS[open.text] ?? ')';
  const why = `The bracket \`${open.text}\` of line ${lineOf(text, open.start)} is never closed.`;
  const candidates = pieces.slice(index).flatMap((piece, offset): Candidate[] => {
    const next = pieces[index + offset + 1];
    if (!endsOperand(piece) && !(piece.text in PARTNERS) && piece.text !== ',') return [];
    return [inserted(piece.end, close, placeCost(text, piece, next) - offset / 10_000, why)];
  });
  const superfluous = `The bracket \`${open.text}\` has no partner and nothing to enclose.`;
  return [...candidates, replaced(open, '', 1.5, superfluous)];
}

/** Lines, steps of a chain and arguments are where brackets end. */
function placeCost(text: string, piece: Piece, next: Piece | undefined): number {
  if (next === undefined) return 1;
  if (text.slice(piece.end, next.start).includes('\n')) return 1.05;
  if (next.text === '.') return 1.1;
  if (next.text === ',') return 1.2;
  return /^[)\]}]$/.test(next.text) ? 1.15 : 1.3;
}

function unopened(pieces: readonly Piece[], index: number): Candidate[] {
  const close = pieces[index];
  if (close === undefined) return [];
  const wrong = `The bracket \`${close.text}\` has no partner.`;
  const rest = replaced(close, '', 1, wrong);
  const open = lastOpen(pieces, index);
  const shapes =
    open === undefined
      ? []
      : [
          replaced(
            close,
            PARTNERS[open.text] ?? ')',
            1,
            `\`${open.text}\` is closed by \`${close.text}\`.`,
          ),
          replaced(
            open,
            OPENERS[close.text] ?? '(',
            1.05,
            `\`${close.text}\` closes a \`${open.text}\`.`,
          ),
          inserted(
            pieces[index - 1]?.end ?? close.start,
            PARTNERS[open.text] ?? ')',
            1.1,
            `\`${open.text}\` is not closed before \`${close.text}\`.`,
          ),
        ];
  const missing = pieces.slice(0, index).flatMap((piece, at): Candidate[] => {
    const next = pieces[at + 1];
    if (piece.kind !== 'name' || next === undefined || !beginsOperand(next)) return [];
    const text = OPENERS[close.text] ?? '(';
    return [replaced({ start: piece.end, end: next.start }, text, 1.1, wrong)];
  });
  const before = pieces.slice(0, index).flatMap((piece, at): Candidate[] => {
    const previous = pieces[at - 1];
    const starts = previous === undefined || /^[=(,[]$|^&$|^\|$|^newline$/.test(previous.text);
    if (!beginsOperand(piece) || !starts) return [];
    return [inserted(piece.start, OPENERS[close.text] ?? '(', 1.3, wrong)];
  });
  return [rest, ...shapes, ...missing, ...before];
}

/** The innermost bracket that is open before a token. */
function lastOpen(pieces: readonly Piece[], index: number): Piece | undefined {
  for (let i = index - 1; i >= 0; i -= 1) {
    const piece = pieces[i];
    if (piece === undefined) return undefined;
    if (piece.text in PARTNERS && piece.kind === 'sign' && piece.partner < 0) return piece;
  }
  return undefined;
}

/** A method's arguments in brackets of another shape: `filter[…]`, `filter{…}`. */
export const callBrackets: Rule = (fault) => {
  const { pieces } = fault;
  return pieces.flatMap((piece, index): Candidate[] => {
    const name = pieces[index - 1];
    const close = pieces[piece.partner];
    if ((piece.text !== '[' && piece.text !== '{') || close === undefined) return [];
    if (name?.kind !== 'name' || pieces[index - 2]?.text !== '.') return [];
    const edits = [
      { start: piece.start, end: piece.end, text: '(' },
      { start: close.start, end: close.end, text: ')' },
    ];
    const why = `A method is called with parentheses: \`${name.text}(…)\`.`;
    return [{ edits, cost: 1.2, why }];
  });
};

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;
