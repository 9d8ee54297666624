import type { Tables } from '@ibert/validation';
import { postgresStorage, sqliteStorage, type StorageType } from '@ibert/validation/engines';

/** The dialects that an engine here runs, with the types of its columns where these are fewer. */
const EXECUTED: Readonly<Record<string, { readonly storage?: StorageType }>> = {
  duckdb: {},
  postgres: { storage: postgresStorage },
  sqlite: { storage: sqliteStorage },
};

/** Whether SQL of the dialect can be run here, so that its rows speak for it. */
export const isExecuted = (dialect: string): boolean => Object.hasOwn(EXECUTED, dialect);

/** Whether the engine of a dialect can hold all columns of the tables. */
export function canStore(dialect: string, tables: Tables): boolean {
  const storage = EXECUTED[dialect]?.storage;
  if (storage === undefined) return true;
  return Object.values(tables).every((schema) =>
    [...schema.values()].every((type) => storage(type) !== undefined),
  );
}
