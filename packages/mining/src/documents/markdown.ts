import { dedented, type BlockList, type Line } from './block-list.js';
import { cellOptions } from './cell-options.js';
import { fenceInfo, TEXT_DIRECTIVES } from './fence-info.js';
import {
  containerLines,
  containerOf,
  depthOf,
  fencedLines,
  fenceOf,
  indentedLines,
  type Group,
} from './line-groups.js';
import {
  BOX_MARK,
  DEFINITION,
  HEADING,
  HTML,
  INCLUDE,
  INDENTED_BOX,
  INDENTED_TAB,
  ITEM,
  QUOTE,
  RAW_HTML,
  RULE,
  UNDERLINE,
  headingText,
  startsBlock,
} from './markdown-lines.js';
import { markdownText } from './markdown-text.js';

/** What reading Markdown needs to know besides the lines. */
export interface MarkdownContext {
  readonly list: BlockList;
  /** Whether cells are run when nothing else is said of them. */
  readonly runs: boolean;
  /** Whether cells are hidden when nothing else is said of them. */
  readonly hides: boolean;
  /** The text of a file that the document includes. */
  readonly include: (path: string, line: number) => IncludedFile | undefined;
  /** How many containers the lines stand in. */
  readonly depth: number;
}

/** A file that stands in a document, with the context for what it includes itself. */
export interface IncludedFile {
  readonly lines: readonly Line[];
  readonly include: MarkdownContext['include'];
}

/** Deeper containers are read as text. */
const DEEPEST = 24;

type Reader = (lines: readonly Line[], at: number, context: MarkdownContext) => number | undefined;

/** Reads lines of Markdown into the list of blocks. */
export function readMarkdown(lines: readonly Line[], context: MarkdownContext): void {
  if (context.depth > DEEPEST) return;
  let at = 0;
  while (at < lines.length) {
    const start = at;
    if ((lines[at] as Line).text.trim() === '') at += 1;
    else at = readBlock(lines, at, context) ?? readParagraph(lines, at, context);
    // Every reader takes a line at least.
    if (at <= start) at = start + 1;
  }
}

function readBlock(
  lines: readonly Line[],
  at: number,
  context: MarkdownContext,
): number | undefined {
  for (const read of READERS) {
    const next = read(lines, at, context);
    if (next !== undefined) return next;
  }
  return undefined;
}

const textAt = (lines: readonly Line[], at: number): string => lines[at]?.text ?? '';

const readIndented: Reader = (lines, at, { list }) => {
  if (depthOf(textAt(lines, at)) < 4) return undefined;
  const group = indentedLines(lines, at, 4);
  const language = group.lines.some(({ text }) => /^\s*>>> /.test(text)) ? 'python' : 'other';
  list.code({ lines: group.lines, language, executed: false });
  return group.next;
};

const readFence: Reader = (lines, at, context) => {
  const fence = fenceOf(textAt(lines, at));
  if (fence === undefined) return undefined;
  const { lines: inner, next } = fencedLines(lines, at, fence);
  const info = fenceInfo(fence.info);
  if (info.isText) {
    inside(context, (deeper) => readMarkdown(inner, deeper));
    return next;
  }
  const own = cellOptions(inner);
  const { executed = info.options.executed ?? context.runs } = own;
  const hidden = own.hidden ?? info.options.hidden ?? (info.executed && context.hides);
  context.list.code({
    lines: dedented(own.code),
    language: info.language,
    executed: info.executed && executed,
    hidden,
  });
  return next;
};

const readHeading: Reader = (lines, at, { list }) => {
  const [, marks, text = ''] = HEADING.exec(textAt(lines, at)) ?? [];
  if (marks === undefined) return undefined;
  list.heading(marks.length, headingText(text));
  return at + 1;
};

const readRule: Reader = (lines, at) => (RULE.test(textAt(lines, at)) ? at + 1 : undefined);

const readQuote: Reader = (lines, at, context) => {
  if (!QUOTE.test(textAt(lines, at))) return undefined;
  let next = at;
  while (QUOTE.test(textAt(lines, next))) next += 1;
  const inner = lines
    .slice(at, next)
    .map(({ text, line }) => ({ text: text.replace(QUOTE, ''), line }))
    .filter(({ text }) => !BOX_MARK.test(text));
  inside(context, (deeper) => readMarkdown(inner, deeper));
  return next;
};

const readItem: Reader = (lines, at, context) => {
  const { text, line } = lines[at] as Line;
  const [whole, , mark = ''] = ITEM.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const depth = whole.length;
  const first: Line = { text: text.slice(depth), line };
  const group = itemLines(lines, at + 1, depth);
  // The mark stays with the item's first paragraph.
  const isText = !startsBlock(first.text);
  const head = isText ? [{ text: `${mark} ${first.text}`, line }] : [first];
  const inner = [...head, ...group.lines];
  inside(context, (deeper) => {
    if (isText) readMarkdown(inner.slice(readParagraph(inner, 0, deeper)), deeper);
    else readMarkdown(inner, deeper);
  });
  return group.next;
};

