import { InternalError } from '@ibert/core';

import type { ReferenceEntry, ReferenceHead } from './reference-entry.js';
import { REFERENCE_TEXT } from './reference-text.js';

/** The reference that ships. Entries are parsed when they are asked for. */
export interface Reference {
  readonly head: ReferenceHead;
  entry(number: number): ReferenceEntry;
}

/** Reads a reference from its text of one JSON value per line. */
export function readReference(text: string): Reference {
  const [first = '', ...lines] = text.split('\n');
  const known = new Map<number, ReferenceEntry>();
  return {
    head: JSON.parse(first) as ReferenceHead,
    entry: (number) => {
      const line = lines[number];
      if (line === undefined) throw new InternalError(`the reference has no entry ${number}`);
      const entry = known.get(number) ?? (JSON.parse(line) as ReferenceEntry);
      known.set(number, entry);
      return entry;
    },
  };
}

let read: Reference | undefined;

/** The reference that ships, read once. */
export const reference = (): Reference => (read ??= readReference(REFERENCE_TEXT));
