import type { ConcreteDtype, ModelFile, Weights } from './model-files.js';

/** Where a model comes from: a folder, the hub's cache, or the hub itself. */
export interface ModelSource {
  /** The resolved name for messages: the hub name or the folder. */
  readonly name: string;
  /** The folder its files are in, or will be once fetched. */
  readonly folder: string;
  readonly files: readonly ModelFile[];
  readonly weights: ReadonlyMap<ConcreteDtype, Weights>;
  /** Makes sure the files are on disk. */
  fetch(weights: Weights): Promise<void>;
}
