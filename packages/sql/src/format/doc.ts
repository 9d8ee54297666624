/**
 * Text that the layout may break over lines. A string is never broken; a list is a run of pieces
 * without anything between them.
 */
export type Doc = string | Group | readonly Doc[];

/**
 * Items that stand on one line when they fit, else on lines of their own:
 *
 * - `block`: each item on an indented line between `open` and `close`;
 * - `hang`: the first item behind `open`, the others indented below it;
 * - `chain`: the first item in place, the others below it without indentation.
 */
export interface Group {
  readonly style: 'block' | 'hang' | 'chain';
  readonly open: string;
  readonly items: readonly Doc[];
  readonly close: string;
  /** What stands between two items on one line. */
  readonly between: string;
  /** What ends a line before the next item, when broken. */
  readonly tail: string;
  /** What starts the line of every item but the first, when broken. */
  readonly lead: string;
  /** Broken even where it would fit. */
  readonly hard: boolean;
}

/** Columns of a line, as far as breaking at groups can keep to it. */
const WIDTH = 80;
const STEP = '  ';

export const group = (
  style: Group['style'],
  items: readonly Doc[],
  rest: Partial<Group>,
): Group => ({
  style,
  items,
  open: rest.open ?? '',
  close: rest.close ?? '',
  between: rest.between ?? ' ',
  tail: rest.tail ?? '',
  lead: rest.lead ?? '',
  hard: rest.hard ?? false,
});

/** A parenthesised list such as the arguments of a call. */
export const list = (open: string, items: readonly Doc[], close: string): Doc => {
  if (items.every((item) => typeof item === 'string')) {
    const text = `${open}${items.join(', ')}${close}`;
    if (text.length <= WIDTH / 2) return text;
  }
  return group('block', items, { open, close, between: ', ', tail: ',' });
};

/** Pieces in a row; a plain string where all of them are. */
export function run(...pieces: readonly Doc[]): Doc {
  for (const piece of pieces) if (typeof piece !== 'string') return pieces;
  return pieces.join('');
}

/** The text on one line, whatever its length. */
export function flat(doc: Doc): string {
  if (typeof doc === 'string') return doc;
  if (!('style' in doc)) return doc.map(flat).join('');
  return `${doc.open}${doc.items.map(flat).join(doc.between)}${doc.close}`;
}

/**
 * The text, broken where a line would grow too long. `indent` is that of the line it starts on,
 * `after` the length of what must follow on its last line.
 */
export function layout(doc: Doc, indent = '', column = indent.length, after = 0): string {
  if (typeof doc === 'string') return doc;
  if (!('style' in doc)) {
    let text = '';
    for (const [i, piece] of doc.entries()) {
      text += layout(piece, indent, columnAfter(text, column), trailing(doc, i + 1, after));
    }
    return text;
  }
  if (!doc.hard && !hasHard(doc)) {
    const line = flat(doc);
    if (column + line.length + after <= WIDTH) return line;
  }
  return breakGroup(doc, indent, column, after);
}

/** How much text follows without a chance to break the line. */
function trailing(pieces: readonly Doc[], from: number, after: number): number {
  let length = 0;
  for (const piece of pieces.slice(from)) {
    if (typeof piece !== 'string') return length + ('style' in piece ? piece.open.length : 0);
    length += piece.length;
  }
  return length + after;
}

const hasHard = (doc: Doc): boolean => {
  if (typeof doc === 'string') return false;
  return 'style' in doc ? doc.hard || doc.items.some(hasHard) : doc.some(hasHard);
};

function columnAfter(text: string, start: number): number {
  const at = text.lastIndexOf('\n');
  return at < 0 ? start + text.length : text.length - at - 1;
}

function breakGroup(doc: Group, indent: string, column: number, after: number): string {
  const { style, items, tail, lead, close } = doc;
  const inner = style === 'chain' ? indent : indent + STEP;
  const line = `\n${inner}`;
  let text = style === 'block' ? doc.open.trimEnd() : doc.open;
  for (const [i, item] of items.entries()) {
    const last = i === items.length - 1;
    const ends = style === 'block' ? 0 : close.length + after;
    const follows = last ? ends : tail.length;
    if (i > 0 || style === 'block') {
      const prefix = i > 0 ? lead : '';
      text += line + prefix + layout(item, inner, inner.length + prefix.length, follows);
    } else {
      text += layout(item, indent, column + text.length, follows);
    }
    if (!last) text += tail;
  }
  if (close === '') return text;
  return style === 'block' ? `${text}\n${indent}${close.trimStart()}` : text + close;
}
