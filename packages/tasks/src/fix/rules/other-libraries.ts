import type { PythonAst } from '@ibert/ibis';

import { type Candidate, replaced, type Rule } from '../candidate.js';
import { dotBefore, type Fault, isName, keyword, type MethodCall, positional } from '../fault.js';
import { typeNamed } from '../type-words.js';
import { conditionOf } from './columns.js';

/** Writes a call of another library anew, from `.name(` to its end; undefined: it is none such. */
type Rewrite = (fault: Fault, call: PythonAst.Call) => string | undefined;

/** The value of a text literal. */
export const textOf = (node: PythonAst.Expression | undefined): string | undefined =>
  node?.kind === 'Str' ? node.value : undefined;

/** The texts of a list, a tuple, or one text alone. */
const textsOf = (fault: Fault, node: PythonAst.Expression | undefined): readonly string[] => {
  if (node === undefined) return [];
  if (node.kind === 'List' || node.kind === 'Tuple')
    return node.items.map((item) => fault.slice(item));
  return [fault.slice(node)];
};

const isFalse = (fault: Fault, node: PythonAst.Expression | undefined): boolean =>
  node !== undefined && fault.slice(node) === 'False';

/** Sort keys with one direction for all, or one for each. */
function sortKeys(fault: Fault, call: PythonAst.Call): string | undefined {
  const by = keyword(call, 'by', 'key', 'columns')?.value;
  const keys =
    by === undefined
      ? positional(call).flatMap(({ value }) => textsOf(fault, value))
      : textsOf(fault, by);
  const ascending = keyword(call, 'ascending', 'asc')?.value;
  const descending = keyword(call, 'descending', 'reverse', 'desc')?.value;
  if (keys.length === 0) return undefined;
  const flags =
    (ascending ?? descending)?.kind === 'List'
      ? textsOf(fault, ascending ?? descending)
      : undefined;
  const isDown = (index: number): boolean => {
    if (ascending !== undefined)
      return flags === undefined ? isFalse(fault, ascending) : flags[index] === 'False';
    if (descending === undefined) return false;
    return flags === undefined ? !isFalse(fault, descending) : flags[index] === 'True';
  };
  const written = keys.map((key, index) => (isDown(index) ? `ibis.desc(${key})` : key));
  return `.order_by(${written.length > 1 ? `[${written.join(', ')}]` : (written[0] ?? '')})`;
}

/** Whether Python takes a text for a name. */
export const isPythonName = (text: string): boolean => /^[\p{L}_]\w*$/u.test(text);

/** `name=value`, or an entry of a dictionary where the name is none of Python. */
const named = (name: string, value: string): string =>
  isPythonName(name) ? `${name}=${value}` : `**{${JSON.stringify(name)}: ${value}}`;

/** `{"a": "b"}` → `b="a"`: Ibis names the new column first. */
function renames(call: PythonAst.Call): string | undefined {
  const mapping = keyword(call, 'columns', 'mapper')?.value ?? positional(call)[0]?.value;
  const [from, to] = positional(call).map(({ value }) => textOf(value));
  if (mapping?.kind === 'Dict') {
    const pairs = mapping.items.map(({ key, value }) => [textOf(key), textOf(value)] as const);
    if (pairs.some(([key, value]) => key === undefined || value === undefined)) return undefined;
    const parts = pairs.map(([key, value]) => named(value ?? '', JSON.stringify(key)));
    return `.rename(${parts.join(', ')})`;
  }
  if (from !== undefined && to !== undefined) return `.rename(${named(to, JSON.stringify(from))})`;
  if (mapping?.kind === 'Call' && isName(mapping.callee, 'dict')) return renames(mapping);
  const keywords = call.args.filter(
    ({ name, value }) => name !== undefined && value.kind === 'Str',
  );
  if (keywords.length === 0 || keywords.length !== call.args.length) return undefined;
  return `.rename(${keywords.map(({ name, value }) => named(textOf(value) ?? '', JSON.stringify(name?.name))).join(', ')})`;
}

