import type { Definition } from '@ibert/multitask/documentation';

import type { SourceFile, SourceFunction } from './source-functions.js';

/** A stretch of a text and what comes in its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap. */
export const applyEdits = (text: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (done, { start, end, text: fresh }) => done.slice(0, start) + fresh + done.slice(end),
      text,
    );

/**
 * Puts a docstring at the head of a function's body, or in the place of the one that it has.
 * Nothing else of the file changes; line ends and the kind of indentation are the file's own.
 *
 * @param docstring with its quotes, not indented.
 */
export function docstringEdit(
  { text }: SourceFile,
  found: SourceFunction,
  docstring: string,
): Edit {
  const { header, body } = found.definition;
  const colon = header.tokens.at(-1)?.end ?? header.end;
  const eol = text.slice(0, colon + 2).includes('\r\n') || /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n';
  const [first] = body;
  const begin = first?.start ?? colon;
  const inline = !text.slice(colon, begin).includes('\n');
  const own = indentation(text, header.start);
  const indent = inline ? own + (own.includes('\t') ? '\t' : '    ') : indentation(text, begin);
  const said = indented(docstring, indent).replaceAll('\n', eol);
  if (found.docstring !== undefined && !inline) {
    return { start: found.docstring.start, end: found.docstring.end, text: said };
  }
  if (!inline) {
    const start = text.indexOf('\n', colon) + 1;
    return { start, end: start, text: `${indent}${said}${eol}` };
  }
  if (found.docstring === undefined) {
    return { start: colon, end: begin, text: `${eol}${indent}${said}${eol}${indent}` };
  }
  const next = body[1];
  const rest = next === undefined ? '' : `${eol}${indent}`;
  const end = next?.start ?? found.docstring.end;
  return { start: colon, end, text: `${eol}${indent}${said}${rest}` };
}

/**
 * A function by itself, from the start of its line, with nothing in the place of its docstring: what
 * a docstring from elsewhere is compared with.
 */
export function bareFunction(
  { text }: SourceFile,
  { definition, docstring }: SourceFunction,
): string {
  const { start, end } = definition;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const bare =
    docstring === undefined
      ? text.slice(from, end)
      : `${text.slice(from, docstring.start)}pass${text.slice(docstring.end, end)}`;
  return withoutIndentation(bare, indentation(text, start));
}

/** The text of a definition by itself, from the start of its line. */
export const dedented = (text: string, { start, end }: Definition): string =>
  withoutIndentation(
    text.slice(text.lastIndexOf('\n', start - 1) + 1, end),
    indentation(text, start),
  );

const withoutIndentation = (code: string, indent: string): string =>
  code.replaceAll(new RegExp(`^${indent}`, 'gm'), '');

/** The blanks that the line of a place begins with. */
const indentation = (text: string, at: number): string =>
  /^[ \t\f]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';

const indented = (docstring: string, indent: string): string =>
  docstring
    .split('\n')
    .map((line, i) => (i === 0 || line === '' ? line : indent + line))
    .join('\n');
