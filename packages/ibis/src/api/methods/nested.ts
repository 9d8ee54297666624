import { INT64, isA, make, nameOf, printType, project, sameType, UNKNOWN } from '@ibert/ir';
import type { OpName, TypeClass, Value } from '@ibert/ir';

import {
  dictFrom,
  PyFunction,
  PyPartial,
  typeError,
  typeName,
  PyTuple,
  isCallable,
} from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { anyValue, apply, Raw } from '../coerce.js';
import { DeferredObj } from '../deferred.js';
import { ibisError } from '../errors.js';
import { TableObj, ValueObj } from '../objects.js';
import { rename } from '../bind.js';
import { requireType, TypeObj } from '../types.js';
import { method, operation, property } from './method.js';
import type { Call, Method, MethodTable } from './method.js';

type Self = Call<ValueObj>;

interface ArrayLambda {
  readonly param: Value;
  readonly index: Value | null;
  readonly body: Value;
}

/** The body of a function over array elements, with its parameters as `Argument` values. */
function arrayLambda(self: ValueObj, fn: PyValue, ctx: PyContext): ArrayLambda {
  const { node, session } = self;
  const columnar = node.shape === 'columnar';
  const argument = (name: string, type: Value['dtype']): Value =>
    make('Argument', { name, type, columnar });
  const element = node.dtype.kind === 'array' ? node.dtype.value : UNKNOWN;
  if (fn instanceof DeferredObj) {
    const param = argument('_', element);
    return {
      param,
      index: null,
      body: anyValue(fn.resolve(new ValueObj(session, param), ctx), ctx),
    };
  }
  if (!isCallable(fn)) {
    throw typeError(`function must be a Deferred or Callable, got \`${typeName(fn)}\``);
  }
  // Ibis asks for the first parameter without looking whether there is one.
  if (fn instanceof PyFunction && fn.params.list.length === 0) throw ibisError('StopIteration', '');
  const names = openNames(fn);
  const param = argument(names[0] ?? 'x', element);
  const index = names[1] === undefined ? null : argument(names[1], INT64);
  const args = [new ValueObj(session, param)];
  if (index === null) return { param, index, body: anyValue(ctx.call(fn, args), ctx) };
  const place = new ValueObj(session, index);
  // After a parameter that is given by name, Python takes the others by name only.
  const body =
    fn instanceof PyPartial
      ? ctx.call(fn, args, new Map([[names[1] ?? '', place]]))
      : ctx.call(fn, [...args, place]);
  return { param, index, body: anyValue(body, ctx) };
}

/** The parameters that a function still asks for. */
function openNames(fn: PyValue): readonly string[] {
  if (fn instanceof PyFunction) return requiredNames(fn);
  if (!(fn instanceof PyPartial)) return ['x'];
  return openNames(fn.fn)
    .slice(fn.first.length)
    .filter((name) => !fn.named.has(name));
}

const requiredNames = (fn: PyFunction): string[] =>
  fn.params.list
    .filter((p) => p.default === undefined && (p.kind === 'plain' || p.kind === 'positional-only'))
    .map((p) => p.name.name);

const overElements = (op: 'ArrayMap' | 'ArrayFilter', name: string): Method<ValueObj> =>
  method(`${name}, /`, ({ self, session, args, ctx }) => {
    const { param, index, body } = arrayLambda(self, args[name] ?? null, ctx);
    return apply(
      session,
      op,
      {
        arg: self,
        body: new ValueObj(session, body),
        param: new Raw(param),
        index: new Raw(index),
      },
      ctx,
    );
  });

const together = (op: OpName, others: string): Method<ValueObj> =>
  method(`other, /, *${others}`, ({ self, session, args, rest, ctx }) =>
    apply(session, op, { arg: [self, args['other'] ?? null, ...rest] }, ctx),
  );

