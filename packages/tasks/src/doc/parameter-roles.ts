import { walk } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

/** Kinds of plain values that a parameter can take. */
export const VALUE_TYPES = [
  'int',
  'float',
  'str',
  'bool',
  'list[str]',
  'list[int]',
  'date',
  'datetime',
] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** What a parameter is: a table, a column of the type, or a plain value. */
export type Role =
  | { readonly kind: 'table' }
  | { readonly kind: 'column'; readonly type: string }
  | { readonly kind: 'value'; readonly type: ValueType | undefined };

/** One parameter of a function by people. */
export interface DocumentedParameter {
  readonly name: string;
  readonly annotation: string | undefined;
  readonly default: string | undefined;
  readonly passing: 'positional-only' | 'plain' | 'keyword-only';
  /** What it can be, the likeliest first. */
  readonly roles: readonly Role[];
}

const TABLE: Role = { kind: 'table' };
const value = (type: ValueType | undefined): Role => ({ kind: 'value', type });

/** Value types by the last part of an annotation's name. */
const ANNOTATED: Readonly<Record<string, ValueType>> = {
  int: 'int',
  Integer: 'int',
  float: 'float',
  Number: 'float',
  Decimal: 'float',
  str: 'str',
  bool: 'bool',
  date: 'date',
  datetime: 'datetime',
};

/** Column types by what the class of an expression is named after. */
const COLUMNS: readonly (readonly [prefix: string, type: string])[] = [
  ['Integer', 'int64'],
  ['Floating', 'float64'],
  ['Decimal', 'decimal(12, 2)'],
  ['Numeric', 'float64'],
  ['String', 'string'],
  ['Boolean', 'boolean'],
  ['Date', 'date'],
  ['Timestamp', 'timestamp'],
  ['Time', 'time'],
];

/**
 * What a parameter can be, from its annotation, its default, the known tables and its use.
 *
 * @param known the names of the tables that are given.
 */
export function rolesOf(
  parameter: Pick<DocumentedParameter, 'name' | 'annotation' | 'default'>,
  body: readonly PythonAst.Statement[],
  known: ReadonlySet<string>,
): readonly Role[] {
  const { name, annotation, default: given } = parameter;
  const typed = annotation === undefined ? undefined : annotatedRole(annotation);
  if (typed?.kind === 'table' && given === undefined) return [typed];
  if (typed !== undefined && typed.kind !== 'table') return [typed];
  if (given !== undefined) return [value(defaultType(given))];
  if (known.has(name)) return [TABLE];
  const values = (['int', 'str', 'float', 'list[str]'] as const).map(value);
  const use = useOf(name, body);
  if (use === 'table') return [TABLE];
  return use === 'text' ? [value('str'), ...values, TABLE] : [...values, TABLE];
}

function annotatedRole(annotation: string): Role | undefined {
  const text = annotation
    .replaceAll(/['"]/g, '')
    .replace(/^(?:typing\.)?Optional\[(.*)\]$/, '$1')
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== 'None');
  const [only, ...others] = text;
  if (only === undefined || others.length > 0) return undefined;
  const items = /^(?:\w+\.)*(?:list|List|Sequence|Iterable|tuple|Tuple|Collection)\[(\w+)/.exec(
    only,
  );
  if (items !== null) return value(items[1] === 'int' ? 'list[int]' : 'list[str]');
  const leaf = only.split('.').at(-1) ?? '';
  if (leaf === 'Table') return TABLE;
  if (/(?:Column|Scalar|Value)$/.test(leaf)) {
    const type = COLUMNS.find(([prefix]) => leaf.startsWith(prefix))?.[1];
    return { kind: 'column', type: type ?? 'float64' };
  }
  const plain = ANNOTATED[leaf];
  return plain === undefined ? undefined : value(plain);
}

/** The type of a default as it is written; undefined for what is no literal. */
export function defaultType(text: string): ValueType | undefined {
  if (/^[rb]?['"]/.test(text)) return 'str';
  if (text === 'True' || text === 'False') return 'bool';
  if (/^-?[\d_]+$/.test(text)) return 'int';
  if (/^-?[\d_.]+(?:e[-+]?\d+)?$/i.test(text)) return 'float';
  if (/^[[(]\s*['"]/.test(text)) return 'list[str]';
  return /^[[(]\s*-?\d/.test(text) ? 'list[int]' : undefined;
}

/** Methods that take tables. */
const TAKE_TABLES: ReadonlySet<string> = new Set(
  (
    'join left_join right_join inner_join outer_join semi_join anti_join asof_join cross_join ' +
    'any_inner_join any_left_join union intersect difference'
  ).split(' '),
);

/** Methods and functions whose arguments are texts: what columns are called, or what they hold. */
const TAKE_TEXTS: ReadonlySet<string> = new Set(
  (
    'contains like ilike startswith endswith re_search re_extract rlike find replace strip lower upper ' +
    'group_by select drop order_by desc asc nunique getattr strftime cast name'
  ).split(' '),
);

/** Methods of Python's texts. */
const OF_TEXTS: ReadonlySet<string> = new Set(
  'upper lower strip title replace format split startswith endswith capitalize join'.split(' '),
);

/**
 * How a name is used: as a table (something is read of it, or it is joined), as a text (it names a
 * column, or stands where texts do), or as any value.
 */
function useOf(name: string, body: readonly PythonAst.Statement[]): 'table' | 'text' | 'value' {
  let isTable = false;
  let isText = false;
  const isName = (node: PythonAst.Expression): boolean =>
    node.kind === 'Name' && node.name === name;
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.kind === 'Attribute' && isName(node.object)) {
        if (OF_TEXTS.has(node.attr.name)) isText = true;
        else isTable = true;
      }
      if (node.kind === 'Subscript') {
        isTable ||= isName(node.object);
        isText ||= isName(node.index);
      }
      if (node.kind === 'JoinedStr') {
        isText ||= node.parts.some((part) => typeof part !== 'string' && isName(part.expression));
      }
      if (node.kind !== 'Call') return;
      const { callee, args } = node;
      const method = callee.kind === 'Attribute' ? callee.attr.name : '';
      const among = args.some((argument) => isName(argument.value));
      isTable ||= TAKE_TABLES.has(method) && among;
      isTable ||= callee.kind === 'Name' && args[0] !== undefined && isName(args[0].value);
      isText ||=
        (TAKE_TEXTS.has(method) || (callee.kind === 'Name' && callee.name === 'getattr')) && among;
    });
  }
  if (isTable) return 'table';
  return isText ? 'text' : 'value';
}
