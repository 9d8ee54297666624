import { randomBytes } from 'node:crypto';
import * as nodeFs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeDirectory } from './directories.js';
import { IbertError, InternalError } from './errors.js';
import { systemError, systemErrorName } from './system-error.js';

/** The file operations that an atomic file needs; tests pass ones that fail. */
export type AtomicFs = Pick<typeof nodeFs, 'open' | 'realpath' | 'rename' | 'rm' | 'stat'>;

/** A file being written beside its final place; readers see the old content until the commit. */
export interface AtomicFile {
  /** The final path. */
  readonly path: string;
  /** Adds text, as UTF-8. */
  write(text: string): Promise<void>;
  /** Puts the file in place, on disk. The earlier content is gone only now. */
  commit(): Promise<void>;
  /** Removes what was written and leaves the earlier content. Harmless after a commit. */
  discard(): Promise<void>;
}

const BUFFER_UNITS = 1 << 16;

/**
 * Starts to write a file that will appear complete or not at all: a temporary file in the same
 * directory, flushed to disk, then renamed. Missing directories are made. A symbolic link keeps
 * pointing at its file, whose content is replaced; permissions stay.
 *
 * When any step fails, the temporary file is removed and earlier output is intact.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE`, `OUTPUT_NOT_A_FILE`.
 */
export async function openAtomicFile(path: string, fs: AtomicFs = nodeFs): Promise<AtomicFile> {
  const { target, mode } = await resolveTarget(path, fs);
  const unique = randomBytes(6).toString('hex');
  const temporary = join(dirname(target), `.${basename(target)}.${unique}.tmp`);
  let handle: FileHandle | undefined = await guard(path, async () => {
    makeDirectory(dirname(target));
    return fs.open(temporary, 'wx', mode);
  });
  let buffer = '';

  async function discard(): Promise<void> {
    if (handle === undefined) return;
    const open = handle;
    handle = undefined;
    // The failure that led here is the one to report, not a second one while clearing up.
    await open.close().catch(() => undefined);
    await fs.rm(temporary, { force: true }).catch(() => undefined);
  }

  async function step<T>(action: (open: FileHandle) => Promise<T>): Promise<T> {
    if (handle === undefined) throw new InternalError(`${path} was already committed or discarded`);
    const open = handle;
    try {
      return await guard(path, () => action(open));
    } catch (error) {
      await discard();
      throw error;
    }
  }

  async function flush(open: FileHandle): Promise<void> {
    const text = buffer;
    buffer = '';
    if (text !== '') await open.writeFile(text);
  }

  return {
    path,
    async write(text) {
      buffer += text;
      if (buffer.length >= BUFFER_UNITS) await step(flush);
    },
    async commit() {
      await step(async (open) => {
        await flush(open);
        // The permissions given at creation were cut by the umask.
        if (mode !== undefined) await open.chmod(mode);
        await open.sync();
        await open.close();
        await fs.rename(temporary, target);
      });
      handle = undefined;
      await syncDirectory(dirname(target), fs);
    },
    discard,
  };
}

/** Writes a whole file atomically: all chunks, or nothing and the earlier content stays. */
export async function writeFileAtomic(
  path: string,
  chunks: string | Iterable<string> | AsyncIterable<string>,
  fs: AtomicFs = nodeFs,
): Promise<void> {
  const file = await openAtomicFile(path, fs);
  try {
    if (typeof chunks === 'string') await file.write(chunks);
    else for await (const chunk of chunks) await file.write(chunk);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function resolveTarget(
  path: string,
  fs: AtomicFs,
): Promise<{ readonly target: string; readonly mode: number | undefined }> {
  return guard(path, async () => {
    try {
      const target = await fs.realpath(path);
      const stat = await fs.stat(target);
      if (!stat.isFile()) {
        const kind = stat.isDirectory() ? 'a directory' : 'a device or a pipe';
        throw new IbertError('OUTPUT_NOT_A_FILE', `cannot write ${path}: it is ${kind}`, {
          hint: 'Name a file, new or existing.',
        });
      }
      return { target, mode: stat.mode & 0o7777 };
    } catch (error) {
      if (systemErrorName(error) === 'ENOENT') return { target: path, mode: undefined };
      throw error;
    }
  });
}

/** A rename survives a power cut once its directory is on disk; not every system can do that. */
async function syncDirectory(directory: string, fs: AtomicFs): Promise<void> {
  try {
    const handle = await fs.open(directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemErrorName(error) === undefined) throw error;
  }
}

async function guard<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw systemError('OUTPUT_UNWRITABLE', 'write', path, error);
  }
}
