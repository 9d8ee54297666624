import { sortKeys, text } from './expressions.js';
import type { Definitions, Reader } from './expressions.js';
import { isNode, list, nameOf, only } from './json.js';
import type { Json, Node } from './json.js';
import { type Dialect, parse } from '@polyglot-sql/sdk';

/*
 * A statement as the list of what it does, one line for each output, condition, key, join and limit.
 * Layout goes: quotes, parentheses, table aliases, columns that only pass through, the cut into
 * subqueries and common table expressions. What computes stays: functions, casts, literals, the
 * order of arguments, directions and the place of NULLs.
 */

/** What polyglot calls the dialects. */
const PARSERS: Readonly<Record<string, string>> = { mssql: 'tsql' };
/** Where each dialect sorts NULLs when the text does not say. */
const NULLS: Readonly<Record<string, 'last' | 'largest' | 'smallest'>> = {
  trino: 'last',
  clickhouse: 'last',
  bigquery: 'smallest',
  spark: 'smallest',
  databricks: 'smallest',
  mssql: 'smallest',
  oracle: 'largest',
  snowflake: 'largest',
};
/** What the SQL does, or null where it cannot be parsed. */
export function normalForm(sql: string, dialect: string): readonly string[] | null {
  const parsed = parse(sql, (PARSERS[dialect] ?? dialect) as Dialect);
  const statement = (parsed.ast as readonly Json[] | null)?.[0];
  if (!parsed.success || statement === undefined) return null;
  const reader: Reader = {
    sources: sourcesOf(statement),
    nulls: NULLS[dialect] ?? 'largest',
    tables: new Map(),
    lines: [],
    query,
  };
  const outputs = query(statement, reader);
  const computed = [...outputs].filter(([name, text]) => text !== name && text !== '*');
  return [...reader.lines, ...computed.map(([, text]) => `output ${text}`)].toSorted();
}

function sourcesOf(statement: Json): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (x: Json): void => {
    if (Array.isArray(x)) for (const item of x as readonly Json[]) visit(item);
    else if (isNode(x)) {
      for (const kind of ['table', 'subquery', 'alias', 'unnest']) {
        const node = only(x, kind);
        if (node === null || Object.keys(x).length > 1) continue;
        for (const key of ['name', 'alias']) names.add(nameOf(node[key]));
      }
      for (const value of Object.values(x)) visit(value);
    }
  };
  visit(statement);
  return names;
}

const SET_WORDS = { union: 'UNION', intersect: 'INTERSECT', except: 'EXCEPT' } as const;

/** Adds the lines of a query; its outputs by name. */
function query(of: Json, reader: Reader): Definitions {
  const inner = only(of, 'subquery') ?? only(of, 'paren');
  if (inner !== null) return clauses(inner, query(inner['this'] ?? null, reader), reader);
  for (const [kind, word] of Object.entries(SET_WORDS)) {
    const set = only(of, kind);
    if (set === null) continue;
    const within = withTables(set, reader);
    reader.lines.push(`${word}${set['all'] === true ? ' ALL' : ''}`);
    const left = query(set['left'] ?? null, within);
    query(set['right'] ?? null, within);
    return clauses(set, new Map([...left.keys()].map((name) => [name, name])), within);
  }
  const select = only(of, 'select');
  if (select === null) {
    reader.lines.push(text(of, new Map(), reader));
    return new Map();
  }
  return ofSelect(select, withTables(select, reader));
}

function withTables(node: Node, reader: Reader): Reader {
  const ctes = list(only(node, 'with')?.['ctes'] ?? null);
  if (ctes.length === 0) return reader;
  const tables = new Map(reader.tables);
  for (const cte of ctes) {
    if (!isNode(cte)) continue;
    tables.set(nameOf(cte['alias']), query(cte['this'] ?? null, { ...reader, tables }));
  }
  return { ...reader, tables };
}

