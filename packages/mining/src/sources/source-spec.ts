import type { Config } from '@ibert/core/config';

/** A source as the user names it. */
export interface SourceSpec {
  /** URL of a git repository, or path of a clone, a folder or an archive. */
  readonly location: string;
  /** What it is called; made of the location when left out. */
  readonly name?: string | undefined;
  /** Directories that are searched; those of the settings when left out. */
  readonly directories?: readonly string[] | undefined;
  /** Branch, tag or commit of a repository; its HEAD when left out. */
  readonly ref?: string | undefined;
}

/** How sources are opened. */
export interface SourceOptions {
  /** Directory of all generated data; clones go to `mining/repos` below it. */
  readonly dataDirectory: string;
  readonly settings: Config['mining'];
  /** Whether the history will be asked for: a clone then has all of it. */
  readonly history?: boolean | undefined;
  /** Commits that a clone has; 1 when left out and no history is wanted. */
  readonly depth?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Most milliseconds that git may be silent while it talks to a server. */
  readonly timeoutMs?: number | undefined;
}

/** Most bytes of one file. */
export const fileLimit = ({ settings }: Pick<SourceOptions, 'settings'>): number =>
  settings.max_file_size_mb * 1024 * 1024;
