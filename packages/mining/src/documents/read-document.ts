import { refuse, type RefusedFinding } from '../finding.js';
import type { SourceFile } from '../sources/source-tree.js';
import type { Document } from './document.js';
import { readMarkdownDocument, type Include } from './markdown-document.js';
import { readNotebook } from './notebook.js';
import { readRstDocument } from './rst.js';

/** Readers by the extension of the file. */
const READERS: Readonly<Record<string, (file: SourceFile, include: Include) => Document>> = {
  ipynb: readNotebook,
  md: readMarkdownDocument,
  markdown: readMarkdownDocument,
  qmd: readMarkdownDocument,
  rst: readRstDocument,
};

/** Extensions of documents, without the dot. */
export const DOCUMENT_EXTENSIONS: readonly string[] = Object.keys(READERS);

/**
 * Reads a document as blocks of prose and code, in order.
 *
 * @param include the text of another file of the source, by its path.
 * @returns a refusal for a file that is not of its format; undefined for one that is no document.
 */
export function readDocument(
  file: SourceFile,
  include: Include = () => undefined,
): Document | RefusedFinding | undefined {
  const extension = file.path.slice(file.path.lastIndexOf('.') + 1).toLowerCase();
  const read = Object.hasOwn(READERS, extension) ? READERS[extension] : undefined;
  if (read === undefined) return undefined;
  try {
    return read(file, include);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const place = { path: file.path, line: 1, endLine: 1 };
    const fault =
      error instanceof SyntaxError ? error.message : `it is no ${extension} of a known format`;
    return refuse({ pattern: 'cell', place }, 'FILE_UNREADABLE', fault, file.text);
  }
}
