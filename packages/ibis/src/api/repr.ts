import {
  INTERVAL_UNITS,
  isRelation,
  isValue,
  nameOf,
  printType,
  reprFloat,
  reprLiteral,
  reprString,
} from '@ibert/ir';
import type { DataType, IntervalUnit, OpName, Relation, Schema, Value } from '@ibert/ir';

import { isNode, namedArgs, NodeGraph } from './node-graph.js';
import type { GraphNode } from './node-graph.js';
import type { UnitClass } from './units.js';

/** Stands for a memory address, which would be another one in every run. */
export const ADDRESS = '0x7f0000000000';

/** Text that is shown as it is, not quoted. */
class Shown {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Fields = readonly (readonly [string, unknown])[];
type Show = (fields: Fields, node: GraphNode) => string;

/**
 * The text of an expression: what Python's `repr` shows for it in Ibis. Every relation that it is
 * made of is given a name (`r0`, `r1`, …) and a paragraph of its own.
 *
 * Source: ibis/expr/format.py.
 */
export function reprNode(root: Value | Relation): string {
  const graph = new NodeGraph(root);
  const shown = new Map<number, Shown>();
  const paragraphs: string[] = [];
  let answer = '';
  let relations = 0;
  const place = (node: GraphNode): number => graph.placeOf(node) ?? -1;
  const lookUp = (arg: unknown): unknown => {
    if (isNode(arg)) return shown.get(place(arg));
    if (Array.isArray(arg)) return arg.map(lookUp);
    if (arg instanceof Map) return new Map([...arg].map(([key, value]) => [key, lookUp(value)]));
    return arg;
  };
  for (const node of graph.order) {
    let text = showNode(
      namedArgs(node).map(([name, arg]) => [name, lookUp(arg)] as const),
      node,
    );
    if (place(node) === place(root)) answer = text;
    if (isRelation(node) && node.kind !== 'JoinReference') {
      const name = `r${relations}`;
      relations += 1;
      if (place(node) !== place(root)) paragraphs.push(`${name} := ${text}`);
      text = name;
    }
    shown.set(place(node), new Shown(text));
  }
  const named = isValue(root) && root.kind !== 'Literal';
  return [...paragraphs, named ? `${nameOf(root)}: ${answer}` : answer].join('\n\n');
}

function showNode(fields: Fields, node: GraphNode): string {
  if (isValue(node)) return (VALUES[node.kind] ?? showValue)(fields, node);
  if (isRelation(node)) return RELATIONS[node.kind](fields, node);
  const [how = '', table = ''] = fields.map(([, arg]) => plainText(arg));
  return `JoinLink[${how}, ${table}]\n${render(get(fields, 'predicates'), 1)}`;
}

const get = (fields: Fields, name: string): unknown => fields.find(([key]) => key === name)?.[1];
const textOf = (fields: Fields, name: string): string => plainText(get(fields, name));

const indent = (text: string, level: number): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : '  '.repeat(level) + line))
    .join('\n');

const isEmpty = (arg: unknown): boolean =>
  arg === null ||
  arg === undefined ||
  arg === false ||
  arg === 0 ||
  arg === 0n ||
  arg === '' ||
  (Array.isArray(arg) && arg.length === 0) ||
  (arg instanceof Map && arg.size === 0);

/** Python's `str`. */
function plainText(arg: unknown): string {
  if (arg instanceof Shown) return arg.text;
  return typeof arg === 'string' ? arg : inline(arg);
}

/** Columns `name: value`, values one under the other; a list one item a line. */
function render(arg: unknown, level: number, separator = ':'): string {
  if (arg instanceof Map) {
    const rows = [...arg].filter(([, value]) => !isEmpty(value));
    const width = Math.max(0, ...rows.map(([key]) => String(key).length + separator.length));
    const lines = rows.map(
      ([key, value]) => `${`${String(key)}${separator}`.padEnd(width)} ${render(value, 0)}`,
    );
    return indent(lines.join('\n'), level);
  }
  if (Array.isArray(arg)) return indent(arg.map((item) => render(item, 0)).join('\n'), level);
  return indent(plainText(arg), level);
}

const renderFields = (fields: Fields): string =>
  indent(
    fields
      .filter(([, arg]) => !isEmpty(arg))
      .map(([name, arg]) => `${name}:\n${render(arg, 1)}`)
      .join('\n'),
    1,
  );

/** A schema as a table. A struct is a mapping to Ibis, and so it shows as one. */
const renderSchema = (schema: Schema, level: number): string =>
  schema.size === 0
    ? indent('<empty schema>', level)
    : render(new Map([...schema].map(([name, type]) => [name, typeEntry(type)])), level, '');

const typeEntry = (type: DataType): unknown =>
  type.kind === 'struct'
    ? new Map([...type.fields].map(([name, inner]) => [name, typeEntry(inner)]))
    : new Shown(printType(type));

