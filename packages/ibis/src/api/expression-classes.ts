import { expressionPrefix, isA } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import {
  exceptionType,
  getAttribute,
  notSupported,
  PyBuiltin,
  PyType,
  typeError,
  typeName,
} from '../python/index.js';
import type { HostObject, PyValue } from '../python/index.js';
import { classOf, expressionModule } from './class-names.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import { EVERY_COLUMN, EVERY_SCALAR, TYPE_METHODS } from './method-tables.js';
import type { TypeMethods } from './method-tables.js';
import { VALUE_ENDINGS } from './methods/endings.js';
import { EXPRESSION } from './methods/expression.js';
import type { MethodTable } from './methods/method.js';
import { NUMERIC, NUMERIC_COLUMN } from './methods/numeric.js';
import { TABLE } from './methods/table.js';
import { VALUE } from './methods/value.js';
import { GroupedTableObj, JoinObj, TableObj, ValueObj } from './objects.js';
import { ADDRESS } from './repr.js';
import { DATATYPE_CLASS, SCHEMA_CLASS } from './data-type-classes.js';

/** What a class has around it. */
interface Surroundings {
  readonly module?: string;
  /** What Ibis asks of the node that such an expression is made of. */
  readonly asked?: 'schema' | 'name';
  /** The methods that its expressions have. */
  readonly tables?: readonly Pick<MethodTable<never>, 'methods'>[];
}

const isMethod = (methods: Readonly<Record<string, { property?: true }>>, name: string): boolean =>
  Object.hasOwn(methods, name) && methods[name]?.property !== true;

/** `StringValue.upper`: the method, waiting for its expression. */
const unboundMethod = (owner: string, name: string): PyBuiltin =>
  new PyBuiltin(
    name,
    ([self, ...args], kwargs, ctx) => {
      if (self === undefined)
        throw typeError(`${owner}.${name}() missing 1 required positional argument: 'self'`);
      if (!(self instanceof ValueObj || self instanceof TableObj))
        throw notSupported(`${owner}.${name}() of what is no expression`);
      return ctx.call(getAttribute(self, name, ctx), args, kwargs);
    },
    `<function ${owner}.${name} at ${ADDRESS}>`,
  );

/** A class of Ibis's: made for `isinstance` and its methods, not to be called. */
const expressionClass = (
  name: string,
  isInstance: (value: PyValue) => boolean,
  { module, asked, tables = [] }: Surroundings = {},
): PyType =>
  new PyType(name, {
    isInstance,
    ...(module === undefined ? {} : { qualifiedName: `${module}.${name}` }),
    attribute: (member) =>
      tables.some(({ methods }) => isMethod(methods, member))
        ? unboundMethod(name, member)
        : undefined,
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
    {
      module: `ibis.expr.types.${expressionModule(prefix)}`,
      asked: 'name',
      tables: methodsOf(prefix, shape),
    },
  );
}

/** What all kinds of numbers have. */
const NUMBERS: TypeMethods = { type: 'Numeric', value: [NUMERIC], column: [NUMERIC_COLUMN] };

function methodsOf(prefix: string, shape: 'columnar' | 'scalar' | undefined): Tables {
  const special = [...TYPE_METHODS, NUMBERS].find(({ type }) => type === prefix);
  const every = { columnar: EVERY_COLUMN, scalar: EVERY_SCALAR, value: [VALUE, VALUE_ENDINGS] };
  return [
    ...(special?.value ?? []),
    ...(shape === 'columnar' ? (special?.column ?? []) : []),
    ...every[shape ?? 'value'],
    EXPRESSION,
  ];
}
type Tables = NonNullable<Surroundings['tables']>;

const SHAPES = [
  ['Value', undefined],
  ['Column', 'columnar'],
  ['Scalar', 'scalar'],
] as const;

/** The classes of expressions by name, as `ibis.expr.types` has them. */
export const EXPRESSION_CLASSES: ReadonlyMap<string, PyType> = new Map(
  [
    expressionClass('Expr', (value) => value instanceof ValueObj || value instanceof TableObj, {
      module: 'ibis.expr.types.core',
      tables: [EXPRESSION],
    }),
    expressionClass('Table', (value) => value instanceof TableObj, {
      module: 'ibis.expr.types.relations',
      asked: 'schema',
      tables: [TABLE, EXPRESSION],
    }),
    expressionClass('Join', (value) => value instanceof JoinObj, {
      module: 'ibis.expr.types.joins',
      tables: [TABLE, EXPRESSION],
    }),
    expressionClass('GroupedTable', (value) => value instanceof GroupedTableObj, {
      module: 'ibis.expr.types.groupby',
    }),
    ...['', ...PREFIXES].flatMap((prefix) =>
      SHAPES.map(([word, shape]) => valueClass(prefix, shape, `${prefix}${word}`)),
    ),
  ].map((type) => [type.name, type]),
);

/** The class of an expression. */
export const typeObject = (value: ValueObj | TableObj): PyType | undefined =>
  EXPRESSION_CLASSES.get(value.pyType);

/** The classes that the module `ibis` itself shows. */
export const IBIS_CLASSES: ReadonlyMap<string, PyType> = new Map<string, PyType>([
  ...['Expr', 'Table', 'Value', 'Column', 'Scalar'].flatMap((name) => {
    const type = EXPRESSION_CLASSES.get(name);
    return type === undefined ? [] : [[name, type] as const];
  }),
  [
    'Deferred',
    expressionClass('Deferred', (value) => value instanceof DeferredObj, {
      module: 'ibis.common.deferred',
    }),
  ],
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
