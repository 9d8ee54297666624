import type { DataType } from '@ibert/ir';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOL',
  int8: 'INT64',
  int16: 'INT64',
  int32: 'INT64',
  int64: 'INT64',
  uint8: 'INT64',
  uint16: 'INT64',
  uint32: 'INT64',
  float16: 'FLOAT64',
  float32: 'FLOAT64',
  float64: 'FLOAT64',
  string: 'STRING',
  uuid: 'STRING',
  binary: 'BYTES',
  date: 'DATE',
  time: 'TIME',
  json: 'JSON',
  interval: 'INTERVAL',
};

/** NUMERIC holds 29 digits before the point and 9 behind it. */
export function bigqueryType(type: DataType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return (type.precision ?? 0) > 38 || (type.scale ?? 0) > 9 ? 'BIGNUMERIC' : 'NUMERIC';
    case 'timestamp':
      return type.timezone === null ? 'DATETIME' : 'TIMESTAMP';
    case 'array': {
      const item = bigqueryType(type.value);
      return item === undefined ? undefined : `ARRAY<${item}>`;
    }
    case 'struct': {
      const fields = [...type.fields].map(
        ([name, field]) => `${name} ${bigqueryType(field) ?? ''}`,
      );
      return fields.some((field) => field.endsWith(' '))
        ? undefined
        : `STRUCT<${fields.join(', ')}>`;
    }
    default:
      return NAMES[type.kind];
  }
}
