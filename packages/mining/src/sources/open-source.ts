import { openTarStore } from './archives/tar-store.js';
import { archiveState } from './archives/archive-file.js';
import { openZipStore } from './archives/zip-store.js';
import type { FileStore, StoreFilter } from './file-store.js';
import { openFolderStore } from './folder-store.js';
import { gitOutput, readingEnvironment } from './git/git-command.js';
import { locateObjects, type ObjectStore, objectEnvironment } from './git/git-directory.js';
import { openGitStore } from './git/git-store.js';
import { readerDirectory, type Remote, remoteCommit, updateCopy } from './git/remote.js';
import { localRevision, peelToCommit } from './git/revision.js';
import { mayTellLicence } from './licences/detect-licence.js';
import { type Location, nameOf, publicAddress, recognise } from './location.js';
import { selectionOf } from './selection.js';
import { fileLimit, type SourceOptions, type SourceSpec } from './source-spec.js';
import type { SourceTree } from './source-tree.js';
import { treeOf } from './tree-of-store.js';

/**
 * Opens a source: a git URL, a local clone, a folder or an archive. Its files are read where they
 * are: nothing is checked out or unpacked, and nothing of it is run. A git URL is copied to
 * `mining/repos` of the data directory, or its copy there brought up to date; an earlier copy is
 * read, with a warning, when the server cannot be reached.
 *
 * @throws IbertError `SOURCE_MISSING`, `SOURCE_UNSUPPORTED`, `SOURCE_UNREACHABLE`, `SOURCE_EMPTY`,
 * `SOURCE_REF_MISSING`, `SOURCE_REF_INVALID`, `ARCHIVE_INVALID`, `INPUT_UNREADABLE`, `GIT_MISSING`,
 * `GIT_FAILED`.
 */
export async function openSource(spec: SourceSpec, options: SourceOptions): Promise<SourceTree> {
  const location = recognise(spec.location);
  const name = spec.name ?? nameOf(spec.location);
  const selection = selectionOf(options.settings, spec.directories);
  const filter: StoreFilter = {
    keeps: (path) => selection.selects(path) || mayTellLicence(path),
    notes: selection.covers,
    follows: selection.selects,
  };
  const opened = await openStore(location, { ...spec, name }, options, filter);
  return treeOf(opened.store, {
    name,
    repository: opened.address ?? name,
    selection,
    allowed: options.settings.licenses,
    warnings: opened.warnings ?? [],
  });
}

/**
 * The `commit` that {@link openSource} would give, at little cost: for a URL by one question to the
 * server. What was mined at the same one, with the same settings, need not be mined again.
 *
 * @throws IbertError as {@link openSource}.
 */
export async function sourceCommit(spec: SourceSpec, options: SourceOptions): Promise<string> {
  const location = recognise(spec.location);
  switch (location.kind) {
    case 'remote':
      return remoteCommit(remoteOf(location.url, spec, options));
    case 'clone':
      return (await locateClone(location, spec.ref, options)).commit;
    case 'zip':
    case 'tar':
      return archiveState(location.path, options.signal);
    case 'folder': {
      const tree = await openSource(spec, options);
      await tree.close();
      return tree.commit;
    }
  }
}

interface Opened {
  readonly store: FileStore;
  /** The repository's address, where it has one. */
  readonly address?: string | undefined;
  readonly warnings?: readonly string[];
}

async function openStore(
  location: Location,
  spec: SourceSpec,
  options: SourceOptions,
  filter: StoreFilter,
): Promise<Opened> {
  const { signal } = options;
  const reading = { filter, limit: fileLimit(options), signal };
  switch (location.kind) {
    case 'remote': {
      const copy = await updateCopy(remoteOf(location.url, spec, options));
      const environment = await environmentOf(copy.objects, options);
      const address = publicAddress(location.url);
      const commit = await peelToCommit(copy.id, environment, address, signal);
      const withHistory = options.history === true;
      const store = await openGitStore({ ...reading, environment, commit, withHistory });
      return { store, address, warnings: copy.warnings };
    }
    case 'clone': {
      const { environment, commit } = await locateClone(location, spec.ref, options);
      const store = await openGitStore({ ...reading, environment, commit, withHistory: true });
      return { store, address: await originOf(location.gitDirectory, signal) };
    }
    case 'folder': {
      const { path } = location;
      const excluded = options.settings.exclude_patterns;
      return { store: await openFolderStore({ ...reading, path, excluded }) };
    }
    case 'zip':
      return { store: await openZipStore({ ...reading, path: location.path }) };
    case 'tar':
      return { store: await openTarStore({ ...reading, path: location.path }) };
  }
}

const remoteOf = (url: string, { name, ref }: SourceSpec, options: SourceOptions): Remote => ({
  url,
  name: name ?? nameOf(url),
  ref,
  options,
});

async function environmentOf(
  objects: ObjectStore,
  options: SourceOptions,
): Promise<Record<string, string>> {
  return objectEnvironment(await readerDirectory(options, objects.format), objects);
}

async function locateClone(
  { path, gitDirectory }: Extract<Location, { kind: 'clone' }>,
  ref: string | undefined,
  options: SourceOptions,
): Promise<{ readonly environment: Record<string, string>; readonly commit: string }> {
  const { signal } = options;
  const objects = await locateObjects(path, gitDirectory, signal);
  const id = await localRevision(gitDirectory, path, ref, signal);
  const environment = await environmentOf(objects, options);
  return { environment, commit: await peelToCommit(id, environment, path, signal) };
}

/** Where a clone came from, when that is an address that others can reach. */
async function originOf(gitDirectory: string, signal?: AbortSignal): Promise<string | undefined> {
  const environment = readingEnvironment({ GIT_DIR: gitDirectory });
  try {
    const asked = ['config', '--local', '--get', 'remote.origin.url'];
    const url = (await gitOutput(asked, environment, { signal })).trim();
    const { kind } = /^(https|ssh|git):\/\//.test(url) ? recognise(url) : { kind: undefined };
    return kind === 'remote' ? publicAddress(url) : undefined;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}
