import type { StoreFilter } from '../file-store.js';

/** What of a repository is read, and how. */
export interface GitRequest {
  /** As {@link import('./git-directory.js').objectEnvironment} makes it. */
  readonly environment: Record<string, string>;
  readonly commit: string;
  readonly filter: StoreFilter;
  /** Most bytes of one file. */
  readonly limit: number;
  readonly withHistory: boolean;
  readonly signal?: AbortSignal | undefined;
}