/** Methods of arrays. */
export const ARRAY: MethodTable<ValueObj> = {
  owner: 'ArrayValue',
  methods: {
    length: operation('ArrayLength'),
    concat: together('ArrayConcat', 'args'),
    repeat: operation('ArrayRepeat', 'n, /'),
    unnest: method('', ({ self, session, ctx }) => {
      const value = apply(session, 'Unnest', { arg: self }, ctx);
      return new ValueObj(session, rename(value.node, nameOf(self.node)));
    }),
    join: operation('ArrayStringJoin', 'sep, /'),
    map: overElements('ArrayMap', 'func'),
    filter: overElements('ArrayFilter', 'predicate'),
    contains: operation('ArrayContains', 'other, /'),
    index: operation('ArrayPosition', 'other, /'),
    remove: operation('ArrayRemove', 'other, /'),
    unique: operation('ArrayDistinct'),
    sort: operation('ArraySort'),
    union: operation('ArrayUnion', 'other, /'),
    intersect: operation('ArrayIntersect', 'other, /'),
    zip: together('ArrayZip', 'others'),
    flatten: operation('ArrayFlatten'),
    anys: operation('ArrayAny'),
    alls: operation('ArrayAll'),
    modes: operation('ArrayMode'),
    mins: operation('ArrayMin'),
    maxs: operation('ArrayMax'),
    sums: operation('ArraySum'),
    means: operation('ArrayMean'),
  },
};

/** Methods of maps. */
export const MAP: MethodTable<ValueObj> = {
  owner: 'MapValue',
  methods: {
    get: operation('MapGet', 'key, default=None, /'),
    length: operation('MapLength'),
    contains: operation('MapContains', 'key, /'),
    keys: operation('MapKeys'),
    values: operation('MapValues'),
  },
};

function lift({ self, session }: Self): PyValue {
  const { node } = self;
  const [relation, ...others] = node.relations;
  if (relation === undefined || others.length > 0) {
    throw ibisError('IbisError', 'StructValue must depend on exactly one table');
  }
  const names = node.dtype.kind === 'struct' ? [...node.dtype.fields.keys()] : [];
  const fields = names.map(
    (name) => [name, make('StructField', { arg: node, field: name })] as const,
  );
  return new TableObj(session, project(relation, new Map(fields)));
}

/** Methods of structs; fields are attributes too. */
export const STRUCT: MethodTable<ValueObj> = {
  owner: 'StructValue',
  methods: {
    lift: method('', lift),
    fields: property(({ self: { node } }) =>
      dictFrom(
        node.dtype.kind === 'struct'
          ? [...node.dtype.fields].map(([n, t]) => [n, new TypeObj(t)] as const)
          : [],
      ),
    ),
    names: property(
      ({ self: { node } }) =>
        new PyTuple(node.dtype.kind === 'struct' ? [...node.dtype.fields.keys()] : []),
    ),
    types: property(
      ({ self: { node } }) =>
        new PyTuple(
          node.dtype.kind === 'struct'
            ? [...node.dtype.fields.values()].map((t) => new TypeObj(t))
            : [],
        ),
    ),
  },
};

/** `unwrap_as(dtype)`: the member for the type's family, cast where it is not that very type. */
function unwrapJson({ self, args, ctx, session }: Self): PyValue {
  const type = requireType(args['dtype'] ?? null);
  const found = UNWRAPPED.find(([is]) => isA(type, is));
  if (found === undefined) {
    throw ibisError(
      'IbisTypeError',
      `Data type ${printType(type)} is unsupported for unwrapping JSON values. Supported data types are strings, integers, floats, booleans, maps, and arrays.`,
    );
  }
  const value = apply(session, found[1], { arg: self }, ctx);
  const isExact =
    type.kind === 'string' || type.kind === 'boolean' || sameType(type, value.node.dtype);
  return isExact ? value : apply(session, 'Cast', { arg: value, to: new Raw(type) }, ctx);
}

const UNWRAPPED = [
  ['String', 'UnwrapJSONString'],
  ['Boolean', 'UnwrapJSONBoolean'],
  ['Integer', 'UnwrapJSONInt64'],
  ['Floating', 'UnwrapJSONFloat64'],
  ['Map', 'ToJSONMap'],
  ['Array', 'ToJSONArray'],
] as const satisfies readonly (readonly [TypeClass, OpName])[];

const unwrapAs = (op: OpName): Method<ValueObj> =>
  property(({ self, session, ctx }) => apply(session, op, { arg: self }, ctx));

/** Methods of JSON values. */
export const JSON_METHODS: MethodTable<ValueObj> = {
  owner: 'JSONValue',
  methods: {
    array: unwrapAs('ToJSONArray'),
    map: unwrapAs('ToJSONMap'),
    str: unwrapAs('UnwrapJSONString'),
    int: unwrapAs('UnwrapJSONInt64'),
    float: unwrapAs('UnwrapJSONFloat64'),
    bool: unwrapAs('UnwrapJSONBoolean'),
    unwrap_as: method('dtype', unwrapJson),
  },
};
