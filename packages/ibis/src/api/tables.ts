import { isA } from '@ibert/ir';
import type { DataType, TypeClass } from '@ibert/ir';

import type { PyContext, PyValue } from '../python/index.js';
import { learnClass } from './coerce.js';
import { ibisError } from './errors.js';
import { groupedAttribute, groupedItem } from './methods/grouped.js';
import { BINARY } from './methods/binary.js';
import { BOOLEAN, BOOLEAN_COLUMN } from './methods/boolean.js';
import { COLUMN } from './methods/column.js';
import { COLUMN_ENDINGS, SCALAR, VALUE_ENDINGS } from './methods/endings.js';
import { EXPRESSION } from './methods/expression.js';
import { bindMethod } from './methods/method.js';
import type { MethodTable } from './methods/method.js';
import { ARRAY, JSON_METHODS, MAP, STRUCT } from './methods/nested.js';
import { FLOATING, INTEGER, INTEGER_COLUMN, NUMERIC, NUMERIC_COLUMN } from './methods/numeric.js';
import { SPATIAL, SPATIAL_COLUMN } from './methods/spatial.js';
import { STRING } from './methods/string.js';
import { TABLE } from './methods/table.js';
import { tableItem } from './methods/table-item.js';
import { DATE, INTERVAL, TIME, TIMESTAMP } from './methods/temporal.js';
import { VALUE } from './methods/value.js';
import type { ValueObj } from './objects.js';
import { operators, structField } from './operators.js';
import { classOf, reprObject } from './class-names.js';
import { reprNode } from './repr.js';
import type { ApiTables } from './session.js';

/** Which methods a type has beside those of every value: for all values, and for columns only. */
interface TypeMethods {
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

const methodsOf = (dtype: DataType): TypeMethods | undefined =>
  TYPE_METHODS.find(({ type }) => isA(dtype, type));

/** Methods of every column, of every scalar, and of all values. */
export const EVERY_COLUMN = [COLUMN, COLUMN_ENDINGS, VALUE, VALUE_ENDINGS];
export const EVERY_SCALAR = [SCALAR, VALUE, VALUE_ENDINGS];

const owns = (table: MethodTable<ValueObj>, name: string): boolean =>
  Object.hasOwn(table.methods, name);

/** Order in which a column of unknown type is taken for one that has the method. */
const GUESSES: readonly TypeClass[] = [
  'String',
  'Floating',
  'Boolean',
  'Timestamp',
  'Array',
  'Integer',
  'Date',
  'Time',
  'Map',
  'JSON',
];

/** The type that a method of an unknown column gives away, if only types with it come in question. */
function guess(name: string): TypeMethods | undefined {
  for (const type of GUESSES) {
    const found = TYPE_METHODS.find((methods) => methods.type === type);
    if (found !== undefined && [...found.value, ...found.column].some((table) => owns(table, name)))
      return found;
  }
  return undefined;
}

function valueAttribute(self: ValueObj, name: string, ctx: PyContext): PyValue | undefined {
  const { node, session } = self;
  const columnar = node.shape === 'columnar';
  let special = methodsOf(node.dtype);
  const generic = columnar ? EVERY_COLUMN : EVERY_SCALAR;
  if (
    node.dtype.kind === 'unknown' &&
    !generic.some((table) => owns(table, name)) &&
    !Object.hasOwn(EXPRESSION.methods, name)
  ) {
    special = guess(name);
    if (special !== undefined) learnClass(session, node, [special.type]);
  }
  const tables = [
    ...(special?.value ?? []),
    ...(columnar ? (special?.column ?? []) : []),
    ...generic,
  ];
  for (const table of tables) {
    const found = bindMethod(table, name, self, session, ctx);
    if (found !== undefined) return found;
  }
  const found = bindMethod(EXPRESSION, name, self, session, ctx);
  if (found !== undefined) return found;
  if (node.dtype.kind === 'struct') {
    if (node.dtype.fields.has(name)) return structField(self, name, ctx);
    throw ibisError('AttributeError', name);
  }
  return undefined;
}

/** Everything that expressions can do. */
export const API: ApiTables = {
  operators,
  tableMethods: Object.keys(TABLE.methods),
  valueAttribute,
  tableAttribute: (table, name, ctx) =>
    bindMethod(TABLE, name, table, table.session, ctx) ??
    bindMethod(EXPRESSION, name, table, table.session, ctx),
  tableItem,
  groupedAttribute,
  groupedItem,
  classOf,
  reprObject,
  repr: reprNode,
};