function ofSelect(select: Node, reader: Reader): Definitions {
  const { lines } = reader;
  const known = new Map<string, string>();
  const source = (item: Json): void => {
    const table = only(item, 'table');
    const sub = only(item, 'subquery');
    if (table !== null) {
      const defined = reader.tables.get(nameOf(table['name']));
      for (const [name, value] of defined ?? []) known.set(name, value);
      if (defined === undefined) lines.push(`table ${nameOf(table['name'])}`);
      if (isNode(table['sample'])) lines.push(`sample ${text(table['sample'], known, reader)}`);
    } else if (sub !== null && !('values' in (isNode(sub['this']) ? sub['this'] : {}))) {
      for (const [name, value] of query(item, reader)) known.set(name, value);
    } else lines.push(`from ${text(item, known, reader)}`);
  };
  const from = only(select, 'from');
  for (const item of list(from?.['expressions'])) source(unaliased(item));
  for (const join of list(select['joins'])) {
    if (!isNode(join)) continue;
    source(unaliased(join['this'] ?? null));
    const kind = String(join['kind'] ?? 'Inner').replace(/^(Inner|Outer|Full)$/, (k) =>
      k === 'Inner' ? 'Inner' : 'Full',
    );
    const hint = join['join_hint'];
    lines.push(`join ${kind}${typeof hint === 'string' ? ` ${hint}` : ''}`);
    for (const c of conjuncts(join['on'] ?? null)) lines.push(`on ${text(c, known, reader)}`);
    for (const u of list(join['using'])) lines.push(`using ${nameOf(u)}`);
  }
  for (const lateral of list(select['lateral_views'])) {
    lines.push(`lateral ${text(lateral, known, reader)}`);
  }

  const outputs = new Map<string, string>();
  const positions: string[] = [];
  for (const item of list(select['expressions'])) {
    const alias = only(item, 'alias');
    const value = text(alias === null ? item : (alias['this'] ?? null), known, reader);
    const column = only(item, 'column');
    const name =
      alias !== null ? nameOf(alias['alias']) : column !== null ? nameOf(column['name']) : value;
    positions.push(value);
    outputs.set(name, value);
    if (value.startsWith('star'))
      for (const [n, v] of known) if (!outputs.has(n)) outputs.set(n, v);
  }

  for (const [key, where] of FILTERS) {
    const clause = only(select, key);
    const scope = where === 'late' ? new Map([...known, ...outputs]) : known;
    for (const c of conjuncts(clause?.['this'] ?? null)) {
      const condition = text(c, scope, reader);
      if (condition !== 'TRUE') lines.push(`filter ${condition}`);
    }
  }
  for (const key of list(only(select, 'group_by')?.['expressions'])) {
    const literal = only(key, 'literal');
    const at = literal?.['literal_type'] === 'number' ? Number(literal['value']) - 1 : -1;
    lines.push(`group ${positions[at] ?? text(key, new Map([...known, ...outputs]), reader)}`);
  }
  if (select['distinct'] === true) lines.push('distinct');
  return clauses(select, outputs, reader, known);
}

const FILTERS = [
  ['where_clause', 'early'],
  ['having', 'early'],
  ['qualify', 'late'],
] as const;

const unaliased = (item: Json): Json => {
  const alias = only(item, 'alias');
  return alias !== null && ('subquery' in alias || isNode(alias['this']))
    ? (alias['this'] ?? null)
    : item;
};

/** ORDER BY, LIMIT, OFFSET and their kin. */
function clauses(
  node: Node,
  outputs: Definitions,
  reader: Reader,
  known: Definitions = new Map(),
): Definitions {
  const scope = new Map([...known, ...outputs]);
  for (const key of sortKeys(list(only(node, 'order_by')?.['expressions']), scope, reader)) {
    if (key !== '(SELECT NULL)') reader.lines.push(`order ${key}`);
  }
  const number = (x: Json | undefined): string =>
    isNode(x)
      ? text(x['this'] ?? x['count'] ?? x['value'] ?? x['expression'] ?? x, scope, reader)
      : '';
  for (const key of ['limit', 'fetch', 'top']) {
    if (isNode(node[key])) reader.lines.push(`limit ${number(node[key])}`);
  }
  const offset = isNode(node['offset']) ? number(node['offset']) : '0';
  if (offset !== '0') reader.lines.push(`offset ${offset}`);
  return outputs;
}

function conjuncts(condition: Json): readonly Json[] {
  if (condition === null) return [];
  const paren = only(condition, 'paren');
  if (paren !== null) return conjuncts(paren['this'] ?? null);
  const and = only(condition, 'and');
  return and === null
    ? [condition]
    : [...conjuncts(and['left'] ?? null), ...conjuncts(and['right'] ?? null)];
}
