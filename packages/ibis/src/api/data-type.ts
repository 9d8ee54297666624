import { IbertError } from '@ibert/core';
import {
  castable,
  expressionPrefix,
  isA,
  parseType,
  printType,
  sameType,
  withNullable,
} from '@ibert/ir';
import type { DataType, TypeClass } from '@ibert/ir';

import {
  dictFrom,
  NOT_IMPLEMENTED,
  PyGenericAlias,
  PyTuple,
  pyStr,
  PyType,
  typeError,
} from '../python/index.js';
import type {
  CompareOperator,
  HostObject,
  Kwargs,
  PyContext,
  PySingleton,
  PyValue,
} from '../python/index.js';
import { classOf } from './class-names.js';
import { changedType } from './data-type-copy.js';
import { dataTypeClass, reprDataType } from './data-type-repr.js';
import { asIbis, ibisError, toPython } from './errors.js';
import { bindMethod, method, property, unsupported } from './methods/method.js';
import type { Call, Method, MethodTable } from './methods/method.js';
import { REASONS } from './reasons.js';
import { Signature } from './signature.js';
import { typeOfAlias } from './type-hints.js';

type Self = Call<TypeObj, null>;
type Row = Method<TypeObj, null>;

const COPY = new Signature('**kwargs');

/** A data type in a program: `t.a.type()`, `dt.int64`. */
export class TypeObj implements HostObject {
  readonly kind = 'host';
  readonly type: DataType;

  constructor(type: DataType) {
    this.type = type;
  }
  get pyType(): string {
    return dataTypeClass(this.type);
  }
  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    return (
      bindMethod(DATATYPE, name, this, null, ctx) ??
      bindMethod(CONCRETE, name, this, null, ctx) ??
      partOf(this.type, name)
    );
  }
  /** `dt.int64(nullable=False)`: a copy. */
  call(args: readonly PyValue[], kwargs: Kwargs): PyValue {
    const { keywords } = COPY.bind('DataType.__call__', true, args, kwargs);
    return new TypeObj(changedType(this.type, keywords, toType));
  }
  getItem(key: PyValue): PyValue {
    const { type } = this;
    if (type.kind !== 'struct') throw typeError(`'${this.pyType}' object is not subscriptable`);
    const found = typeof key === 'string' ? type.fields.get(key) : undefined;
    if (found === undefined)
      throw ibisError('KeyError', typeof key === 'string' ? `'${key}'` : String(key));
    return new TypeObj(found);
  }
  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    if (!(other instanceof TypeObj) || (op !== '==' && op !== '!=')) return NOT_IMPLEMENTED;
    return sameType(this.type, other.type) === (op === '==');
  }
  repr(): string {
    return reprDataType(this.type);
  }
  str(): string {
    return printType(this.type);
  }
  typeObject(): PyType {
    const name = this.pyType;
    return new PyType(name, {
      qualifiedName: `ibis.expr.datatypes.core.${name}`,
      isInstance: (value) => value instanceof TypeObj && value.pyType === name,
    });
  }
  hashKey(): string {
    return `datatype ${printType(this.type)}`;
  }
}

/** Parameters of a type, by their Python names. */
function partOf(type: DataType, name: string): PyValue | undefined {
  const number = (value: number | null): PyValue => (value === null ? null : BigInt(value));
  switch (`${type.kind}.${name}`) {
    case 'string.length':
    case 'array.length':
      return number('length' in type ? type.length : null);
    case 'timestamp.scale':
    case 'decimal.scale':
      return number('scale' in type ? type.scale : null);
    default:
  }
  if (type.kind === 'timestamp' && name === 'timezone') return type.timezone;
  if (type.kind === 'decimal' && name === 'precision') return number(type.precision);
  if ((type.kind === 'array' || type.kind === 'map') && name === 'value_type')
    return new TypeObj(type.value);
  if (type.kind === 'map' && name === 'key_type') return new TypeObj(type.key);
  if (type.kind === 'json' && name === 'binary') return type.binary;
  if (type.kind !== 'struct') return undefined;
  const fields = [...type.fields].map(([n, t]) => [n, new TypeObj(t)] as const);
  if (name === 'fields') return dictFrom(fields);
  if (name === 'names') return new PyTuple(fields.map(([n]) => n));
  return name === 'types' ? new PyTuple(fields.map(([, t]) => t)) : undefined;
}

