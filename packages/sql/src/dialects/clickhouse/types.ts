import type { DataType } from '@ibert/ir';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'Bool',
  int8: 'Int8',
  int16: 'Int16',
  int32: 'Int32',
  int64: 'Int64',
  uint8: 'UInt8',
  uint16: 'UInt16',
  uint32: 'UInt32',
  uint64: 'UInt64',
  float32: 'Float32',
  float64: 'Float64',
  string: 'String',
  binary: 'String',
  date: 'DATE',
  uuid: 'UUID',
};
/** Digits behind the second; DateTime has none, and begins in 1970. */
const MICROSECONDS = 6;
/** Types that hold no NULL themselves, only their parts do. */
const NESTED: ReadonlySet<string> = new Set(['array', 'map', 'struct']);

/** A type that takes NULLs, as those of Ibis do. */
export function clickhouseType(type: DataType): string | undefined {
  const name = bare(type);
  return name === undefined || NESTED.has(type.kind) ? name : `Nullable(${name})`;
}

function bare(type: DataType): string | undefined {
  switch (type.kind) {
    case 'decimal':
      return type.precision === null ? undefined : `Decimal(${type.precision}, ${type.scale ?? 0})`;
    case 'timestamp': {
      const zone = type.timezone === null ? '' : `'${type.timezone}'`;
      const parts = [String(type.scale ?? MICROSECONDS), zone].filter((p) => p !== '');
      return `DateTime64(${parts.join(', ')})`;
    }
    case 'array': {
      const item = clickhouseType(type.value);
      return item === undefined ? undefined : `Array(${item})`;
    }
    case 'map': {
      const [key, value] = [bare(type.key), clickhouseType(type.value)];
      return key === undefined || value === undefined ? undefined : `Map(${key}, ${value})`;
    }
    case 'struct': {
      const fields = [...type.fields].map(
        ([name, field]) => [name, clickhouseType(field)] as const,
      );
      return fields.some(([, field]) => field === undefined)
        ? undefined
        : `Tuple(${fields.map(([name, field]) => `${name} ${field ?? ''}`).join(', ')})`;
    }
    default:
      return NAMES[type.kind];
  }
}
