import { reject } from '../reasons.js';
import type { Rejection } from '../reasons.js';
import { childNodes, listAt, nodeAt, textAt } from './serialized.js';
import type { Serialized } from './serialized.js';

/** Table functions that make rows of their arguments alone. */
const TABLE_FUNCTIONS = new Set([
  'unnest',
  'range',
  'generate_series',
  'json_each',
  'json_tree',
  'repeat',
  'repeat_row',
]);

/** Functions of the clock, of chance or of the session. */
const VOLATILE = new Set([
  'random',
  'uuid',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'now',
  'today',
  'get_current_time',
  'get_current_timestamp',
  'current_timestamp',
  'current_date',
  'current_time',
  'current_localtime',
  'current_localtimestamp',
  'transaction_timestamp',
  'setseed',
  'nextval',
  'currval',
  'txid_current',
  'version',
  'current_setting',
  'current_database',
  'current_schema',
  'current_schemas',
  'current_catalog',
  'current_user',
  'session_user',
  'user',
  'current_query',
  'pg_backend_pid',
  'connection_id',
  'current_connection_id',
  'current_query_id',
  'current_transaction_id',
  'write_log',
  'getvariable',
  'getenv',
]);
/** Those that SQL writes without parentheses; DuckDB parses them as columns. */
const BARE = new Set([
  'current_date',
  'current_timestamp',
  'current_time',
  'localtime',
  'localtimestamp',
  'user',
  'current_user',
  'session_user',
  'current_schema',
  'current_catalog',
]);

/**
 * Refuses a query that reads anything but the given tables and its own constants: catalogs,
 * files, settings, the clock, random numbers.
 *
 * @param tables lower-case names.
 * @param columns lower-case names; a column may be called like a bare function.
 */
export function foreignSource(
  tree: Serialized,
  tables: ReadonlySet<string>,
  columns: ReadonlySet<string>,
): Rejection | undefined {
  const names = new Set(tables);
  addCteNames(tree, names);
  return visit(tree, names, columns);
}

function addCteNames(node: Serialized, names: Set<string>): void {
  const ctes = nodeAt(node, 'cte_map');
  if (ctes !== undefined)
    for (const cte of listAt(ctes, 'map')) names.add(textAt(cte, 'key').toLowerCase());
  const recursive = textAt(node, 'cte_name').toLowerCase();
  if (recursive !== '') names.add(recursive);
  for (const child of childNodes(node)) addCteNames(child, names);
}

function visit(
  node: Serialized,
  tables: ReadonlySet<string>,
  columns: ReadonlySet<string>,
): Rejection | undefined {
  const fault = ownFault(node, tables, columns);
  if (fault !== undefined) return fault;
  for (const child of childNodes(node)) {
    const below = visit(child, tables, columns);
    if (below !== undefined) return below;
  }
  return undefined;
}

function ownFault(
  node: Serialized,
  tables: ReadonlySet<string>,
  columns: ReadonlySet<string>,
): Rejection | undefined {
  if (node['type'] === 'BASE_TABLE') {
    const name = textAt(node, 'table_name');
    const schema = textAt(node, 'schema_name').toLowerCase();
    if (tables.has(name.toLowerCase()) && (schema === '' || schema === 'main')) return undefined;
    const known = [...tables].join(', ');
    return reject('SQL_BIND', `the query reads ${name}; the tables of the example are ${known}`);
  }
  if (node['type'] === 'TABLE_FUNCTION') {
    const name = textAt(nodeAt(node, 'function') ?? {}, 'function_name').toLowerCase();
    if (TABLE_FUNCTIONS.has(name)) return undefined;
    return reject(
      'FORBIDDEN_FUNCTION',
      `the query reads from ${name}(); it may read its tables only`,
    );
  }
  if (node['type'] === 'SHOW_REF') {
    return reject('NOT_A_QUERY', 'expected a SELECT statement, found DESCRIBE, SHOW or SUMMARIZE');
  }
  const name = volatileName(node);
  if (name === undefined || (node['class'] === 'COLUMN_REF' && columns.has(name))) return undefined;
  return reject('NONDETERMINISTIC', `${name} gives another value on every run`);
}

function volatileName(node: Serialized): string | undefined {
  if (node['class'] === 'FUNCTION') {
    const name = textAt(node, 'function_name').toLowerCase();
    return VOLATILE.has(name) ? name : undefined;
  }
  if (node['class'] !== 'COLUMN_REF' || !Array.isArray(node['column_names'])) return undefined;
  const [name, more] = node['column_names'] as readonly unknown[];
  if (typeof name !== 'string' || more !== undefined) return undefined;
  return BARE.has(name.toLowerCase()) ? name.toLowerCase() : undefined;
}

/** Lower-case names of all tables (and common table expressions) that a query reads. */
export function sqlTables(node: Serialized, names = new Set<string>()): ReadonlySet<string> {
  if (node['type'] === 'BASE_TABLE') names.add(textAt(node, 'table_name').toLowerCase());
  for (const child of childNodes(node)) sqlTables(child, names);
  return names;
}
