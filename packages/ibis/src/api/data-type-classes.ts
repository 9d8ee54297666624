import { isA, parseType, struct } from '@ibert/ir';
import * as ir from '@ibert/ir';
import type { DataType, GeoKind } from '@ibert/ir';

import { pyRepr, PyBuiltin, PyDict, PyType, typeError } from '../python/index.js';
import type { Kwargs, PyContext, PyValue } from '../python/index.js';
import { classOf } from './class-names.js';
import { checkDecimal } from './data-type-copy.js';
import { dataTypeClass } from './data-type-repr.js';
import { DATATYPE, requireType, toType, TypeObj } from './data-type.js';
import { ibisError } from './errors.js';
import { bindMethod } from './methods/method.js';
import { SCHEMA, schemaFromPairs, SchemaObj, toSchema } from './schema-object.js';
import { unitOf } from './units.js';

/** A parameter of a type's class: how it is written, and what it takes. */
interface TypeParam {
  readonly name: string;
  readonly hint: string;
  readonly fallback?: PyValue;
  readonly wanted: string;
  readonly fits: (value: PyValue) => boolean;
}

const isText = (value: PyValue): boolean => value === null || typeof value === 'string';
const isWhole = (value: PyValue): boolean => value === null || typeof value === 'bigint';
const isType = (value: PyValue): boolean => toType(value) !== undefined;
const optionalInt = (name: string, hint = 'Optional[int]'): TypeParam => ({
  name,
  hint: `${hint} = None`,
  fallback: null,
  wanted: 'either None or an int',
  fits: isWhole,
});
const typeParam = (name: string): TypeParam => ({
  name,
  hint: 'DataType',
  wanted: 'coercible to a DataType',
  fits: isType,
});
const flag = (name: string, fallback: boolean): TypeParam => ({
  name,
  hint: `bool = ${fallback ? 'True' : 'False'}`,
  fallback,
  wanted: 'a bool',
  fits: (value) => typeof value === 'boolean',
});
const NULLABLE = flag('nullable', true);
const LENGTH = optionalInt('length', 'Optional[Annotated[int, Between(lower=0, upper=inf)]]');

type Args = Readonly<Record<string, PyValue>>;

/** A class of types: its own parameters, and the type that they make. */
interface TypeClassRow {
  readonly params: readonly TypeParam[];
  readonly make: (args: Args, ctx: PyContext) => DataType;
}

const whole = (value: PyValue | undefined): number | null =>
  typeof value === 'bigint' ? Number(value) : null;
const word = (value: PyValue | undefined): string | null =>
  typeof value === 'string' ? value : null;
const plain = (kind: string): TypeClassRow => ({ params: [], make: () => parseType(kind) });
const spatial = (kind: GeoKind): TypeClassRow => ({
  params: [
    {
      name: 'geotype',
      hint: "Literal['geography', 'geometry'] = 'geometry'",
      fallback: 'geometry',
      wanted: "in {'geography', 'geometry'}",
      fits: (value) => value === 'geometry' || value === 'geography',
    },
    optionalInt('srid'),
  ],
  make: ({ geotype, srid }) => ({
    kind,
    geotype: geotype === 'geography' ? 'geography' : 'geometry',
    srid: whole(srid),
    nullable: true,
  }),
});

function decimalType({ precision, scale }: Args): DataType {
  const [digits, places] = [whole(precision), whole(scale)];
  checkDecimal(digits, places);
  return ir.decimal(digits, places);
}

const PLAIN_KINDS = [
  'null',
  'boolean',
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
  'binary',
  'date',
  'time',
  'uuid',
  'inet',
  'macaddr',
  'unknown',
] as const;
const SPATIAL_KINDS = [
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
] as const;

const className = (kind: string): string => dataTypeClass(parseType(kind));

