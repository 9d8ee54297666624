import { isA, SignatureError } from '@ibert/ir';
import type { DataType, IntervalUnit, Relation, Value } from '@ibert/ir';
import { IbertError } from '@ibert/core';

import type { SqlDialect } from '../dialects.js';
import type { CallNode, Expr, LambdaNode } from '../syntax/ast.js';
import { badArguments, SqlError, unknownFunction, unsupported } from '../errors.js';
import { datePart, unitOf } from './date-parts.js';
import { functionNames, functionRows } from './index.js';
import { parseParam, VALUE_CLASSES } from './params.js';
import type { BoundArgument, BoundLambda, Param, ValueClass } from './params.js';
import type { AggregateContext, FunctionRow, Modifier } from './row.js';

/** What the dispatcher needs of the binder of expressions. */
export interface CallBinder {
  readonly dialect: SqlDialect;
  bind(expr: Expr): Value;
  bindLambda(lambda: LambdaNode): BoundLambda;
  /** Takes note that the value must be of the class, where its type is not known. */
  learn(value: Value, of: ValueClass): void;
  /** The value as another type where the dialect converts by itself (text to date), or undefined. */
  coerce(value: Value, of: ValueClass): Value | undefined;
}

/** The parts of the call that are bound before the dispatch. */
interface CallParts {
  readonly rows: Relation;
  readonly where: Value | null;
  readonly orderBy: readonly Value[];
  readonly separator: Value | null;
}

/**
 * Whether a call is of an aggregate or window function in the dialect: by the first row that takes so
 * many arguments (SQLite's MAX of two is no aggregate), else by the first one.
 */
export function roleOf(call: CallNode, dialect: SqlDialect): FunctionRow['role'] | undefined {
  const rows = functionRows(callName(call), dialect).filter((row) => row.role !== 'refused');
  const counted = rows.find(({ params }) => takes(params.map(parseParam), call.args.length));
  return (counted ?? rows[0])?.role;
}

/** Whether so many arguments can stand for the parameters. */
function takes(params: readonly Param[], given: number): boolean {
  const least = params.filter(({ count }) => count === 'one' || count === 'some').length;
  const isOpen = params.some(({ count }) => count === 'any' || count === 'some');
  return given >= least && (isOpen || given <= params.length);
}

/** The function's name for look-up: lower case, with the syntax that it was called in. */
export const callName = (call: CallNode): string =>
  call.name.map((part) => part.text.toLowerCase()).join('.');

/**
 * Builds a call from the first row of its name whose parameters fit.
 *
 * @throws IbertError `UNKNOWN_FUNCTION`, `BAD_ARGUMENTS`, `UNSUPPORTED_SQL`.
 */
export function callFunction(call: CallNode, binder: CallBinder, parts: CallParts): Value {
  const name = callName(call);
  const all = functionRows(name, binder.dialect);
  if (all.length === 0) throw unknownFunction(call, name, functionNames(binder.dialect));
  const bound: (Value | undefined)[] = [];
  const bindArg = (index: number): Value => {
    const expr = call.args[index] as Expr;
    return (bound[index] ??= binder.bind(expr));
  };
  for (const lenient of [false, true]) {
    for (const row of all) {
      if (row.role === 'refused') {
        // Text constants are converted for the other rows first.
        if (lenient) throw unsupported(call, `${name}(): ${row.reason}`);
        continue;
      }
      const args = fit(row, call, binder, bindArg, lenient);
      if (args === undefined) continue;
      checkModifiers(row, call, name);
      return build(row, args, contextOf(call, name, binder.dialect, parts));
    }
  }
  const types = call.args.map((arg, i) => (isPlainWord(arg) ? wordOf(arg) : bindArg(i).dtype));
  throw badArguments(
    call,
    name,
    types,
    all.flatMap((row) => (row.role === 'refused' ? [] : [row.params])),
  );
}

function build(row: FunctionRow, args: readonly BoundArgument[], context: AggregateContext): Value {
  try {
    return row.build(args, context);
  } catch (error) {
    if (error instanceof SqlError) throw error;
    if (error instanceof SignatureError) context.refuse(error.message);
    if (error instanceof IbertError && error.span === undefined) context.refuse(error.message);
    throw error;
  }
}

function contextOf(
  call: CallNode,
  name: string,
  dialect: SqlDialect,
  parts: CallParts,
): AggregateContext {
  return {
    ...parts,
    dialect,
    name,
    distinct: call.distinct,
    nulls: call.nulls,
    windowed: call.over !== null,
    refuse: (reason) => {
      throw unsupported(call, `${name}(): ${reason}`);
    },
  };
}

