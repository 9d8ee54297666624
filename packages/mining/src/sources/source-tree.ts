/** A file of a source as text. */
export interface SourceFile {
  /** With forward slashes, below the source's root. */
  readonly path: string;
  readonly text: string;
}

/** A file that was not read, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly skipped: string;
}

/** A file as it was before and after a commit; undefined where it did not exist. */
export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A commit of the history that changed files which are mined. */
export interface Commit {
  readonly id: string;
  /** The first line of its message. */
  readonly subject: string;
  readonly changes: readonly FileChange[];
}

/** A commit before its files are read. */
export interface CommitSummary {
  readonly id: string;
  readonly subject: string;
  /** Mined files that it modified. */
  readonly paths: readonly string[];
}

/** Which commits are wanted; of others no file is read. */
export interface HistoryRequest {
  readonly accept?: ((commit: CommitSummary) => boolean) | undefined;
  /** Most commits that are looked at, counted from the newest; all when left out. */
  readonly maxCommits?: number | undefined;
}

/** The files of a repository, folder or archive at one state. Reading never runs anything of it. */
export interface SourceTree {
  /** The name in the list of repositories, or one made of the path. */
  readonly name: string;
  /** What records call it: the URL without credentials, else the name. */
  readonly repository: string;
  /** The commit's 40 hexadecimal digits; a hash `sha256:…` of the content where there is none. */
  readonly commit: string;
  /** SPDX identifier; undefined where none is told. */
  readonly license: string | undefined;
  /** Files that the settings let in, in the order of their paths. */
  readonly files: () => AsyncIterable<SourceFile | SkippedFile>;
  /**
   * Commits up to this state that modified mined files, the newest first, no merges; absent where
   * there is no history.
   */
  readonly history?: ((request?: HistoryRequest) => AsyncIterable<Commit>) | undefined;
  /** What the user should know, e.g. that an earlier copy is read because the network is down. */
  readonly warnings: readonly string[];
  /** Gives back what it holds. */
  readonly close: () => Promise<void>;
}
