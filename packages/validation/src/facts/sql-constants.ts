import { negate, parseNumber } from './constant.js';
import type { Constant, ConstantUse } from './constant.js';
import { childNodes, columnNames, isNode, listAt, nodeAt, textAt } from './serialized.js';
import type { Serialized } from './serialized.js';

/** Functions whose text arguments never meet the content of a column. */
const CONTENTLESS = new Set([
  '||',
  'concat',
  'concat_ws',
  'date_trunc',
  'date_part',
  'strftime',
  'coalesce',
  'string_agg',
  'list_value',
  'date_diff',
  'date_sub',
  'date_add',
]);
const COUNTS = new Set(['count', 'count_star']);

/**
 * The constants of a query and the columns that they are held against: in comparisons, BETWEEN and
 * IN, in text functions and in PIVOT. Columns of subqueries are traced through their aliases.
 */
export function sqlConstants(tree: Serialized): readonly ConstantUse[] {
  const uses: ConstantUse[] = [];
  const aliases = new Map<string, Set<string>>();
  visit(tree, uses, aliases);
  return uses.map(({ constant, columns }) => ({ constant, columns: trace(columns, aliases) }));
}

function visit(node: Serialized, uses: ConstantUse[], aliases: Map<string, Set<string>>): void {
  if (isPredicate(node)) addUses(node, uses, () => true);
  else if (isTextFunction(node)) addUses(node, uses, ({ kind }) => kind === 'text');
  if (Array.isArray(node['pivot_expressions'])) addPivot(node, uses);
  const alias = textAt(node, 'alias').toLowerCase();
  if (alias !== '' && typeof node['class'] === 'string') {
    const columns = aliases.get(alias) ?? new Set();
    for (const name of collect(node).columns) columns.add(name);
    aliases.set(alias, columns);
  }
  for (const child of childNodes(node)) visit(child, uses, aliases);
}

const isPredicate = (node: Serialized): boolean =>
  node['class'] === 'COMPARISON' ||
  node['class'] === 'BETWEEN' ||
  (node['class'] === 'OPERATOR' && textAt(node, 'type').startsWith('COMPARE_'));

const isTextFunction = (node: Serialized): boolean =>
  node['class'] === 'FUNCTION' && !CONTENTLESS.has(textAt(node, 'function_name').toLowerCase());

function addUses(
  node: Serialized,
  uses: ConstantUse[],
  wanted: (constant: Constant) => boolean,
): void {
  const { constants, columns } = collect(node);
  if (columns.length === 0) return;
  for (const constant of constants) if (wanted(constant)) uses.push({ constant, columns });
}

interface Found {
  readonly constants: Constant[];
  readonly columns: string[];
}

/** Constants and columns below a node, as far as they meet there. */
function collect(root: Serialized): Found {
  const found: Found = { constants: [], columns: [] };
  const walk = (node: Serialized): void => {
    const own = node['class'];
    if (own === 'WINDOW' || own === 'SUBQUERY' || (node !== root && isPredicate(node))) return;
    if (own === 'FUNCTION' && COUNTS.has(textAt(node, 'function_name').toLowerCase())) return;
    if (own === 'COLUMN_REF') found.columns.push(...columnNames(node));
    const constant = constantOf(node);
    if (constant !== undefined) found.constants.push(constant);
    else for (const child of childNodes(node)) walk(child);
  };
  walk(root);
  return found;
}

function constantOf(node: Serialized): Constant | undefined {
  if (node['class'] === 'CONSTANT') return valueOf(nodeAt(node, 'value'));
  const minus = node['class'] === 'FUNCTION' && node['function_name'] === '-';
  const [operand, more] = minus ? listAt(node, 'children') : [];
  if (operand === undefined || more !== undefined) return undefined;
  const inner = constantOf(operand);
  return inner?.kind === 'number' ? negate(inner) : undefined;
}

function valueOf(value: Serialized | undefined): Constant | undefined {
  const content = value?.['value'];
  if (value === undefined || content === undefined || content === null) return undefined;
  const type = nodeAt(value, 'type');
  if (type?.['id'] === 'VARCHAR') return { kind: 'text', text: String(content) };
  if (typeof content !== 'number') return undefined;
  const number = parseNumber(String(content));
  const scale = type === undefined ? undefined : nodeAt(type, 'type_info')?.['scale'];
  if (number === undefined || typeof scale !== 'number') return number;
  return { ...number, scale: number.scale + scale };
}

function addPivot(node: Serialized, uses: ConstantUse[]): void {
  const columns = listAt(node, 'pivot_expressions').flatMap((column) => collect(column).columns);
  for (const entry of listAt(node, 'entries')) {
    for (const value of listAt(entry, 'values').filter(isNode)) {
      const constant = valueOf(value);
      if (constant !== undefined) uses.push({ constant, columns });
    }
  }
}

/** The names, and those that they are aliases of. */
function trace(
  columns: readonly string[],
  aliases: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const names = new Set(columns);
  for (const name of names) for (const behind of aliases.get(name) ?? []) names.add(behind);
  return [...names];
}
