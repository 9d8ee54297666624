import { printType } from '../dtypes/print.js';
import * as t from '../dtypes/types.js';
import type { DataType } from '../dtypes/types.js';
import type { LiteralValue } from '../literal.js';
import type { Value } from '../node.js';
import { reprLiteral } from '../repr.js';
import { comparable, describeOperand } from './logical.js';
import { op, plain, relation, someValues, value, values } from './spec.js';
import { widest } from './type-rules.js';

const any = value();
const castTo = { arg: any, to: plain<DataType>() };
const atLeastOne = op({ arg: someValues() }, ({ arg }) => widest(...arg));
const constant = (type: DataType) => op({}, type, { shape: 'scalar' });
const likeArg = ({ arg }: { readonly arg: Value }): DataType => arg.dtype;

/** Literals, fields, casts, NULL handling, cases, hashes. */
export const GENERIC = {
  Literal: op({ value: plain<LiteralValue>(), type: plain<DataType>() }, ({ type }) => type, {
    shape: 'scalar',
    name: ({ value: literal, type }) =>
      reprLiteral(literal, type) + (type.kind === 'interval' ? type.unit : ''),
  }),
  Field: op(
    { rel: relation, name: plain<string>() },
    ({ rel, name }) => rel.schema.get(name) ?? t.UNKNOWN,
    {
      shape: 'columnar',
      name: ({ name }) => name,
    },
  ),
  Alias: op({ arg: any, name: plain<string>() }, likeArg, { name: ({ name }) => name }),
  SortKey: op({ arg: any, ascending: plain<boolean>(), nulls_first: plain<boolean>() }, likeArg, {
    name: ({ arg }, nameOf) => nameOf(arg),
  }),
  /** A lambda's parameter inside array functions. */
  Argument: op(
    { name: plain<string>(), type: plain<DataType>(), columnar: plain<boolean>() },
    ({ type }) => type,
    {
      name: ({ name }) => name,
    },
  ),
  ScalarParameter: op({ type: plain<DataType>(), counter: plain<number>() }, ({ type }) => type, {
    shape: 'scalar',
    name: ({ counter }) => `param_${counter}`,
  }),
  RowID: op({ table: relation }, t.INT64, { shape: 'columnar', name: () => 'rowid' }),
  Cast: op(castTo, ({ to }) => to, {
    name: ({ arg, to }, nameOf) => `Cast(${nameOf(arg)}, ${printType(to)})`,
  }),
  // Ibis takes a struct type for a list of arguments, none of which has a name.
  TryCast: op(castTo, ({ to }) => to, {
    name: ({ arg, to }, nameOf) => `TryCast(${nameOf(arg)}${to.kind === 'struct' ? ', ()' : ''})`,
  }),
  TypeOf: op({ arg: any }, t.STRING),
  IsNull: op({ arg: any }, t.BOOLEAN),
  NotNull: op({ arg: any }, t.BOOLEAN),
  NullIf: op({ arg: any, null_if_expr: any }, ({ arg, null_if_expr }) => widest(arg, null_if_expr)),
  Coalesce: atLeastOne,
  Greatest: atLeastOne,
  Least: atLeastOne,
  SearchedCase: op(
    { cases: someValues('Boolean'), results: someValues(), default: any },
    ({ results, default: otherwise }) => widest(...results, otherwise),
  ),
  SimpleCase: op(
    { base: any, cases: someValues(), results: someValues(), default: any },
    ({ results, default: otherwise }) => widest(...results, otherwise),
    {
      check: ({ base, cases }, nameOf) => {
        const odd = cases.find((branch) => !comparable(base, branch));
        return odd === undefined
          ? undefined
          : `Base expression ${describeOperand(base, nameOf)} and case ${describeOperand(odd, nameOf)} are not comparable`;
      },
      checkError: 'TypeError',
    },
  ),
  TimestampNow: constant(t.TIMESTAMP),
  DateNow: constant(t.DATE),
  RandomScalar: constant(t.FLOAT64),
  RandomUUID: constant(t.UUID),
  E: constant(t.FLOAT64),
  Pi: constant(t.FLOAT64),
  Hash: op({ arg: any }, t.INT64),
  HashBytes: op({ arg: value('String', 'Binary'), how: plain<string>() }, t.BINARY),
  HexDigest: op({ arg: value('String', 'Binary'), how: plain<string>() }, t.STRING),
  /** A call of a function that the backend has under this name. */
  ScalarUDF: op(
    { name: plain<string>(), args: values(), type: plain<DataType>() },
    ({ type }) => type,
    { name: ({ name, args }, nameOf) => `${name}_0(${args.map(nameOf).join(', ')})` },
  ),
} as const;