const schemaText = (node: GraphNode, level: number): string =>
  isRelation(node) ? renderSchema(node.schema, level) : '';

const isDataType = (arg: unknown): arg is DataType =>
  typeof arg === 'object' && arg !== null && 'kind' in arg && 'nullable' in arg;

/** Python's `repr`, nodes as their text and data types by name. */
function inline(arg: unknown): string {
  if (arg instanceof Shown) return arg.text;
  if (Array.isArray(arg)) return `[${arg.map(inline).join(', ')}]`;
  if (arg instanceof Map) {
    return `{${[...arg].map(([key, value]) => `${reprString(String(key))}: ${inline(value)}`).join(', ')}}`;
  }
  if (isDataType(arg)) return printType(arg);
  switch (typeof arg) {
    case 'string':
      return reprString(arg);
    case 'boolean':
      return arg ? 'True' : 'False';
    case 'number':
      return Number.isInteger(arg) ? String(arg) : reprFloat(arg);
    default:
      return arg === null ? 'None' : String(arg);
  }
}

function inlineArgs(fields: Fields, positional: boolean): string {
  const [first, ...rest] = fields.filter(([, arg]) => !isEmpty(arg));
  if (first === undefined) return '';
  const keywords = rest.map(([name, arg]) => `${name}=${inline(arg)}`);
  const bare = positional && (rest.length === 0 || first[0] === 'arg');
  return [bare ? inline(first[1]) : `${first[0]}=${inline(first[1])}`, ...keywords].join(', ');
}

const kindOf = (node: GraphNode): string => ('kind' in node ? node.kind : 'JoinLink');

const showValue: Show = (fields, node) => `${kindOf(node)}(${inlineArgs(fields, true)})`;

const infix =
  (symbol: string): Show =>
  (fields) =>
    `${textOf(fields, 'left')} ${symbol} ${textOf(fields, 'right')}`;
const callOfBoth: Show = (fields, node) =>
  `${kindOf(node)}(${textOf(fields, 'left')}, ${textOf(fields, 'right')})`;

/** Operations that show as a bare pair: Ibis's binary ones that have no symbol. */
const BARE_PAIRS = [
  'BitwiseAnd',
  'BitwiseOr',
  'BitwiseXor',
  'BitwiseLeftShift',
  'BitwiseRightShift',
  'Atan2',
] as const;

const SYMBOLS: Partial<Record<OpName, string>> = {
  Equals: '==',
  IdenticalTo: '===',
  NotEquals: '!=',
  Less: '<',
  LessEqual: '<=',
  Greater: '>',
  GreaterEqual: '>=',
  Add: '+',
  Subtract: '-',
  Multiply: '*',
  Divide: '/',
  FloorDivide: '//',
  Modulus: '%',
  Power: '**',
  DateAdd: '+',
  DateSub: '-',
  DateDiff: '-',
  TimeAdd: '+',
  TimeSub: '-',
  TimeDiff: '-',
  TimestampAdd: '+',
  TimestampSub: '-',
  TimestampDiff: '-',
  IntervalAdd: '+',
  IntervalSubtract: '-',
  IntervalMultiply: '*',
  IntervalFloorDivide: '//',
  And: '&',
  Or: '|',
  Xor: '^',
};

const UNIT_CLASS_OF: Partial<Record<OpName, UnitClass>> = {
  DateTruncate: 'DateUnit',
  TimeTruncate: 'TimeUnit',
  TimestampTruncate: 'IntervalUnit',
  TimestampFromUNIX: 'TimestampUnit',
  IntervalFromInteger: 'IntervalUnit',
};

const withUnit =
  (unitClass: UnitClass): Show =>
  (fields, node) =>
    showValue(
      fields.map(([name, arg]) => [
        name,
        name === 'unit' ? showUnit(arg as IntervalUnit, unitClass) : arg,
      ]),
      node,
    );
const showUnit = (unit: IntervalUnit, unitClass: UnitClass): Shown =>
  new Shown(`<${unitClass}.${INTERVAL_UNITS[unit].toUpperCase()}: '${unit}'>`);

/** A literal as Python shows the value that Ibis keeps. */
export function reprLiteralNode(value: Value): string {
  const { value: literal, type } = value.args as unknown as {
    readonly value: Parameters<typeof reprLiteral>[0];
    readonly type: DataType;
  };
  const text = reprLiteral(literal, type);
  if (type.kind === 'interval') return `${text} ${type.unit}`;
  if (type.kind === 'array' && Array.isArray(literal)) {
    return `[${literal.map((item) => reprLiteral(item as null, type.value)).join(', ')}]`;
  }
  return text;
}

