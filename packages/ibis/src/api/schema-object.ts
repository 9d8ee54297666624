import { isA, printType, sameType, struct } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';

import {
  asInt,
  dictFrom,
  NOT_IMPLEMENTED,
  notSupported,
  PyDict,
  PyList,
  pyRepr,
  pyStr,
  PyTuple,
  toArray,
  typeError,
  valueError,
} from '../python/index.js';
import type {
  BinaryOperator,
  CompareOperator,
  HostObject,
  PyContext,
  PySingleton,
  PythonError,
  PyValue,
} from '../python/index.js';
import { classOf } from './class-names.js';
import { toType, TypeObj } from './data-type.js';
import { ibisError } from './errors.js';
import { bindMethod, method, property, unsupported } from './methods/method.js';
import type { Call, MethodTable } from './methods/method.js';
import { REASONS } from './reasons.js';

type Self = Call<SchemaObj, null>;

/** A schema in a program: `t.schema()`, `ibis.schema(...)`. */
export class SchemaObj implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'Schema';
  readonly schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
  }
  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    return bindMethod(SCHEMA, name, this, null, ctx) ?? bindMethod(MAPPING, name, this, null, ctx);
  }
  getItem(key: PyValue): PyValue {
    const type = typeof key === 'string' ? this.schema.get(key) : undefined;
    if (type === undefined)
      throw ibisError('KeyError', typeof key === 'string' ? `'${key}'` : String(key));
    return new TypeObj(type);
  }
  iterate(): Iterable<PyValue> {
    return this.schema.keys();
  }
  contains(item: PyValue): boolean {
    return typeof item === 'string' && this.schema.has(item);
  }
  length(): number {
    return this.schema.size;
  }
  binary(op: BinaryOperator, other: PyValue): PySingleton {
    if (other instanceof SchemaObj && ['|', '&', '-', '^'].includes(op)) {
      throw notSupported(`set operations on schemas (${op})`);
    }
    return NOT_IMPLEMENTED;
  }
  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    if (!(other instanceof SchemaObj) || (op !== '==' && op !== '!=')) return NOT_IMPLEMENTED;
    return sameSchema(this.schema, other.schema) === (op === '==');
  }
  repr(): string {
    return printSchemaRepr(this.schema);
  }
}

function sameSchema(a: Schema, b: Schema): boolean {
  const right = [...b];
  return (
    a.size === b.size &&
    [...a].every(([name, type], i) => name === right[i]?.[0] && sameType(type, right[i][1]))
  );
}

/** A schema as Ibis prints it, names padded to one width. */
export function printSchemaRepr(schema: Schema): string {
  const width = Math.max(0, ...[...schema.keys()].map((name) => name.length));
  const lines = [...schema].map(([name, type]) => `  ${name.padEnd(width)}  ${printType(type)}`);
  return `ibis.Schema {\n${lines.join('\n')}\n}`;
}

const typesOf = ({ schema }: SchemaObj): TypeObj[] =>
  [...schema.values()].map((type) => new TypeObj(type));
const pairsOf = ({ schema }: SchemaObj): (readonly [string, TypeObj])[] =>
  [...schema].map(([name, type]) => [name, new TypeObj(type)] as const);

const namesWhere = ({ self }: Self, test: (type: DataType) => boolean): PyTuple =>
  new PyTuple([...self.schema].filter(([, type]) => test(type)).map(([name]) => name));

function nameAt({ self, args }: Self): string {
  const position = Number(asInt(args['i'] ?? null));
  const name = [...self.schema.keys()].at(position);
  if (name === undefined) throw ibisError('IndexError', 'tuple index out of range');
  return name;
}

function equals({ self, args }: Self): boolean {
  const other = args['other'] ?? null;
  if (other instanceof SchemaObj) return sameSchema(self.schema, other.schema);
  throw typeError(`invalid equality comparison between Schema and ${classOf(other)}`);
}

/** A schema from (name, type) pairs; a name twice is an error. */
export function schemaFromPairs(values: PyValue, ctx: PyContext): SchemaObj {
  const pairs = toArray(values, ctx).map((pair) => {
    const items = toArray(pair, ctx);
    const [name = null, type = null] = items;
    if (items.length < 2)
      throw valueError(`not enough values to unpack (expected 2, got ${items.length})`);
    if (items.length > 2) throw valueError('too many values to unpack (expected 2)');
    return [pyStr(name, ctx), type] as const;
  });
  const names = pairs.map(([name]) => name);
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  if (twice.length > 0) {
    throw ibisError(
      'IntegrityError',
      `Duplicate column name(s): [${twice.map((n) => `'${n}'`).join(', ')}]`,
    );
  }
  return new SchemaObj(typedFields(pairs, ctx));
}

