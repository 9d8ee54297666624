import type { DataType } from '@ibert/ir';

import { typeError, valueError } from '../python/index.js';
import type { Kwargs, PyValue } from '../python/index.js';
import { dataTypeClass } from './data-type-repr.js';
import { ibisError } from './errors.js';
import { unitOf } from './units.js';

/** How a parameter of a type is read: undefined for what it cannot be. */
type Read = (value: PyValue, toType: ToType) => unknown;

/** Reads what Ibis takes for a data type; undefined when it is none. */
type ToType = (value: PyValue) => DataType | undefined;

const whole: Read = (value) =>
  value === null ? null : typeof value === 'bigint' && value >= 0n ? Number(value) : undefined;
const digit: Read = (value, toType) =>
  typeof value === 'bigint' && value > 9n ? undefined : whole(value, toType);
const flag: Read = (value) => (typeof value === 'boolean' ? value : undefined);
const SPATIAL: Readonly<Record<string, Parameter>> = {
  geotype: {
    field: 'geotype',
    read: (value) => (value === 'geometry' || value === 'geography' ? value : undefined),
  },
  srid: { field: 'srid', read: whole },
};

/** A parameter under the name that the IR gives it. */
interface Parameter {
  readonly field: string;
  readonly read: Read;
}

/** Parameters of a type that a copy may change, by their Python names. */
const COPYABLE: Partial<Record<DataType['kind'], Readonly<Record<string, Parameter>>>> = {
  string: { length: { field: 'length', read: whole } },
  timestamp: {
    timezone: {
      field: 'timezone',
      read: (value) => (value === null || typeof value === 'string' ? value : undefined),
    },
    scale: { field: 'scale', read: digit },
  },
  decimal: {
    precision: { field: 'precision', read: whole },
    scale: { field: 'scale', read: whole },
  },
  json: { binary: { field: 'binary', read: flag } },
  interval: {
    unit: {
      field: 'unit',
      read: (value) => (typeof value === 'string' ? unitOf(value, 'IntervalUnit') : undefined),
    },
  },
  array: {
    value_type: { field: 'value', read: (value, toType) => toType(value) },
    length: { field: 'length', read: whole },
  },
  map: {
    key_type: { field: 'key', read: (value, toType) => toType(value) },
    value_type: { field: 'value', read: (value, toType) => toType(value) },
  },
  geospatial: SPATIAL,
  point: SPATIAL,
  linestring: SPATIAL,
  polygon: SPATIAL,
  multipoint: SPATIAL,
  multilinestring: SPATIAL,
  multipolygon: SPATIAL,
};

/**
 * A type with some of its parameters changed.
 *
 * @throws PythonError AttributeError for a parameter that it does not have, TypeError for a value
 *   that cannot be one.
 */
export function changedType(type: DataType, keywords: Kwargs, toType: ToType): DataType {
  const own = { ...COPYABLE[type.kind], nullable: { field: 'nullable', read: flag } };
  const odd = [...keywords.keys()].filter((name) => !Object.hasOwn(own, name));
  if (odd.length > 0) {
    throw ibisError(
      'AttributeError',
      `Unexpected arguments: {${odd.map((n) => `'${n}'`).join(', ')}}`,
    );
  }
  const changed = Object.entries<Parameter>(own).flatMap(([name, { field, read }]) => {
    if (!keywords.has(name)) return [];
    const value = read(keywords.get(name) ?? null, toType);
    if (value !== undefined) return [[field, value] as const];
    throw typeError(`a ${dataTypeClass(type)} cannot have the ${name} that copy() is given`);
  });
  const copy = { ...type, ...Object.fromEntries(changed) } as DataType;
  if (copy.kind === 'decimal') checkDecimal(copy.precision, copy.scale);
  return copy;
}

/** @throws PythonError ValueError in Ibis's words. */
export function checkDecimal(precision: number | null, scale: number | null): void {
  if (precision !== null && precision <= 0)
    throw valueError(`Decimal type precision must be positive, got ${precision}`);
  if (scale !== null && scale < 0)
    throw valueError(`Decimal type scale must be non-negative, got ${scale}`);
  if (precision !== null && scale !== null && precision < scale) {
    throw valueError(
      `Decimal type precision must be greater than or equal to scale. Got precision=${precision} and scale=${scale}`,
    );
  }
}
