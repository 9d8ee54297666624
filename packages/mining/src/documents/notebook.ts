import { z } from 'zod';

import { blockList, linesOf, type BlockList, type Line } from './block-list.js';
import { cellOptions } from './cell-options.js';
import type { Document } from './document.js';
import { sourceLines } from './json-lines.js';
import { languageOf } from './languages.js';
import { withoutMagics } from './magics.js';
import { readMarkdown } from './markdown.js';
import type { SourceFile } from '../sources/source-tree.js';

/** A text, as one or in lines that keep their ends. */
const text = z.union([z.string(), z.array(z.string())]);

const output = z.looseObject({
  output_type: z.string().optional(),
  name: z.string().optional(),
  stream: z.string().optional(),
  text: text.optional(),
  data: z.looseObject({ 'text/plain': text.optional() }).optional(),
});

const cell = z.looseObject({
  cell_type: z.string(),
  source: text.optional(),
  /** The source of code before format 4. */
  input: text.optional(),
  language: z.string().optional(),
  level: z.number().optional(),
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }).optional(),
  outputs: z.array(output).optional(),
});

const named = z.looseObject({ name: z.string().optional(), language: z.string().optional() });

const notebook = z.looseObject({
  nbformat: z.number(),
  metadata: z
    .looseObject({ kernelspec: named.optional(), language_info: named.optional() })
    .optional(),
  cells: z.array(cell).optional(),
  /** Where cells are before format 4. */
  worksheets: z.array(z.looseObject({ cells: z.array(cell).optional() })).optional(),
});

type Cell = z.infer<typeof cell>;
type Output = z.infer<typeof output>;

const HIDDEN_TAGS: ReadonlySet<string> = new Set([
  'hide-cell',
  'hide-input',
  'hide_input',
  'remove-cell',
  'remove-input',
  'remove_cell',
  'remove_input',
]);

/**
 * Reads a Jupyter notebook of format 3 or 4.
 *
 * @throws SyntaxError when it is no JSON, ZodError when it is no notebook.
 */
export function readNotebook({ path, text: json }: SourceFile): Document {
  const { metadata, cells, worksheets = [] } = notebook.parse(JSON.parse(json));
  const list = blockList();
  const kernel = metadata?.kernelspec?.language ?? metadata?.language_info?.name ?? 'python';
  const places = sourceLines(json);
  const all = cells ?? worksheets.flatMap((sheet) => sheet.cells ?? []);
  let at = 0;
  for (const one of all) {
    const source = one.source ?? one.input;
    const place = places[at] ?? { line: 1, endLine: 1 };
    if (source !== undefined) at += 1;
    readCell(one, cellLines(joined(source), place), kernel, list);
  }
  return { path, blocks: list.blocks };
}

const joined = (content: string | readonly string[] | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).join('');

/** The lines of a cell. In most files each has a line of the JSON, below the bracket that opens. */
function cellLines(source: string, place: { line: number; endLine: number }): readonly Line[] {
  const first = Math.min(place.line + 1, place.endLine);
  return linesOf(source).map(({ text: content, line }) => ({
    text: content,
    line: Math.min(first + line - 1, place.endLine),
  }));
}

function readCell(one: Cell, lines: readonly Line[], kernel: string, list: BlockList): void {
  if (one.cell_type === 'heading') {
    list.heading(one.level ?? 1, lines.map((line) => line.text).join(' '));
  } else if (one.cell_type === 'markdown') {
    readMarkdown(lines, {
      list,
      runs: false,
      hides: false,
      include: () => undefined,
      depth: 0,
    });
  } else if (one.cell_type === 'code') {
    const { code, language, magic } = withoutMagics(lines);
    const options = cellOptions(code);
    const tags = one.metadata?.tags ?? [];
    list.code({
      lines: options.code,
      language: magic ? language : languageOf(one.language ?? kernel),
      executed: (options.executed ?? true) && !tags.includes('skip-execution'),
      hidden: (options.hidden ?? false) || tags.some((tag) => HIDDEN_TAGS.has(tag)),
      output: (one.outputs ?? []).map(printed).join('').trimEnd(),
    });
  }
}

/** What an output shows as plain text, with a line's end. */
function printed(one: Output): string {
  if ((one.name ?? one.stream) === 'stderr') return '';
  const plain = joined(one.text ?? one.data?.['text/plain']);
  return plain === '' || plain.endsWith('\n') ? plain : `${plain}\n`;
}