/** The types of columns; one that is none is Ibis's complaint about the schema as a whole. */
function typedFields(fields: readonly (readonly [string, PyValue])[], ctx: PyContext): Schema {
  const types = fields.map(([name, given]) => [name, toType(given)] as const);
  if (types.every((pair): pair is readonly [string, DataType] => pair[1] !== undefined))
    return new Map(types);
  throw fieldsMisfit(pyRepr(dictFrom(fields), ctx));
}

const fieldsMisfit = (shown: string): PythonError =>
  ibisError(
    'SignatureValidationError',
    `Schema(${shown}) has failed due to the following errors:\n  \`fields\`: ${shown} of type <class 'dict'> is not matching GenericMappingOf(key=InstanceOf(type=<class 'str'>), type=CoercedTo(func=<class 'ibis.common.collections.FrozenOrderedDict'>, type=<class 'ibis.common.collections.FrozenOrderedDict'>), value=CoercedTo(func=<bound method DataType.__coerce__ of <class 'ibis.expr.datatypes.core.DataType'>>, type=<class 'ibis.expr.datatypes.core.DataType'>))\n\nExpected signature: Schema(fields: FrozenOrderedDict[str, DataType])`,
  );

/** What a field counts for among the things that a program makes. */
const FIELD_COST = 20;

/** What Ibis takes for a schema: a schema, a mapping of names to types, or pairs. */
export function toSchema(value: PyValue, ctx: PyContext): Schema {
  if (value instanceof SchemaObj) return value.schema;
  if (typeof value === 'bigint' || typeof value === 'number')
    throw ibisError('InputTypeError', pyRepr(value, ctx));
  if (!(value instanceof PyDict)) return schemaFromPairs(value, ctx).schema;
  ctx.allocate(value.entries.size * FIELD_COST);
  const entries = [...value.entries.values()];
  if (entries.some(({ key }) => typeof key !== 'string')) throw fieldsMisfit(pyRepr(value, ctx));
  return typedFields(
    [...value.entries.values()].map((e) => [pyStr(e.key, ctx), e.value] as const),
    ctx,
  );
}

/** Methods of schemas. */
export const SCHEMA: MethodTable<SchemaObj, null> = {
  owner: 'Schema',
  methods: {
    names: property(({ self }) => new PyTuple([...self.schema.keys()])),
    types: property(({ self }) => new PyTuple(typesOf(self))),
    fields: property(({ self }) => dictFrom(pairsOf(self))),
    geospatial: property((call) => namesWhere(call, (type) => isA(type, 'GeoSpatial'))),
    null_fields: property((call) => namesWhere(call, ({ kind }) => kind === 'null')),
    equals: method('other', equals),
    as_struct: method('', ({ self }) => new TypeObj(struct(self.schema))),
    name_at_position: method('i', nameAt),
    from_tuples: method('values', ({ args, ctx }) => schemaFromPairs(args['values'] ?? null, ctx)),
    from_numpy: unsupported('numpy_schema', REASONS.formats),
    from_pandas: unsupported('pandas_schema', REASONS.formats),
    from_polars: unsupported('polars_schema', REASONS.formats),
    from_pyarrow: unsupported('pyarrow_schema', REASONS.formats),
    from_sqlglot: unsupported('schema, dialect=None', REASONS.internals),
    to_numpy: unsupported('', REASONS.formats),
    to_pandas: unsupported('', REASONS.formats),
    to_polars: unsupported('', REASONS.formats),
    to_pyarrow: unsupported('', REASONS.formats),
    to_sqlglot: unsupported('dialect', REASONS.internals),
    to_sqlglot_column_defs: unsupported('dialect', REASONS.internals),
  },
};

/** What schemas have of Python's mappings. */
const MAPPING: MethodTable<SchemaObj, null> = {
  owner: 'Mapping',
  methods: {
    keys: method('', ({ self }) => new PyList([...self.schema.keys()])),
    values: method('', ({ self }) => new PyList(typesOf(self))),
    items: method('', ({ self }) => new PyList(pairsOf(self).map((pair) => new PyTuple(pair)))),
    get: method('key, default=None', ({ self, args }) => {
      const type = self.schema.get(String(args['key']));
      return type === undefined ? (args['default'] ?? null) : new TypeObj(type);
    }),
  },
};
