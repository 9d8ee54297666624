import { IbertError } from '@ibert/core';
import { type DataType, isFloating, isInteger, type Schema } from '@ibert/ir';
import type { Cell, ResultTable, ResultType } from '@ibert/validation';
import {
  clockText,
  createTableSql,
  dateText,
  decimalText,
  momentText,
  parseClock,
  parseDate,
  parseMoment,
  resultTypeOf,
  storableTables,
} from '@ibert/validation/engines';
import type { TestedEngine } from '../engines/suite.js';
import { type MariaDb, startMariaDb } from './mariadb-server.js';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INT',
  int64: 'BIGINT',
  uint8: 'TINYINT UNSIGNED',
  uint16: 'SMALLINT UNSIGNED',
  uint32: 'INT UNSIGNED',
  float64: 'DOUBLE',
  string: 'TEXT',
  date: 'DATE',
  time: 'TIME(6)',
  uuid: 'CHAR(36)',
  json: 'LONGTEXT',
};

function storage(type: DataType): string | undefined {
  if (type.kind === 'decimal') return `DECIMAL(${type.precision ?? 18}, ${type.scale ?? 3})`;
  if (type.kind === 'timestamp') return type.timezone === null ? 'DATETIME(6)' : undefined;
  return NAMES[type.kind];
}

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

function literal(cell: Cell, type: DataType): string {
  if (cell === null) return 'NULL';
  const text = (value: string): string => `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
  switch (type.kind) {
    case 'boolean':
      return cell === true ? '1' : '0';
    case 'decimal':
      return decimalText(cell as bigint, type.scale ?? 3);
    case 'date':
      return text(dateText(cell as bigint));
    case 'time':
      return text(clockText(cell as bigint));
    case 'timestamp':
      return text(momentText(cell as bigint));
    case 'string':
    case 'json':
    case 'uuid':
      return text(String(cell));
    default:
      return typeof cell === 'number' ? cell.toExponential() : String(cell);
  }
}

/** MariaDB in a process of its own, asked through its command-line client. */
export async function openMariaDb(): Promise<TestedEngine & { close(): Promise<void> }> {
  const server = await startMariaDb();
  let opened = 0;
  return {
    storable: (tables) => storableTables(tables, storage),
    load: async (tables, rows) => {
      opened += 1;
      const name = `engine_${opened}`;
      const statements = [`CREATE DATABASE ${name}; USE ${name}`];
      for (const [table, schema] of Object.entries(tables)) {
        statements.push(createTableSql(table, schema, storage, quote));
        const types = [...schema.values()];
        const tuples = (rows.get(table) ?? []).map(
          (row) => `(${types.map((type, i) => literal(row[i] ?? null, type)).join(', ')})`,
        );
        if (tuples.length > 0) {
          statements.push(`INSERT INTO ${quote(table)} VALUES ${tuples.join(', ')}`);
        }
      }
      server.run(`${statements.join(';\n')};`);
      return {
        run: async (sql, schema) => query(server, name, sql, schema),
        drop: async () => void server.run(`DROP DATABASE ${name}`),
      };
    },
    close: () => server.stop(),
  };
}

function query(server: MariaDb, database: string, sql: string, schema: Schema): ResultTable {
  let xml: string;
  try {
    xml = server.run(`SET SESSION TRANSACTION READ ONLY; ${sql};`, database);
  } catch (error) {
    const text = String((error as { readonly stderr?: unknown }).stderr ?? error).trim();
    throw new IbertError('ENGINE_ERROR', text.split('\n')[0] ?? text, { cause: error });
  }
  const rows = [...xml.matchAll(/<row>(.*?)<\/row>/gs)].map(([, body = '']) => fieldsOf(body));
  const names = rows[0]?.map(({ name }) => name) ?? [...schema.keys()];
  const types = [...schema.values()];
  const columns = names.map((name, i) => {
    const texts = rows.map((row) => row[i]?.text ?? null);
    const type = shownType(types[i], texts);
    const cells = texts.map((text) => cellOf(text, type, name));
    return { name, type: type === undefined ? OTHER : resultTypeOf(type), cells };
  });
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowCount: rows.length,
    values: columns.map(({ cells }) => cells),
  };
}

/**
 * The type of a column as it comes out. What Ibis calls a decimal may be a double, or have more
 * places than Ibis says; the comparison sets that against what DuckDB yields.
 */
function shownType(
  type: DataType | undefined,
  texts: readonly (string | null)[],
): DataType | undefined {
  if (type?.kind !== 'decimal') return type;
  const present = texts.filter((text) => text !== null);
  if (present.some((text) => !/^-?\d+(?:\.\d+)?$/.test(text))) {
    return { kind: 'float64', nullable: true };
  }
  const places = present.map((text) => (text.split('.')[1] ?? '').replace(/0+$/, '').length);
  return { ...type, scale: Math.max(type.scale ?? 0, ...places) };
}

const OTHER: ResultType = { family: 'other', name: 'extra' };
const FIELD = /<field name="([^"]*)"(?: xsi:nil="true" \/>|>(.*?)<\/field>)/gs;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
};

const plain = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);

const fieldsOf = (
  row: string,
): readonly { readonly name: string; readonly text: string | null }[] =>
  [...row.matchAll(FIELD)].map(([, name = '', text]) => ({
    name: plain(name),
    text: text === undefined ? null : plain(text),
  }));

function cellOf(text: string | null, type: DataType | undefined, column: string): Cell {
  if (text === null || type === undefined) return text;
  const cell = read(text, type);
  if (cell !== undefined) return cell;
  throw new IbertError('ENGINE_VALUE', `the column ${column} holds ${JSON.stringify(text)}`);
}

function read(text: string, type: DataType): Cell | undefined {
  if (isInteger(type))
    return /^-?\d+(?:\.0+)?$/.test(text) ? BigInt(text.split('.')[0] ?? 0) : undefined;
  if (isFloating(type)) return Number.isNaN(Number(text)) ? undefined : Number(text);
  switch (type.kind) {
    case 'boolean':
      return text === '1' ? true : text === '0' ? false : undefined;
    case 'decimal':
      return decimalOf(text, type.scale ?? 0);
    case 'date':
      return parseDate(text);
    case 'time':
      return parseClock(text);
    case 'timestamp':
      return parseMoment(text);
    case 'interval':
      return type.unit === 'D' && /^-?\d+$/.test(text) ? [0n, BigInt(text), 0n] : undefined;
    case 'json':
      return canonicalJson(text);
    default:
      return text;
  }
}

/** Exactly, when the last places beyond the scale are zeros. */
function decimalOf(text: string, scale: number): bigint | undefined {
  const [whole = '0', fraction = ''] = text.split('.');
  if (!/^-?\d+$/.test(whole) || /[1-9]/.test(fraction.slice(scale))) return undefined;
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
}

function canonicalJson(text: string): string {
  return JSON.stringify(JSON.parse(text));
}