/** `agg({"x": "sum"})`, `agg({"x": ["min", "max"]})`. */
const dictAggregates: Rewrite = (_fault, call) => {
  const [only] = positional(call);
  if (only?.value.kind !== 'Dict') return undefined;
  const parts = only.value.items.flatMap(({ key, value }) => {
    const column = textOf(key);
    const methods = value.kind === 'List' ? value.items.map(textOf) : [textOf(value)];
    return methods.map((method) => {
      if (column === undefined || method === undefined) return undefined;
      const name = methods.length > 1 ? `${column}_${method}` : column;
      const result =
        column === '*' ? '_.count()' : `_.${column}.${method === 'avg' ? 'mean' : method}()`;
      return named(column === '*' ? 'count' : name, result);
    });
  });
  return parts.includes(undefined) ? undefined : `.agg(${parts.join(', ')})`;
};

const columnMethod = (fault: Fault, call: PythonAst.Call, method: string): string | undefined => {
  const columns = positional(call).flatMap(({ value }) => textsOf(fault, value));
  const texts = columns.map((column) => column.replaceAll(/^["']|["']$/g, ''));
  if (texts.length === 0 || !texts.every(isPythonName)) return undefined;
  return `.agg(${texts.map((column) => `${column}=_.${column}.${method}()`).join(', ')})`;
};

const largest = (fault: Fault, call: PythonAst.Call, down: boolean): string | undefined => {
  const count = keyword(call, 'n', 'k')?.value ?? positional(call)[0]?.value;
  const column = keyword(call, 'columns', 'by')?.value ?? positional(call)[1]?.value;
  if (count === undefined || column === undefined) return undefined;
  const keys = textsOf(fault, column).map((key) => (down ? `ibis.desc(${key})` : key));
  return `.order_by(${keys.length > 1 ? `[${keys.join(', ')}]` : keys.join('')}).limit(${fault.slice(count)})`;
};

/** `withColumn("x", value)` → `mutate(x=value)`. */
function newColumn(fault: Fault, call: PythonAst.Call): string | undefined {
  const [name, value] = positional(call);
  const text = textOf(name?.value);
  if (text === undefined || value === undefined || call.args.length !== 2) return undefined;
  return `.mutate(${named(text, fault.slice(value))})`;
}

/** `melt(id_vars=…, value_vars=…)`: pandas names the columns that stay, Ibis those that go. */
function melted(fault: Fault, call: PythonAst.Call): string | undefined {
  const kept = keyword(call, 'id_vars', 'index')?.value ?? positional(call)[0]?.value;
  const gone = keyword(call, 'value_vars', 'on')?.value ?? positional(call)[1]?.value;
  const columns =
    gone === undefined ? `~s.cols(${textsOf(fault, kept).join(', ')})` : fault.slice(gone);
  if (gone === undefined && kept === undefined) return undefined;
  const names = [
    ['names_to', keyword(call, 'var_name', 'variable_name')],
    ['values_to', keyword(call, 'value_name')],
  ] as const;
  const rest = names.flatMap(([name, argument]) =>
    argument === undefined ? [] : [`${name}=${fault.slice(argument.value)}`],
  );
  return `.pivot_longer(${[columns, ...rest].join(', ')})`;
}

/** Calls of other libraries → the same in Ibis. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  sort_values: sortKeys,
  sort: sortKeys,
  order_by: sortKeys,
  orderBy: sortKeys,
  arrange: sortKeys,
  sort_by: sortKeys,
  rename: (_fault, call) => renames(call),
  relabel: (_fault, call) => renames(call),
  withColumnRenamed: (_fault, call) => renames(call),
  rename_columns: (_fault, call) => renames(call),
  withColumn: newColumn,
  with_column: newColumn,
  set_column: newColumn,
  add_column: newColumn,
  mutate: newColumn,
  assign: newColumn,
  drop: (fault, call) => {
    const columns = keyword(call, 'columns', 'labels')?.value ?? positional(call)[0]?.value;
    if (columns === undefined) return undefined;
    return `.drop(${textsOf(fault, columns).join(', ')})`;
  },
  query: (_fault, call) => {
    const text = textOf(positional(call)[0]?.value);
    return text === undefined ? undefined : `.filter(${conditionOf(text)})`;
  },
  filter: (_fault, call) => {
    const text = textOf(positional(call)[0]?.value);
    return text === undefined || !/[<>=]/.test(text) ? undefined : `.filter(${conditionOf(text)})`;
  },
  agg: dictAggregates,
  aggregate: dictAggregates,
  nlargest: (fault, call) => largest(fault, call, true),
  nsmallest: (fault, call) => largest(fault, call, false),
  top_k: (fault, call) => largest(fault, call, true),
  slice_max: (fault, call) => {
    const column = positional(call)[0]?.value;
    const count = keyword(call, 'n')?.value ?? positional(call)[1]?.value;
    if (column === undefined || count === undefined) return undefined;
    return `.order_by(ibis.desc(${fault.slice(column)})).limit(${fault.slice(count)})`;
  },
  shift: (fault, call) => shifted(fault, call),
  drop_duplicates: (fault, call) => distinctOn(fault, call),
  dropDuplicates: (fault, call) => distinctOn(fault, call),
  unique: (fault, call) => distinctOn(fault, call),
  distinct: (fault, call) => distinctOn(fault, call),
  set_index: () => '',
  astype: (fault, call) => castOf(fault, call),
  cast: (fault, call) => castOf(fault, call),
  slice: (fault, call) => {
    const [from, to] = fault.args(call);
    return from === undefined || to === undefined ? undefined : `.substr(${from}, ${to})`;
  },
  explode: (fault, call) => `.unnest(${fault.args(call)[0] ?? ''})`,
  rank: (_fault, call) => {
    const method = keyword(call, 'method')?.value ?? positional(call)[0]?.value;
    return textOf(method) === 'dense' ? '.dense_rank()' : undefined;
  },
  melt: melted,
  unpivot: melted,
  dayofweek: () => '.day_of_week.index()',
  day_of_week: () => '.day_of_week.index()',
  weekday: () => '.day_of_week.index()',
  day_name: () => '.day_of_week.full_name()',
  zeroifnull: () => '.fill_null(0)',
  nullifzero: () => '.nullif(0)',
  to_string: () => '.cast("string")',
  to_str: () => '.cast("string")',
  tostring: () => '.cast("string")',
  toString: () => '.cast("string")',
  as_string: () => '.cast("string")',
  to_int: () => '.cast("int64")',
  to_integer: () => '.cast("int64")',
  as_int: () => '.cast("int64")',
  to_float: () => '.cast("float64")',
  to_number: () => '.cast("float64")',
  to_numeric: () => '.cast("float64")',
  to_double: () => '.cast("float64")',
  to_bool: () => '.cast("boolean")',
  to_boolean: () => '.cast("boolean")',
  to_datetime: () => '.cast("timestamp")',
};

function shifted(fault: Fault, call: PythonAst.Call): string {
  const amount = keyword(call, 'periods', 'n')?.value ?? positional(call)[0]?.value;
  const text = amount === undefined ? '1' : fault.slice(amount);
  return text.startsWith('-') ? `.lead(${text.slice(1)})` : `.lag(${text})`;
}

function distinctOn(fault: Fault, call: PythonAst.Call): string | undefined {
  const columns = keyword(call, 'subset', 'on', 'by')?.value ?? positional(call)[0]?.value;
  if (columns === undefined) return '.distinct()';
  const keys = textsOf(fault, columns);
  const keep = keyword(call, 'keep')?.value;
  const kept = keep === undefined ? '' : `, keep=${fault.slice(keep)}`;
  return `.distinct(on=${keys.length === 1 ? keys[0] : `[${keys.join(', ')}]`}${kept})`;
}

function castOf(fault: Fault, call: PythonAst.Call): string | undefined {
  const node = keyword(call, 'dtype', 'type', 'to')?.value ?? positional(call)[0]?.value;
  if (node === undefined) return undefined;
  const words = textOf(node) ?? fault.slice(node).replace(/\(\)$/, '');
  const name = typeNamed(words.replace(/^(?:np|pl|pd|pa|T|dt|ibis)\./, ''));
  return name === undefined ? undefined : `.cast("${name}")`;
}

/** Calls as pandas, Polars, Spark and dplyr write them. */
export const otherLibraries: Rule = (fault) =>
  fault.calls.flatMap(({ call, name }): Candidate[] => {
    const rewrite = Object.hasOwn(REWRITES, name.name) ? REWRITES[name.name] : undefined;
    const place = { start: dotBefore(fault, name), end: call.end };
    const wrong = fault.slice(place);
    const text = rewrite?.(fault, call);
    const grouped = columnMethodOf(fault, { call, name });
    return [text, grouped].flatMap((right) => {
      if (right === undefined || right === wrong) return [];
      const why = `\`${wrong}\` is the notation of another library; in Ibis it is \`${right}\`.`;
      return [replaced(place, right, 0.85, why)];
    });
  });

const AGGREGATES: ReadonlySet<string> = new Set(
  'sum mean avg min max median std var nunique first last'.split(' '),
);

/** `group_by(…).sum("x")`, `group_by(…)["x"].sum()`, `group_by(…).x.sum()` → `.agg(x=_.x.sum())`. */
function columnMethodOf(
  fault: Fault,
  { call, name }: Pick<MethodCall, 'call' | 'name'>,
): string | undefined {
  if (!AGGREGATES.has(name.name)) return undefined;
  return columnMethod(fault, call, name.name === 'avg' ? 'mean' : name.name);
}

const isGrouping = (node: PythonAst.Expression): boolean =>
  node.kind === 'Call' &&
  node.callee.kind === 'Attribute' &&
  /^group_?by$/i.test(node.callee.attr.name);

/** Columns of a grouped table that are aggregated one by one. */
export const groupedColumns: Rule = (fault) =>
  fault.calls.flatMap(({ call, object, name }): Candidate[] => {
    if (object.kind !== 'Subscript' && object.kind !== 'Attribute') return [];
    if (!isGrouping(object.object)) return [];
    const columns =
      object.kind === 'Attribute'
        ? [object.attr.name]
        : textsOf(fault, object.index).map((text) => text.replaceAll(/^["']|["']$/g, ''));
    const args = fault.args(call).join(', ');
    if (/^agg(?:regate)?$/.test(name.name)) return severalOf(fault, call, object, columns);
    const method = name.name === 'avg' ? 'mean' : name.name === 'size' ? 'count' : name.name;
    const text = `.agg(${columns.map((column) => `${column}=_.${column}.${method}(${args})`).join(', ')})`;
    const why = `A grouped table is aggregated with \`agg\`: \`${text}\`.`;
    return [replaced({ start: object.object.end, end: call.end }, text, 0.85, why)];
  });

/** `group_by(…)["x"].agg(["min", "max"])` */
function severalOf(
  fault: Fault,
  call: PythonAst.Call,
  object: PythonAst.Subscript | PythonAst.Attribute,
  columns: readonly string[],
): Candidate[] {
  const methods = textsOf(fault, positional(call)[0]?.value).map((text) =>
    text.replaceAll(/^["']|["']$/g, ''),
  );
  if (methods.length === 0 || !methods.every((method) => AGGREGATES.has(method))) return [];
  const parts = columns.flatMap((column) =>
    methods.map(
      (method) =>
        `${methods.length > 1 ? `${column}_${method}` : column}=_.${column}.${method === 'avg' ? 'mean' : method}()`,
    ),
  );
  const text = `.agg(${parts.join(', ')})`;
  const why = `Each aggregate of a grouped table is an expression with a name: \`${text}\`.`;
  return [replaced({ start: object.object.end, end: call.end }, text, 0.85, why)];
}
