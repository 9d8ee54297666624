import type { DataType } from '@ibert/ir';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BIT',
  // TINYINT has no sign there.
  int8: 'SMALLINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'TINYINT',
  uint16: 'INTEGER',
  uint32: 'BIGINT',
  float32: 'REAL',
  float64: 'FLOAT',
  string: 'VARCHAR(max)',
  binary: 'VARBINARY(max)',
  date: 'DATE',
  time: 'TIME',
  uuid: 'UNIQUEIDENTIFIER',
};

export function mssqlType(type: DataType): string | undefined {
  if (type.kind === 'decimal') return `NUMERIC(${type.precision ?? 38}, ${type.scale ?? 9})`;
  if (type.kind !== 'timestamp') return NAMES[type.kind];
  const name = type.timezone === null ? 'DATETIME2' : 'DATETIMEOFFSET';
  return type.scale === null ? name : `${name}(${Math.min(type.scale, 7)})`;
}
