import type { DataType } from '@ibert/ir';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'SMALLINT',
  uint16: 'INTEGER',
  uint32: 'BIGINT',
  float16: 'REAL',
  float32: 'REAL',
  float64: 'DOUBLE',
  string: 'VARCHAR',
  binary: 'VARBINARY',
  date: 'DATE',
  time: 'TIME',
  uuid: 'UUID',
  json: 'JSON',
};

export function trinoType(type: DataType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision ?? 18}, ${type.scale ?? 3})`;
    case 'timestamp': {
      const name = `TIMESTAMP(${type.scale ?? 6})`;
      return type.timezone === null ? name : `${name} WITH TIME ZONE`;
    }
    case 'array': {
      const item = trinoType(type.value);
      return item === undefined ? undefined : `ARRAY(${item})`;
    }
    case 'map': {
      const [key, value] = [trinoType(type.key), trinoType(type.value)];
      return key === undefined || value === undefined ? undefined : `MAP(${key}, ${value})`;
    }
    case 'struct': {
      const fields = [...type.fields].map(([name, field]) => `${name} ${trinoType(field) ?? ''}`);
      return fields.some((field) => field.endsWith(' ')) ? undefined : `ROW(${fields.join(', ')})`;
    }
    default:
      return NAMES[type.kind];
  }
}