/** The lines of a list's item: those indented, and those that go on with its paragraph. */
function itemLines(lines: readonly Line[], at: number, depth: number): Group {
  const inner: Line[] = [];
  let next = at;
  let inParagraph = true;
  for (; next < lines.length; next += 1) {
    const { text, line } = lines[next] as Line;
    const own = depthOf(text);
    if (own < depth && (!inParagraph || ITEM.test(text) || startsBlock(textAt(lines, next)))) break;
    inParagraph = Number.isFinite(own);
    inner.push({ text: text.slice(Math.min(depth, own, text.length)), line });
  }
  return { lines: inner, next };
}

const readContainer: Reader = (lines, at, context) => {
  const attributes = containerOf(textAt(lines, at));
  if (attributes === undefined) return undefined;
  const { lines: inner, next } = containerLines(lines, at);
  const { list } = context;
  inside(context, (deeper) => {
    if (/\.panel-tabset\b|\btab-set\b/.test(attributes)) list.apart(() => readTabs(inner, deeper));
    else if (/\.(?:content-hidden|hidden|notes)\b/.test(attributes)) {
      list.concealed(() => readMarkdown(inner, deeper));
    } else if (
      /callout/.test(attributes) ||
      TEXT_DIRECTIVES.has(attributes.replaceAll(/[{}]/g, ''))
    ) {
      list.apart(() => readMarkdown(withoutTitle(inner), deeper));
    } else readMarkdown(inner, deeper);
  });
  return next;
};

/** A box's first heading is its title. */
function withoutTitle(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex(({ text }) => text.trim() !== '');
  return first >= 0 && HEADING.test(textAt(lines, first)) ? lines.slice(first + 1) : lines;
}

/** Tabs: the headings of the first one's level name them. */
function readTabs(lines: readonly Line[], context: MarkdownContext): void {
  const starts: { at: number; name: string; level: number }[] = [];
  let at = 0;
  while (at < lines.length) {
    const text = textAt(lines, at);
    const fence = fenceOf(text);
    const [, marks, name = ''] = HEADING.exec(text) ?? [];
    if (fence !== undefined) at = fencedLines(lines, at, fence).next;
    else if (containerOf(text) !== undefined) at = containerLines(lines, at).next;
    else {
      if (marks !== undefined && marks.length === (starts[0]?.level ?? marks.length)) {
        starts.push({ at, name: headingText(name), level: marks.length });
      }
      at += 1;
    }
  }
  readMarkdown(lines.slice(0, starts[0]?.at ?? lines.length), context);
  for (const [i, { at: start, name }] of starts.entries()) {
    const inner = lines.slice(start + 1, starts[i + 1]?.at);
    context.list.inTab(name, () => readMarkdown(inner, context));
  }
}

const readIndentedBox: Reader = (lines, at, context) => {
  const text = textAt(lines, at);
  const tab = INDENTED_TAB.exec(text)?.[1];
  if (tab === undefined && !INDENTED_BOX.test(text)) return undefined;
  const { lines: inner, next } = indentedLines(lines, at + 1, 4);
  inside(context, (deeper) => {
    const read = (): void => readMarkdown(inner, deeper);
    if (tab === undefined) context.list.apart(read);
    else context.list.inTab(tab, read);
  });
  return next;
};

const readInclude: Reader = (lines, at, context) => {
  const { text, line } = lines[at] as Line;
  const path = INCLUDE.exec(text)?.[1];
  if (path === undefined) return undefined;
  const file = context.include(path, line);
  if (file !== undefined) {
    inside(context, (deeper) => readMarkdown(file.lines, { ...deeper, include: file.include }));
  }
  return at + 1;
};

/** Comments, definitions of links, tables and markup in HTML are no text to be read. */
const readMarkupOnly: Reader = (lines, at) => {
  const text = textAt(lines, at);
  const trimmed = text.trimStart();
  const until = (ends: (line: string) => boolean): number => {
    let last = at;
    while (last < lines.length && !ends(textAt(lines, last))) last += 1;
    return last + 1;
  };
  if (trimmed.startsWith('<!--')) return until((line) => line.includes('-->'));
  const raw = RAW_HTML.exec(text)?.[1];
  if (raw !== undefined)
    return until((line) => line.toLowerCase().includes(`</${raw.toLowerCase()}>`));
  if (HTML.test(text)) return until((line) => line.trim() === '');
  if (DEFINITION.test(text)) return at + 1;
  return trimmed.startsWith('|') ? at + 1 : undefined;
};

const READERS: readonly Reader[] = [
  readIndented,
  readFence,
  readHeading,
  readRule,
  readQuote,
  readItem,
  readContainer,
  readIndentedBox,
  readInclude,
  readMarkupOnly,
];

/** A paragraph, or the heading that it is when it is underlined. */
function readParagraph(lines: readonly Line[], at: number, { list }: MarkdownContext): number {
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const mark = UNDERLINE.exec(textAt(lines, next))?.[1];
    if (mark !== undefined) {
      const title = lines.slice(at, next).map(({ text }) => text);
      list.heading(mark.startsWith('=') ? 1 : 2, headingText(title.join(' ')));
      return next + 1;
    }
    if (startsBlock(textAt(lines, next))) break;
  }
  const { line } = lines[at] as Line;
  const whole = lines.slice(at, next).map(({ text }) => text);
  list.prose(markdownText(whole.join('\n')), line);
  return next;
}

const inside = (context: MarkdownContext, read: (deeper: MarkdownContext) => void): void => {
  read({ ...context, depth: context.depth + 1 });
};
