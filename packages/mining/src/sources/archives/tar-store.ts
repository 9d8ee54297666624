import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { type FileStore, type StoredFile, tooLarge } from '../file-store.js';
import {
  type ArchiveEntry,
  type ArchiveRequest,
  archiveState,
  archiveStore,
  collect,
  commonRoot,
  entryFilter,
  invalidArchive,
  MOST_ENTRIES,
  MOST_KEPT,
  MOST_RATIO,
  MOST_UNPACKED,
  restOf,
} from './archive-file.js';

interface TarEntry extends ArchiveEntry {
  readonly bytes?: Buffer | undefined;
}

/**
 * The files of a tar.gz archive. It can only be read from the start, so those that may be kept are
 * held in memory; nothing is unpacked to disk.
 *
 * @throws IbertError `ARCHIVE_INVALID` when not one entry can be read.
 */
export async function openTarStore(request: ArchiveRequest): Promise<FileStore> {
  const { path, filter, signal } = request;
  const commit = await archiveState(path, signal);
  const entries: TarEntry[] = [];
  const problem = await readEntries(request, entries);
  if (entries.length === 0 && problem !== undefined) throw invalidArchive(path, problem);
  const root = commonRoot(
    entries.map((entry) => entry.path),
    path,
  );
  const decide = entryFilter(filter);
  const contents = new Map<string, Buffer>();
  const files: StoredFile[] = problem === undefined ? [] : [restOf(path, problem.message)];
  for (const { path: name, fault, bytes } of entries) {
    const below = name.startsWith(root) ? name.slice(root.length) : name;
    const file = decide({ path: below, fault });
    if (file === undefined) continue;
    if (file.skipped === undefined && bytes !== undefined) contents.set(file.path, bytes);
    files.push(file);
  }
  return archiveStore(commit, files, {
    async *read(wanted) {
      for (const { path: name, skipped } of wanted) {
        const bytes = contents.get(name);
        yield skipped === undefined && bytes !== undefined
          ? { path: name, bytes }
          : { path: name, skipped: skipped ?? 'it is not in the archive' };
      }
    },
    close: async () => contents.clear(),
  });
}

/** Bytes that even the smallest archive may unpack to: a table of examples may be most of it. */
const ALLOWANCE = 16 * 1024 * 1024;

/** Reads entries until the end or until something is wrong, which is returned. */
async function readEntries(
  { path, filter, limit, signal }: ArchiveRequest,
  entries: TarEntry[],
): Promise<Error | undefined> {
  const { size } = await stat(path);
  const most = Math.min(MOST_UNPACKED, MOST_RATIO * size + ALLOWANCE);
  const unpack = extract();
  const stopped = new AbortController();
  const either = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal;
  const feeding = pipeline(createReadStream(path), createGunzip(), atMost(most), unpack, {
    signal: either,
  }).then(
    () => undefined,
    (error: unknown) => asError(error),
  );
  let kept = 0;
  try {
    for await (const entry of unpack) {
      const { header } = entry;
      if (header.type === 'directory') {
        entry.resume();
        continue;
      }
      const name = header.name.replace(/^(\.\/)+/, '');
      const fault = headerFault(header, limit);
      // The common directory is known only at the end, so a name may have one more part.
      const wanted =
        fault === undefined && (filter.keeps(name) || filter.keeps(name.replace(/^[^/]*\//, '')));
      if (wanted && kept + header.size <= MOST_KEPT) {
        const bytes = await collect(entry, limit);
        kept += bytes?.length ?? 0;
        entries.push({ path: name, bytes });
      } else {
        entry.resume();
        entries.push({
          path: name,
          fault: fault ?? (wanted ? 'the archive is too large' : undefined),
        });
      }
      if (entries.length >= MOST_ENTRIES) {
        return new Error(`it has more than ${MOST_ENTRIES} entries`);
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    // The reason of what stopped the stream is with whoever fed it.
    return (await feeding) ?? asError(error);
  } finally {
    if (entries.length >= MOST_ENTRIES) stopped.abort();
  }
  return feeding;
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));

const OTHER_TYPES: Readonly<Record<string, string>> = {
  symlink: 'it is a symbolic link',
  link: 'it is a link to another entry',
};

function headerFault({ name, type, size }: Header, limit: number): string | undefined {
  if (name.includes('\uFFFD')) return 'its name is no UTF-8 text';
  if (type !== 'file' && type !== 'contiguous-file') {
    return OTHER_TYPES[type] ?? 'it is no file';
  }
  return size > limit ? tooLarge(size, limit) : undefined;
}

/** Passes bytes on until they are too many. */
function atMost(limit: number): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      length += chunk.length;
      if (length > limit) done(new Error(`it unpacks to more than ${limit} bytes`));
      else done(null, chunk);
    },
  });
}
