import type { DataType } from '@ibert/ir';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'SMALLINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'SMALLINT',
  uint16: 'INTEGER',
  uint32: 'BIGINT',
  float16: 'REAL',
  float32: 'REAL',
  float64: 'DOUBLE PRECISION',
  string: 'TEXT',
  binary: 'BYTEA',
  date: 'DATE',
  time: 'TIME',
  interval: 'INTERVAL',
  uuid: 'UUID',
  inet: 'INET',
  macaddr: 'MACADDR',
};

export function postgresType(type: DataType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return type.precision === null ? 'NUMERIC' : `NUMERIC(${type.precision}, ${type.scale ?? 0})`;
    case 'timestamp': {
      const scale = type.scale === null || type.scale > 6 ? '' : `(${type.scale})`;
      return type.timezone === null ? `TIMESTAMP${scale}` : `TIMESTAMPTZ${scale}`;
    }
    case 'json':
      return type.binary ? 'JSONB' : 'JSON';
    case 'array': {
      const item = postgresType(type.value);
      return item === undefined ? undefined : `${item}[]`;
    }
    default:
      return NAMES[type.kind];
  }
}

/** Why values of these types cannot be told apart, as DISTINCT and GROUP BY must; null if they can. */
export const incomparable = (types: readonly DataType[]): string | null =>
  types.some((type) => type.kind === 'json' && !type.binary)
    ? 'it cannot compare values of type JSON'
    : null;
