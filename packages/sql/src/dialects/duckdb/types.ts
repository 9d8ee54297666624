import type { DataType } from '@ibert/ir';

import { identifiers, words } from '../identifiers.js';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'UTINYINT',
  uint16: 'USMALLINT',
  uint32: 'UINTEGER',
  uint64: 'UBIGINT',
  float16: 'FLOAT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: 'VARCHAR',
  binary: 'BLOB',
  date: 'DATE',
  time: 'TIME',
  interval: 'INTERVAL',
  uuid: 'UUID',
  inet: 'INET',
  json: 'JSON',
  geospatial: 'GEOMETRY',
  point: 'GEOMETRY',
  linestring: 'GEOMETRY',
  polygon: 'GEOMETRY',
  multipoint: 'GEOMETRY',
  multilinestring: 'GEOMETRY',
  multipolygon: 'GEOMETRY',
};

/** What a decimal without precision is cast to. */
const DECIMAL = { precision: 18, scale: 3 };

export function duckdbType(type: DataType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision ?? DECIMAL.precision}, ${type.scale ?? DECIMAL.scale})`;
    case 'timestamp':
      return timestampType(type.timezone, type.scale);
    case 'array': {
      const item = duckdbType(type.value);
      return item === undefined ? undefined : `${item}[${type.length ?? ''}]`;
    }
    case 'map': {
      const key = duckdbType(type.key);
      const value = duckdbType(type.value);
      return key === undefined || value === undefined ? undefined : `MAP(${key}, ${value})`;
    }
    case 'struct': {
      const fields: string[] = [];
      for (const [name, field] of type.fields) {
        const text = duckdbType(field);
        if (text === undefined) return undefined;
        fields.push(`${duckdbIdentifier(name)} ${text}`);
      }
      return `STRUCT(${fields.join(', ')})`;
    }
    default:
      return NAMES[type.kind];
  }
}

function timestampType(timezone: string | null, scale: number | null): string {
  if (timezone !== null) return 'TIMESTAMPTZ';
  if (scale === null || scale === 6) return 'TIMESTAMP';
  if (scale === 0) return 'TIMESTAMP_S';
  if (scale <= 3) return 'TIMESTAMP_MS';
  return scale === 9 ? 'TIMESTAMP_NS' : 'TIMESTAMP';
}

// Reserved words and those of types and functions, as `duckdb_keywords()` of 1.5 lists them.
const RESERVED = words(`
  all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case
  cast check collate collation column concurrently constraint create cross default deferrable desc
  describe distinct do else end except false fetch for foreign freeze from full glob group having
  ilike in initially inner intersect into is isnull join lambda lateral leading left like limit
  natural not notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider
  placing positional primary qualify references returning right select semi show similar some
  summarize symmetric table tablesample then to trailing true union unique unpack unpivot using
  variadic verbose when where window with`);

export const duckdbIdentifier = identifiers('"', RESERVED, true);
