import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderSource } from './local-folder.js';
import type { ModelSource } from './model-source.js';
import { REQUIRED_FILES } from './model-files.js';

/** A model and the version of it that was asked for. */
export interface HubModel {
  readonly name: string;
  readonly revision: string;
}

const COMMIT = /^[0-9a-f]{40}$/;

/**
 * The folder of one commit's files. The layout is the hub's own (`models--owner--name`, `refs`,
 * `snapshots`), so that what its tools have downloaded is found, and the other way round.
 */
export function snapshotFolder(cacheDir: string, { name }: HubModel, commit: string): string {
  return join(repositoryFolder(cacheDir, name), 'snapshots', commit);
}

/** The model as an earlier download left it; `undefined` if there was none. */
export async function cachedSource(
  cacheDir: string,
  model: HubModel,
): Promise<ModelSource | undefined> {
  const commit = await cachedCommit(cacheDir, model);
  if (commit === undefined) return undefined;
  const source = await folderSource(model.name, snapshotFolder(cacheDir, model, commit));
  const paths = new Set(source.files.map(({ path }) => path));
  return REQUIRED_FILES.every((path) => paths.has(path)) ? source : undefined;
}

async function cachedCommit(cacheDir: string, model: HubModel): Promise<string | undefined> {
  if (COMMIT.test(model.revision)) return model.revision;
  const text = await readFile(referenceFile(cacheDir, model), 'utf8').catch(() => '');
  return COMMIT.test(text.trim()) ? text.trim() : undefined;
}

/** Notes which commit a branch or tag stood for when it was downloaded. */
export async function noteCommit(cacheDir: string, model: HubModel, commit: string): Promise<void> {
  if (model.revision === commit) return;
  const file = referenceFile(cacheDir, model);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, commit);
}

function referenceFile(cacheDir: string, { name, revision }: HubModel): string {
  return join(repositoryFolder(cacheDir, name), 'refs', ...revision.split('/'));
}

function repositoryFolder(cacheDir: string, name: string): string {
  return join(cacheDir, `models--${name.replace('/', '--')}`);
}