/** Classes that make types, by name. */
const CONCRETE: ReadonlyMap<string, TypeClassRow> = new Map<string, TypeClassRow>([
  ...PLAIN_KINDS.map((kind) => [className(kind), plain(kind)] as const),
  ...SPATIAL_KINDS.map((kind) => [className(kind), spatial(kind)] as const),
  ['GeoSpatial', spatial('geospatial')],
  [
    'String',
    {
      params: [optionalInt('length')],
      make: ({ length }) => ({ ...ir.STRING, length: whole(length) }),
    },
  ],
  ['Decimal', { params: [optionalInt('precision'), optionalInt('scale')], make: decimalType }],
  [
    'Timestamp',
    {
      params: [
        {
          name: 'timezone',
          hint: 'Optional[str] = None',
          fallback: null,
          wanted: 'either None or a str',
          fits: isText,
        },
        {
          name: 'scale',
          hint: 'Optional[Literal[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]] = None',
          fallback: null,
          wanted: 'either None or in {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}',
          fits: (value) =>
            value === null || (typeof value === 'bigint' && value >= 0n && value <= 9n),
        },
      ],
      make: ({ timezone, scale }) => ir.timestamp(word(timezone), whole(scale)),
    },
  ],
  [
    'Interval',
    {
      params: [
        {
          name: 'unit',
          hint: 'IntervalUnit',
          wanted: 'coercible to an IntervalUnit',
          fits: (value) => typeof value === 'string' && unitOf(value, 'IntervalUnit') !== undefined,
        },
      ],
      make: ({ unit }) => ir.interval(unitOf(String(unit), 'IntervalUnit') ?? 's'),
    },
  ],
  [
    'Array',
    {
      params: [typeParam('value_type'), LENGTH],
      make: ({ value_type = null, length }) => ir.array(requireType(value_type), whole(length)),
    },
  ],
  [
    'Map',
    {
      params: [typeParam('key_type'), typeParam('value_type')],
      make: ({ key_type = null, value_type = null }) =>
        ir.map(requireType(key_type), requireType(value_type)),
    },
  ],
  [
    'Struct',
    {
      params: [
        {
          name: 'fields',
          hint: 'FrozenOrderedDict[str, DataType]',
          wanted: 'coercible to a mapping of names to DataTypes',
          fits: (value) => value instanceof PyDict || value instanceof SchemaObj,
        },
      ],
      make: ({ fields = null }, ctx) => struct(toSchema(fields, ctx)),
    },
  ],
  [
    'JSON',
    {
      params: [flag('binary', false)],
      make: ({ binary }) => ({ ...ir.JSON_TYPE, binary: binary === true }),
    },
  ],
]);

/** Classes that only group others: `isinstance` and `s.of_type` take them. */
const ABSTRACT: Readonly<Record<string, (type: DataType) => boolean>> = {
  Primitive: ({ kind }) => /^(?:null|boolean|u?int\d+|float\d+|date|time)$/.test(kind),
  Numeric: (type) => isA(type, 'Numeric'),
  Integer: (type) => isA(type, 'Integer'),
  SignedInteger: ({ kind }) => /^int\d+$/.test(kind),
  UnsignedInteger: ({ kind }) => /^uint\d+$/.test(kind),
  Floating: (type) => isA(type, 'Floating'),
  Temporal: (type) => isA(type, 'Temporal'),
  Variadic: ({ kind }) => ['string', 'binary', 'array', 'map', 'json'].includes(kind),
  Parametric: ({ kind }) =>
    ['timestamp', 'decimal', 'interval', 'struct', 'array', 'map'].includes(kind),
};

/** Arguments by parameter, in the words of Ibis's own complaint where they do not fit. */
function bind(
  name: string,
  row: TypeClassRow,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
): Args {
  const params = [...row.params, NULLABLE];
  const shown = [
    ...args.map((a) => pyRepr(a, ctx)),
    ...[...kwargs].map(([k, v]) => `${k}=${pyRepr(v, ctx)}`),
  ];
  const refuse = (what: string): never => {
    const expected = params.map((p) => `${p.name}: ${p.hint}`).join(', ');
    throw ibisError(
      'SignatureValidationError',
      `${name}(${shown.join(', ')}) ${what}\n\nExpected signature: ${name}(${expected})`,
    );
  };
  if (args.length > params.length) refuse('too many positional arguments');
  for (const key of kwargs.keys()) {
    if (!params.some((p) => p.name === key)) refuse(`got an unexpected keyword argument '${key}'`);
  }
  const bound: Record<string, PyValue> = {};
  for (const [i, { name: key, fallback }] of params.entries()) {
    const given = i < args.length ? args[i] : kwargs.has(key) ? kwargs.get(key) : fallback;
    if (given === undefined) refuse(`missing a required argument: '${key}'`);
    bound[key] = given ?? null;
  }
  const faults = params.filter((p) => !p.fits(bound[p.name] ?? null));
  if (faults.length > 0) {
    const lines = faults.map(({ name: key, wanted }) => {
      const value = bound[key] ?? null;
      return `\n  \`${key}\`: ${pyRepr(value, ctx)} of type ${classOf(value)} is not ${wanted}`;
    });
    refuse(`has failed due to the following errors:${lines.join('')}`);
  }
  return bound;
}

