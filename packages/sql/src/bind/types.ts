import * as t from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import type { SqlDialect } from './dialects.js';
import { unsupported } from './errors.js';
import type { TypeName } from './syntax/ast.js';

type TypeOf = DataType | ((type: TypeName) => DataType);

const MAX_PRECISION = 38;

/** A decimal with the precision that the dialect gives one without. */
const decimal =
  (precision: number | null, scale: number | null) =>
  ({ args: [p, s] }: TypeName): DataType =>
    p === undefined ? t.decimal(precision, scale) : t.decimal(p, s ?? 0);

const COMMON: Readonly<Record<string, TypeOf>> = {
  tinyint: t.INT8,
  int1: t.INT8,
  int8: t.INT8,
  byteint: t.INT8,
  byte: t.INT8,
  smallint: t.INT16,
  int2: t.INT16,
  int16: t.INT16,
  short: t.INT16,
  int: t.INT32,
  integer: t.INT32,
  int4: t.INT32,
  int32: t.INT32,
  mediumint: t.INT32,
  serial: t.INT32,
  bigint: t.INT64,
  int64: t.INT64,
  long: t.INT64,
  bigserial: t.INT64,
  utinyint: t.UINT8,
  uint8: t.UINT8,
  'tinyint unsigned': t.UINT8,
  usmallint: t.UINT16,
  uint16: t.UINT16,
  'smallint unsigned': t.UINT16,
  uinteger: t.UINT32,
  uint32: t.UINT32,
  'int unsigned': t.UINT32,
  'integer unsigned': t.UINT32,
  ubigint: t.UINT64,
  uint64: t.UINT64,
  'bigint unsigned': t.UINT64,
  unsigned: t.UINT64,
  'unsigned integer': t.UINT64,
  signed: t.INT64,
  'signed integer': t.INT64,
  hugeint: t.decimal(MAX_PRECISION, 0),
  int128: t.decimal(MAX_PRECISION, 0),
  uhugeint: t.decimal(MAX_PRECISION, 0),
  float4: t.FLOAT32,
  float32: t.FLOAT32,
  real: t.FLOAT32,
  double: t.FLOAT64,
  'double precision': t.FLOAT64,
  float8: t.FLOAT64,
  float64: t.FLOAT64,
  float: ({ args: [bits] }) => (bits !== undefined && bits > 24 ? t.FLOAT64 : t.FLOAT32),
  decimal: decimal(null, null),
  numeric: decimal(null, null),
  dec: decimal(null, null),
  bool: t.BOOLEAN,
  boolean: t.BOOLEAN,
  logical: t.BOOLEAN,
  text: t.STRING,
  string: t.STRING,
  varchar: t.STRING,
  char: t.STRING,
  bpchar: t.STRING,
  'character varying': t.STRING,
  character: t.STRING,
  nvarchar: t.STRING,
  nchar: t.STRING,
  clob: t.STRING,
  'national character varying': t.STRING,
  'char varying': t.STRING,
  tinytext: t.STRING,
  mediumtext: t.STRING,
  longtext: t.STRING,
  name: t.STRING,
  blob: t.BINARY,
  bytea: t.BINARY,
  binary: t.BINARY,
  varbinary: t.BINARY,
  bytes: t.BINARY,
  'binary varying': t.BINARY,
  date: t.DATE,
  date32: t.DATE,
  time: t.TIME,
  'time without time zone': t.TIME,
  timestamp: ({ args: [digits] }) => t.timestamp(null, digits ?? null),
  'timestamp without time zone': ({ args: [digits] }) => t.timestamp(null, digits ?? null),
  datetime: ({ args: [digits] }) => t.timestamp(null, digits ?? null),
  timestamp_s: t.timestamp(null, 0),
  timestamp_ms: t.timestamp(null, 3),
  timestamp_us: t.timestamp(null, 6),
  timestamp_ns: t.timestamp(null, 9),
  timestamp_ntz: t.TIMESTAMP,
  timestamptz: t.timestamp('UTC'),
  'timestamp with time zone': t.timestamp('UTC'),
  uuid: t.UUID,
  json: t.JSON_TYPE,
  jsonb: t.JSON_TYPE,
  variant: t.JSON_TYPE,
  interval: t.interval('D'),
};

