import { IbertError } from '@ibert/core';
import { gitOutput, readingEnvironment } from './git-command.js';

/**
 * The commit that a name means in a local repository, as a full id; not yet peeled to a commit.
 *
 * @throws IbertError `SOURCE_REF_MISSING`, `SOURCE_EMPTY`.
 */
export async function localRevision(
  gitDirectory: string,
  source: string,
  ref: string | undefined,
  signal?: AbortSignal,
): Promise<string> {
  if (ref !== undefined) checkRef(ref);
  const environment = readingEnvironment({ GIT_DIR: gitDirectory });
  const names = ref === undefined ? ['HEAD'] : [ref, `refs/remotes/origin/${ref}`];
  for (const name of names) {
    const id = await verify(name, environment, signal);
    if (id !== undefined) return id;
  }
  if (ref !== undefined) throw refMissing(source, ref);
  throw emptyRepository(source);
}

/**
 * The commit that an id means, read through our own repository: tags are followed there.
 *
 * @throws IbertError `SOURCE_REF_MISSING` when it is no commit or not there.
 */
export async function peelToCommit(
  id: string,
  environment: Record<string, string>,
  source: string,
  signal?: AbortSignal,
): Promise<string> {
  const commit = await verify(`${id}^{commit}`, environment, signal);
  if (commit !== undefined) return commit;
  throw new IbertError('SOURCE_REF_MISSING', `${source} has no commit ${id}`, {
    hint: 'The clone may be damaged or incomplete: fetch it anew.',
  });
}

async function verify(
  name: string,
  environment: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const args = ['rev-parse', '--verify', '--quiet', name];
    const output = await gitOutput(args, environment, { signal });
    return output.trim() || undefined;
  } catch (error) {
    if (error instanceof IbertError && error.code === 'GIT_FAILED') return undefined;
    throw error;
  }
}

/**
 * Refuses names that git would read as an option or as something else than a revision.
 *
 * @throws IbertError `SOURCE_REF_INVALID`.
 */
export function checkRef(ref: string): void {
  // oxlint-disable-next-line no-control-regex
  if (ref !== '' && !ref.startsWith('-') && !/[\u0000-\u0020\u007F:?*[\\]/.test(ref)) return;
  throw new IbertError(
    'SOURCE_REF_INVALID',
    `expected the name of a branch or tag, or a commit, found ${JSON.stringify(ref)}`,
    { hint: 'List them with: git ls-remote URL' },
  );
}

export const refMissing = (source: string, ref: string): IbertError =>
  new IbertError('SOURCE_REF_MISSING', `${source} has no branch, tag or commit ${ref}`, {
    hint: 'List branches and tags with: git ls-remote; a commit needs all of its digits.',
  });

export const emptyRepository = (source: string): IbertError =>
  new IbertError('SOURCE_EMPTY', `${source} has no commits`, {
    hint: 'Name a branch with --ref, or another repository.',
  });
