import { isRelation, isValue } from '@ibert/ir';
import type { DataType, JoinLink, OpName, Relation, Value } from '@ibert/ir';
import { printType } from '@ibert/ir';

import { PyTuple, pyRepr } from '../python/index.js';
import type { PyContext, PyValue, PythonError } from '../python/index.js';
import { classOf, classOfObject, reprObject } from './class-names.js';
import type { RawArgs } from './coerce.js';
import { ibisError } from './errors.js';
import { describeHint, fitsHint } from './hint-descriptions.js';
import type { Session } from './session.js';
import { hintsOf, signatureText } from './signature-hints.js';
import type { Checked } from './signature-hints.js';

/** An argument as the complaint shows it: its text, and its Python class. */
export interface Argument {
  readonly text: string;
  readonly type: string;
}

/** A call of an operation's or relation's class: positional arguments have no name of their own. */
export interface CheckedCall {
  readonly kind: Checked;
  /** By parameter, in the order of the call. */
  readonly args: ReadonlyMap<string, Argument>;
  /** Parameters that are passed by keyword. */
  readonly keywords: ReadonlySet<string>;
}

/**
 * Ibis's complaint about arguments that do not fit their parameters.
 *
 * Source: `SignatureValidationError` of ibis/common/annotations.py.
 */
export function misfitError(
  { kind, args, keywords }: CheckedCall,
  parameters: ReadonlySet<string>,
): PythonError {
  const given = [...args].map(([name, { text }]) =>
    keywords.has(name) ? `${name}=${text}` : text,
  );
  const faults = hintsOf(kind).flatMap(({ name, type }) => {
    const arg = args.get(name);
    if (arg === undefined || !parameters.has(name)) return [];
    return [`\n  \`${name}\`: ${arg.text} of type ${arg.type} is not ${describeHint(type)}`];
  });
  return ibisError(
    'SignatureValidationError',
    `${kind}(${given.join(', ')}) has failed due to the following errors:${faults.join('')}\n\nExpected signature: ${kind}${signatureText(kind)}`,
  );
}

const REDUCTION = ['where'];
const EDGE = ['where', 'order_by', 'include_null'];
const SPREAD = ['how', 'where'];
const LAMBDA = ['param', 'index', 'body'];
const DELTA = ['left', 'right', 'part'];

/** What Ibis's methods pass by keyword; reductions pass `where` so in any case. */
const KEYWORDS: Partial<Record<Checked, readonly string[]>> = {
  Alias: ['arg', 'name'],
  Cast: ['to'],
  TryCast: ['to'],
  SortKey: ['ascending', 'nulls_first'],
  SearchedCase: ['cases', 'results', 'default'],
  SimpleCase: ['base', 'cases', 'results', 'default'],
  ArgMax: ['key', 'where'],
  ArgMin: ['key', 'where'],
  First: EDGE,
  Last: EDGE,
  ArrayCollect: [...EDGE, 'distinct'],
  GroupConcat: ['sep', 'where', 'order_by'],
  StandardDev: SPREAD,
  Variance: SPREAD,
  Kurtosis: SPREAD,
  Correlation: SPREAD,
  Covariance: SPREAD,
  Bucket: ['closed', 'close_extreme', 'include_under', 'include_over'],
  StringJoin: ['sep'],
  ArrayStringJoin: ['sep'],
  ArrayMap: LAMBDA,
  ArrayFilter: LAMBDA,
  InSubquery: ['needle'],
  IntegerRange: ['start', 'stop', 'step'],
  TimestampRange: ['start', 'stop', 'step'],
  DateDelta: DELTA,
  TimeDelta: DELTA,
  TimestampDelta: DELTA,
  StructColumn: ['names', 'values'],
  WindowBoundary: ['preceding'],
  TableUnnest: ['parent', 'column', 'column_name', 'offset', 'keep_empty'],
  Sample: ['fraction', 'method', 'seed'],
  JoinLink: ['table', 'predicates'],
  Union: ['distinct'],
  Intersection: ['distinct'],
  Difference: ['distinct'],
};

/** Parameters that Ibis's methods do not pass at all. */
const LEFT_OUT: Partial<Record<OpName, readonly string[]>> = {
  StringSQLLike: ['escape'],
  StringSQLILike: ['escape'],
  ScalarParameter: ['counter'],
};

/** The order of the arguments where the methods pass them in another one than the signature's. */
const CALL_ORDER: Partial<Record<OpName, readonly string[]>> = {
  DateDelta: DELTA,
  TimeDelta: DELTA,
  TimestampDelta: DELTA,
};

export const keywordsOf = (kind: Checked): ReadonlySet<string> =>
  new Set(KEYWORDS[kind] ?? REDUCTION);

/** The first of the parameters holding plain data whose argument is not what the hint asks for. */
export function plainMisfits(kind: OpName, given: ReadonlyMap<string, unknown>): string[] {
  return hintsOf(kind).flatMap(({ name, type }) =>
    given.has(name) && !fitsHint(given.get(name), type) ? [name] : [],
  );
}

/** Ibis's complaint about arguments of an operation, as its methods call it. */
export function signatureError(
  session: Session,
  kind: OpName,
  raw: RawArgs,
  parameters: string | readonly string[],
  ctx: PyContext,
): PythonError {
  const names = CALL_ORDER[kind] ?? Object.keys(raw);
  const leftOut = LEFT_OUT[kind] ?? [];
  const args = new Map<string, Argument>();
  for (const name of names) {
    if (!leftOut.includes(name)) args.set(name, argumentOf(session, raw[name], ctx));
  }
  const faulty = typeof parameters === 'string' ? [parameters] : parameters;
  return misfitError({ kind, args, keywords: keywordsOf(kind) }, new Set(faulty));
}

type RawArg = RawArgs[string] | undefined;

function argumentOf(session: Session, raw: RawArg, ctx: PyContext): Argument {
  if (raw === undefined) return pyArgument(null, ctx);
  if (Array.isArray(raw)) return pyArgument(new PyTuple(raw as readonly PyValue[]), ctx);
  if (typeof raw === 'object' && raw !== null && 'data' in raw)
    return dataArgument(session, raw.data, ctx);
  return pyArgument(raw as PyValue, ctx);
}

/** A Python value as an argument. */
export const pyArgument = (value: PyValue, ctx: PyContext): Argument => ({
  text: pyRepr(value, ctx),
  type: classOf(value),
});

function dataArgument(session: Session, data: unknown, ctx: PyContext): Argument {
  if (isRelation(data))
    return { text: session.api.repr(data), type: "<class 'ibis.expr.types.relations.Table'>" };
  if (isValue(data)) return objectArgument(data);
  if (Array.isArray(data)) return pyArgument(new PyTuple(data as readonly PyValue[]), ctx);
  if (typeof data === 'object' && data !== null)
    return { text: printType(data as DataType), type: '' };
  return pyArgument((data ?? null) as PyValue, ctx);
}

/** A bare node, which has no text of its own in Python. */
export const objectArgument = (node: Value): Argument => ({
  text: reprObject(node),
  type: classOfObject(node),
});

/** A list of bare nodes. */
export const objectsArgument = (nodes: readonly (Value | Relation | JoinLink)[]): Argument => ({
  text: `[${nodes.map(reprObject).join(', ')}]`,
  type: "<class 'list'>",
});
