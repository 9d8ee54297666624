/** What the reference knows of a name of the API, or of a topic. */
export interface ReferenceEntry {
  /** The first name, `Table.filter`, or the topic, `null-comparison`. */
  readonly id: string;
  /** Names of the API with their owners; none for a topic. */
  readonly names: readonly string[];
  /** The topic's title. */
  readonly title?: string;
  /** The call as it is written, `filter(*predicates)`; absent for topics and constants. */
  readonly signature?: string;
  /** One sentence; for a name it lacks its subject: "Keeps the rows …". */
  readonly summary: string;
  readonly details?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly pitfalls?: readonly string[];
  readonly seeAlso?: readonly string[];
  /** Names that Ibis 12 lacks and that this entry stands for. */
  readonly former?: readonly string[];
  readonly example?: ReferenceExample;
}

/** A code example and what came of it when the reference was built. */
export interface ReferenceExample {
  readonly code: string;
  /** What is run, where the code ends with a question about it: `x.to_sql()`. */
  readonly program?: string;
  /** The names of the reference tables that it reads. */
  readonly tables: readonly string[];
  /** DuckDB SQL of it; absent where it was not run. */
  readonly sql?: string;
  /** Its rows as a text table; absent where they differ from run to run. */
  readonly output?: string;
  /** Why it was not run. */
  readonly unexecuted?: string;
}

/** What stands before the entries. */
export interface ReferenceHead {
  /** The tables that examples read: column → type as Ibis writes it. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Bare name, in lower case → numbers of the entries that have it; so for former names. */
  readonly names: Readonly<Record<string, readonly number[]>>;
  /** Length of each entry in weighted terms. */
  readonly lengths: readonly number[];
  /** The entries' ids, by number. */
  readonly ids: readonly string[];
  /** Term → pairs of entry number and weight, as one text: `3 4.5 17 2`. */
  readonly postings: Readonly<Record<string, string>>;
}
