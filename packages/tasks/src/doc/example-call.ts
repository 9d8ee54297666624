import { isColumnAttribute } from '@ibert/ibis';
import { field, INT64, isImpure, isOp, parentsOf, parseType, REST, some, STRING } from '@ibert/ir';
import type { DataType, Relation, Schema, Value } from '@ibert/ir';
import { tableReads, trace } from '@ibert/multitask/documentation';

import { stepsOf } from './query-steps.js';
import { COLUMNS_TABLE } from './evaluated-function.js';
import type { BoundParameter, EvaluatedFunction } from './evaluated-function.js';
import { columnUses } from './column-uses.js';
import type { ColumnUses } from './column-uses.js';
import { likelyType } from './example-cells.js';
import type { ExampleCell } from './example-cells.js';
import { quoted } from './example-tables.js';
import type { ExampleTable } from './example-tables.js';
import type { Mark } from './marks.js';

/** What an example's tables are made from. */
export interface ExamplePlan {
  /** Tables by the names that the query has for them. */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly uses: ColumnUses;
  /** Columns that tell the rows of their table apart, by `table.column`. */
  readonly keys: ReadonlySet<string>;
  /** The columns that marks are compared with, by the mark's text. */
  readonly tested: ReadonlyMap<string, string>;
  /** Columns that stand where a parameter names one, by the mark's text. */
  readonly named: ReadonlyMap<string, string>;
}

/**
 * Plans the tables of an example: the columns that are read, with what they are compared with.
 *
 * @param unknown the type of columns whose type is not known.
 * @param columns how many a table has that is passed on whole, if it has as many; `Infinity`: every
 *   table has all of its columns.
 */
export function planExample(
  evaluated: EvaluatedFunction,
  unknown: DataType,
  columns: number,
): ExamplePlan {
  const { answer, marks, parameters, tables } = evaluated;
  const reads = tableReads(answer.relation);
  const { uses, tested } = withoutMarks(columnUses(answer.relation), evaluated);
  const named = new Map(
    marks.map(({ name, text }, i) => {
      const given = parameters.find((parameter) => parameter.name === name)?.default ?? '';
      const [literal = `kind${i === 0 ? '' : i}`] = literalOf(given);
      return [text, String(literal)];
    }),
  );
  const isKin = (key: string): boolean => uses.kin.has(key) || [...uses.kin.values()].includes(key);
  const schemas = new Map<string, Schema>();
  for (const { name, role } of parameters) {
    if (role.kind !== 'table') continue;
    const whole = [...(tables[name] ?? new Map<string, DataType>())];
    const { read = [], passed = false } = reads.get(name) ?? {};
    const isOpen = read.includes(REST);
    const isWhole = passed || isOpen || columns === Infinity;
    const room = isWhole ? Math.max(0, columns - read.length) : 0;
    const unread = whole.map(([column]) => column).filter((column) => !read.includes(column));
    const wanted = new Set([...read, ...unread.slice(0, room)]);
    const shown = whole.filter(([column]) => wanted.has(column));
    const filled: readonly (readonly [string, DataType])[] =
      shown.length > 0 ? shown : whole.slice(0, 2);
    const typed = (filled.length > 0 ? filled : [['id', INT64] as const]).map(([column, type]) => {
      const likely = isKin(`${name}.${column}`) ? INT64 : likelyType(column);
      const known = type.kind === 'unknown' ? (likely ?? unknown) : type;
      return [named.get(column) ?? column, known] as const;
    });
    schemas.set(name, new Map(typed));
  }
  const single = parameters.flatMap(({ name, role }) =>
    role.kind === 'column' ? [[name, parseType(role.type)] as const] : [],
  );
  if (single.length > 0) schemas.set(COLUMNS_TABLE, new Map(single));
  return { schemas, uses, keys: rowKeys(evaluated), tested, named };
}

const IS_KEY = /(?:^|_)(?:id|key)$/;

/**
 * The first columns of given tables that are keys by their names. A second such column may make
 * the key together with the first.
 */
const rowKeys = ({ tables, inferred }: EvaluatedFunction): ReadonlySet<string> =>
  new Set(
    Object.entries(tables).flatMap(([name, schema]) => {
      const [first = '', second = ''] = schema.keys();
      const isAlone = IS_KEY.test(first) && !IS_KEY.test(second);
      return isAlone && !inferred.includes(name) ? [`${name}.${first}`] : [];
    }),
  );

/** The uses of columns with defaults in the place of marks. */
function withoutMarks(
  { literals, ...others }: ColumnUses,
  { marks, parameters }: EvaluatedFunction,
): Pick<ExamplePlan, 'uses' | 'tested'> {
  const tested = new Map<string, string>();
  const real = new Map<string, readonly (string | number)[]>();
  for (const [column, found] of literals) {
    const kept = found.flatMap((literal) => {
      const mark = marks.find(({ text }) => String(literal).includes(text));
      if (mark === undefined) return [literal];
      if (!tested.has(mark.text)) tested.set(mark.text, column);
      const given = parameters.find(({ name }) => name === mark.name)?.default;
      return given === undefined ? [] : literalOf(given);
    });
    real.set(column, kept);
  }
  return { uses: { ...others, literals: real }, tested };
}

