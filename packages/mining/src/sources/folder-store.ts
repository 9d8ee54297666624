import { createHash } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import fastGlob from 'fast-glob';
import { systemError } from '@ibert/core/files';
import {
  byPath,
  type FileStore,
  MOST_FILES,
  type RawFile,
  type StoredFile,
  type StoreFilter,
  tooLarge,
} from './file-store.js';
import { pathFault } from './selection.js';
import type { SkippedFile } from './source-tree.js';

export interface FolderRequest {
  readonly path: string;
  readonly filter: StoreFilter;
  /** Patterns of paths that are not even listed. */
  readonly excluded: readonly string[];
  /** Most bytes of one file. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The files of a folder as they lie there; links are not followed. Its state is the hash of them.
 *
 * @throws IbertError `INPUT_UNREADABLE`.
 */
export async function openFolderStore(request: FolderRequest): Promise<FileStore> {
  try {
    const root = await realpath(request.path);
    const files = await list(root, request);
    const read = async function* (
      wanted: readonly StoredFile[],
    ): AsyncGenerator<RawFile | SkippedFile, void, void> {
      for (const { path, skipped } of wanted) {
        request.signal?.throwIfAborted();
        yield skipped === undefined
          ? await readInside(root, path, request.limit)
          : { path, skipped };
      }
    };
    const hash = createHash('sha256');
    for await (const file of read(files)) {
      const content = 'bytes' in file ? createHash('sha256').update(file.bytes).digest('hex') : '-';
      hash.update(`${JSON.stringify(file.path)} ${content}\n`);
    }
    return { commit: `sha256:${hash.digest('hex')}`, files, read, close: async () => undefined };
  } catch (error) {
    throw systemError('INPUT_UNREADABLE', 'read', request.path, error);
  }
}

interface Listed {
  readonly path: string;
  readonly dirent: Dirent;
}

async function list(
  root: string,
  { filter, excluded, signal }: FolderRequest,
): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  const entries = fastGlob.stream('**/*', {
    cwd: root,
    dot: true,
    followSymbolicLinks: false,
    ignore: [...excluded],
    objectMode: true,
    onlyFiles: false,
    suppressErrors: true,
  });
  for await (const entry of entries) {
    signal?.throwIfAborted();
    const { path, dirent } = entry as unknown as Listed;
    if (dirent.isDirectory()) continue;
    const special = dirent.isSymbolicLink()
      ? 'it is a symbolic link'
      : dirent.isFile()
        ? undefined
        : 'it is a device or a pipe';
    if (!(special === undefined ? filter.keeps(path) : filter.notes(path))) continue;
    const many = files.length >= MOST_FILES ? `there are more than ${MOST_FILES} files` : undefined;
    files.push({ path, skipped: special ?? pathFault(path) ?? many });
  }
  return files.sort(byPath);
}

/** A file below a directory, unless a link leads out of it: the folder may change while it is read. */
async function readInside(
  root: string,
  path: string,
  limit: number,
): Promise<RawFile | SkippedFile> {
  const whole = join(root, path);
  try {
    const real = join(await realpath(dirname(whole)), sep);
    if (!real.startsWith(join(root, sep)))
      return { path, skipped: 'a link leads out of the source' };
    // Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const handle = await open(whole, flags);
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return { path, skipped: 'it is no file' };
      if (stat.size > limit) return { path, skipped: tooLarge(stat.size, limit) };
      const bytes = Buffer.alloc(stat.size);
      const { bytesRead } = await handle.read(bytes, 0, stat.size, 0);
      return { path, bytes: bytes.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const fault = systemError('INPUT_UNREADABLE', 'read', path, error);
    return { path, skipped: fault instanceof Error ? fault.message : 'it cannot be read' };
  }
}
