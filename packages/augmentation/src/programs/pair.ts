import type { RecordOf } from '@ibert/core/records';
import { parseSchema } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

import { IBIS, sqlLanguage } from './language.js';
import type { Language, Tables } from './language.js';
import { NamelessForms } from './nameless.js';
import type { Occurrence } from './occurrence.js';

/** One of the two texts of a record, read once. */
export interface Side {
  readonly text: string;
  readonly language: Language;
  readonly occurrences: readonly Occurrence[];
  /** Its meaning; undefined where our binder has no reading of the SQL, which DuckDB has. */
  readonly relation: Relation | undefined;
  /** Its number in {@link Pair.forms}. */
  readonly form: number | undefined;
}

/** A record's two texts with what they mean. */
export interface Pair {
  readonly record: RecordOf<'sql_to_ibis'>;
  readonly tables: Tables;
  readonly forms: NamelessForms;
  readonly sql: Side;
  readonly ibis: Side;
}

/**
 * Reads a record.
 *
 * @throws IbertError when one of its texts does not parse.
 */
export function readPair(record: RecordOf<'sql_to_ibis'>): Pair {
  const tables = Object.fromEntries(
    Object.entries(record.context.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
  const forms = new NamelessForms();
  const side = (text: string, language: Language): Side => {
    const relation = language.meaning(text, tables);
    return {
      text,
      language,
      occurrences: language.occurrences(text),
      relation,
      form: relation === undefined ? undefined : forms.formOf(relation),
    };
  };
  return {
    record,
    tables,
    forms,
    sql: side(record.input.sql, sqlLanguage(record.dialect)),
    ibis: side(record.target.ibis, IBIS),
  };
}
