import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IbertError } from '@ibert/core';
import { systemError } from '@ibert/core/files';
import { gitDirectoryOf } from './git/git-directory.js';
import { withoutCredentials } from './git/git-command.js';

/** What a location turned out to be. */
export type Location =
  | { readonly kind: 'remote'; readonly url: string }
  | { readonly kind: 'clone'; readonly path: string; readonly gitDirectory: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'zip' | 'tar'; readonly path: string };

/** Ways to reach a repository that git may use. */
export const PROTOCOLS = ['https', 'ssh', 'git', 'file'] as const;

const HINT =
  'A source is the URL of a git repository, a local clone or folder, or a .whl, .zip, .tar.gz or .tgz file.';

/**
 * Tells what a location is, by what is there.
 *
 * @throws IbertError `SOURCE_MISSING`, `SOURCE_UNSUPPORTED`, `INPUT_UNREADABLE`.
 */
export function recognise(location: string): Location {
  // oxlint-disable-next-line no-control-regex
  if (location === '' || /[\u0000-\u001F\u007F]/.test(location)) {
    throw unsupported(location, 'it is empty or holds control characters');
  }
  if (!existsSync(location)) return recogniseAddress(location);
  try {
    const stat = statSync(location);
    if (stat.isDirectory()) {
      const gitDirectory = gitDirectoryOf(location);
      if (gitDirectory === undefined) return { kind: 'folder', path: location };
      return { kind: 'clone', path: location, gitDirectory };
    }
    if (!stat.isFile()) throw unsupported(location, 'it is a device or a pipe');
    return recogniseFile(location);
  } catch (error) {
    throw systemError('INPUT_UNREADABLE', 'read', location, error);
  }
}

function recogniseAddress(location: string): Location {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):(:|\/\/)/.exec(location);
  if (scheme !== null) {
    const [, name = '', mark] = scheme;
    const known = PROTOCOLS.some((protocol) => protocol === name.toLowerCase());
    const host = withoutCredentials(location).slice(name.length + 3);
    if (mark === ':' || !known || host.startsWith('-')) {
      const found = mark === ':' ? `${name}::` : `${name}://`;
      throw unsupported(
        withoutCredentials(location),
        known ? 'its host is none' : `${found} is not one of ${PROTOCOLS.join(', ')}`,
      );
    }
    if (/\.(whl|zip|tgz|tar\.gz)$/i.test(location) && name.startsWith('http')) {
      throw unsupported(withoutCredentials(location), 'archives are not downloaded');
    }
    return { kind: 'remote', url: location };
  }
  // As git has it: host:path with nothing of a path before the colon.
  if (/^(?!-)[^/\\:]{2,}:(?!:)(?!\/\/)./.test(location)) return { kind: 'remote', url: location };
  throw new IbertError('SOURCE_MISSING', `there is no ${location}`, { hint: HINT });
}

const MAGIC = [
  { kind: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'tar', bytes: [0x1f, 0x8b] },
] as const;

function recogniseFile(path: string): Location {
  const start = Buffer.alloc(4);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, 4, 0);
  } finally {
    closeSync(file);
  }
  const kind = MAGIC.find(({ bytes }) => bytes.every((byte, at) => start[at] === byte))?.kind;
  if (kind === undefined) throw unsupported(path, 'it is no zip and no tar.gz file');
  return { kind, path };
}

const unsupported = (location: string, problem: string): IbertError =>
  new IbertError('SOURCE_UNSUPPORTED', `cannot mine ${JSON.stringify(location)}: ${problem}`, {
    hint: HINT,
  });

/** A name for what has none: the last part of its location without endings. */
export function nameOf(location: string): string {
  const path = location.startsWith('file://') ? safePath(location) : location;
  const last = basename(path.replace(/[/\\]+$/, '').replace(/[/\\]\.git$/, ''));
  const name = (last.split(':').at(-1) ?? last).replace(/\.(git|whl|zip|tgz|tar\.gz)$/i, '');
  return name === '' || name === '.' || name === '..' ? 'source' : name;
}

function safePath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

/** What records call a repository: its URL without user and password. */
export function publicAddress(url: string): string {
  return withoutCredentials(url).replace(/^[^/@:]+@(?=[^/:]+:)/, '');
}
