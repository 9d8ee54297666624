import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { clip, IbertError } from '@ibert/core';
import { readText } from '@ibert/core/files';
import { parseType, type Schema } from '@ibert/ir';
import type { Request } from './batch.js';
import type { KnownTables, Tables } from '@ibert/tasks/tables';
import { tablesFrom, TablesFault, typeHint } from './tables-value.js';

/** The tables that a request of a batch brings along, else those that all requests know. */
export function tablesOf(
  { members }: Request,
  known: KnownTables | undefined,
): KnownTables | undefined {
  const given = members['tables'] ?? undefined;
  return given === undefined ? known : { kind: 'Tables', tables: tablesFrom(given) };
}

const FILE_TYPES: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml', '.sql', '.ddl']);
const DEFINITION = /^\s*(?:--.*\n\s*|\/\*[^]*?\*\/\s*)*create\s/i;
const HINT =
  'Write columns like --schema "id: int64, name: string", or name a file: JSON, YAML, or CREATE TABLE statements.';

/**
 * Reads the value of `--schema`: columns as text, `CREATE TABLE` statements, or the path of a file of
 * tables (JSON, YAML, or SQL with `CREATE TABLE`).
 *
 * @param dialect of `CREATE TABLE` statements.
 * @throws IbertError `USAGE`; `INPUT_UNREADABLE`, `INVALID_YAML`, `SQL_SYNTAX` and others for a file.
 */
export async function readSchemaArgument(
  argument: string,
  dialect = 'duckdb',
): Promise<KnownTables> {
  if (DEFINITION.test(argument)) {
    return { kind: 'Tables', tables: await readDefinitions(argument, dialect, '--schema') };
  }
  if (FILE_TYPES.has(extname(argument).toLowerCase()) || existsSync(argument)) {
    return { kind: 'Tables', tables: await readTables(argument, dialect) };
  }
  return { kind: 'OneTable', schema: parseColumns(argument) };
}

async function readDefinitions(text: string, dialect: string, file: string): Promise<Tables> {
  const { readTableDefinitions } = await import('@ibert/sql/bind');
  try {
    return readTableDefinitions(text, dialect);
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    const { code, message, span, hint } = error;
    throw new IbertError(code, message, { span, hint, file });
  }
}

/** JSON is read as YAML, which has it as a part, so that faults in both have a place. */
async function readTables(file: string, dialect: string): Promise<Tables> {
  const text = await readText(file);
  if (DEFINITION.test(text) || /\.(?:sql|ddl)$/i.test(file)) {
    return readDefinitions(text, dialect, file);
  }
  const { parseYaml, yamlSpan, yamlValue } = await import('@ibert/core/yaml');
  const source = parseYaml(text, file);
  try {
    return tablesFrom(yamlValue(source.root));
  } catch (error) {
    if (!(error instanceof TablesFault)) throw error;
    const span = yamlSpan(source.root, error.path, 'key');
    throw new IbertError('INVALID_CONFIG', error.message, { file, span, hint: error.hint });
  }
}

/** `a: int64, "b c": decimal(12, 2)` as a schema. */
export function parseColumns(text: string): Schema {
  const columns = new Map<string, ReturnType<typeof parseType>>();
  for (const part of splitColumns(text)) {
    const found = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s"':]+))\s*:\s*(\S[^]*?)\s*$/.exec(part);
    const name = found?.[1] ?? found?.[2] ?? found?.[3];
    const type = found?.[4];
    if (name === undefined || type === undefined) {
      throw usage(
        `expected column: type, found ${part.trim() === '' ? 'nothing' : clip(part.trim())}`,
      );
    }
    if (columns.has(name)) throw usage(`the column ${name} is given twice`);
    columns.set(name, typeOf(name, type));
  }
  return columns;
}

function typeOf(name: string, type: string): ReturnType<typeof parseType> {
  try {
    return parseType(type);
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    throw usage(`${name}: ${error.message}`, typeHint(type, error));
  }
}

/** Splits at the commas that stand outside of brackets and quotes. */
function splitColumns(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('(<['.includes(char)) depth += 1;
    else if (')>]'.includes(char)) depth -= 1;
    else if (char === ',' && depth <= 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  const last = text.slice(start);
  // A comma at the end is harmless.
  return last.trim() === '' && parts.length > 0 ? parts : [...parts, last];
}

const usage = (problem: string, hint: string = HINT): IbertError =>
  new IbertError('USAGE', `--schema: ${problem}`, { hint });
