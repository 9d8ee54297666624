import type { DuckDBConnection } from '@duckdb/node-api';
import type { TpcTables } from './tpc-data.js';
import type { Wishes } from './tpcds-constants.js';
import {
  BY_LINE,
  CALENDARS,
  type Dimension,
  DIMENSION_KEYS,
  DIMENSIONS,
  FACT_ORDERS,
  FACTS,
  referenceOf,
} from './tpcds-model.js';

interface SliceShape {
  /** How many times as many rows of each dimension as usual. */
  readonly breadth: number;
  /** Whether amounts that the query holds no constant against are all the same: sums are alike. */
  readonly even: boolean;
}

/** What a slice is made for. */
interface SliceRequest {
  /** Of the slice; sets it apart from the others. */
  readonly number: number;
  readonly shape: SliceShape;
  /** Lower-case names of those that the query reads. */
  readonly tables: ReadonlySet<string>;
  readonly wishes: Wishes;
}

/**
 * Rows per dimension in a slice, as far as the dimension has so many: few where sales of several
 * channels have to meet, many where the query reads nothing else.
 */
const DIMENSION_ROWS = { meeting: 6, plain: 12, customers: 60, alone: 400 };
/**
 * Days, or times of day, for each constant that is held against a calendar, or when there is none.
 * Some days are there again later: queries ask what happened in the months that follow.
 */
const DAYS = { perConstant: 6, unasked: 30, followed: 3, later: [30, 75] } as const;
/** Of ten rows, how many carry a constant, in each column that the query holds constants against. */
const HITS = { dimension: 8, fact: 5 };
const EVEN_AMOUNT = 100;
/** Above all keys and numbers of the generator. */
const FIRST_KEY = 10_000_000;
const KEYS_PER_SLICE = 1000;
const ORDERS_PER_SLICE = 1_000_000;

/** The keys of a slice's rows, by dimension. */
type Keys = ReadonlyMap<Dimension, readonly number[]>;

/** Adds the rows that a query is to find, made from those of the schema sample. */
export async function insertSlice(
  connection: DuckDBConnection,
  tables: TpcTables,
  request: SliceRequest,
): Promise<void> {
  const keys = new Map<Dimension, readonly number[]>();
  const read = DIMENSIONS.filter((dimension) => request.tables.has(dimension));
  for (const dimension of DIMENSIONS)
    if (request.tables.has(dimension) || BY_LINE.has(dimension))
      keys.set(dimension, await keysOf(connection, tables, request, dimension));
  for (const dimension of read) {
    if (CALENDARS.has(dimension)) continue;
    const key = DIMENSION_KEYS[dimension];
    const cells = Object.entries(tables[dimension]?.schema ?? {}).map(([column, type]) =>
      column === key || column === key.replace(/_sk$/, '_id')
        ? `${firstKey(request)} + place`
        : cell(request, keys, column, type, HITS.dimension),
    );
    await connection.run(
      `INSERT INTO ${dimension} SELECT ${cells.join(', ')} FROM (${chosenRows(request, dimension)})`,
    );
  }
  for (const fact of FACTS) {
    if (!request.tables.has(fact)) continue;
    const order = FACT_ORDERS[fact];
    const columns = Object.entries(tables[fact]?.schema ?? {});
    const cells = columns.map(([column, type]) =>
      column === order
        ? `${column} + ${request.number * ORDERS_PER_SLICE} AS ${column}`
        : `${cell(request, keys, column, type, HITS.fact)} AS ${column}`,
    );
    const primary = columns
      .map(([column]) => column)
      .filter((name) =>
        order === undefined ? name.endsWith('_sk') : name === order || name.endsWith('_item_sk'),
      );
    await connection.run(
      `INSERT INTO ${fact} SELECT * EXCLUDE place FROM
         (SELECT ${cells.join(', ')}, place FROM sample.${fact})
       QUALIFY row_number() OVER (PARTITION BY ${primary.join(', ')} ORDER BY place) = 1
       ORDER BY place`,
    );
  }
}

/** The keys that references of the slice lead to. */
async function keysOf(
  connection: DuckDBConnection,
  tables: TpcTables,
  request: SliceRequest,
  dimension: Dimension,
): Promise<readonly number[]> {
  const sql = CALENDARS.has(dimension)
    ? calendarKeys(tables, request, dimension)
    : `SELECT ${request.tables.has(dimension) ? `${firstKey(request)} + place` : DIMENSION_KEYS[dimension]}
       FROM (${chosenRows(request, dimension)}) ORDER BY 1`;
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map(([key]) => Number(key));
}

