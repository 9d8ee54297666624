import { isList, isNode, list, nameOf, only } from './json.js';
import type { Json, Node } from './json.js';

/** How a node was written, which says nothing about what it means. */
const LAYOUT = new Set(
  `kind_text start_side_text end_side_text use_inner_keyword use_outer_keyword span quoted trailing_comments leading_comments left_comments operator_comments comments
  pre_alias_comments original_name alias_explicit_as explicit_asc inferred_type function_name
  double_colon_syntax use_bracket_syntax no_parens join_mark hints locks`.split(/\s+/),
);

/** The output columns that a FROM clause defines by more than their name. */
export type Definitions = ReadonlyMap<string, string>;
export interface Reader {
  /** All names that a column may be qualified with. */
  readonly sources: ReadonlySet<string>;
  readonly nulls: 'last' | 'largest' | 'smallest';
  readonly tables: ReadonlyMap<string, Definitions>;
  readonly lines: string[];
  /** A query inside an expression: adds its lines to a reader's, yields its outputs. */
  readonly query: (of: Json, reader: Reader) => Definitions;
}

/** An expression as text with brackets everywhere. */
export function text(of: Json, known: Definitions, reader: Reader): string {
  if (of === null || typeof of !== 'object') return String(of);
  if (isList(of)) return `[${of.map((x) => text(x, known, reader)).join(', ')}]`;
  const node = of as Node;
  const kinds = Object.keys(node);
  const [kind = ''] = kinds;
  const inner = node[kind];
  if (kinds.length === 1 && inner === null) return kind.toUpperCase();
  if (kinds.length === 1 && isNode(inner)) {
    const special = SPECIAL[kind];
    if (special !== undefined) return special(inner, known, reader);
    // A negated test is the negation of the test.
    const negated = inner['not'] === true;
    const parts = String(inner['name']).toLowerCase() === kind ? without(inner, 'name') : inner;
    const test = `${kind}(${fields(negated ? without(parts, 'not') : parts, known, reader)})`;
    return negated ? `not(${test})` : test;
  }
  return `{${fields(node, known, reader)}}`;
}

type Writer = (node: Node, known: Definitions, reader: Reader) => string;
const through: Writer = (node, known, reader) => text(node['this'] ?? null, known, reader);
const nested: Writer = (node, _known, reader) => {
  const lines: string[] = [];
  const outputs = reader.query(node as Json, { ...reader, lines });
  return `(SELECT ${[...lines, ...[...outputs.values()].filter((v) => !/^\w+$/.test(v) || v === 'NULL')].toSorted().join('; ')})`;
};
const chain =
  (kind: 'and' | 'or'): Writer =>
  (node, known, reader) => {
    const parts = (x: Json): readonly Json[] => {
      const paren = only(x, 'paren');
      if (paren !== null) return parts(paren['this'] ?? null);
      const same = only(x, kind);
      return same === null
        ? [x]
        : [...parts(same['left'] ?? null), ...parts(same['right'] ?? null)];
    };
    return `${kind}(${parts({ [kind]: node })
      .map((p) => text(p, known, reader))
      .join(', ')})`;
  };

const SPECIAL: Readonly<Record<string, Writer>> = {
  paren: through,
  alias: through,
  annotated: through,
  and: chain('and'),
  or: chain('or'),
  column: (node, known, reader) => {
    const [name, table] = [nameOf(node['name']), nameOf(node['table'])];
    if (table !== '' && !reader.sources.has(table)) return `dot(field: {name: ${name}}, ${table})`;
    return known.get(name) ?? name;
  },
  identifier: (node) => nameOf(node['name']),
  literal: (node) => {
    const [type, value] = [String(node['literal_type']), String(node['value'])];
    if (type === 'number') return String(Number(value));
    return `${type === 'string' ? '' : `${type} `}'${value}'`;
  },
  neg: (node, known, reader) => `-${text(node['this'] ?? null, known, reader)}`,
  neq: (node, known, reader) => `not(eq(${fields(node, known, reader)}))`,
  not: (node, known, reader) => {
    const inside = text(node['this'] ?? null, known, reader);
    return /^not\((.*)\)$/.exec(inside)?.[1] ?? `not(${inside})`;
  },
  if_func: (node, known, reader) => {
    const [condition, yes, no] = ['condition', 'true_value', 'false_value'].map((key) =>
      text(node[key] ?? null, known, reader),
    );
    return `CASE [WHEN ${condition} THEN ${yes}]${no === 'NULL' || no === 'null' ? '' : ` ELSE ${no}`}`;
  },
  boolean: (node) => String(node['value']).toUpperCase(),
  select: (node, known, reader) => nested({ select: node }, known, reader),
  subquery: (node, known, reader) => nested({ subquery: node }, known, reader),
  function: (node, known, reader) =>
    `${String(node['name']).toUpperCase()}(${fields(without(node, 'name'), known, reader)})`,
  aggregate_function: (node, known, reader) =>
    `${String(node['name']).toUpperCase()}(${fields(without(node, 'name'), known, reader)})`,
  case: (node, known, reader) => caseText(node, known, reader),
  window_function: (node, known, reader) => windowText(node, known, reader),
  within_group: (node, known, reader) =>
    `${text(node['this'] ?? null, known, reader)} WITHIN ${sortKeys(list(node['order_by']), known, reader).join(', ')}`,
};

