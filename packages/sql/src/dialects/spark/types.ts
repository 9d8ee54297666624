import type { DataType } from '@ibert/ir';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INT',
  int64: 'BIGINT',
  uint8: 'SMALLINT',
  uint16: 'INT',
  uint32: 'BIGINT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: 'STRING',
  uuid: 'STRING',
  binary: 'BINARY',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

export function sparkType(type: DataType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision ?? 38}, ${type.scale ?? 9})`;
    case 'array': {
      const item = sparkType(type.value);
      return item === undefined ? undefined : `ARRAY<${item}>`;
    }
    case 'map': {
      const [key, value] = [sparkType(type.key), sparkType(type.value)];
      return key === undefined || value === undefined ? undefined : `MAP<${key}, ${value}>`;
    }
    case 'struct': {
      const fields = [...type.fields].map(([name, field]) => [name, sparkType(field)] as const);
      return fields.some(([, field]) => field === undefined)
        ? undefined
        : `STRUCT<${fields.map(([name, field]) => `${name}: ${field ?? ''}`).join(', ')}>`;
    }
    default:
      return NAMES[type.kind];
  }
}
