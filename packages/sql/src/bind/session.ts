import { unboundTable } from '@ibert/ir';
import type { DataType, Relation, Schema, Value } from '@ibert/ir';

import type { SqlDialect } from './dialects.js';
import { unknownTable } from './errors.js';
import type { OpenTables } from './open-tables.js';
import { sameName } from './scope.js';
import type { Scope } from './scope.js';
import type { Ident, Place, Query } from './syntax/ast.js';

/** A relation with the names that SQL has for its columns, in order. */
export interface BoundQuery {
  readonly relation: Relation;
}

/** A CTE in sight: its relation, bound where it was defined. */
export interface CteBinding {
  readonly name: string;
  readonly relation: Relation;
}

/** What a query is bound in: the CTEs in sight and the scope around it. */
export interface Surroundings {
  readonly ctes: readonly CteBinding[];
  readonly outer: Scope | null;
  /** Told when a name was found in a query around this one. */
  readonly onOuter?: (() => void) | undefined;
  /** Told when a table is one that a query around this one reads too. */
  readonly clash?: (() => void) | undefined;
  /** Whether such a table is made another one: once the inner query refers to the outer. */
  readonly distinct?: boolean | undefined;
}

/** Where a name of the query stands for a relation; printers take their variables from it. */
export interface NameHint {
  readonly name: string;
  readonly kind: 'cte' | 'alias';
  readonly relation: Relation;
  readonly place: Place;
}

/** One attempt at binding one statement. */
export interface Session {
  readonly dialect: SqlDialect;
  /** The SQL text. */
  readonly source: string;
  readonly tables: Readonly<Record<string, Schema>> | undefined;
  readonly open: OpenTables;
  readonly hints: NameHint[];
  /** Output columns that had to be renamed, for two had one name. */
  readonly renamed: { readonly from: string; readonly to: string }[];
  /** A number not given out before, for the identity of joins and views. */
  nextId(): number;
  query(query: Query, surroundings: Surroundings): BoundQuery;
  learn(value: Value, type: DataType): void;
}

/**
 * A table of the database by its name.
 *
 * @throws SqlError `UNKNOWN_TABLE`.
 */
export function tableOf(
  session: Session,
  name: readonly Ident[],
): { readonly relation: Relation; readonly open: string | null } {
  const last = name.at(-1) as Ident;
  const { tables } = session;
  if (tables === undefined) {
    if (name.length > 1) {
      // A path is part of the table's identity; the printer and the emitter write it.
      const [database, catalog] = [...name]
        .toReversed()
        .slice(1)
        .map(({ text }) => text);
      const schema = session.open.schema(last.text);
      const at = { database: database ?? null, catalog: catalog ?? null };
      return { relation: unboundTable(last.text, schema, at), open: last.text };
    }
    return { relation: unboundTable(last.text, session.open.schema(last.text)), open: last.text };
  }
  const full = name.map(({ text }) => text).join('.');
  const keys = Object.keys(tables);
  const key =
    keys.find((k) => k === full || k === last.text) ??
    keys.find((k) => sameName(k, full) || sameName(k, last.text));
  const schema = key === undefined ? undefined : tables[key];
  if (key === undefined || schema === undefined) throw unknownTable(last, full, keys);
  return { relation: unboundTable(key, schema), open: null };
}

export const cteOf = ({ ctes }: Surroundings, name: readonly Ident[]): CteBinding | undefined => {
  const [only] = name;
  if (only === undefined || name.length > 1) return undefined;
  return ctes.findLast((cte) => sameName(cte.name, only.text));
};
