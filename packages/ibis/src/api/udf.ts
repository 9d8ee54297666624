import { castable, isA, isOp, make, nameOf, printType } from '@ibert/ir';
import type { DataType, Value } from '@ibert/ir';

import {
  isCallable,
  notSupported,
  PyBuiltin,
  PyFunction,
  pyRepr,
  PyModule,
  pyStr,
  PyType,
  toArray,
  typeError,
} from '../python/index.js';
import type { BuiltinCall, Kwargs, PyContext, PyValue } from '../python/index.js';
import { rename } from './bind.js';
import { classOf } from './class-names.js';
import { reprDataType } from './data-type-repr.js';
import { requireType } from './data-type.js';
import { deferrable, holdsDeferred } from './deferred.js';
import { ibisError } from './errors.js';
import { fn, makeFunction, refusedFunction } from './functions.js';
import type { ApiFunction, FunctionCall, FunctionTable } from './functions.js';
import { literalOf } from './literals.js';
import { ValueObj } from './objects.js';
import { REASONS } from './reasons.js';
import type { Session } from './session.js';

const OPTIONS = 'fn=None, *, name=None, database=None, catalog=None, signature=None, **kwargs';

/** One parameter of a declared function; without a type it takes anything. */
interface UdfParam {
  readonly name: string;
  readonly type: DataType | undefined;
  /** The annotation as Ibis's signatures write it. */
  readonly shown: string;
  readonly fallback: PyValue | undefined;
}

/** A function of the database, declared by a Python `def` without a body. */
interface Udf {
  readonly session: Session;
  readonly kind: 'ScalarUDF' | 'AggUDF';
  /** The name in the database. */
  readonly name: string;
  /** What columns made by it are called after: `my_func_0`. */
  readonly label: string;
  readonly params: readonly UdfParam[];
  /** What an aggregate's declared `where` is by default. */
  readonly where: PyValue;
  readonly returns: DataType;
}

const shownType = (annotation: PyValue, ctx: PyContext): string =>
  annotation instanceof PyType ? annotation.name : pyRepr(annotation, ctx);

function declaredParams(
  def: PyFunction,
  types: readonly PyValue[] | undefined,
  ctx: PyContext,
): UdfParam[] {
  return def.params.list.map(({ name: { name } }, i) => {
    const annotation = types === undefined ? def.annotation(name) : types[i];
    return {
      name,
      type: annotation === undefined ? undefined : requireType(annotation),
      shown: annotation === undefined ? 'Any' : shownType(annotation, ctx),
      fallback: types === undefined ? def.defaults.get(name) : undefined,
    };
  });
}

function declare(kind: Udf['kind'], def: PyValue, { args, session, ctx }: FunctionCall): PyValue {
  if (!(def instanceof PyFunction)) {
    throw typeError(`${pyRepr(def, ctx)} is not a module, class, method, or function.`);
  }
  const signature = args['signature'] ?? null;
  const [types = null, result] = signature === null ? [] : toArray(signature, ctx);
  const returns = signature === null ? def.annotation('return') : result;
  if (returns === undefined || returns === null) {
    throw ibisError(
      'MissingReturnAnnotationError',
      `function \`${pyRepr(def, ctx)}\` has no return type annotation`,
    );
  }
  const declared = declaredParams(def, signature === null ? undefined : toArray(types, ctx), ctx);
  // Every aggregate has a `where`: one that is declared says no more than its default.
  const isWhere = ({ name }: UdfParam): boolean => kind === 'AggUDF' && name === 'where';
  const params = declared.filter((param) => !isWhere(param));
  const udf: Udf = {
    session,
    kind,
    name: (args['name'] ?? null) === null ? def.name : pyStr(args['name'] ?? null, ctx),
    label: `${def.name}_${session.nextUdf(def.name)}`,
    params,
    where: declared.find(isWhere)?.fallback ?? null,
    returns: requireType(returns),
  };
  return new PyBuiltin(def.name, udfCall(udf, def), `<function ${def.qualifiedName} at 0x0>`);
}

/** The call, at once or when its deferred arguments are known; then only the `def`'s own names count. */
function udfCall(udf: Udf, def: PyFunction): BuiltinCall {
  const later = deferrable(def.name, (args, kwargs, ctx) => callUdf(udf, args, kwargs, ctx));
  return (args, kwargs, ctx) => {
    const odd = [...kwargs.keys()].find((name) => !udf.params.some((param) => param.name === name));
    if (odd !== undefined && [...args, ...kwargs.values()].some(holdsDeferred)) {
      throw typeError(`got an unexpected keyword argument '${odd}'`);
    }
    return later(args, kwargs, ctx);
  };
}

/** An argument as a value of the parameter's type; undefined when it cannot be one. */
function argument({ type }: UdfParam, given: PyValue, ctx: PyContext): Value | undefined {
  let value: Value;
  try {
    value = given instanceof ValueObj ? given.node : literalOf(given, type, ctx);
  } catch {
    return undefined;
  }
  if (type === undefined || value.dtype.kind === 'unknown') return value;
  const known = isOp(value, 'Literal') ? value.args.value : undefined;
  return castable(value.dtype, type, known) ? value : undefined;
}

