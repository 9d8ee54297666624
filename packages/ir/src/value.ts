import { IbertError, InternalError } from '@ibert/core';

import { isA } from './dtypes/classes.js';
import { printType } from './dtypes/print.js';
import type { DataType } from './dtypes/types.js';
import { hashArg, hashText, mix, sameRelation } from './hash.js';
import { isRelation, isValue } from './node.js';
import type { Arg, Shape, Value } from './node.js';
import { nameOf } from './name.js';
import { OPERATIONS, specOf } from './operations/index.js';
import type {
  OpArgs,
  OpName,
  OpSpec,
  Params,
  ValueNode,
  ValueParam,
  ValuesParam,
} from './operations/index.js';
import type { Relation } from './relations/types.js';

/** Why an argument does not fit its parameter. */
export interface Misfit {
  readonly operation: string;
  readonly parameter: string;
  readonly value: Value;
  readonly expected: ValueParam | ValuesParam;
}

/**
 * An argument of the wrong type or shape. Ibis's wording of this error shows the whole expression;
 * the API layer writes it from `misfits`.
 */
export class SignatureError extends IbertError {
  readonly misfits: readonly Misfit[];

  constructor(misfits: readonly Misfit[]) {
    super('SignatureValidationError', misfits.map(describe).join('; '));
    this.misfits = misfits;
  }
}

function describe({ operation, parameter, value, expected }: Misfit): string {
  const shape = 'shape' in expected && expected.shape !== null ? `${expected.shape} ` : '';
  const types = expected.classes.join(' or ').toLowerCase();
  return `${operation}: \`${parameter}\` takes a ${shape}${types} value, got ${nameOf(value)}:${printType(value.dtype)} (${value.shape})`;
}

/**
 * Builds a value, checked against its operation's row: argument types and shapes, the operation's
 * own check, the result type, the shape and the relations it reads.
 *
 * @throws SignatureError when an argument's type or shape is not taken.
 * @throws IbertError with Ibis's error class as its code when the operation's check fails.
 */
export function make<K extends OpName>(kind: K, args: OpArgs<K>): ValueNode<K> {
  return build(kind, args as Readonly<Record<string, Arg>>) as ValueNode<K>;
}

/** {@link make} for an operation whose name is data. */
export function build(kind: string, args: Readonly<Record<string, Arg>>): Value {
  const spec = specOf(kind);
  if (spec === undefined) throw new InternalError(`no operation ${kind}`);
  checkArgs(kind, spec, args);
  const fault = spec.check?.(args as never, nameOf);
  if (fault !== undefined) throw new IbertError(spec.checkError ?? 'ValidationError', fault);
  const dtype: DataType = typeof spec.dtype === 'function' ? spec.dtype(args as never) : spec.dtype;

  let hash = hashText(kind);
  let columnar = false;
  const relations: Relation[] = [];
  for (const key in spec.params) {
    const arg = args[key];
    hash = mix(hash, hashArg(arg));
    if (isValue(arg)) {
      columnar ||= arg.shape === 'columnar';
      addRelations(relations, arg.relations);
    } else if (Array.isArray(arg)) {
      for (const item of arg as readonly unknown[]) {
        if (!isValue(item)) continue;
        columnar ||= item.shape === 'columnar';
        addRelations(relations, item.relations);
      }
    } else if (spec.role !== 'subquery' && isRelation(arg)) {
      addRelations(relations, [arg]);
    }
  }
  return {
    is: 'value',
    kind,
    args,
    dtype,
    shape: shapeOf(kind, spec, args, columnar),
    relations,
    hash,
  };
}

function shapeOf(
  kind: string,
  spec: OpSpec,
  args: Readonly<Record<string, Arg>>,
  columnar: boolean,
): Shape {
  if (kind === 'Argument') return args['columnar'] === true ? 'columnar' : 'scalar';
  const model = spec.shapeLike === undefined ? undefined : args[spec.shapeLike];
  if (isValue(model)) return model.shape;
  return spec.shape ?? (columnar ? 'columnar' : 'scalar');
}

function addRelations(into: Relation[], more: readonly Relation[]): void {
  for (const rel of more) if (!into.some((r) => sameRelation(r, rel))) into.push(rel);
}

function checkArgs(kind: string, spec: OpSpec<Params>, args: Readonly<Record<string, Arg>>): void {
  let misfits: Misfit[] | undefined;
  const reject = (parameter: string, value: Value, expected: ValueParam | ValuesParam): void => {
    (misfits ??= []).push({ operation: kind, parameter, value, expected });
  };
  for (const key in spec.params) {
    const param = spec.params[key];
    const arg = args[key];
    if (param?.param === 'value') {
      if (isValue(arg)) {
        if (!fits(arg, param)) reject(key, arg, param);
      } else if (arg !== null || !param.optional) {
        throw new InternalError(`${kind}.${key} is not a value`);
      }
    } else if (param?.param === 'values') {
      for (const item of arg as readonly Value[]) {
        if (!param.classes.some((c) => accepts(item.dtype, c))) reject(key, item, param);
      }
    }
  }
  if (misfits !== undefined) throw new SignatureError(misfits);
}

/** Whether a value is of a type and shape that the operation's parameter takes. */
export function fitsParam(value: Value, param: ValueParam | ValuesParam): boolean {
  return param.param === 'value'
    ? fits(value, param)
    : param.classes.some((c) => accepts(value.dtype, c));
}

function fits(value: Value, param: ValueParam): boolean {
  if (param.shape !== null && value.shape !== param.shape) return false;
  if (!param.classes.some((c) => accepts(value.dtype, c))) return false;
  const { dtype } = value;
  return (
    param.elements === null ||
    dtype.kind !== 'array' ||
    param.elements.some((c) => accepts(dtype.value, c))
  );
}

// A column of unknown type is given the benefit of the doubt: its use tells its type.
const accepts = (type: DataType, name: Parameters<typeof isA>[1]): boolean =>
  type.kind === 'unknown' || type.kind === 'null' || isA(type, name);

/** The names of all operations, for tables that must be complete. */
export const OP_NAMES = Object.keys(OPERATIONS) as readonly OpName[];
