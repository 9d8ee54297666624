import { expressionPrefix, isA } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import { exceptionType, PyType, typeError, typeName } from '../python/index.js';
import type { HostObject, PyValue } from '../python/index.js';
import { classOf } from './class-names.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import { GroupedTableObj, JoinObj, TableObj, ValueObj } from './objects.js';
import { DATATYPE_CLASS, SCHEMA_CLASS } from './data-type-classes.js';

/**
 * A class of Ibis's: made for `isinstance`, not to be called.
 *
 * @param asked What Ibis asks of the node that such an expression is made of.
 */
const expressionClass = (
  name: string,
  isInstance: (value: PyValue) => boolean,
  asked?: 'schema' | 'name',
): PyType =>
  new PyType(name, {
    isInstance,
    construct: ([value = null]) => {
      const isPlain = typeof value !== 'object' || value === null || value.kind !== 'host';
      if (asked !== undefined && isPlain)
        throw ibisError(
          'AttributeError',
          `'${typeName(value)}' object has no attribute '${asked}'`,
        );
      throw typeError(`Expected a graph node, got ${classOf(value)}`);
    },
  });

/** Families of value classes by the prefix of their names; what no prefix names goes by type. */
const FAMILIES: Readonly<Record<string, (type: DataType) => boolean>> = {
  Numeric: (type) => isA(type, 'Numeric') || type.kind === 'boolean',
  GeoSpatial: (type) => isA(type, 'GeoSpatial'),
};
const PREFIXES = [
  'Numeric',
  'Integer',
  'Floating',
  'Decimal',
  'Boolean',
  'String',
  'Binary',
  'Date',
  'Time',
  'Timestamp',
  'Interval',
  'Array',
  'Map',
  'Struct',
  'JSON',
  'UUID',
  'INET',
  'MACADDR',
  'Null',
  'Unknown',
  'GeoSpatial',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
];

function valueClass(
  prefix: string,
  shape: 'columnar' | 'scalar' | undefined,
  name: string,
): PyType {
  const belongs =
    FAMILIES[prefix] ?? ((type: DataType): boolean => expressionPrefix(type) === prefix);
  return expressionClass(
    name,
    (value) =>
      value instanceof ValueObj &&
      (shape === undefined || value.node.shape === shape) &&
      (prefix === '' || belongs(value.node.dtype)),
    'name',
  );
}

const SHAPES = [
  ['Value', undefined],
  ['Column', 'columnar'],
  ['Scalar', 'scalar'],
] as const;

/** The classes of expressions by name, as `ibis.expr.types` has them. */
export const EXPRESSION_CLASSES: ReadonlyMap<string, PyType> = new Map(
  [
    expressionClass('Expr', (value) => value instanceof ValueObj || value instanceof TableObj),
    expressionClass('Table', (value) => value instanceof TableObj, 'schema'),
    expressionClass('Join', (value) => value instanceof JoinObj),
    expressionClass('GroupedTable', (value) => value instanceof GroupedTableObj),
    ...['', ...PREFIXES].flatMap((prefix) =>
      SHAPES.map(([word, shape]) => valueClass(prefix, shape, `${prefix}${word}`)),
    ),
  ].map((type) => [type.name, type]),
);

/** The classes that the module `ibis` itself shows. */
export const IBIS_CLASSES: ReadonlyMap<string, PyType> = new Map<string, PyType>([
  ...['Expr', 'Table', 'Value', 'Column', 'Scalar'].flatMap((name) => {
    const type = EXPRESSION_CLASSES.get(name);
    return type === undefined ? [] : [[name, type] as const];
  }),
  ['Deferred', expressionClass('Deferred', (value) => value instanceof DeferredObj)],
  ['Schema', SCHEMA_CLASS],
  ['DataType', DATATYPE_CLASS],
  ['BaseBackend', expressionClass('BaseBackend', () => false)],
  ['IbisError', exceptionType('IbisError', exceptionType('Exception', undefined))],
]);

/** The module `ibis.expr.types`. */
export class ExpressionTypesModule implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'module';
  getAttr(name: string): PyValue {
    const found = EXPRESSION_CLASSES.get(name);
    if (found === undefined)
      throw ibisError('AttributeError', `module 'ibis.expr.types' has no attribute '${name}'`);
    return found;
  }
  repr(): string {
    return "<module 'ibis.expr.types'>";
  }
}