const qualified = (name: string): string => `ibis.expr.datatypes.core.${name}`;

function concreteClass(name: string, row: TypeClassRow): PyType {
  const type: PyType = new PyType(name, {
    qualifiedName: qualified(name),
    ...(name === 'Array' || name === 'Map' ? { isGeneric: true as const } : {}),
    isInstance: (value) =>
      value instanceof TypeObj &&
      (name === 'GeoSpatial' ? isA(value.type, 'GeoSpatial') : value.pyType === name),
    construct: (args, kwargs, ctx) => {
      const bound = bind(name, row, args, kwargs, ctx);
      return new TypeObj(ir.withNullable(row.make(bound, ctx), bound['nullable'] !== false));
    },
    members: new Map<string, PyValue>(
      name === 'Struct'
        ? [
            [
              'from_tuples',
              new PyBuiltin(
                'from_tuples',
                ([pairs = null], _k, ctx) =>
                  new TypeObj(struct(schemaFromPairs(pairs, ctx).schema)),
              ),
            ],
          ]
        : [],
    ),
  });
  return type;
}

const abstractClass = (name: string, test: (type: DataType) => boolean): PyType =>
  new PyType(name, {
    qualifiedName: qualified(name),
    isInstance: (value) => value instanceof TypeObj && test(value.type),
    construct: () => {
      throw typeError(
        `Can't instantiate abstract class ${name} with abstract methods column, scalar`,
      );
    },
  });

/** Members of a class that need no instance, taken from the table of its methods. */
const fromAny = new TypeObj(ir.NULL);
const classMethods = (names: readonly string[]): ReadonlyMap<string, PyValue> =>
  new Map(names.map((name) => [name, bindMethod(DATATYPE, name, fromAny, null) ?? null]));

/** `DataType`, the class of all data types. */
export const DATATYPE_CLASS = new PyType('DataType', {
  qualifiedName: qualified('DataType'),
  isInstance: (value) => value instanceof TypeObj,
  construct: () => {
    throw typeError(
      "Can't instantiate abstract class DataType with abstract methods column, scalar",
    );
  },
  members: classMethods([
    'from_string',
    'from_typehint',
    'from_numpy',
    'from_pandas',
    'from_polars',
    'from_pyarrow',
  ]),
});

/** `Schema`, made of a mapping. */
export const SCHEMA_CLASS = new PyType('Schema', {
  qualifiedName: 'ibis.expr.schema.Schema',
  isInstance: (value) => value instanceof SchemaObj,
  construct: ([fields = null], kwargs, ctx) =>
    new SchemaObj(toSchema(kwargs.get('fields') ?? fields, ctx)),
  members: new Map(
    ['from_tuples', 'from_numpy', 'from_pandas', 'from_polars', 'from_pyarrow', 'from_sqlglot'].map(
      (name) => [name, bindMethod(SCHEMA, name, new SchemaObj(new Map()), null) ?? null],
    ),
  ),
});

/** All classes of data types by name, as `ibis.expr.datatypes` has them. */
export const DATA_TYPE_CLASSES: ReadonlyMap<string, PyType> = new Map<string, PyType>([
  ['DataType', DATATYPE_CLASS],
  ['Any', DATATYPE_CLASS],
  ...[...CONCRETE].map(([name, row]) => [name, concreteClass(name, row)] as const),
  ...Object.entries(ABSTRACT).map(([name, test]) => [name, abstractClass(name, test)] as const),
]);