function callUdf(udf: Udf, args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): ValueObj {
  const { params, label, kind, name, returns, session } = udf;
  const shown = [
    ...args.map((a) => pyRepr(a, ctx)),
    ...[...kwargs].map(([k, v]) => `${k}=${pyRepr(v, ctx)}`),
  ];
  const refuse = (what: string): never => {
    throw ibisError(
      'SignatureValidationError',
      `${label}(${shown.join(', ')}) ${what}\n\nExpected signature: ${label}(${expected(udf, ctx)})`,
    );
  };
  const isAggregate = kind === 'AggUDF';
  const names = [...params.map((p) => p.name), ...(isAggregate ? ['where'] : [])];
  if (args.length > names.length) refuse('too many positional arguments');
  const bound = new Map<string, PyValue>(args.map((arg, i) => [names[i] ?? '', arg]));
  for (const [key, value] of kwargs) {
    if (!names.includes(key)) refuse(`got an unexpected keyword argument '${key}'`);
    if (bound.has(key)) refuse(`multiple values for argument '${key}'`);
    bound.set(key, value);
  }
  const faults: string[] = [];
  const values = params.flatMap((param) => {
    const given = bound.get(param.name) ?? (bound.has(param.name) ? null : param.fallback);
    if (given === undefined) return refuse(`missing a required argument: '${param.name}'`);
    const value = argument(param, given, ctx);
    if (value !== undefined) return [value];
    const wanted = param.type === undefined ? '' : reprDataType(param.type);
    faults.push(
      `\n  \`${param.name}\`: ${pyRepr(given, ctx)} of type ${classOf(given)} is not matching ValueOf(dtype=${wanted})`,
    );
    return [];
  });
  if (faults.length > 0) refuse(`has failed due to the following errors:${faults.join('')}`);
  const where = bound.get('where') ?? udf.where;
  const condition =
    where === null
      ? null
      : where instanceof ValueObj
        ? where.node
        : literalOf(where, undefined, ctx);
  if (condition !== null && !isA(condition.dtype, 'Boolean')) {
    throw ibisError(
      'SignatureValidationError',
      `${label}: where is ${printType(condition.dtype)}, not boolean`,
    );
  }
  const node = isAggregate
    ? make('AggUDF', { name, args: values, type: returns, where: condition })
    : make('ScalarUDF', { name, args: values, type: returns });
  const parts = [...values, ...(condition === null ? [] : [condition])].map(nameOf);
  return new ValueObj(session, rename(node, `${label}(${parts.join(', ')})`));
}

function expected({ params, kind }: Udf, ctx: PyContext): string {
  const shown = params.map(
    ({ name, shown: type, fallback }) =>
      `${name}: ${type}${fallback === undefined ? '' : ` = ${pyRepr(fallback, ctx)}`}`,
  );
  if (kind === 'AggUDF') shown.push('where: Optional[Value[Boolean, DataShape]] = None');
  return shown.join(', ');
}

/** `@ibis.udf.scalar.builtin`, with or without options. */
const builtin = (kind: Udf['kind']): ApiFunction =>
  fn(OPTIONS, (call) => {
    const { args, keywords } = call;
    for (const option of ['database', 'catalog']) {
      if ((args[option] ?? null) !== null)
        throw notSupported(`udf.builtin(${option}=): functions have no namespace here`);
    }
    if (keywords.has('schema')) {
      throw ibisError(
        'UnsupportedArgumentError',
        'schema` is not a valid argument.\n                You can use the `catalog` and `database` keywords to specify a UDF location.',
      );
    }
    const [option] = keywords.keys();
    if (option !== undefined)
      throw notSupported(`udf.builtin(${option}=): options of one backend only`);
    const given = args['fn'] ?? null;
    if (given !== null) return declare(kind, given, call);
    return new PyBuiltin('wrap', ([def = null]) => {
      if (!isCallable(def)) throw typeError('the decorator is for a function');
      return declare(kind, def, call);
    });
  });

/** `ibis.udf.scalar`. */
export const SCALAR_UDF: FunctionTable = {
  builtin: builtin('ScalarUDF'),
  pandas: refusedFunction(OPTIONS, REASONS.pythonFunctions),
  pyarrow: refusedFunction(OPTIONS, REASONS.pythonFunctions),
  python: refusedFunction(OPTIONS, REASONS.pythonFunctions),
};

/** `ibis.udf.agg`. */
export const AGG_UDF: FunctionTable = { builtin: builtin('AggUDF') };

/** The module `ibis.udf`. */
export const udfModule = (session: Session): PyModule =>
  new PyModule(
    'ibis.udf',
    new Map<string, PyValue>(
      [['scalar', SCALAR_UDF] as const, ['agg', AGG_UDF] as const].map(([family, table]) => {
        const members = Object.entries(table).map(
          ([name, row]) => [name, makeFunction(`ibis.udf.${family}`, name, row, session)] as const,
        );
        return [family, new PyModule(`ibis.udf.${family}`, new Map<string, PyValue>(members))];
      }),
    ),
  );
