import {
  closeSync,
  createReadStream,
  fdatasyncSync,
  ftruncateSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeDirectory } from './directories.js';
import { IbertError } from './errors.js';
import { readJsonl } from './jsonl.js';
import { systemError } from './system-error.js';

/** The file operations that appending needs; tests pass ones that fail. */
export interface JournalFs {
  readonly write: (fd: number, bytes: Uint8Array) => number;
}

export interface JournalOptions {
  /**
   * Says which work the entries belong to, e.g. a hash of everything that decides the results.
   * Entries are only resumed under an equal key.
   */
  readonly key: string;
  /** Keep the entries of an earlier run; otherwise they are dropped. */
  readonly resume: boolean;
  readonly fs?: JournalFs;
}

/** A log of finished work, one JSON value per line, that a kill at any byte cannot spoil. */
export interface Journal {
  readonly path: string;
  /** Bytes of an unfinished last line that were dropped when the journal was opened. */
  readonly droppedBytes: number;
  /** The entries that were there when the journal was opened, in order. */
  replay(): AsyncGenerator<unknown>;
  /** Adds one entry. When this returns, a kill of this process no longer loses it. */
  append(entry: unknown): void;
  /** Puts the entries on disk and lets go of the file. */
  close(): void;
  /** Closes the journal and deletes it: its work is done. */
  remove(): void;
}

const FORMAT = 1;
const NEWLINE = 10;

/**
 * Opens or creates a journal. Every finished line ends in a newline, so what follows the last
 * newline is a line that a kill cut short; it is dropped and its work is done again.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE`; `RESUME_MISMATCH` when the entries were made under
 * another key; while replaying `JOURNAL_CORRUPT` when a finished line is not JSON.
 */
export async function openJournal(path: string, options: JournalOptions): Promise<Journal> {
  const { write = writeSync } = options.fs ?? {};
  const fd = guard(path, () => {
    makeDirectory(dirname(path));
    return openSync(path, 'a+');
  });
  let open = true;
  try {
    const size = guard(path, () => fstatSync(fd).size);
    const sound = options.resume ? guard(path, () => endOfLastLine(fd, size)) : 0;
    guard(path, () => ftruncateSync(fd, sound));
    if (sound > 0) checkHeader(await firstValue(path, sound), path, options.key);
    let end = sound;
    if (sound === 0) append({ journal: FORMAT, key: options.key });
    const replayEnd = end;

    function append(entry: unknown): void {
      const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
      guard(path, () => {
        try {
          for (let at = 0; at < bytes.length;) at += write(fd, bytes.subarray(at));
        } catch (error) {
          // Half a line must not become the start of the next one.
          ftruncateSync(fd, end);
          throw error;
        }
      });
      end += bytes.length;
    }

    function close(): void {
      if (!open) return;
      open = false;
      guard(path, () => {
        fdatasyncSync(fd);
        closeSync(fd);
      });
    }

    return {
      path,
      droppedBytes: options.resume ? size - sound : 0,
      replay: () => entriesAfterHeader(path, replayEnd),
      append,
      close,
      remove() {
        close();
        guard(path, () => rmSync(path, { force: true }));
      },
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** The offset just past the last newline of a file, read from its end; 0 when it has none. */
function endOfLastLine(fd: number, size: number): number {
  const block = Buffer.alloc(1 << 16);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length);
    const read = readSync(fd, block, 0, end - start, start);
    const at = block.subarray(0, read).lastIndexOf(NEWLINE);
    if (at !== -1) return start + at + 1;
    end = start;
  }
  return 0;
}

async function firstValue(path: string, end: number): Promise<unknown> {
  for await (const value of values(path, end)) return value;
  return undefined;
}

async function* entriesAfterHeader(path: string, end: number): AsyncGenerator<unknown> {
  let header = true;
  for await (const value of values(path, end)) {
    if (!header) yield value;
    header = false;
  }
}

async function* values(path: string, end: number): AsyncGenerator<unknown> {
  try {
    const source = createReadStream(path, { end: end - 1 });
    for await (const { value } of readJsonl(source, { file: path })) yield value;
  } catch (error) {
    if (!(error instanceof IbertError)) throw systemError('INPUT_UNREADABLE', 'read', path, error);
    throw new IbertError('JOURNAL_CORRUPT', `the journal is damaged: ${error.message}`, {
      file: path,
      span: error.span,
      hint: 'Run again without --resume to start from the beginning.',
      cause: error,
    });
  }
}

function checkHeader(header: unknown, path: string, key: string): void {
  const found = typeof header === 'object' && header !== null ? header : {};
  if ('journal' in found && found.journal === FORMAT && 'key' in found && found.key === key) return;
  throw new IbertError(
    'RESUME_MISMATCH',
    `cannot resume from ${path}: it belongs to a run with other input, settings or version`,
    {
      hint: 'Resume with the same input and settings, or run without --resume to start over.',
    },
  );
}

function guard<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw systemError('OUTPUT_UNWRITABLE', 'write', path, error);
  }
}
