import type { DataType, TypeKind } from './types.js';

/**
 * The classes of Ibis's type hierarchy that its signatures speak of. A parameter "Numeric" takes
 * every type whose kind is in the class.
 */
export const TYPE_CLASSES = {
  Any: null,
  Numeric: [
    'int8',
    'int16',
    'int32',
    'int64',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
    'float16',
    'float32',
    'float64',
    'decimal',
  ],
  Integer: ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'],
  Floating: ['float16', 'float32', 'float64'],
  Decimal: ['decimal'],
  Boolean: ['boolean'],
  String: ['string'],
  Binary: ['binary'],
  Temporal: ['date', 'time', 'timestamp'],
  Date: ['date'],
  Time: ['time'],
  Timestamp: ['timestamp'],
  Interval: ['interval'],
  Array: ['array'],
  Map: ['map'],
  Struct: ['struct'],
  JSON: ['json'],
  UUID: ['uuid'],
  Null: ['null'],
  GeoSpatial: [
    'geospatial',
    'point',
    'linestring',
    'polygon',
    'multipoint',
    'multilinestring',
    'multipolygon',
  ],
} as const satisfies Record<string, readonly TypeKind[] | null>;

export type TypeClass = keyof typeof TYPE_CLASSES;

const members = new Map<TypeClass, ReadonlySet<TypeKind> | null>(
  (Object.keys(TYPE_CLASSES) as TypeClass[]).map((name) => {
    const kinds: readonly TypeKind[] | null = TYPE_CLASSES[name];
    return [name, kinds === null ? null : new Set(kinds)];
  }),
);

/** Whether the type belongs to the class; `unknown` belongs to `Any` only. */
export function isA(type: DataType, name: TypeClass): boolean {
  const kinds = members.get(name);
  return kinds === null || (kinds?.has(type.kind) ?? false);
}

export const isInteger = (t: DataType): boolean => isA(t, 'Integer');
export const isFloating = (t: DataType): boolean => isA(t, 'Floating');
export const isNumeric = (t: DataType): boolean => isA(t, 'Numeric');
export const isTemporal = (t: DataType): boolean => isA(t, 'Temporal');
export const isUnsigned = (t: DataType): boolean => t.kind.startsWith('uint');

/** The width in bytes of a fixed-width number type; 0 for every other type. */
export function byteWidth(type: DataType): number {
  const bits = /^u?(?:int|float)(\d+)$/.exec(type.kind)?.[1];
  return bits === undefined ? 0 : Number(bits) / 8;
}

/** Smallest and largest value of an integer type. */
export function integerBounds(type: DataType): readonly [bigint, bigint] {
  const bits = BigInt(byteWidth(type) * 8);
  return isUnsigned(type)
    ? [0n, (1n << bits) - 1n]
    : [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
}

/** The prefix of Ibis's expression classes for a type: `Integer` of `IntegerColumn`. */
export function expressionPrefix(type: DataType): string {
  if (isInteger(type)) return 'Integer';
  if (isFloating(type)) return 'Floating';
  return EXPRESSION_PREFIX[type.kind] ?? 'Unknown';
}

const EXPRESSION_PREFIX: Partial<Record<TypeKind, string>> = {
  null: 'Null',
  boolean: 'Boolean',
  string: 'String',
  binary: 'Binary',
  date: 'Date',
  time: 'Time',
  timestamp: 'Timestamp',
  interval: 'Interval',
  decimal: 'Decimal',
  array: 'Array',
  map: 'Map',
  struct: 'Struct',
  json: 'JSON',
  uuid: 'UUID',
  macaddr: 'MACADDR',
  inet: 'INET',
  geospatial: 'GeoSpatial',
  point: 'Point',
  linestring: 'LineString',
  polygon: 'Polygon',
  multipoint: 'MultiPoint',
  multilinestring: 'MultiLineString',
  multipolygon: 'MultiPolygon',
};
