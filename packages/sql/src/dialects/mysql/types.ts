import type { DataType } from '@ibert/ir';

/** The types that CAST takes. */
const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'SIGNED',
  int8: 'SIGNED',
  int16: 'SIGNED',
  int32: 'SIGNED',
  int64: 'SIGNED',
  uint8: 'UNSIGNED',
  uint16: 'UNSIGNED',
  uint32: 'UNSIGNED',
  uint64: 'UNSIGNED',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: 'CHAR',
  binary: 'BINARY',
  date: 'DATE',
  time: 'TIME',
  json: 'JSON',
  uuid: 'CHAR(36)',
};

export function mysqlType(type: DataType): string | undefined {
  if (type.kind === 'decimal') return `DECIMAL(${type.precision ?? 38}, ${type.scale ?? 9})`;
  if (type.kind === 'timestamp')
    return type.timezone === null ? `DATETIME(${type.scale ?? 6})` : undefined;
  return NAMES[type.kind];
}
