/** A bracket with what is inside, or a piece of text that is never broken. */
export type Piece = Word | Bracket;

interface Word {
  readonly is: 'word';
  readonly text: string;
  /** Whether a blank stands before it. */
  readonly spaced: boolean;
}

interface Bracket {
  readonly is: 'bracket';
  readonly open: string;
  readonly close: string;
  readonly inside: readonly Piece[];
  readonly spaced: boolean;
  /** Columns that it takes on one line. */
  readonly width: number;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const WORD = /[\p{L}\p{N}_]+|\*\*|\/\/|<<|>>|[<>=!]=|\s+|./uy;

/** The pieces of an expression that is written on one line. */
export function piecesOf(text: string): readonly Piece[] {
  const open: { bracket: string; spaced: boolean; start: number; pieces: Piece[] }[] = [];
  let pieces: Piece[] = [];
  let spaced = false;
  for (let i = 0; i < text.length;) {
    const start = i;
    const word = wordAt(text, i);
    i += word.length;
    if (word.trim() === '') {
      spaced = true;
      continue;
    }
    const group = open.at(-1);
    if (word in CLOSING) {
      open.push({ bracket: word, spaced, start, pieces });
      pieces = [];
    } else if (group !== undefined && word === CLOSING[group.bracket]) {
      const bracket: Bracket = {
        is: 'bracket',
        open: group.bracket,
        close: word,
        inside: pieces,
        spaced: group.spaced,
        width: i - group.start,
      };
      pieces = group.pieces;
      pieces.push(bracket);
      open.pop();
    } else {
      pieces.push({ is: 'word', text: word, spaced });
    }
    spaced = false;
  }
  return pieces;
}

function wordAt(text: string, start: number): string {
  const first = text[start] ?? '';
  if (first === '"' || first === "'") return text.slice(start, endOfString(text, start));
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0] ?? first;
  // `b"…"` and numbers with a point are one piece.
  const next = text[start + word.length];
  if (/^[bru]+$/i.test(word) && (next === '"' || next === "'"))
    return text.slice(start, endOfString(text, start + word.length));
  if (/^\d/.test(word)) return /^[\d._]+(e[+-]?\d+)?/i.exec(text.slice(start))?.[0] ?? word;
  return word;
}

function endOfString(text: string, start: number): number {
  const quote = text[start];
  let i = start + 1;
  while (i < text.length && text[i] !== quote) i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

/** The pieces on one line. */
export const flatText = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece, i) => {
      const blank = piece.spaced && i > 0 ? ' ' : '';
      if (piece.is === 'word') return blank + piece.text;
      return blank + piece.open + flatText(piece.inside) + piece.close;
    })
    .join('');

/** The columns that the pieces take on one line. */
export const widthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce(
    (width, piece, i) =>
      width +
      (piece.spaced && i > 0 ? 1 : 0) +
      (piece.is === 'word' ? piece.text.length : piece.width),
    0,
  );