function literalOf(text: string): readonly (string | number)[] {
  if (text === '') return [];
  const inner = /^[rb]?(['"])(.*)\1$/.exec(text)?.[2];
  if (inner !== undefined) return [inner];
  const number = Number(text.replaceAll('_', ''));
  return Number.isNaN(number) ? [] : [number];
}

/** The name of the table whose columns an example hands over. */
const COLUMNS_NAME = 't';

/** What the example calls a table of the query. */
export const shownName = (table: string): string =>
  table === COLUMNS_TABLE ? COLUMNS_NAME : table;

/** The arguments of an example's call; undefined where a value has no example. */
export function argumentsOf(
  { parameters, marks }: EvaluatedFunction,
  plan: ExamplePlan,
  tables: readonly ExampleTable[],
): readonly string[] | undefined {
  const shown: string[] = [];
  const open = marks.filter(({ name }) =>
    parameters.some((parameter) => parameter.name === name && parameter.default === undefined),
  );
  let skipped = false;
  for (const parameter of parameters) {
    if (parameter.role.kind === 'value' && parameter.default !== undefined) {
      skipped = true;
      continue;
    }
    const mark = marks.find(({ name }) => name === parameter.name);
    const peers = open.filter(
      ({ text }) => mark !== undefined && plan.tested.get(text) === plan.tested.get(mark.text),
    );
    const share = mark === undefined ? 0 : (peers.indexOf(mark) + 1) / (peers.length + 1);
    const value = argumentOf(parameter, mark, plan, tables, share);
    if (value === undefined) return undefined;
    const byName =
      parameter.passing === 'keyword-only' || skipped || parameter.role.kind === 'value';
    if (skipped && parameter.passing === 'positional-only') return undefined;
    const isNamed = byName && parameter.passing !== 'positional-only';
    shown.push(isNamed ? `${parameter.name}=${value}` : value);
  }
  return shown;
}

const SAMPLES: Readonly<Record<string, string>> = { int: '2', float: '1.5', str: '"a"' };

function argumentOf(
  { name, role }: BoundParameter,
  mark: Mark | undefined,
  plan: ExamplePlan,
  tables: readonly ExampleTable[],
  share: number,
): string | undefined {
  if (role.kind === 'table') return shownName(name);
  if (role.kind === 'column') {
    return isColumnAttribute(name) ? `${COLUMNS_NAME}.${name}` : `${COLUMNS_NAME}[${quoted(name)}]`;
  }
  if (mark === undefined) return undefined;
  const columns = tables.flatMap((table) =>
    table.columns.map((column) => ({ ...column, key: `${table.name}.${column.name}` })),
  );
  const isName = columns.some((column) => column.name === plan.named.get(mark.text));
  if (isName) return quoted(plan.named.get(mark.text) ?? '');
  const isList = role.type?.startsWith('list') === true;
  const tested = columns.find(({ key }) => key === plan.tested.get(mark.text));
  const cells = (tested?.cells ?? []).flatMap((cell) => comparable(cell, role.type ?? '', name));
  const sorted = cells.toSorted((a, b) => (a < b ? -1 : 1));
  const cell = sorted[Math.floor((sorted.length - 1) * share)];
  if (role.type === 'date' || role.type === 'datetime') return undefined;
  const sample = isList ? SAMPLES[role.type?.slice(5, -1) ?? ''] : SAMPLES[role.type ?? ''];
  const text = cell === undefined ? sample : typeof cell === 'string' ? quoted(cell) : String(cell);
  return isList && text !== undefined ? `[${text}]` : text;
}

/** A cell as a value that it may be compared with; of a moment the part that the name speaks of. */
function comparable(cell: ExampleCell, type: string, name: string): readonly (string | number)[] {
  if (type.includes('str')) return typeof cell === 'string' ? [cell] : [];
  if (typeof cell === 'number') return [cell];
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(String(cell)) ?? [];
  if (year === undefined || type !== 'int') return [];
  return [Number(/month/.test(name) ? month : /day/.test(name) ? day : year)];
}

/** Whether the rows of a query come in an order of its own. */
export function isOrdered(relation: Relation): boolean {
  if (relation.kind === 'Sort') return true;
  const keeps = ['Project', 'Limit', 'Filter', 'DropColumns', 'FillNull', 'DropNull'];
  return keeps.includes(relation.kind) && parentsOf(relation).every(isOrdered);
}

/** Whether a column of the example's result is made by the function, rather than passed on. */
export function isMade(
  column: string,
  { schema, relation }: Pick<EvaluatedFunction['answer'], 'schema' | 'relation'>,
  tables: readonly ExampleTable[],
): boolean {
  if (!tables.some(({ columns }) => columns.some(({ name }) => name === column))) return true;
  if (!schema.has(column)) return false;
  const source = trace(field(relation, column));
  return !isOp(source, 'Field') || source.args.name !== column;
}

/** Whether the query chooses among rows. */
export const choosesRows = (relation: Relation): boolean =>
  relation.kind === 'Filter' || relation.kind === 'Limit' || parentsOf(relation).some(choosesRows);

/** Whether the query gives the same whenever it runs, and with every release of the engine. */
export const isSteady = (relation: Relation): boolean =>
  stepsOf(relation).every(
    ({ relation: step, values }) =>
      step.kind !== 'Sample' && values.every(([, value]) => !some(value, isUnsteady)),
  );

const isUnsteady = (value: Value): boolean => isImpure(value) || value.kind.startsWith('Hash');

/** What unknown types are shown as, in turn. */
export const TYPES_FOR_UNKNOWN: readonly DataType[] = [STRING, INT64];
