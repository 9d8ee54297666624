import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import type { Relation, Schema } from '@ibert/ir';
import { bindSql } from '@ibert/sql/bind';

import { ibisOccurrences } from './ibis-occurrences.js';
import type { Occurrence } from './occurrence.js';
import { sqlOccurrences } from './sql-occurrences.js';

/** Tables by name, in the order of the context. */
export type Tables = Readonly<Record<string, Schema>>;

/** What renaming needs to know of a language. */
export interface Language {
  readonly occurrences: (text: string) => readonly Occurrence[];
  /** The text's meaning; undefined when it has none over these tables. */
  readonly meaning: (text: string, tables: Tables) => Relation | undefined;
}

/** Whether an error is about the program rather than about us. */
function meaningOrNone(read: () => Relation | undefined): Relation | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

export const IBIS: Language = {
  occurrences: ibisOccurrences,
  meaning: (text, tables) => meaningOrNone(() => evaluateIbis(text, { tables }).relation),
};

export const sqlLanguage = (dialect: string): Language => ({
  occurrences: (text) => sqlOccurrences(text, dialect),
  meaning: (text, tables) =>
    meaningOrNone(() => {
      const [statement, other] = bindSql(text, { dialect, tables });
      return other === undefined ? statement?.relation : undefined;
    }),
});