/** Python's own types where Ibis takes a data type. */
const PYTHON_TYPES: ReadonlyMap<string, string> = new Map([
  ['int', 'int64'],
  ['float', 'float64'],
  ['str', 'string'],
  ['bool', 'boolean'],
  ['bytes', 'binary'],
  ['date', 'date'],
  ['datetime', 'timestamp'],
  ['time', 'time'],
  ['timedelta', "interval('us')"],
  ['Decimal', 'decimal'],
]);

/** Ibis's classes of types without parameters, which stand for the type itself. */
const OWN_CLASSES: ReadonlyMap<string, string> = new Map(
  [
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
    'string',
    'binary',
    'date',
    'time',
    'json',
    'uuid',
    'inet',
    'macaddr',
  ].map((name) => [dataTypeClass(parseType(name)), name]),
);

/** A data type from what Ibis takes for one; undefined when it is none. */
export function toType(value: PyValue): DataType | undefined {
  if (value instanceof TypeObj) return value.type;
  if (value instanceof PyGenericAlias) return typeOfAlias(value, requireType);
  const text =
    typeof value === 'string'
      ? value
      : value instanceof PyType
        ? (PYTHON_TYPES.get(value.name) ?? OWN_CLASSES.get(value.name))
        : undefined;
  if (text === undefined) return undefined;
  try {
    return parseType(text);
  } catch (error) {
    if (error instanceof IbertError && error.code === 'ValueError') throw toPython(error);
    return undefined;
  }
}

/** Like {@link toType}, for places where anything else is an error. */
export function requireType(value: PyValue): DataType {
  const type = toType(value);
  if (type !== undefined) return type;
  if (typeof value === 'string') return asIbis(() => parseType(value));
  if (value instanceof PyType) {
    if (PARAMETRIC.has(value.name)) {
      throw typeError(
        `Cannot construct a parametric ${value.name} datatype based on the type itself`,
      );
    }
    throw typeError(
      `Cannot construct an ibis datatype from python type \`<class '${value.name}'>\``,
    );
  }
  throw typeError(
    `Cannot construct an ibis datatype from python value \`${describeValue(value)}\``,
  );
}

/** Ibis's classes of types that need arguments. */
const PARAMETRIC: ReadonlySet<string> = new Set(['Array', 'Map', 'Struct', 'Interval']);

const describeValue = (value: PyValue): string =>
  value !== null && typeof value === 'object' && value.kind === 'singleton'
    ? value.name
    : value === null
      ? 'None'
      : typeof value === 'object'
        ? classOf(value)
        : String(value);

/** `dt.cast(source, target)`: the target, if every value can be one. */
export function castType(source: DataType, target: DataType): TypeObj {
  if (castable(source, target)) return new TypeObj(target);
  throw ibisError(
    'IbisTypeError',
    `Datatype ${printType(source)} cannot be implicitly casted to ${printType(target)}`,
  );
}

const is = (test: (type: DataType) => boolean): Row => method('', ({ self }) => test(self.type));
const isClass = (name: TypeClass): Row => is((type) => isA(type, name));
const isKind = (...kinds: readonly DataType['kind'][]): Row =>
  is(({ kind }) => kinds.includes(kind));
const never: Row = is(() => false);

const PRIMITIVE = /^(?:null|boolean|u?int\d+|float\d+|date|time)$/;

const otherType = ({ args }: Self, name: string): TypeObj => {
  const other = args[name] ?? null;
  if (other instanceof TypeObj) return other;
  throw typeError(`invalid equality comparison between DataType and ${classOf(other)}`);
};

function fromString(args: Readonly<Record<string, PyValue>>, ctx: PyContext): TypeObj {
  const type = parseType(pyStr(args['value'] ?? null, ctx));
  return new TypeObj(withNullable(type, args['nullable'] !== false));
}