function checkModifiers(row: FunctionRow, call: CallNode, name: string): void {
  const given: readonly [Modifier, boolean, string][] = [
    ['distinct', call.distinct, 'DISTINCT'],
    ['order', call.orderBy.length > 0, 'ORDER BY'],
    ['within-group', call.withinGroup !== null, 'WITHIN GROUP'],
    ['separator', call.separator !== null, 'SEPARATOR'],
    ['nulls', call.nulls !== null, call.nulls === 'ignore' ? 'IGNORE NULLS' : 'RESPECT NULLS'],
  ];
  for (const [modifier, isGiven, text] of given) {
    if (isGiven && !row.takes.includes(modifier)) {
      throw unsupported(call, `${text} in ${name}()`);
    }
  }
  if (call.filter !== null && row.role !== 'aggregate')
    throw unsupported(call, `FILTER on ${name}()`);
  if (call.over !== null && row.role === 'scalar') throw unsupported(call, `OVER on ${name}()`);
  if (call.over === null && row.role === 'window')
    throw unsupported(call, `${name}() without OVER`);
}

const isPlainWord = (expr: Expr): boolean => wordOf(expr) !== '';
const wordOf = (expr: Expr): string =>
  expr.kind === 'name' && expr.parts.length === 1 && expr.parts[0]?.quoted === false
    ? expr.parts[0].text
    : '';

type Fit = readonly BoundArgument[] | undefined;

function fit(
  row: FunctionRow,
  call: CallNode,
  binder: CallBinder,
  bindArg: (index: number) => Value,
  lenient: boolean,
): Fit {
  const params = row.params.map(parseParam);
  // `count(*)` is written as a call without arguments.
  if (!takes(params, call.args.length)) return undefined;
  const args: BoundArgument[] = [];
  const learnt: (() => void)[] = [];
  for (const [i, param] of params.entries()) {
    if (param.count === 'any' || param.count === 'some') {
      const rest: Value[] = [];
      for (let j = i; j < call.args.length; j += 1) {
        const value = fitValue(bindArg(j), param.of as ValueClass, binder, lenient, learnt);
        if (value === undefined) return undefined;
        rest.push(value);
      }
      args.push(rest);
      continue;
    }
    const expr = call.args[i];
    if (expr === undefined) {
      args.push(null);
      continue;
    }
    const value = fitOne(expr, param, i, binder, bindArg, lenient, learnt);
    if (value === undefined) return undefined;
    args.push(value);
  }
  for (const learn of learnt) learn();
  return args;
}

function fitOne(
  expr: Expr,
  param: Param,
  index: number,
  binder: CallBinder,
  bindArg: (index: number) => Value,
  lenient: boolean,
  learnt: (() => void)[],
): BoundArgument | undefined {
  switch (param.of) {
    case 'unit':
      return asUnit(expr);
    case 'part':
      return asPart(expr);
    case 'text!':
      return expr.kind === 'string' ? expr.value : undefined;
    case 'int!':
      return constantInteger(expr);
    case 'number!': {
      const text = constantText(expr);
      return text === undefined ? undefined : Number(text);
    }
    case 'bool!':
      return expr.kind === 'bool' ? expr.value : undefined;
    case 'lambda':
      return expr.kind === 'lambda' ? binder.bindLambda(expr) : undefined;
    default:
      return expr.kind === 'lambda'
        ? undefined
        : fitValue(bindArg(index), param.of, binder, lenient, learnt);
  }
}

function fitValue(
  value: Value,
  of: ValueClass,
  binder: CallBinder,
  lenient: boolean,
  learnt: (() => void)[],
): Value | undefined {
  const { dtype } = value;
  if (dtype.kind === 'unknown') {
    learnt.push(() => binder.learn(value, of));
    return value;
  }
  if (dtype.kind === 'null' || isOneOf(dtype, of)) return value;
  return lenient ? binder.coerce(value, of) : undefined;
}

const isOneOf = (type: DataType, of: ValueClass): boolean =>
  VALUE_CLASSES[of].some((name) => isA(type, name));

const partText = (expr: Expr): string => (expr.kind === 'string' ? expr.value : wordOf(expr));
const asUnit = (expr: Expr): IntervalUnit | undefined => unitOf(partText(expr));
const asPart = (expr: Expr): string | undefined => datePart(partText(expr));

function constantText(expr: Expr): string | undefined {
  if (expr.kind === 'number') return expr.text;
  if (expr.kind === 'unary' && expr.operator === '-' && expr.arg.kind === 'number') {
    return `-${expr.arg.text}`;
  }
  return undefined;
}

function constantInteger(expr: Expr): bigint | undefined {
  const text = constantText(expr);
  return text !== undefined && /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}
