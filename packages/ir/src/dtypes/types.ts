/** Names of the parameterless Ibis data types. */
export type SimpleKind =
  | 'null'
  | 'boolean'
  | IntegerKind
  | FloatingKind
  | 'binary'
  | 'date'
  | 'time'
  | 'uuid'
  | 'macaddr'
  | 'inet'
  | 'unknown';

export type SignedKind = 'int8' | 'int16' | 'int32' | 'int64';
export type UnsignedKind = 'uint8' | 'uint16' | 'uint32' | 'uint64';
export type IntegerKind = SignedKind | UnsignedKind;
export type FloatingKind = 'float16' | 'float32' | 'float64';
export type GeoKind =
  | 'geospatial'
  | 'point'
  | 'linestring'
  | 'polygon'
  | 'multipoint'
  | 'multilinestring'
  | 'multipolygon';

interface Nullable {
  readonly nullable: boolean;
}
export interface SimpleType extends Nullable {
  readonly kind: SimpleKind;
}
export interface StringType extends Nullable {
  readonly kind: 'string';
  readonly length: number | null;
}
export interface TimestampType extends Nullable {
  readonly kind: 'timestamp';
  readonly timezone: string | null;
  /** Digits after the second, 0 to 9. */
  readonly scale: number | null;
}
export interface IntervalType extends Nullable {
  readonly kind: 'interval';
  readonly unit: IntervalUnit;
}
export interface DecimalType extends Nullable {
  readonly kind: 'decimal';
  readonly precision: number | null;
  readonly scale: number | null;
}
export interface ArrayType extends Nullable {
  readonly kind: 'array';
  readonly value: DataType;
  readonly length: number | null;
}
export interface MapType extends Nullable {
  readonly kind: 'map';
  readonly key: DataType;
  readonly value: DataType;
}
export interface StructType extends Nullable {
  readonly kind: 'struct';
  readonly fields: ReadonlyMap<string, DataType>;
}
export interface JsonType extends Nullable {
  readonly kind: 'json';
  readonly binary: boolean;
}
export interface GeoType extends Nullable {
  readonly kind: GeoKind;
  readonly geotype: 'geometry' | 'geography';
  readonly srid: number | null;
}

/**
 * An Ibis data type. `unknown` is the type of a column of an open table that nothing has told
 * anything about yet.
 */
export type DataType =
  | SimpleType
  | StringType
  | TimestampType
  | IntervalType
  | DecimalType
  | ArrayType
  | MapType
  | StructType
  | JsonType
  | GeoType;

export type TypeKind = DataType['kind'];

/** Interval units, coarsest first; the value is Ibis's short code (`M` month, `m` minute). */
export const INTERVAL_UNITS = {
  Y: 'year',
  Q: 'quarter',
  M: 'month',
  W: 'week',
  D: 'day',
  h: 'hour',
  m: 'minute',
  s: 'second',
  ms: 'millisecond',
  us: 'microsecond',
  ns: 'nanosecond',
} as const;
export type IntervalUnit = keyof typeof INTERVAL_UNITS;

const simple = (kind: SimpleKind): SimpleType => Object.freeze({ kind, nullable: true });

export const NULL = simple('null');
export const BOOLEAN = simple('boolean');
export const INT8 = simple('int8');
export const INT16 = simple('int16');
export const INT32 = simple('int32');
export const INT64 = simple('int64');
export const UINT8 = simple('uint8');
export const UINT16 = simple('uint16');
export const UINT32 = simple('uint32');
export const UINT64 = simple('uint64');
export const FLOAT16 = simple('float16');
export const FLOAT32 = simple('float32');
export const FLOAT64 = simple('float64');
export const BINARY = simple('binary');
export const DATE = simple('date');
export const TIME = simple('time');
export const UUID = simple('uuid');
export const MACADDR = simple('macaddr');
export const INET = simple('inet');
export const UNKNOWN = simple('unknown');
export const STRING: StringType = Object.freeze({ kind: 'string', length: null, nullable: true });
export const TIMESTAMP: TimestampType = Object.freeze({
  kind: 'timestamp',
  timezone: null,
  scale: null,
  nullable: true,
});
export const JSON_TYPE: JsonType = Object.freeze({ kind: 'json', binary: false, nullable: true });

export const timestamp = (timezone: string | null, scale: number | null = null): TimestampType => ({
  kind: 'timestamp',
  timezone,
  scale,
  nullable: true,
});
export const interval = (unit: IntervalUnit): IntervalType => ({
  kind: 'interval',
  unit,
  nullable: true,
});
export const decimal = (precision: number | null, scale: number | null): DecimalType => ({
  kind: 'decimal',
  precision,
  scale,
  nullable: true,
});
export const array = (value: DataType, length: number | null = null): ArrayType => ({
  kind: 'array',
  value,
  length,
  nullable: true,
});
export const map = (key: DataType, value: DataType): MapType => ({
  kind: 'map',
  key,
  value,
  nullable: true,
});
export const struct = (fields: Iterable<readonly [string, DataType]>): StructType => ({
  kind: 'struct',
  fields: new Map(fields),
  nullable: true,
});

/** The same type with another nullability. */
export function withNullable<T extends DataType>(type: T, nullable: boolean): T {
  return type.nullable === nullable ? type : { ...type, nullable };
}