const udf: Show = (fields) => {
  const where = get(fields, 'where');
  const args = (get(fields, 'args') as readonly unknown[]).map(inline);
  if (!isEmpty(where)) args.push(`where=${inline(where)}`);
  return `${textOf(fields, 'name')}_0(${args.join(', ')})`;
};

const VALUES: Readonly<Record<string, Show>> = {
  ...Object.fromEntries(Object.entries(SYMBOLS).map(([kind, symbol]) => [kind, infix(symbol)])),
  ...Object.fromEntries(BARE_PAIRS.map((kind) => [kind, callOfBoth])),
  ...Object.fromEntries(
    Object.entries(UNIT_CLASS_OF).map(([kind, unitClass]) => [kind, withUnit(unitClass)]),
  ),
  Literal: (_, node) => (isValue(node) ? reprLiteralNode(node) : ''),
  Field: (fields) => {
    const name = textOf(fields, 'name');
    const rel = textOf(fields, 'rel');
    return isIdentifier(name) ? `${rel}.${name}` : `${rel}[${reprString(name)}]`;
  },
  Alias: (fields) => textOf(fields, 'arg'),
  SortKey: (fields) =>
    `${get(fields, 'ascending') === true ? 'asc' : 'desc'} ${textOf(fields, 'arg')}`,
  ScalarParameter: (fields) => `$(${inline(get(fields, 'type'))})`,
  Argument: (fields) => {
    const shape = get(fields, 'columnar') === true ? 'Columnar' : 'Scalar';
    const object = `<ibis.expr.datashape.${shape} object at ${ADDRESS}>`;
    return `Argument(name=${inline(get(fields, 'name'))}, shape=${object}, dtype=${inline(get(fields, 'type'))})`;
  },
  ScalarUDF: udf,
  AggUDF: udf,
};

export const isIdentifier = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);

const withoutParent = (fields: Fields): Fields => fields.filter(([name]) => name !== 'parent');
const headOf = (fields: Fields, node: GraphNode): string =>
  `${kindOf(node)}[${textOf(fields, 'parent')}]`;

/** The fields one under the other, without the schema. */
const details: Show = (fields, node) =>
  `${headOf(fields, node)}\n${renderFields(withoutParent(fields))}`;
/** The fields, then the schema. */
const withSchema: Show = (fields, node) =>
  `${headOf(fields, node)}\n${renderFields([...withoutParent(fields), ['schema', new Shown(schemaText(node, 0))]])}`;
const oneLine: Show = (fields, node) => {
  const params = inlineArgs(withoutParent(fields), false);
  return `${kindOf(node)}[${textOf(fields, 'parent')}, ${params}]`;
};
const bare: Show = headOf;
const namedTable: Show = (fields, node) =>
  `${kindOf(node)}: ${textOf(fields, 'name')}\n${schemaText(node, 1)}`;
const values: Show = (fields, node) => {
  const head = get(fields, 'parent') === undefined ? kindOf(node) : headOf(fields, node);
  return `${head}\n${render(get(fields, 'values'), 1)}`;
};
const list =
  (name: string): Show =>
  (fields, node) =>
    `${headOf(fields, node)}\n${render(get(fields, name), 1)}`;
const setOperation: Show = (fields, node) =>
  `${kindOf(node)}[${textOf(fields, 'left')}, ${textOf(fields, 'right')}, distinct=${inline(get(fields, 'distinct'))}]`;

const RELATIONS: Readonly<Record<Relation['kind'], Show>> = {
  UnboundTable: (_, node) => {
    if (!('kind' in node) || node.kind !== 'UnboundTable' || isValue(node)) return '';
    const { catalog, database, name } = node;
    const path = [catalog, database, name].filter((part) => part !== null && part !== '').join('.');
    return `UnboundTable: ${path}\n${schemaText(node, 1)}`;
  },
  InMemoryTable: namedTable,
  DummyTable: values,
  Project: values,
  DropColumns: (fields, node) => {
    const names = (get(fields, 'columns_to_drop') as readonly string[]).map(reprString).join(', ');
    return withSchema(
      [
        ['parent', get(fields, 'parent')],
        ['columns_to_drop', new Shown(`frozenset({${names}})`)],
      ],
      node,
    );
  },
  Filter: list('predicates'),
  Sort: list('keys'),
  Limit: oneLine,
  Sample: oneLine,
  Aggregate: details,
  Distinct: bare,
  DropNull: details,
  FillNull: details,
  Union: setOperation,
  Intersection: setOperation,
  Difference: setOperation,
  TableUnnest: withSchema,
  SelfReference: bare,
  JoinReference: (fields) => textOf(fields, 'parent'),
  AliasedRelation: namedTable,
  JoinChain: (fields) => {
    const links = render(get(fields, 'rest'), 1);
    return `JoinChain[${textOf(fields, 'first')}]\n${links}\n${renderFields([['values', get(fields, 'values')]])}`;
  },
};
