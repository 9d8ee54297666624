import { INTERVAL_UNITS } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import { stringRepr } from '../python/index.js';

/** Classes whose names do not follow from the kind. */
const CLASSES: Readonly<Record<string, string>> = {
  json: 'JSON',
  uuid: 'UUID',
  inet: 'INET',
  macaddr: 'MACADDR',
  geospatial: 'GeoSpatial',
  linestring: 'LineString',
  multipoint: 'MultiPoint',
  multilinestring: 'MultiLineString',
  multipolygon: 'MultiPolygon',
};

/** The Python class of a data type: `Int64`, `Array`. */
export function dataTypeClass({ kind }: DataType): string {
  if (Object.hasOwn(CLASSES, kind)) return CLASSES[kind] as string;
  if (kind.startsWith('uint')) return `UInt${kind.slice(4)}`;
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

const optional = (value: number | string | null): string =>
  value === null ? 'None' : typeof value === 'string' ? stringRepr(value) : String(value);
const flag = (value: boolean): string => (value ? 'True' : 'False');

function fieldsOf(type: DataType): readonly string[] {
  switch (type.kind) {
    case 'string':
      return [`length=${optional(type.length)}`];
    case 'timestamp':
      return [`timezone=${optional(type.timezone)}`, `scale=${optional(type.scale)}`];
    case 'interval':
      return [`unit=<IntervalUnit.${INTERVAL_UNITS[type.unit].toUpperCase()}: '${type.unit}'>`];
    case 'decimal':
      return [`precision=${optional(type.precision)}`, `scale=${optional(type.scale)}`];
    case 'array':
      return [`value_type=${reprDataType(type.value)}`, `length=${optional(type.length)}`];
    case 'map':
      return [`key_type=${reprDataType(type.key)}`, `value_type=${reprDataType(type.value)}`];
    case 'struct':
      return [
        `[${[...type.fields].map(([n, t]) => `(${stringRepr(n)}, ${reprDataType(t)})`).join(', ')}]`,
      ];
    case 'json':
      return [`binary=${flag(type.binary)}`];
    case 'unknown':
      return ['raw_type=None'];
    case 'geospatial':
    case 'point':
    case 'linestring':
    case 'polygon':
    case 'multipoint':
    case 'multilinestring':
    case 'multipolygon':
      return [`geotype='${type.geotype}'`, `srid=${optional(type.srid)}`];
    default:
      return [];
  }
}

/** The type as Python's `repr` shows it: `Decimal(precision=12, scale=2, nullable=True)`. */
export const reprDataType = (type: DataType): string =>
  `${dataTypeClass(type)}(${[...fieldsOf(type), `nullable=${flag(type.nullable)}`].join(', ')})`;
