/**
 * How a place in a text stands to the name that is written there. `reference`: it reads something
 * of that name. `definition`: it gives the name to something, such as an output column. `either`:
 * the syntax does not tell, or it may be data.
 */
export type Role = 'reference' | 'definition' | 'either';

/** What kind of thing the name names. */
export type Named = 'column' | 'table';

/** A place in a text where a name is written. */
export interface Occurrence {
  readonly named: Named;
  readonly role: Role;
  /** The name, as the language compares names: in lower case for SQL. */
  readonly name: string;
  /** Offsets of the name itself, without quotes, in UTF-16 code units; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A stretch of a text and what replaces it. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap; the rest of the text stays as it is. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let edited = '';
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    edited += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return edited + text.slice(from);
}
