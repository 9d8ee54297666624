import type { TypeClass } from '@ibert/ir';

import { BINARY } from './methods/binary.js';
import { BOOLEAN, BOOLEAN_COLUMN } from './methods/boolean.js';
import { COLUMN } from './methods/column.js';
import { COLUMN_ENDINGS, SCALAR, VALUE_ENDINGS } from './methods/endings.js';
import type { MethodTable } from './methods/method.js';
import { ARRAY, JSON_METHODS, MAP, STRUCT } from './methods/nested.js';
import { FLOATING, INTEGER, INTEGER_COLUMN, NUMERIC, NUMERIC_COLUMN } from './methods/numeric.js';
import { SPATIAL, SPATIAL_COLUMN } from './methods/spatial.js';
import { STRING } from './methods/string.js';
import { DATE, INTERVAL, TIME, TIMESTAMP } from './methods/temporal.js';
import { VALUE } from './methods/value.js';
import type { ValueObj } from './objects.js';

/** Which methods a type has beside those of every value: for all values, and for columns only. */
export interface TypeMethods {
  readonly type: TypeClass;
  readonly value: readonly MethodTable<ValueObj>[];
  readonly column: readonly MethodTable<ValueObj>[];
}

/** The method tables by type, most specific first. */
export const TYPE_METHODS: readonly TypeMethods[] = [
  { type: 'String', value: [STRING], column: [] },
  { type: 'Integer', value: [INTEGER, NUMERIC], column: [INTEGER_COLUMN, NUMERIC_COLUMN] },
  { type: 'Floating', value: [FLOATING, NUMERIC], column: [NUMERIC_COLUMN] },
  { type: 'Decimal', value: [NUMERIC], column: [NUMERIC_COLUMN] },
  { type: 'Boolean', value: [BOOLEAN, NUMERIC], column: [BOOLEAN_COLUMN, NUMERIC_COLUMN] },
  { type: 'Timestamp', value: [TIMESTAMP], column: [] },
  { type: 'Date', value: [DATE], column: [] },
  { type: 'Time', value: [TIME], column: [] },
  { type: 'Interval', value: [INTERVAL], column: [] },
  { type: 'Array', value: [ARRAY], column: [] },
  { type: 'Map', value: [MAP], column: [] },
  { type: 'Struct', value: [STRUCT], column: [] },
  { type: 'JSON', value: [JSON_METHODS], column: [] },
  { type: 'Binary', value: [BINARY], column: [] },
  { type: 'GeoSpatial', value: [SPATIAL], column: [SPATIAL_COLUMN] },
];

/** Methods of every column, of every scalar, and of all values. */
export const EVERY_COLUMN = [COLUMN, COLUMN_ENDINGS, VALUE, VALUE_ENDINGS];
export const EVERY_SCALAR = [SCALAR, VALUE, VALUE_ENDINGS];
