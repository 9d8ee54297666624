import type { Block, CodeBlock } from './document.js';
import { hasPrompts, readDoctests } from './doctest.js';
import { hasInputPrompts, readInputPrompts } from './input-prompts.js';

/** A line of a document; lines of an included file have the place of the include. */
export interface Line {
  readonly text: string;
  readonly line: number;
}

/** The lines of a text. */
export const linesOf = (text: string, first = 1): readonly Line[] =>
  text.split(/\r\n|\n|\r/).map((content, i) => ({ text: content, line: first + i }));

/** A document's blocks as they are read, with the place in its outline. */
export interface BlockList {
  readonly blocks: readonly Block[];
  /** Opens a section; sections of its level and below end. Level 0 is the document's title. */
  readonly heading: (level: number, text: string) => void;
  readonly prose: (text: string, line: number) => void;
  /** Adds code; prompts in Python code become a block each. */
  readonly code: (code: CodeLines) => void;
  /** Reads what stands in a tab. */
  readonly inTab: (name: string, read: () => void) => void;
  /** Reads what has an outline of its own: its headings end with it. */
  readonly apart: (read: () => void) => void;
  /** Reads what readers do not see. */
  readonly concealed: (read: () => void) => void;
}

export interface CodeLines {
  readonly lines: readonly Line[];
  readonly language: CodeBlock['language'];
  readonly executed: boolean;
  readonly hidden?: boolean;
  readonly output?: string | undefined;
}

/** A list without blocks. */
export function blockList(): BlockList {
  const blocks: Block[] = [];
  let outline: readonly { readonly level: number; readonly text: string }[] = [];
  let tabs: readonly string[] = [];
  let concealed = false;
  const headings = (): readonly string[] => outline.map(({ text }) => text);
  return {
    blocks,
    heading: (level, text) => {
      outline = outline.filter((above) => above.level < level);
      if (text !== '') outline = [...outline, { level, text }];
    },
    prose: (text, line) => {
      if (text !== '') blocks.push({ kind: 'prose', text, line, headings: headings() });
    },
    code: ({ lines: given, language, executed, hidden = false, output }) => {
      const lines = withoutBlankEnds(given);
      const [first] = lines;
      if (first === undefined) return;
      const code = lines.map(({ text }) => text).join('\n');
      const place = { headings: headings(), tabs, hidden: hidden || concealed };
      const prompts = language === 'python' ? promptBlocks(code) : [];
      for (const block of prompts) {
        const line = lines[block.line - 1]?.line ?? first.line;
        const endLine = lines[block.endLine - 1]?.line ?? line;
        blocks.push({ ...block, ...place, line, endLine, executed: executed && block.executed });
      }
      if (prompts.length > 0) return;
      const endLine = lines.at(-1)?.line ?? first.line;
      const end = output === undefined || output === '' ? {} : { output };
      blocks.push({
        kind: 'code',
        language,
        executed,
        code,
        line: first.line,
        endLine,
        ...place,
        ...end,
      });
    },
    inTab: (name, read) => {
      const [before, above] = [tabs, outline];
      tabs = [...tabs, name];
      read();
      [tabs, outline] = [before, above];
    },
    apart: (read) => {
      const above = outline;
      read();
      outline = above;
    },
    concealed: (read) => {
      const before = concealed;
      concealed = true;
      read();
      concealed = before;
    },
  };
}

function promptBlocks(code: string): readonly CodeBlock[] {
  if (hasPrompts(code)) return readDoctests(code, 1);
  return hasInputPrompts(code) ? readInputPrompts(code, 1) : [];
}

function withoutBlankEnds(lines: readonly Line[]): readonly Line[] {
  const start = lines.findIndex(({ text }) => text.trim() !== '');
  const end = lines.findLastIndex(({ text }) => text.trim() !== '');
  return start < 0 ? [] : lines.slice(start, end + 1);
}

/** The lines without the indentation that all of them share. */
export function dedented(lines: readonly Line[]): readonly Line[] {
  const depths = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length);
  const depth = depths.reduce((least, own) => Math.min(least, own), Number.POSITIVE_INFINITY);
  return Number.isFinite(depth)
    ? lines.map(({ text, line }) => ({ text: text.slice(depth), line }))
    : lines;
}
