import { IbertError } from './errors.js';

interface Fault {
  readonly problem: string;
  readonly remedy: string;
}

/** What the operating system's error names mean to somebody who gave a path. */
const FAULTS: Readonly<Record<string, Fault>> = {
  ENOENT: { problem: 'it does not exist', remedy: 'Check the path.' },
  ENOTDIR: {
    problem: 'a part of its path is a file, not a directory',
    remedy: 'Check the path.',
  },
  EISDIR: { problem: 'it is a directory', remedy: 'Name a file.' },
  EACCES: {
    problem: 'permission denied',
    remedy: 'Change the permissions, or choose another path.',
  },
  EPERM: {
    problem: 'the operation is not permitted',
    remedy: 'Change the permissions, or choose another path.',
  },
  EROFS: {
    problem: 'the file system is read-only',
    remedy: 'Choose a path on a writable file system.',
  },
  ENOSPC: {
    problem: 'no space is left on the device',
    remedy: 'Free some space, or choose a path on another device.',
  },
  EDQUOT: {
    problem: 'the disk quota is used up',
    remedy: 'Free some space, or choose another path.',
  },
  EFBIG: { problem: 'the file would be too large', remedy: 'Raise the file size limit.' },
  EMFILE: { problem: 'too many files are open', remedy: 'Raise the limit of open files.' },
  ENAMETOOLONG: { problem: 'the name is too long', remedy: 'Choose a shorter path.' },
  ELOOP: { problem: 'its symbolic links run in a circle', remedy: 'Check the links.' },
};

/** The error name (`ENOSPC`) of a failed system call; `undefined` for any other value. */
export function systemErrorName(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/**
 * A failed system call as an error for the user: `cannot <action> <path>: <what is wrong>`.
 * What is not a failed system call comes back as it is.
 */
export function systemError(code: string, action: string, path: string, error: unknown): unknown {
  const name = systemErrorName(error);
  if (name === undefined) return error;
  const fault = FAULTS[name];
  const problem = fault === undefined ? 'the system refused' : fault.problem;
  return new IbertError(code, `cannot ${action} ${path}: ${problem} (${name})`, {
    hint: fault?.remedy ?? 'Check the path and the device it is on.',
    cause: error,
  });
}
