import { isA } from '@ibert/ir';
import type { DataType, TypeClass } from '@ibert/ir';

import type { PyContext, PyValue } from '../python/index.js';
import { learnClass } from './coerce.js';
import { ibisError } from './errors.js';
import { groupedAttribute, groupedItem } from './methods/grouped.js';
import { EXPRESSION } from './methods/expression.js';
import { bindMethod } from './methods/method.js';
import type { MethodTable } from './methods/method.js';
import { TABLE } from './methods/table.js';
import { tableItem } from './methods/table-item.js';
import type { ValueObj } from './objects.js';
import { operators, structField } from './operators.js';
import { classOf, reprObject } from './class-names.js';
import { typeObject } from './expression-classes.js';
import { EVERY_COLUMN, EVERY_SCALAR, TYPE_METHODS } from './method-tables.js';
import type { TypeMethods } from './method-tables.js';
import { reprNode } from './repr.js';
import type { ApiTables } from './session.js';

const methodsOf = (dtype: DataType): TypeMethods | undefined =>
  TYPE_METHODS.find(({ type }) => isA(dtype, type));

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
  typeObject,
  reprObject,
  repr: reprNode,
};
