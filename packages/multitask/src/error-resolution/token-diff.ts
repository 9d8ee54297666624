/** A stretch where two texts differ: what stands in the first, and in the second. */
export interface Hunk {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** How two texts differ, piece by piece. */
export interface TokenDiff {
  readonly hunks: readonly Hunk[];
  /** Pieces that both texts have. */
  readonly kept: number;
}

// Texts with errors in them are cut too: this needs no grammar. Indentation counts, other space not.
const PIECE = /\n[ \t]*|\w+|[<>=!]=|[-+*/|&<>=!]{2}|[^\w\s]/g;

/** The words, operators, signs and line beginnings that a text consists of. */
export const piecesOf = (text: string): readonly string[] => text.match(PIECE) ?? [];

/** The shortest difference between two texts (longest common subsequence of their pieces). */
export function diffTokens(first: string, second: string): TokenDiff {
  const [a, b] = [piecesOf(first), piecesOf(second)];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const hunks: { removed: string[]; added: string[] }[] = [];
  let open: { removed: string[]; added: string[] } | undefined;
  const hunk = (): { removed: string[]; added: string[] } => {
    if (open === undefined) {
      open = { removed: [], added: [] };
      hunks.push(open);
    }
    return open;
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      open = undefined;
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      hunk().removed.push(a[i++] ?? '');
    } else {
      hunk().added.push(b[j++] ?? '');
    }
  }
  return { hunks, kept: at(0, 0) };
}

/** How many pieces are changed. */
export const changedPieces = ({ hunks }: TokenDiff): number =>
  hunks.reduce((sum, { removed, added }) => sum + removed.length + added.length, 0);
