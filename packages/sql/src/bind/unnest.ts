import { dummyTable, field, make, project, REST, tableUnnest } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { exprContext } from './context.js';
import type { BindExpr } from './context.js';
import { unsupported } from './errors.js';
import { singleNamed } from './joined.js';
import type { Joined } from './joined.js';
import { integer } from './literals.js';
import { carried } from './scope.js';
import type { Column, Names, Scope, Source } from './scope.js';
import type { CteBinding, Session } from './session.js';
import type { TableFunctionNode } from './syntax/ast.js';

/** A relation with the tables that its columns belong to. */
interface Made extends Names {
  readonly relation: Relation;
}

const RANGES: ReadonlySet<string> = new Set([
  'generate_series',
  'range',
  'sequence',
  'generate_array',
]);

/** `UNNEST(list)` and series of numbers in FROM: one row per element, for each row so far. */
export function bindTableFunction(
  node: TableFunctionNode,
  scope: Scope,
  ctes: readonly CteBinding[],
  session: Session,
  keepEmpty: boolean,
  bind: BindExpr,
): Made {
  const name = node.call.name.map(({ text }) => text.toLowerCase()).join('.');
  const context = exprContext(session, ctes, scope, 'FROM');
  const args = node.call.args.map((arg) => bind(arg, context));
  const [list, ...others] = args;
  if (list === undefined) throw unsupported(node, `${name}() in FROM`);
  let values: Value;
  if (name === 'unnest') {
    if (others.length > 0) throw unsupported(node, 'UNNEST of several lists');
    values = list;
  } else if (RANGES.has(name)) {
    values = series(name, args, node, session);
  } else throw unsupported(node, `${name}() in FROM`);
  if (values.dtype.kind !== 'array') throw unsupported(node, 'UNNEST of something that is no list');
  const { element, table } = namesOf(node, name, session);
  const ordinality = node.ordinality === null ? null : ordinalName(node);
  return expand({ node, scope, values, element, table, ordinality, keepEmpty });
}

function series(
  name: string,
  args: readonly Value[],
  node: TableFunctionNode,
  session: Session,
): Value {
  const [first, second, third] = args;
  if (
    args.length > 3 ||
    first === undefined ||
    args.some(({ dtype }) => !/^u?int/.test(dtype.kind))
  ) {
    throw unsupported(node, `${name}() of anything but integers`);
  }
  const isOpenEnded = name === 'range' && session.dialect === 'duckdb';
  const step = third ?? integer(1);
  const start = second === undefined ? integer(0) : first;
  const end = second ?? first;
  const down = step.kind === 'Literal' && (step.args['value'] as bigint) < 0n;
  if (step.kind !== 'Literal') throw unsupported(node, `${name}() with a computed step`);
  const stop = isOpenEnded ? end : make('Add', { left: end, right: integer(down ? -1 : 1) });
  return make('IntegerRange', { start, stop, step });
}

function namesOf(
  { alias, call }: TableFunctionNode,
  name: string,
  { dialect }: Session,
): { readonly element: string; readonly table: string } {
  const [column] = alias?.columns ?? [];
  const table = alias?.name.text ?? (name === 'unnest' ? 'unnest' : name);
  if (column !== undefined) return { element: column.text, table };
  // An alias alone names the column, but in DuckDB, where it stays `unnest`.
  const fallback = call.name.at(-1)?.text.toLowerCase() ?? name;
  const isTable = dialect === 'duckdb' || alias === null;
  return { element: isTable ? fallback : table, table };
}

function ordinalName(node: TableFunctionNode): string {
  if (node.ordinality !== 'ordinality') return node.ordinality?.text ?? 'offset';
  return node.alias?.columns[1]?.text ?? 'ordinality';
}

interface Expansion {
  readonly node: TableFunctionNode;
  readonly scope: Scope;
  readonly values: Value;
  readonly element: string;
  readonly table: string;
  readonly ordinality: string | null;
  readonly keepEmpty: boolean;
}

function expand(parts: Expansion): Made {
  const { node, scope, values, element, table, ordinality, keepEmpty } = parts;
  const isFirst = scope.sources.length === 0;
  if (values.shape === 'scalar' && isFirst && ordinality === null) {
    const relation = dummyTable(new Map([[element, make('Unnest', { arg: values })]]));
    return {
      relation,
      sources: [sourceOf(table, [{ name: element, value: field(relation, element) }])],
      shared: [],
    };
  }
  const { relation: parent } = scope;
  if (parent.schema.has(REST))
    throw unsupported(
      node,
      'UNNEST beside a table of unknown columns',
      'Give the tables with their columns.',
    );
  const name = freeName(element, parent);
  const offset = ordinality === null ? null : freeName(ordinality, parent);
  const relation = tableUnnest(parent, values, name, offset, keepEmpty);
  const made: Column[] = [{ name: element, value: field(relation, name) }];
  if (offset !== null && ordinality !== null) {
    // ORDINALITY counts from 1, BigQuery's OFFSET from 0.
    const at = field(relation, offset);
    if (node.ordinality === 'ordinality') return counted(relation, parts, name, offset);
    made.push({ name: ordinality, value: at });
  }
  const { sources, shared } = carried(scope, relation);
  return { relation, shared, sources: [...sources, sourceOf(table, made)] };
}

function counted(
  unnested: Relation,
  { scope, element, table, ordinality }: Expansion,
  name: string,
  offset: string,
): Made {
  const values = new Map<string, Value>();
  for (const column of unnested.schema.keys()) values.set(column, field(unnested, column));
  values.set(offset, make('Add', { left: field(unnested, offset), right: integer(1) }));
  const relation = project(unnested, values);
  const made = [
    { name: element, value: field(relation, name) },
    { name: ordinality ?? offset, value: field(relation, offset) },
  ];
  const { sources, shared } = carried(scope, relation);
  return { relation, shared, sources: [...sources, sourceOf(table, made)] };
}

const sourceOf = (name: string, columns: readonly Column[]): Source => ({
  name,
  path: [],
  columns,
  open: null,
  merged: new Set(),
});

function freeName(name: string, { schema }: Relation): string {
  let candidate = name;
  for (let i = 1; schema.has(candidate); i += 1) candidate = `${name}_${i}`;
  return candidate;
}

/** The relation as a table that further joins can begin with. */
export const unnestInto = ({ relation, ...names }: Made, session: Session): Joined =>
  singleNamed(session, relation, names);
