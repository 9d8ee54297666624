import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { IbertError } from '@ibert/core';
import {
  byPath,
  type FileStore,
  MOST_FILES,
  type StoredFile,
  type StoreFilter,
} from '../file-store.js';
import { pathFault } from '../selection.js';

export interface ArchiveRequest {
  readonly path: string;
  readonly filter: StoreFilter;
  /** Most bytes of one file. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** Most bytes that an archive may unpack to. */
export const MOST_UNPACKED = 1024 * 1024 * 1024;

/** Most bytes of files that are held in memory. */
export const MOST_KEPT = 256 * 1024 * 1024;

/** Most entries of an archive, also those that are not read. */
export const MOST_ENTRIES = 500_000;

/** More than this times smaller, only a text made to harm is packed. */
export const MOST_RATIO = 200;

/** The hash of an archive's bytes, as its state. */
export async function archiveState(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return `sha256:${hash.digest('hex')}`;
}

/** An entry as the archive has it, before anything is decided. */
export interface ArchiveEntry {
  readonly path: string;
  /** Why it is not read, where that is known already. */
  readonly fault?: string | undefined;
}

/**
 * Decides about the entries of an archive in their order: which are kept, and under which path. Of
 * two with one name the first is kept.
 */
export function entryFilter(filter: StoreFilter): (entry: ArchiveEntry) => StoredFile | undefined {
  const seen = new Set<string>();
  return ({ path, fault }) => {
    const wrong = fault ?? pathFault(path);
    const wanted = wrong === undefined ? filter.keeps(path) : filter.notes(path);
    if (!wanted) return undefined;
    if (wrong !== undefined) return { path: printable(path), skipped: wrong };
    if (seen.has(path)) return { path, skipped: 'an earlier entry has this name' };
    if (seen.size >= MOST_FILES) {
      return { path, skipped: `the archive has more than ${MOST_FILES} files` };
    }
    seen.add(path);
    return { path };
  };
}

const printable = (path: string): string => path.replaceAll('\0', '\uFFFD') || '(no name)';

/** The directory that everything lies in, as in source distributions; '' when there is none. */
export function commonRoot(paths: Iterable<string>, archive: string): string {
  // A wheel's directories are those that the code is imported from.
  if (/\.whl$/i.test(archive)) return '';
  let root: string | undefined;
  for (const path of paths) {
    if (pathFault(path) !== undefined) continue;
    const end = path.indexOf('/');
    const first = end === -1 ? '' : path.slice(0, end + 1);
    if (first === '' || (root !== undefined && root !== first)) return '';
    root = first;
  }
  return root ?? '';
}

/** A store of an archive's files. */
export function archiveStore(
  commit: string,
  files: readonly StoredFile[],
  reading: Pick<FileStore, 'read' | 'close'>,
): FileStore {
  return { commit, files: [...files].sort(byPath), ...reading };
}

/** The rest of an archive that could not be read, as a skipped file. */
export const restOf = (path: string, problem: string): StoredFile => ({
  path: basename(path),
  skipped: `the archive was not read to its end: ${problem}`,
});

/** The error for an archive of which nothing can be read. */
export function invalidArchive(path: string, cause: unknown): IbertError {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new IbertError('ARCHIVE_INVALID', `cannot read the archive ${path}: ${problem}`, {
    hint: 'Download it again; it may be cut off or damaged.',
    cause,
  });
}

/** The bytes of a stream; undefined once they are more than allowed. */
export async function collect(
  stream: AsyncIterable<unknown>,
  most: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += (chunk as Buffer).length;
    if (length > most) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
