import type { Line } from './block-list.js';

/** A group of lines that belong together, and where the next one begins. */
export interface Group {
  readonly lines: readonly Line[];
  readonly next: number;
}

/** An opening fence of a block of code. */
export interface Fence {
  readonly indent: number;
  readonly mark: string;
  readonly info: string;
}

const FENCE = /^( *)(`{3,}|~{3,})\s*(.*?)\s*$/;

/** The fence that a line opens. */
export function fenceOf(text: string): Fence | undefined {
  const [, indent = '', mark = '', info = ''] = FENCE.exec(text) ?? [];
  if (mark === '' || (mark.startsWith('`') && info.includes('`'))) return undefined;
  return { indent: indent.length, mark, info };
}

/** The lines of a fenced block whose fence stands at `at`, down to its end or the document's. */
export function fencedLines(lines: readonly Line[], at: number, fence: Fence): Group {
  const inner: Line[] = [];
  for (let i = at + 1; i < lines.length; i += 1) {
    const { text, line } = lines[i] as Line;
    const [, , mark = '', rest = ''] = FENCE.exec(text) ?? [];
    if (mark.startsWith(fence.mark) && rest === '') return { lines: inner, next: i + 1 };
    inner.push({ text: text.slice(Math.min(fence.indent, depthOf(text))), line });
  }
  return { lines: inner, next: lines.length };
}

/** The number of spaces in front; of an empty line, more than any. */
export const depthOf = (text: string): number => {
  const depth = text.search(/\S/);
  return depth < 0 ? Number.POSITIVE_INFINITY : depth;
};

/** The lines below `at` that are indented by `depth` or blank, without that indentation. */
export function indentedLines(lines: readonly Line[], at: number, depth: number): Group {
  let next = at;
  while (next < lines.length && depthOf((lines[next] as Line).text) >= depth) next += 1;
  const inner = lines
    .slice(at, next)
    .map(({ text, line }) => ({ text: text.slice(Math.min(depth, text.length)), line }));
  return { lines: inner, next };
}

const OPENED = /^ {0,3}(:{3,})\s*(\{[^{}]*\}|[\w.-]+)\s*:*\s*$/;
const CLOSED = /^ {0,3}:{3,}\s*$/;

/** The attributes of the container that a line opens with colons. */
export const containerOf = (text: string): string | undefined => OPENED.exec(text)?.[2];

/** The lines of the container that is opened at `at`, down to the line that closes it. */
export function containerLines(lines: readonly Line[], at: number): Group {
  let depth = 1;
  let i = at + 1;
  while (i < lines.length) {
    const { text } = lines[i] as Line;
    const fence = fenceOf(text);
    if (fence !== undefined) {
      i = fencedLines(lines, i, fence).next;
      continue;
    }
    if (OPENED.test(text)) depth += 1;
    else if (CLOSED.test(text)) depth -= 1;
    if (depth === 0) return { lines: lines.slice(at + 1, i), next: i + 1 };
    i += 1;
  }
  return { lines: lines.slice(at + 1), next: lines.length };
}