const OWN: Partial<Record<SqlDialect, Readonly<Record<string, TypeOf>>>> = {
  duckdb: {
    decimal: decimal(18, 3),
    numeric: decimal(18, 3),
    dec: decimal(18, 3),
    int8: t.INT64,
    float: t.FLOAT32,
    long: t.INT64,
  },
  postgres: {
    int8: t.INT64,
    float: ({ args: [bits] }) => (bits !== undefined && bits <= 24 ? t.FLOAT32 : t.FLOAT64),
  },
  mysql: {
    decimal: decimal(10, 0),
    numeric: decimal(10, 0),
    dec: decimal(10, 0),
    bool: t.INT8,
    boolean: t.INT8,
    int8: t.INT64,
    real: t.FLOAT64,
    datetime: t.TIMESTAMP,
  },
  sqlite: {
    int: t.INT64,
    integer: t.INT64,
    real: t.FLOAT64,
    float: t.FLOAT64,
    int8: t.INT64,
    decimal: t.FLOAT64,
    numeric: t.FLOAT64,
  },
  bigquery: {
    int: t.INT64,
    integer: t.INT64,
    smallint: t.INT64,
    tinyint: t.INT64,
    byteint: t.INT64,
    float: t.FLOAT64,
    decimal: decimal(38, 9),
    numeric: decimal(38, 9),
    bignumeric: decimal(76, 38),
    bigdecimal: decimal(76, 38),
    timestamp: t.timestamp('UTC'),
    datetime: t.TIMESTAMP,
  },
  snowflake: {
    int: t.INT64,
    integer: t.INT64,
    smallint: t.INT64,
    tinyint: t.INT64,
    byteint: t.INT64,
    number: decimal(38, 0),
    decimal: decimal(38, 0),
    numeric: decimal(38, 0),
    float: t.FLOAT64,
    real: t.FLOAT64,
    float4: t.FLOAT64,
    timestamp_tz: t.timestamp('UTC'),
    timestamp_ltz: t.timestamp('UTC'),
    object: t.JSON_TYPE,
  },
  trino: { decimal: decimal(38, 0), tinyint: t.INT8 },
  clickhouse: { int8: t.INT8, float: t.FLOAT32 },
  spark: {
    float: t.FLOAT32,
    decimal: decimal(10, 0),
    numeric: decimal(10, 0),
    dec: decimal(10, 0),
    timestamp: t.timestamp('UTC'),
    timestamp_ntz: t.TIMESTAMP,
  },
  mssql: {
    bit: t.BOOLEAN,
    money: t.decimal(19, 4),
    smallmoney: t.decimal(10, 4),
    decimal: decimal(18, 0),
    numeric: decimal(18, 0),
    datetime2: t.TIMESTAMP,
    smalldatetime: t.TIMESTAMP,
    datetimeoffset: t.timestamp('UTC'),
    uniqueidentifier: t.UUID,
    float: t.FLOAT64,
    tinyint: t.UINT8,
  },
  oracle: {
    number: decimal(null, null),
    varchar2: t.STRING,
    nvarchar2: t.STRING,
    date: t.TIMESTAMP,
    binary_double: t.FLOAT64,
    binary_float: t.FLOAT32,
    float: t.FLOAT64,
  },
};

/**
 * The Ibis type of a type as written.
 *
 * @throws SqlError `UNSUPPORTED_SQL` for a type that has no counterpart.
 */
export function typeOf(type: TypeName, dialect: SqlDialect): DataType {
  let result = baseType(type, dialect);
  for (let i = 0; i < type.dimensions; i += 1) result = t.array(result);
  return result;
}

function baseType(type: TypeName, dialect: SqlDialect): DataType {
  const { name, inner } = type;
  const [first, second] = inner;
  switch (name) {
    case 'array':
    case 'list':
      if (first !== undefined) return t.array(typeOf(first, dialect));
      break;
    case 'map':
      if (first !== undefined && second !== undefined) {
        return t.map(typeOf(first, dialect), typeOf(second, dialect));
      }
      break;
    case 'nullable':
    case 'lowcardinality':
      if (first !== undefined) return typeOf(first, dialect);
      break;
    case 'struct':
    case 'row':
    case 'tuple':
      if (type.fields.length > 0) {
        return t.struct(type.fields.map((field) => [field.name, typeOf(field.type, dialect)]));
      }
      break;
    default:
  }
  const own = OWN[dialect];
  const found =
    own !== undefined && Object.hasOwn(own, name)
      ? own[name]
      : Object.hasOwn(COMMON, name)
        ? COMMON[name]
        : undefined;
  if (found === undefined) throw unsupported(type, `The type ${name.toUpperCase()}`);
  return typeof found === 'function' ? found(type) : found;
}
