import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { type FileStore, type RawFile, type StoredFile, tooLarge } from '../file-store.js';
import type { SkippedFile } from '../source-tree.js';
import {
  type ArchiveRequest,
  archiveState,
  archiveStore,
  collect,
  commonRoot,
  entryFilter,
  invalidArchive,
  MOST_ENTRIES,
  MOST_RATIO,
  MOST_UNPACKED,
  restOf,
} from './archive-file.js';

/**
 * The files of a zip archive or wheel, read in place; nothing is unpacked to disk.
 *
 * @throws IbertError `ARCHIVE_INVALID` when its directory cannot be read.
 */
export async function openZipStore(request: ArchiveRequest): Promise<FileStore> {
  const { path, filter, limit, signal } = request;
  const commit = await archiveState(path, signal);
  const zip = await openPromise(path, {
    autoClose: false,
    // With either check one bad entry would end the reading of all; they are made here for each.
    decodeStrings: false,
    validateEntrySizes: false,
  }).catch((error: unknown) => {
    throw invalidArchive(path, error);
  });
  const { entries, problem } = await listEntries(zip, signal);
  if (entries.length === 0 && problem !== undefined) {
    zip.close();
    throw invalidArchive(path, new Error(problem));
  }
  const root = commonRoot(
    entries.map(({ name }) => name),
    path,
  );
  const decide = entryFilter(filter);
  const byName = new Map<string, Entry>();
  const files: StoredFile[] = problem === undefined ? [] : [restOf(path, problem)];
  let unpacked = 0;
  for (const { name, entry } of entries) {
    if (name.endsWith('/')) continue;
    const below = name.startsWith(root) ? name.slice(root.length) : name;
    const file = decide({ path: below, fault: entryFault(entry, limit) });
    if (file === undefined) continue;
    if (file.skipped === undefined) {
      unpacked += entry.uncompressedSize;
      if (unpacked > MOST_UNPACKED) {
        files.push({ path: file.path, skipped: `the archive unpacks to too much` });
        continue;
      }
      byName.set(file.path, entry);
    }
    files.push(file);
  }
  return archiveStore(commit, files, {
    async *read(wanted) {
      for (const { path: name, skipped } of wanted) {
        signal?.throwIfAborted();
        const entry = byName.get(name);
        yield skipped === undefined && entry !== undefined
          ? await readEntry(zip, entry, name, limit)
          : { path: name, skipped: skipped ?? 'it is not in the archive' };
      }
    },
    close: async () => zip.close(),
  });
}

interface NamedEntry {
  readonly name: string;
  readonly entry: Entry;
}

async function listEntries(
  zip: ZipFile,
  signal: AbortSignal | undefined,
): Promise<{ readonly entries: readonly NamedEntry[]; readonly problem?: string }> {
  const entries: NamedEntry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      if (entries.length >= MOST_ENTRIES) {
        return { entries, problem: `it has more than ${MOST_ENTRIES} entries` };
      }
      entries.push({ name: entryName(entry), entry });
    }
  } catch (error) {
    signal?.throwIfAborted();
    return { entries, problem: error instanceof Error ? error.message : String(error) };
  }
  return { entries };
}

/** A name with bytes that are no UTF-8 gets U+FFFD in their place, and is refused for it. */
function entryName({ fileNameRaw }: Entry): string {
  return fileNameRaw.toString().replaceAll('\\', '/');
}

const FILE_TYPE = 0xf000;
const REGULAR = 0x8000;
const STORED = 0;
const DEFLATED = 8;

function entryFault(entry: Entry, limit: number): string | undefined {
  if (!isUtf8(entry.fileNameRaw)) return 'its name is no UTF-8 text';
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  // Archives made on other systems have no type.
  if (type !== 0 && type !== REGULAR) return 'it is a link or a device';
  if (entry.isEncrypted()) return 'it is encrypted';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return `it is packed by method ${entry.compressionMethod}`;
  }
  if (entry.uncompressedSize > limit) return tooLarge(entry.uncompressedSize, limit);
  if (entry.uncompressedSize > MOST_RATIO * (entry.compressedSize + 1024)) {
    return 'it unpacks to much more than a text would';
  }
  return undefined;
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  limit: number,
): Promise<RawFile | SkippedFile> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    const bytes = await collect(stream, Math.min(limit, entry.uncompressedSize));
    if (bytes === undefined) return { path, skipped: 'it is larger than it says' };
    if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) {
      return { path, skipped: 'it is damaged' };
    }
    return { path, bytes };
  } catch (error) {
    return {
      path,
      skipped: `it is damaged: ${error instanceof Error ? error.message : 'no data'}`,
    };
  }
}
