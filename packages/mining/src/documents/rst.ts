import { blockList, dedented, linesOf, type BlockList, type Line } from './block-list.js';
import type { CodeBlock, Document } from './document.js';
import { TEXT_DIRECTIVES } from './fence-info.js';
import { languageOf } from './languages.js';
import { depthOf, indentedLines } from './line-groups.js';
import { rstText } from './rst-text.js';
import type { SourceFile } from '../sources/source-tree.js';

/** Deeper blocks are left out. */
const DEEPEST = 24;

interface RstContext {
  readonly list: BlockList;
  /** Styles of underlines, in the order in which they came: the levels of headings. */
  readonly levels: string[];
  /** The language of literal blocks. */
  highlight: CodeBlock['language'];
  readonly depth: number;
}

const ADORNMENT = /^([!-/:-@[-`{-~])\1*\s*$/;
const DIRECTIVE = /^\.\.\s+([\w:.+-]+)::(?:\s+(.*?))?\s*$/;
const EXPLICIT = /^\.\.(?:\s|$)/;
const OPTION = /^:([\w-]+):(?:\s+(.*?))?\s*$/;
const ITEM = /^([-*+•]|(?:\d+|#|[A-Za-z])[.)])( +)(?=\S)/;
const TABLE = /^(?:\+[-=+]+\+|\||=+(?: +=+)+\s*$)/;
const PROMPT = /^>>>(?: |$)/;

/** Directives of code: what they hold when no language is told, and whether it is run. */
const CODE: Readonly<Record<string, { language: CodeBlock['language']; executed: boolean }>> = {
  'code-block': { language: 'other', executed: false },
  code: { language: 'other', executed: false },
  sourcecode: { language: 'other', executed: false },
  ipython: { language: 'python', executed: true },
  'jupyter-execute': { language: 'python', executed: true },
  doctest: { language: 'python', executed: true },
  testcode: { language: 'python', executed: true },
  testsetup: { language: 'python', executed: true },
};

/** Directives whose arguments are no language. */
const NO_LANGUAGE: ReadonlySet<string> = new Set([
  'doctest',
  'testcode',
  'testsetup',
  'jupyter-execute',
]);

const TABS: ReadonlySet<string> = new Set(['tab', 'tab-item', 'group-tab', 'code-tab']);
const CONTAINERS: ReadonlySet<string> = new Set([
  ...TEXT_DIRECTIVES,
  'container',
  'tabs',
  'tab-set',
  'versionadded',
  'versionchanged',
  'topic',
  'epigraph',
]);

/** Reads a document in reStructuredText. */
export function readRstDocument({ path, text }: SourceFile): Document {
  const list = blockList();
  const lines = linesOf(text).map(({ text: content, line }) => ({
    text: content.replaceAll('\t', '        '),
    line,
  }));
  readRst(lines, { list, levels: [], highlight: 'python', depth: 0 });
  return { path, blocks: list.blocks };
}

const textAt = (lines: readonly Line[], at: number): string => lines[at]?.text ?? '';

function readRst(lines: readonly Line[], context: RstContext): void {
  if (context.depth > DEEPEST) return;
  let at = 0;
  while (at < lines.length) {
    const text = textAt(lines, at);
    if (text.trim() === '') at += 1;
    else if (depthOf(text) > 0) at = readQuote(lines, at, context);
    else
      at =
        readTitle(lines, at, context) ??
        readExplicit(lines, at, context) ??
        readText(lines, at, context);
  }
}

const deeper = (context: RstContext): RstContext => ({ ...context, depth: context.depth + 1 });

function readQuote(lines: readonly Line[], at: number, context: RstContext): number {
  const { lines: inner, next } = indentedLines(lines, at, 1);
  readRst(dedented(inner), deeper(context));
  return next;
}

/** A title between two lines of signs, or above one. */
function readTitle(lines: readonly Line[], at: number, context: RstContext): number | undefined {
  const over = ADORNMENT.test(textAt(lines, at));
  const title = textAt(lines, over ? at + 1 : at).trim();
  const under = textAt(lines, over ? at + 2 : at + 1).trimEnd();
  if (title === '' || !ADORNMENT.test(under) || ADORNMENT.test(title)) return undefined;
  if (under.length < Math.min(title.length, 4)) return undefined;
  if (over && textAt(lines, at).trimEnd() !== under) return undefined;
  const style = `${over ? under[0] : ''}${under[0]}`;
  if (!context.levels.includes(style)) context.levels.push(style);
  context.list.heading(context.levels.indexOf(style) + 1, rstText(title));
  return at + (over ? 3 : 2);
}

/** A directive; comments, targets and notes are no text to be read. */
function readExplicit(lines: readonly Line[], at: number, context: RstContext): number | undefined {
  const text = textAt(lines, at);
  if (!EXPLICIT.test(text)) return undefined;
  const { lines: body, next } = indentedLines(lines, at + 1, 1);
  const [, name, argument = ''] = DIRECTIVE.exec(text) ?? [];
  if (name === undefined) return next;
  const { options, content } = optionsAndContent(dedented(body));
  if (name === 'highlight') context.highlight = languageOf(argument);
  const code = Object.hasOwn(CODE, name) ? CODE[name] : undefined;
  if (code !== undefined) {
    const named = argument !== '' && !NO_LANGUAGE.has(name);
    context.list.code({
      lines: name === 'ipython' ? withoutDecorators(content) : content,
      language: named ? languageOf(argument) : code.language,
      executed: code.executed && !options.has('verbatim') && !options.has('skipif'),
      hidden: options.has('suppress') || options.has('hide-code') || name === 'testsetup',
    });
  } else if (name === 'code-tab') {
    const [language = '', ...label] = argument.split(' ');
    const read = { lines: content, language: languageOf(language), executed: false };
    context.list.inTab(label.join(' ') || language, () => context.list.code(read));
  } else if (TABS.has(name)) {
    context.list.inTab(rstText(argument), () => readRst(content, deeper(context)));
  } else if (CONTAINERS.has(name)) {
    const first = TEXT_DIRECTIVES.has(name) ? rstText(argument) : '';
    context.list.prose(first, lines[at]?.line ?? 1);
    context.list.apart(() => readRst(content, deeper(context)));
  }
  return next;
}

function optionsAndContent(body: readonly Line[]): {
  readonly options: ReadonlySet<string>;
  readonly content: readonly Line[];
} {
  const end = body.findIndex(({ text }) => !OPTION.test(text));
  const head = body.slice(0, end < 0 ? body.length : end);
  const names = head.map(({ text }) => OPTION.exec(text)?.[1] ?? '');
  return { options: new Set(names), content: dedented(body.slice(head.length)) };
}

/** IPython's directive takes lines such as `@suppress` for itself. */
const withoutDecorators = (lines: readonly Line[]): readonly Line[] =>
  lines.map(({ text, line }) => ({
    text: /^@(?:suppress|savefig|okexcept|okwarning|verbatim|doctest)\b/.test(text) ? '' : text,
    line,
  }));

/** A paragraph, an item of a list, prompts or a table. */
function readText(lines: readonly Line[], at: number, context: RstContext): number {
  const text = textAt(lines, at);
  let next = at + 1;
  if (PROMPT.test(text)) {
    while (textAt(lines, next).trim() !== '') next += 1;
    // Prompts of one session may have blank lines between them.
    while (next < lines.length && PROMPT.test(textAt(lines, next + 1))) {
      next += 1;
      while (textAt(lines, next).trim() !== '') next += 1;
    }
    context.list.code({ lines: lines.slice(at, next), language: 'python', executed: true });
    return next;
  }
  if (TABLE.test(text)) {
    while (textAt(lines, next).trim() !== '') next += 1;
    return next;
  }
  const item = ITEM.exec(text);
  if (item !== null) {
    const depth = item[0].length;
    const { lines: body, next: end } = indentedLines(lines, next, Math.min(depth, 2));
    const head: Line = { text: text.slice(depth), line: lines[at]?.line ?? 1 };
    readItem([head, ...dedented(body)], item[1] ?? '-', deeper(context));
    return end;
  }
  while (textAt(lines, next).trim() !== '' && depthOf(textAt(lines, next)) === 0) next += 1;
  return readParagraph(lines, at, next, '', context);
}

function readItem(lines: readonly Line[], mark: string, context: RstContext): void {
  let next = 1;
  while (textAt(lines, next).trim() !== '' && depthOf(textAt(lines, next)) === 0) next += 1;
  const end = readParagraph(lines, 0, next, `${mark} `, context);
  readRst(lines.slice(end), context);
}

/** A paragraph that ends with two colons has a literal block below it. */
function readParagraph(
  lines: readonly Line[],
  at: number,
  next: number,
  mark: string,
  context: RstContext,
): number {
  const whole = lines
    .slice(at, next)
    .map(({ text }) => text)
    .join('\n')
    .trimEnd();
  const isLiteral = whole.endsWith('::');
  const shown = isLiteral ? whole.replace(/\s*::$/, (end) => (end === '::' ? ':' : '')) : whole;
  const plain = rstText(shown);
  const { line } = lines[at] as Line;
  if (plain !== '' && plain !== ':') context.list.prose(`${mark}${plain}`, line);
  if (!isLiteral) return next;
  const { lines: body, next: end } = indentedLines(lines, next, 1);
  context.list.code({ lines: dedented(body), language: context.highlight, executed: false });
  return end;
}