const without = (node: Node, key: string): Node =>
  Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));

function fields(node: Node, known: Definitions, reader: Reader): string {
  const parts: string[] = [];
  for (const key of Object.keys(node).toSorted()) {
    const value = node[key];
    if (LAYOUT.has(key) || value === null || value === undefined || value === false) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (key === 'order_by' && Array.isArray(value)) {
      parts.push(`ORDER ${sortKeys(value, known, reader).join(', ')}`);
      continue;
    }
    const shown = text(value, known, reader);
    parts.push(
      ['this', 'args', 'left', 'right', 'expressions', 'expression'].includes(key)
        ? shown
        : `${key}: ${shown}`,
    );
  }
  return parts.join(', ');
}

function caseText(node: Node, known: Definitions, reader: Reader): string {
  const say = (x: Json | undefined): string => text(x ?? null, known, reader);
  const operand =
    node['operand'] === null || node['operand'] === undefined ? '' : ` ${say(node['operand'])}`;
  const whens = list(node['whens']).map((when) => {
    const [condition, value] = list(when);
    return `[WHEN ${say(condition)} THEN ${say(value)}]`;
  });
  const otherwise = say(node['else_']);
  const last = otherwise === 'null' || otherwise === 'NULL' ? '' : ` ELSE ${otherwise}`;
  return `CASE${operand} ${whens.join(' ')}${last}`;
}

function windowText(node: Node, known: Definitions, reader: Reader): string {
  const over = isNode(node['over']) ? node['over'] : {};
  const partition = list(over['partition_by']).map((x) => text(x, known, reader));
  const keys = sortKeys(list(over['order_by']), known, reader).filter(
    (key) => !key.startsWith('(SELECT NULL') && !key.startsWith('NULL '),
  );
  const frame = isNode(over['frame']) ? fields(over['frame'], known, reader) : '';
  // Without an order the frame is the whole partition anyway.
  const whole = /unbounded.*unbounded/i.test(frame);
  const func = text(node['this'] ?? null, known, reader);
  const ranks = /^(row_number|rank|dense_rank|ntile|percent_rank|cume_dist)\b/i.test(func);
  const shown = (keys.length === 0 || ranks) && whole ? '' : frame;
  return `${func} OVER (by ${partition.join(', ')} order ${keys.join(', ')} ${shown})`;
}

/** Keys with direction and place of NULLs; a key before it that only moves NULLs becomes a part. */
export function sortKeys(
  keys: readonly Json[],
  known: Definitions,
  reader: Reader,
): readonly string[] {
  const out: string[] = [];
  let moved: { readonly of: string; readonly first: boolean } | null = null;
  for (const key of keys) {
    if (!isNode(key)) continue;
    const value = text(key['this'] ?? null, known, reader);
    const down = key['desc'] === true;
    const marker = /^CASE \[WHEN is_null\((.*)\) THEN 1\] ELSE 0$|^is_null\((.*)\)$/.exec(value);
    if (marker !== null) {
      moved = { of: marker[1] ?? marker[2] ?? '', first: down };
      continue;
    }
    const implied = reader.nulls === 'last' ? false : reader.nulls === 'largest' ? down : !down;
    const given = key['nulls_first'];
    const first = moved?.of === value ? moved.first : typeof given === 'boolean' ? given : implied;
    moved = null;
    out.push(`${value}${down ? ' DESC' : ''} NULLS ${first ? 'FIRST' : 'LAST'}`);
  }
  return out;
}
