import { highestPrecedence, higherPrecedence } from '../dtypes/cast.js';
import { isFloating, isInteger } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import type { DataType } from '../dtypes/types.js';
import type { Value } from '../node.js';
import { reprString } from '../repr.js';
import { arrayOf, op, optional, plain, someValues, value, values } from './spec.js';
import { elementType, widest } from './type-rules.js';

const any = value();
const list = value('Array');
const integer = value('Integer');
const dict = value('Map');
const json = value('JSON');

type OneArg = { readonly arg: Value };
const likeArg = ({ arg }: OneArg): DataType => arg.dtype;
const element = ({ arg }: OneArg): DataType => elementType(arg);
const sameList = op({ arg: list }, likeArg);
const mapPart = (part: 'key' | 'value') =>
  op({ arg: dict }, ({ arg }) => t.array(mapType(arg)[part]));
const mapType = (v: Value): { readonly key: DataType; readonly value: DataType } =>
  v.dtype.kind === 'map' ? v.dtype : { key: t.UNKNOWN, value: t.UNKNOWN };
const twoLists = op({ left: list, right: list }, ({ left, right }) => widest(left, right));
const fold = op({ arg: list }, element);

/** Arrays, maps, structs and JSON. */
export const NESTED = {
  Array: op({ exprs: values() }, ({ exprs }) => t.array(widest(...exprs))),
  ArrayLength: op({ arg: list }, t.INT64),
  ArraySlice: op({ arg: list, start: integer, stop: optional('Integer') }, likeArg),
  ArrayIndex: op({ arg: list, index: integer }, element),
  ArrayConcat: op({ arg: someValues('Array') }, ({ arg }) =>
    t.array(highestPrecedence(arg.map(elementType))),
  ),
  ArrayRepeat: op({ arg: list, times: integer }, likeArg),
  ArrayMap: op(
    { arg: list, body: any, param: any, index: optional() },
    ({ body }) => t.array(body.dtype),
    { shapeLike: 'arg' },
  ),
  ArrayFilter: op({ arg: list, body: value('Boolean'), param: any, index: optional() }, likeArg, {
    shapeLike: 'arg',
  }),
  Unnest: op({ arg: list }, element, { shape: 'columnar' }),
  ArrayContains: op({ arg: list, other: any }, t.BOOLEAN),
  ArrayPosition: op({ arg: list, other: any }, t.INT64),
  ArrayRemove: op({ arg: list, other: any }, likeArg),
  ArrayDistinct: sameList,
  ArraySort: sameList,
  ArrayUnion: twoLists,
  ArrayIntersect: twoLists,
  ArrayZip: op({ arg: someValues('Array') }, ({ arg }) =>
    t.array(t.struct(arg.map((v, i) => [`f${i + 1}`, elementType(v)] as const))),
  ),
  ArrayFlatten: op({ arg: arrayOf('Array') }, element),
  ArrayMin: fold,
  ArrayMax: fold,
  ArrayMode: fold,
  ArraySum: op({ arg: arrayOf('Numeric') }, element),
  ArrayMean: op({ arg: arrayOf('Numeric') }, ({ arg }) => {
    const type = elementType(arg);
    return isFloating(type) || isInteger(type) ? t.FLOAT64 : type;
  }),
  ArrayAny: op({ arg: arrayOf('Boolean') }, element),
  ArrayAll: op({ arg: arrayOf('Boolean') }, element),
  IntegerRange: op({ start: integer, stop: integer, step: integer }, ({ start, stop }) =>
    t.array(widest(start, stop)),
  ),
  TimestampRange: op(
    { start: value('Timestamp'), stop: value('Timestamp'), step: value('Interval') },
    ({ start, stop }) => t.array(widest(start, stop)),
  ),
  Map: op({ keys: list, values: list }, (args) =>
    t.map(elementType(args.keys), elementType(args.values)),
  ),
  MapLength: op({ arg: dict }, t.INT64),
  MapGet: op({ arg: dict, key: any, default: any }, ({ arg, default: fallback }) =>
    higherPrecedence(fallback.dtype, mapType(arg).value),
  ),
  MapContains: op({ arg: dict, key: any }, t.BOOLEAN),
  MapKeys: mapPart('key'),
  MapValues: mapPart('value'),
  MapMerge: op({ left: dict, right: dict }, ({ left, right }) => widest(left, right)),
  StructField: op(
    { arg: value('Struct'), field: plain<string>() },
    ({ arg, field }) =>
      (arg.dtype.kind === 'struct' ? arg.dtype.fields.get(field) : undefined) ?? t.UNKNOWN,
    { name: ({ field }) => field },
  ),
  StructColumn: op(
    { names: plain<readonly string[]>(), values: values() },
    (args) =>
      t.struct(args.names.map((name, i) => [name, args.values[i]?.dtype ?? t.NULL] as const)),
    {
      name: (args, nameOf) =>
        `StructColumn({${args.values
          .map((v, i) => `${reprString(args.names[i] ?? '')}: ${nameOf(v)}`)
          .join(', ')}})`,
    },
  ),
  JSONGetItem: op({ arg: json, index: value('String', 'Integer') }, likeArg),
  ToJSONArray: op({ arg: json }, ({ arg }) => t.array(arg.dtype)),
  ToJSONMap: op({ arg: json }, ({ arg }) => t.map(t.STRING, arg.dtype)),
  UnwrapJSONString: op({ arg: json }, t.STRING),
  UnwrapJSONInt64: op({ arg: json }, t.INT64),
  UnwrapJSONFloat64: op({ arg: json }, t.FLOAT64),
  UnwrapJSONBoolean: op({ arg: json }, t.BOOLEAN),
} as const;
