import type { HistoryRequest, Commit, SkippedFile } from './source-tree.js';

/** A file of a store that may be read; with `skipped` one that may not, and why. */
export interface StoredFile {
  readonly path: string;
  readonly skipped?: string | undefined;
}

/** A file's bytes. */
export interface RawFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Files at one state, wherever they are: objects of a repository, a folder, an archive. Only files
 * whose path is selected or may tell the licence are in it.
 */
export interface FileStore {
  /** Identifies the state: a commit, or `sha256:…` of the content. */
  readonly commit: string;
  /** In the order of their paths, by code units; no path twice but for skipped ones. */
  readonly files: readonly StoredFile[];
  /** The given ones of its files, in their order. */
  readonly read: (files: readonly StoredFile[]) => AsyncIterable<RawFile | SkippedFile>;
  readonly history?: ((request?: HistoryRequest) => AsyncIterable<Commit>) | undefined;
  readonly close: () => Promise<void>;
}

/** Which files a store has: `keeps` those that are read, `notes` where others are worth a word. */
export interface StoreFilter {
  readonly keeps: (path: string) => boolean;
  readonly notes: (path: string) => boolean;
  /** Whether a change of the file belongs to the history. */
  readonly follows: (path: string) => boolean;
}

/** Most files that are read of one source. */
export const MOST_FILES = 200_000;

export const tooLarge = (bytes: number, limit: number): string =>
  `it has ${bytes} bytes; at most ${limit} are read`;

export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
