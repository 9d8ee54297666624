import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelFile, weightsAmong } from './model-files.js';
import type { ModelSource } from './model-source.js';

/** The folders of a model that hold its files. */
const FOLDERS = ['', 'onnx'] as const;

/** The model in a folder as it stands. What is missing is told when it is needed. */
export async function folderSource(name: string, folder: string): Promise<ModelSource> {
  const files = (await Promise.all(FOLDERS.map((part) => filesIn(folder, part)))).flat();
  return { name, folder, files, weights: weightsAmong(files), fetch: async () => {} };
}

async function filesIn(root: string, part: string): Promise<readonly ModelFile[]> {
  const names = await readdir(join(root, part)).catch(() => []);
  const files = await Promise.all(names.map((name) => fileAt(root, part, name)));
  return files.filter((file) => file !== undefined);
}

async function fileAt(root: string, part: string, name: string): Promise<ModelFile | undefined> {
  const path = part === '' ? name : `${part}/${name}`;
  // A link whose target is gone is a file that is not there.
  const found = await stat(join(root, path)).catch(() => undefined);
  return found?.isFile() === true ? { path, bytes: found.size } : undefined;
}
