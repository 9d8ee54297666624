import { existsSync, lstatSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { IbertError } from '@ibert/core';
import { makeDirectory } from '@ibert/core/files';
import { gitOutput, readingEnvironment } from './git-command.js';

/** Where a repository keeps its objects. */
export interface ObjectStore {
  readonly objects: string;
  /** The file with the commits at which a shallow clone ends; it may be missing. */
  readonly shallow: string;
  readonly format: 'sha1' | 'sha256';
}

const CONFIG = {
  sha1: '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
  sha256:
    '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n',
} as const;

/** Makes an empty bare repository without hooks, unless there is one. */
export async function makeGitDirectory(
  path: string,
  format: ObjectStore['format'] = 'sha1',
): Promise<void> {
  makeDirectory(join(path, 'objects'));
  makeDirectory(join(path, 'refs'));
  if (!existsSync(join(path, 'config'))) await writeFile(join(path, 'config'), CONFIG[format]);
  // Written last: with it the directory is a repository.
  if (!existsSync(join(path, 'HEAD'))) {
    await writeFile(join(path, 'HEAD'), 'ref: refs/heads/none\n');
  }
}

/**
 * The environment in which git reads the objects of a repository through an empty repository of our
 * own: the configuration of the other one is not there to be followed.
 */
export function objectEnvironment(
  reader: string,
  { objects, shallow }: ObjectStore,
): Record<string, string> {
  return readingEnvironment({
    GIT_DIR: reader,
    GIT_OBJECT_DIRECTORY: objects,
    ...(existsSync(shallow) ? { GIT_SHALLOW_FILE: shallow } : {}),
  });
}

/** The directory that makes a path the root of a clone or a bare repository; else undefined. */
export function gitDirectoryOf(path: string): string | undefined {
  const inner = join(path, '.git');
  if (lstatSync(inner, { throwIfNoEntry: false }) !== undefined) return inner;
  const bare = ['objects', 'refs'].every((name) => isDirectory(join(path, name)));
  return bare && existsSync(join(path, 'HEAD')) ? path : undefined;
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Where the objects of the repository at a path are, also of a linked working tree.
 *
 * @throws IbertError `SOURCE_UNSUPPORTED` when git cannot read it.
 */
export async function locateObjects(
  path: string,
  gitDirectory: string,
  signal?: AbortSignal,
): Promise<ObjectStore> {
  const environment = readingEnvironment({ GIT_DIR: gitDirectory });
  const asked = ['--show-object-format', '--git-path', 'objects', '--git-path', 'shallow'];
  try {
    const output = await gitOutput(['rev-parse', ...asked], environment, { signal, cwd: path });
    const [format, objects = '', shallow = ''] = output.trimEnd().split('\n');
    return {
      objects: resolve(path, objects),
      shallow: resolve(path, shallow),
      format: format === 'sha256' ? 'sha256' : 'sha1',
    };
  } catch (error) {
    if (!(error instanceof IbertError) || error.code !== 'GIT_FAILED') throw error;
    throw new IbertError(
      'SOURCE_UNSUPPORTED',
      `cannot read the repository ${path}: ${error.message}`,
      {
        hint: 'Check it with: git fsck',
        cause: error,
      },
    );
  }
}
