import { IbertError, throwErrors } from '@ibert/core';
import { readText } from '@ibert/core/files';
import { jsonPath, parseYaml, readYaml, yamlError, yamlSpan } from '@ibert/core/yaml';
import { parseType, type Schema } from '@ibert/ir';
import type { Tables } from '@ibert/validation';
import { z } from 'zod';

const columns = z
  .record(z.string().min(1), z.string().min(1))
  .refine((record) => Object.keys(record).length > 0, { error: 'must have a column' });
const world = z
  .record(z.string().min(1), columns)
  .refine((record) => Object.keys(record).length > 0, { error: 'must have a table' });
const worldsSchema = z
  .record(z.string().min(1), world)
  .refine((record) => Object.keys(record).length > 0, { error: 'must have a set of tables' });

/**
 * Sets of tables by name, from a YAML file: name → table → column → Ibis data type.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `INVALID_YAML` with file, line, column and key.
 */
export async function loadWorlds(file: string): Promise<Readonly<Record<string, Tables>>> {
  const source = parseYaml(await readText(file), file);
  const worlds = readYaml(source, worldsSchema);
  const errors: IbertError[] = [];
  const typed = Object.entries(worlds).map(([name, tables]) => {
    const schemas = Object.entries(tables).map(([table, types]): [string, Schema] => {
      const fields = Object.entries(types).flatMap(([column, dtype]) => {
        try {
          return [[column, parseType(dtype)] as const];
        } catch (error) {
          if (!(error instanceof IbertError)) throw error;
          const path = [name, table, column];
          const span = yamlSpan(source.root, path, 'value');
          errors.push(yamlError(source, span, `${jsonPath(path)}: ${error.message}`));
          return [];
        }
      });
      return [table, new Map(fields)];
    });
    return [name, Object.fromEntries(schemas)];
  });
  throwErrors(errors);
  return Object.fromEntries(typed) as Readonly<Record<string, Tables>>;
}