/** What data types inherit of Ibis's other objects. */
const CONCRETE: MethodTable<TypeObj, null> = {
  owner: 'Concrete',
  methods: {
    copy: method(
      '**kwargs',
      ({ self, keywords }) => new TypeObj(changedType(self.type, keywords, toType)),
    ),
  },
};

/** Methods of data types. */
export const DATATYPE: MethodTable<TypeObj, null> = {
  owner: 'DataType',
  methods: {
    nullable: property(({ self }) => self.type.nullable),
    equals: method('other', (call) => sameType(call.self.type, otherType(call, 'other').type)),
    cast: method('other, **kwargs', ({ self, args }) =>
      castType(self.type, requireType(args['other'] ?? null)),
    ),
    castable: method('to, **kwargs', ({ self, args }) => {
      const to = args['to'] ?? null;
      if (to instanceof TypeObj) return castable(self.type, to.type);
      throw ibisError(
        'AttributeError',
        `${classOf(to).slice(7, -1)} object has no attribute 'is_boolean'`,
      );
    }),
    from_string: method('value, nullable=True', ({ args, ctx }) =>
      asIbis(() => fromString(args, ctx)),
    ),
    scalar: property(({ self }) => `${expressionPrefix(self.type)}Scalar`),
    column: property(({ self }) => `${expressionPrefix(self.type)}Column`),
    is_array: isKind('array'),
    is_binary: isKind('binary'),
    is_boolean: isKind('boolean'),
    is_date: isKind('date'),
    is_decimal: isKind('decimal'),
    is_enum: never,
    is_fixed_length_array: is((type) => type.kind === 'array' && type.length !== null),
    is_float16: isKind('float16'),
    is_float32: isKind('float32'),
    is_float64: isKind('float64'),
    is_floating: isClass('Floating'),
    is_geospatial: isClass('GeoSpatial'),
    is_inet: isKind('inet'),
    is_int8: isKind('int8'),
    is_int16: isKind('int16'),
    is_int32: isKind('int32'),
    is_int64: isKind('int64'),
    is_integer: isClass('Integer'),
    is_interval: isKind('interval'),
    is_json: isKind('json'),
    is_linestring: isKind('linestring'),
    is_macaddr: isKind('macaddr'),
    is_map: isKind('map'),
    is_multilinestring: isKind('multilinestring'),
    is_multipoint: isKind('multipoint'),
    is_multipolygon: isKind('multipolygon'),
    is_nested: isKind('array', 'map', 'struct'),
    is_null: isKind('null'),
    is_numeric: isClass('Numeric'),
    is_point: isKind('point'),
    is_polygon: isKind('polygon'),
    is_primitive: is(({ kind }) => PRIMITIVE.test(kind)),
    is_signed_integer: isKind('int8', 'int16', 'int32', 'int64'),
    is_string: isKind('string'),
    is_struct: isKind('struct'),
    is_temporal: isClass('Temporal'),
    is_time: isKind('time'),
    is_timestamp: isKind('timestamp'),
    is_uint8: isKind('uint8'),
    is_uint16: isKind('uint16'),
    is_uint32: isKind('uint32'),
    is_uint64: isKind('uint64'),
    is_unknown: isKind('unknown'),
    is_unsigned_integer: isKind('uint8', 'uint16', 'uint32', 'uint64'),
    is_uuid: isKind('uuid'),
    is_variadic: isKind('string', 'binary', 'array', 'map', 'json'),
    from_typehint: unsupported('typ, nullable=True', REASONS.internals),
    from_numpy: unsupported('numpy_type, nullable=True', REASONS.formats),
    from_pandas: unsupported('pandas_type, nullable=True', REASONS.formats),
    from_polars: unsupported('polars_type, nullable=True', REASONS.formats),
    from_pyarrow: unsupported('arrow_type, nullable=True', REASONS.formats),
    to_numpy: unsupported('', REASONS.formats),
    to_pandas: unsupported('', REASONS.formats),
    to_polars: unsupported('', REASONS.formats),
    to_pyarrow: unsupported('', REASONS.formats),
  },
};
