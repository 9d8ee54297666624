import { posix } from 'node:path';

import { blockList, linesOf, type Line } from './block-list.js';
import { optionsOf } from './cell-options.js';
import type { Document } from './document.js';
import { readMarkdown, type MarkdownContext } from './markdown.js';
import type { SourceFile } from '../sources/source-tree.js';

/** The text of a file below the source's root; undefined where there is none. */
export type Include = (path: string) => string | undefined;

/** Includes inside includes go no deeper. */
const DEEPEST_INCLUDE = 4;

/** A document includes no more files, however they include each other. */
const MOST_INCLUDES = 64;

/** Reads a document in Markdown, Quarto's included. */
export function readMarkdownDocument({ path, text }: SourceFile, include: Include): Document {
  const list = blockList();
  const { lines, title, options } = frontMatter(linesOf(text));
  if (title !== undefined) list.heading(0, title);
  readMarkdown(lines, {
    list,
    runs: options.executed ?? true,
    hides: options.hidden ?? false,
    include: includer(path, include),
    depth: 0,
  });
  return { path, blocks: list.blocks };
}

/** Splits the header in YAML from the lines below it. */
function frontMatter(lines: readonly Line[]): {
  readonly lines: readonly Line[];
  readonly title: string | undefined;
  readonly options: ReturnType<typeof optionsOf>;
} {
  const ends = lines[0]?.text.trimEnd() === '---';
  const end = ends
    ? lines.findIndex(({ text }, i) => i > 0 && /^(?:---|\.\.\.)\s*$/.test(text))
    : -1;
  if (end < 0) return { lines, title: undefined, options: {} };
  const header = lines.slice(1, end).map(({ text }) => text);
  const title = header.flatMap((line) => /^title:\s*(.+?)\s*$/.exec(line)?.[1] ?? [])[0];
  const start = header.findIndex((line) => /^execute:\s*$/.test(line));
  const given = new Map<string, string>();
  for (const line of start < 0 ? [] : header.slice(start + 1)) {
    const [, name, value] = /^\s+([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) break;
    given.set(name, value);
  }
  return {
    lines: lines.slice(end + 1),
    title: title?.replace(/^(["'])(.*)\1$/, '$2'),
    options: optionsOf(given),
  };
}

/**
 * Finds what a document includes: beside it, or for a path that begins with a slash below any folder
 * above it, because the folder of the whole book is not known.
 */
function includer(path: string, include: Include): MarkdownContext['include'] {
  let left = MOST_INCLUDES;
  const of =
    (from: string, depth: number): MarkdownContext['include'] =>
    (wanted, line) => {
      if (depth >= DEEPEST_INCLUDE || left <= 0) return undefined;
      for (const candidate of candidates(from, path, wanted)) {
        const text = include(candidate);
        if (text === undefined) continue;
        left -= 1;
        const lines = frontMatter(linesOf(text)).lines.map((own) => ({ text: own.text, line }));
        return { lines, include: of(candidate, depth + 1) };
      }
      return undefined;
    };
  return of(path, 0);
}

function candidates(from: string, document: string, wanted: string): readonly string[] {
  const folders = wanted.startsWith('/')
    ? foldersAbove(document)
    : [posix.dirname(from), posix.dirname(document)];
  return folders
    .map((folder) => posix.normalize(posix.join(folder, wanted)))
    .filter((path) => !path.startsWith('..'));
}

function foldersAbove(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return folder === path || folder === '.' ? ['.'] : [folder, ...foldersAbove(folder)];
}
