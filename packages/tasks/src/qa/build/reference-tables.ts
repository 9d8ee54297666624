import { readFileSync } from 'node:fs';

import { IbertError } from '@ibert/core';
import { parseYaml, yamlValue } from '@ibert/core/yaml';
import { parseSchema, type Schema } from '@ibert/ir';

/** A table that examples read. */
export interface ReferenceTable {
  /** Column → type, as the file has it. */
  readonly columns: Readonly<Record<string, string>>;
  readonly schema: Schema;
  /** Rows as they stand after VALUES, in DuckDB's literals. */
  readonly rows: string;
}

interface Written {
  readonly tables: Readonly<
    Record<string, { readonly columns: Record<string, string>; readonly rows: string }>
  >;
}

/** Reads the tables of the reference. */
export function readTables(file: string): Readonly<Record<string, ReferenceTable>> {
  const { tables } = yamlValue(
    parseYaml(readFileSync(file, 'utf8'), file).root,
  ) as unknown as Written;
  return Object.fromEntries(
    Object.entries(tables).map(([name, { columns, rows }]) => {
      if (typeof rows !== 'string') {
        throw new IbertError('INVALID_YAML', `${name}: rows must be a text`, { file });
      }
      return [name, { columns, schema: parseSchema(columns), rows }];
    }),
  );
}
