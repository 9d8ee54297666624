import { canonicalJson, createRandom, deriveSeed } from '@ibert/core';
import type { Random } from '@ibert/core';
import { printSchema } from '@ibert/ir';

import type { Dictionary } from '../dictionary/dictionary-schema.js';
import { columnSynonyms, entitiesOf } from '../dictionary/synonyms.js';
import type { Tables } from '../programs/language.js';
import type { Renaming } from './renaming.js';

/** How a schema looks in one of its renamed worlds. */
export interface RenamingPlan {
  /** Tables and the keys that are called after them. */
  readonly entities: Renaming;
  /** All other columns. */
  readonly columns: Renaming;
}

/** Share of the names that a look changes; the others stay, so that looks differ in their mix. */
const CHANGED = 0.8;

/**
 * The names of a schema's `look`-th renamed world: 0, 1, 2 … It depends on the schema, the look and
 * the dictionary alone, so that all records of a schema come to the same few new schemas.
 *
 * A key changes together with its entity in every table that refers to it; a column changes in all
 * tables that have one of that name, and only when it means the same in all of them.
 */
export function renamingPlan(tables: Tables, look: number, dictionary: Dictionary): RenamingPlan {
  const random = createRandom(deriveSeed('renaming', fingerprint(tables), look));
  const taken = new Set(Object.keys(tables));
  for (const schema of Object.values(tables)) for (const name of schema.keys()) taken.add(name);
  return {
    entities: planEntities(tables, dictionary, random, taken),
    columns: planColumns(tables, dictionary, random, taken),
  };
}

const fingerprint = (tables: Tables): string =>
  canonicalJson(
    Object.fromEntries(
      Object.entries(tables).map(([name, schema]) => [name, Object.entries(printSchema(schema))]),
    ),
  );

function planEntities(
  tables: Tables,
  dictionary: Dictionary,
  random: Random,
  taken: Set<string>,
): Renaming {
  const renaming = { tables: new Map<string, string>(), columns: new Map<string, string>() };
  for (const { table, id, others } of entitiesOf(tables, dictionary)) {
    const free = others.filter(([name, key]) => !taken.has(name) && !taken.has(key));
    const isChanged = random.chance(CHANGED);
    if (free.length === 0 || !isChanged) continue;
    const [name, key] = random.choice(free);
    if (table !== undefined) renaming.tables.set(table, name);
    if (id !== undefined) renaming.columns.set(id, key);
    taken.add(name).add(key);
  }
  return renaming;
}

function planColumns(
  tables: Tables,
  dictionary: Dictionary,
  random: Random,
  taken: Set<string>,
): Renaming {
  const columns = new Map<string, string>();
  for (const [name, synonyms] of synonymsOf(tables, dictionary)) {
    const free = synonyms.filter((other) => !taken.has(other));
    const isChanged = random.chance(CHANGED);
    if (free.length === 0 || !isChanged) continue;
    const other = random.choice(free);
    columns.set(name, other);
    taken.add(other);
  }
  return { tables: new Map(), columns };
}

/** The other names of each column, as far as all tables that have it agree on them. */
export function synonymsOf(
  tables: Tables,
  dictionary: Dictionary,
): ReadonlyMap<string, readonly string[]> {
  const synonyms = new Map<string, readonly string[]>();
  for (const schema of Object.values(tables)) {
    const siblings = new Set(schema.keys());
    for (const [name, type] of schema) {
      const own = columnSynonyms(name, type, siblings, dictionary);
      const before = synonyms.get(name) ?? own;
      synonyms.set(
        name,
        before.filter((other) => own.includes(other)),
      );
    }
  }
  return synonyms;
}