const firstKey = ({ number }: SliceRequest): number => FIRST_KEY + number * KEYS_PER_SLICE;

function rowsOf({ tables, shape: { breadth } }: SliceRequest, dimension: Dimension): number {
  const facts = FACTS.filter((fact) => tables.has(fact));
  if (facts.length === 0) return DIMENSION_ROWS.alone;
  if (facts.length > 1) return DIMENSION_ROWS.meeting * breadth;
  return (dimension === 'customer' ? DIMENSION_ROWS.customers : DIMENSION_ROWS.plain) * breadth;
}

/** Some rows of a dimension, other ones for every query, with their place from 1. */
function chosenRows(request: SliceRequest, dimension: Dimension): string {
  const { number } = request;
  const key = DIMENSION_KEYS[dimension];
  const order = `hash(${key}, ${number}), ${key}`;
  return (
    `SELECT *, row_number() OVER (ORDER BY ${order}) AS place, place AS family FROM sample.${dimension}` +
    ` ORDER BY ${order} LIMIT ${rowsOf(request, dimension)}`
  );
}

/** For each constant the rows of a calendar that carry it and most of the other constants. */
function calendarKeys(
  tables: TpcTables,
  { number, wishes }: SliceRequest,
  dimension: Dimension,
): string {
  const key = DIMENSION_KEYS[dimension];
  const conditions = Object.keys(tables[dimension]?.schema ?? {}).flatMap((column) =>
    (wishes.get(column) ?? []).map((literal) => `${column} = ${literal}`),
  );
  const order = `hash(${key}, ${number})`;
  if (conditions.length === 0)
    return `SELECT ${key} FROM sample.${dimension} ORDER BY ${order} LIMIT ${DAYS.unasked}`;
  const score = conditions.map((condition) => `(${condition})::INTEGER`).join(' + ');
  const picks = conditions.map(
    (condition) =>
      `(SELECT ${key}, ${score} AS score FROM sample.${dimension} WHERE ${condition}` +
      ` ORDER BY score DESC, ${order} LIMIT ${DAYS.perConstant})`,
  );
  // Keys of days are consecutive.
  const later =
    dimension === 'date_dim'
      ? `UNION SELECT ${key} + days FROM (FROM chosen ORDER BY score DESC, ${order} LIMIT ${DAYS.followed}),` +
        ` unnest([${DAYS.later.join(', ')}]) AS later(days)`
      : '';
  return `WITH chosen AS (${picks.join(' UNION ')}) SELECT ${key} FROM chosen ${later} ORDER BY 1`;
}

const SQL_TYPES: Readonly<Record<string, string>> = {
  int64: 'BIGINT',
  int32: 'INTEGER',
  string: 'VARCHAR',
};

/** A column of a copied row: led to the slice's rows, or carrying a constant, or as it was. */
function cell(
  { number, wishes, shape: { even } }: SliceRequest,
  keys: Keys,
  column: string,
  type: string,
  hits: number,
): string {
  const dimension = referenceOf(column);
  const targets = dimension === undefined ? [] : (keys.get(dimension) ?? []);
  if (dimension !== undefined && targets.length > 0) {
    // What is the same item, or customer, in the original is the same in all tables of the slice.
    const shared = dimension === 'item' || dimension === 'customer';
    const line = BY_LINE.has(dimension) ? 'place' : 'family';
    const pick = shared ? column : `${column}, ${line}, '${dimension}'`;
    return `CASE WHEN ${column} IS NOT NULL THEN ${oneOf(targets.map(String), `hash(${pick}, ${number})`)} END`;
  }
  const literals = wishes.get(column) ?? [];
  if (literals.length === 0)
    return even && type.startsWith('decimal')
      ? `CASE WHEN ${column} IS NOT NULL THEN ${EVEN_AMOUNT} END`
      : column;
  const luck = `hash(place, '${column}', ${number})`;
  const sqlType = SQL_TYPES[type] ?? type;
  const wished = literals.map((literal) => `TRY_CAST(${literal} AS ${sqlType})`);
  return (
    `CASE WHEN ${luck} % 10 < ${hits}` +
    ` THEN coalesce(${oneOf(wished, `hash(${luck})`)}, ${column}) ELSE ${column} END`
  );
}

const oneOf = (values: readonly string[], hash: string): string =>
  `[${values.join(', ')}][1 + (${hash} % ${values.length})::INTEGER]`;
