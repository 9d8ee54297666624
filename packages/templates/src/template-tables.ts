import type { IbertError } from '@ibert/core';
import {
  jsonPath,
  type ValuePath,
  yamlAt,
  yamlEntry,
  yamlError,
  type YamlFault,
  type YamlFile,
  yamlSpan,
} from '@ibert/core/yaml';
import type { TemplateTables } from './template.js';
import type { TemplateOptions } from './template-options.js';
import type { TemplateBody, VariationBody } from './template-schema.js';

/** The tables of a template or a variation, and the path they are at; nothing when it has none. */
export function tablesOf(
  body: TemplateBody | VariationBody,
  path: ValuePath,
): { readonly tables: TemplateTables; readonly path: ValuePath } | undefined {
  if (body.context !== undefined) {
    return { tables: body.context.tables, path: [...path, 'context', 'tables'] };
  }
  if (!('schema' in body) || body.schema === undefined) return undefined;
  const tables = Object.entries(body.schema).map(([table, schema]) => [table, { schema }]);
  return { tables: Object.fromEntries(tables) as TemplateTables, path: [...path, 'schema'] };
}

/** What the caller's check says about the data types of a template's or a variation's tables. */
export function dtypeErrors(
  source: YamlFile,
  body: TemplateBody | VariationBody,
  path: ValuePath,
  { checkDtype }: TemplateOptions,
): readonly IbertError[] {
  const found = tablesOf(body, path);
  if (found === undefined || checkDtype === undefined) return [];
  return Object.entries(found.tables).flatMap(([table, { schema }]) => {
    const columns = found.path.at(-1) === 'schema' ? [table] : [table, 'schema'];
    return Object.entries(schema).flatMap(([column, dtype]) => {
      const problem = checkDtype(dtype);
      if (problem === undefined) return [];
      const at = [...found.path, ...columns, column];
      return [yamlError(source, yamlSpan(source.root, at, 'value'), `${jsonPath(at)}: ${problem}`)];
    });
  });
}

/** Tables whose columns stand right under their name, where `schema:` belongs between. */
export function shorthandFaults(source: YamlFile, path: ValuePath): readonly YamlFault[] {
  const tablesPath = [...path, 'context', 'tables'];
  const tables = yamlAt(source.root, tablesPath);
  if (tables?.kind !== 'Map') return [];
  return tables.entries.flatMap(({ key, value: table }): readonly YamlFault[] => {
    if (table.kind !== 'Map' || yamlEntry(table, 'schema')?.value.kind === 'Map') return [];
    const [column] = table.entries;
    if (column === undefined || table.entries.some(({ value }) => value.kind !== 'Scalar')) {
      return [];
    }
    const at = [...tablesPath, key];
    const message = `${jsonPath(at)}: expected schema, found the column ${column.key}`;
    const hint = `Put the columns under "schema:", as in ${key}: {schema: {${column.key}: …}}.`;
    return [{ path: at, error: yamlError(source, column.keySpan, message, hint) }];
  });
}
