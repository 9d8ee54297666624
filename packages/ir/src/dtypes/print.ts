import type { DataType } from './types.js';

/** The type as Ibis writes it (`str(dtype)`): `decimal(12, 2)`, `array<string>`, `!int64`. */
export function printType(type: DataType): string {
  return (type.nullable ? '' : '!') + name(type);
}

function name(type: DataType): string {
  switch (type.kind) {
    case 'string':
      return type.length === null ? 'string' : `string(${type.length})`;
    case 'timestamp': {
      const { timezone, scale } = type;
      if (timezone !== null) return `timestamp('${timezone}'${scale === null ? '' : `, ${scale}`})`;
      return scale === null ? 'timestamp' : `timestamp(${scale})`;
    }
    case 'interval':
      return `interval('${type.unit}')`;
    case 'decimal':
      if (type.precision === null && type.scale === null) return 'decimal';
      return `decimal(${type.precision ?? '_'}${type.scale === null ? '' : `, ${type.scale}`})`;
    case 'array':
      return `array<${printType(type.value)}${type.length === null ? '' : `, ${type.length}`}>`;
    case 'map':
      return `map<${printType(type.key)}, ${printType(type.value)}>`;
    case 'struct':
      return `struct<${[...type.fields].map(([k, t]) => `${k}: ${printType(t)}`).join(', ')}>`;
    case 'json':
      return type.binary ? 'jsonb' : 'json';
    case 'geospatial':
    case 'point':
    case 'linestring':
    case 'polygon':
    case 'multipoint':
    case 'multilinestring':
    case 'multipolygon':
      return `${type.kind}:${type.geotype}${type.srid === null ? '' : `;${type.srid}`}`;
    default:
      return type.kind;
  }
}
