import { flatText, piecesOf, widthOf } from './tokens.js';
import type { Piece } from './tokens.js';

/**
 * Lines of at most `width` columns, broken where ruff breaks them: at the commas of a bracket, before
 * the operators that bind least, before the calls of a chain. Text in quotes is never broken.
 *
 * @param name Of the variable that the expression is assigned to; undefined for the answer.
 */
export function layOut(expression: string, width: number, name?: string): string {
  const prefix = name === undefined ? '' : `${name} = `;
  if (prefix.length + expression.length <= width) return prefix + expression;
  const pieces = piecesOf(expression);
  const cuts = cutsOf(pieces);
  const isSplit =
    cuts !== undefined &&
    (cuts.what !== 'calls' || cuts.at.length > 1 || lastBracket(pieces, width) === undefined);
  if (!isSplit) return broken(prefix, pieces, width, 0).join('\n');
  return [`${prefix}(`, ...inBrackets(pieces, width, STEP), ')'].join('\n');
}

const STEP = 4;
const pad = (columns: number): string => ' '.repeat(columns);

/** Python's binary operators by how tightly they bind: the loosest are broken first. */
const OPERATORS: readonly ReadonlySet<string>[] = [
  new Set(['==', '!=', '<', '<=', '>', '>=']),
  new Set(['|']),
  new Set(['^']),
  new Set(['&']),
  new Set(['<<', '>>']),
  new Set(['+', '-']),
  new Set(['*', '/', '//', '%']),
];

interface Cuts {
  readonly what: 'items' | 'operators' | 'calls';
  /** Indices of the pieces that begin a line. */
  readonly at: readonly number[];
}

/** Where a line is broken first; undefined when only its brackets can be. */
function cutsOf(pieces: readonly Piece[]): Cuts | undefined {
  const lambda = pieces.findIndex((p) => p.is === 'word' && p.text === 'lambda');
  const commas = indices(pieces, (p, i) => p === ',' && (lambda < 0 || i < lambda));
  if (commas.length > 0) return { what: 'items', at: commas.map((i) => i + 1) };
  if (lambda >= 0) return undefined;
  for (const operators of OPERATORS) {
    // A sign belongs to what comes after it; an operator stands between blanks.
    const at = indices(
      pieces,
      (p, i) => operators.has(p) && i > 0 && pieces[i + 1]?.spaced === true,
    );
    if (at.length > 0) return { what: 'operators', at };
  }
  const calls = callsOf(pieces);
  return calls.length > 0 ? { what: 'calls', at: calls } : undefined;
}

function indices(
  pieces: readonly Piece[],
  test: (text: string, index: number) => boolean,
): number[] {
  return pieces.flatMap((piece, i) => (piece.is === 'word' && test(piece.text, i) ? [i] : []));
}

/** The dots before methods that follow a call; attributes stay with the method after them. */
function callsOf(pieces: readonly Piece[]): number[] {
  const found: number[] = [];
  let from: number | undefined;
  for (const [i, piece] of pieces.entries()) {
    if (piece.is === 'word' && piece.text === '.') from ??= i;
    if (piece.is === 'bracket' && piece.open === '(' && from !== undefined) {
      if (pieces[from - 1]?.is === 'bracket') found.push(from);
      from = undefined;
    }
  }
  return found;
}

/** The last bracket that has something in it and whose line up to it fits. */
function lastBracket(pieces: readonly Piece[], room: number): number | undefined {
  const full = pieces.flatMap((p, i) => (p.is === 'bracket' && p.inside.length > 0 ? [i] : []));
  return (
    full.findLast((i) => widthOf(pieces.slice(0, i)) + 1 <= room && pieces.length - i < 8) ??
    full.findLast((i) => widthOf(pieces.slice(0, i)) + 1 <= room)
  );
}

/** A line whose last bracket is opened; as it is when there is none. */
function broken(
  prefix: string,
  pieces: readonly Piece[],
  width: number,
  indent: number,
): readonly string[] {
  const at = lastBracket(pieces, width - indent - prefix.length);
  const bracket = at === undefined ? undefined : pieces[at];
  if (at === undefined || bracket?.is !== 'bracket')
    return [pad(indent) + prefix + flatText(pieces)];
  const head = pieces.slice(0, at);
  const blank = bracket.spaced && at > 0 ? ' ' : '';
  const isSubscript = bracket.open === '[' && at > 0 && !bracket.spaced;
  return [
    pad(indent) + prefix + flatText(head) + blank + bracket.open,
    ...inBrackets(bracket.inside, width, indent + STEP, !isSubscript),
    ...after(bracket.close, pieces.slice(at + 1), width, indent),
  ];
}

/** The line that begins with a closing bracket. */
function after(
  close: string,
  pieces: readonly Piece[],
  width: number,
  indent: number,
): readonly string[] {
  const flat = pad(indent) + close + (pieces[0]?.spaced === true ? ' ' : '') + flatText(pieces);
  return flat.length <= width ? [flat] : broken(close, pieces, width, indent);
}

/** What stands between brackets, in lines of its own. */
function inBrackets(
  pieces: readonly Piece[],
  width: number,
  indent: number,
  commas = true,
): readonly string[] {
  const flat = flatText(pieces);
  const cuts = cutsOf(pieces);
  if (indent + flat.length <= width) return [pad(indent) + flat];
  if (cuts?.what === 'items' && commas) {
    const items = cutAt(pieces, cuts.at);
    return items.flatMap((item) => withComma(line(item, width - 1, indent)));
  }
  return line(pieces, width, indent);
}

/** One argument, item or operand. */
function line(pieces: readonly Piece[], width: number, indent: number): readonly string[] {
  const flat = flatText(pieces);
  if (indent + flat.length <= width) return [pad(indent) + flat];
  const prefix = keywordOf(pieces);
  const value = prefix === '' ? pieces : pieces.slice(2);
  const cuts = cutsOf(value);
  if (cuts === undefined || cuts.what === 'items') return broken(prefix, value, width, indent);
  const head = lastBracket(value, width - indent - prefix.length);
  const isChain = cuts.what === 'calls' && cuts.at.length > 1;
  if (cuts.what === 'calls' && !isChain && head !== undefined)
    return broken(prefix, value, width, indent);
  const inner = prefix === '' ? indent : indent + STEP;
  const operands = cutAt(value, cuts.at).flatMap((operand) => line(operand, width, inner));
  return prefix === '' ? operands : [`${pad(indent)}${prefix}(`, ...operands, `${pad(indent)})`];
}

/** `name=` of an argument by keyword, `"key": ` of a dictionary's item. */
function keywordOf([first, second]: readonly Piece[]): string {
  if (first?.is !== 'word' || second?.is !== 'word') return '';
  if (second.text === '=') return `${first.text}=`;
  return second.text === ':' && /^["']/.test(first.text) ? `${first.text}: ` : '';
}

function cutAt(pieces: readonly Piece[], at: readonly number[]): readonly (readonly Piece[])[] {
  const marks = [0, ...at, pieces.length];
  return marks
    .slice(0, -1)
    .map((mark, i) => pieces.slice(mark, marks[i + 1]))
    .map((part) => {
      const last = part.at(-1);
      return last?.is === 'word' && last.text === ',' ? part.slice(0, -1) : part;
    })
    .filter((part) => part.length > 0);
}

const withComma = (lines: readonly string[]): readonly string[] =>
  lines.map((text, i) => (i === lines.length - 1 ? `${text},` : text));
