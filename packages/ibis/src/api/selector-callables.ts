import { isA } from '@ibert/ir';

import { isCallable, PyFunction, pyRepr, PyType, typeName, valueError } from '../python/index.js';
import type { PyContext, PyValue, PythonError } from '../python/index.js';
import { classOf } from './class-names.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import { ValueObj } from './objects.js';
import { SelectorObj } from './selector-objects.js';

const coercedTo = (module: string, name: string): string =>
  `CoercedTo(func=<bound method Expr.__coerce__ of <class 'ibis.expr.types.${module}.${name}'>>, type=<class 'ibis.expr.types.${module}.${name}'>)`;

const VALUE = coercedTo('generic', 'Value');
const BOOLEAN_VALUE = coercedTo('logical', 'BooleanValue');
const TEXT = "InstanceOf(type=<class 'str'>)";
const OPTIONAL_TEXT = `Option(default=None, pattern=${TEXT})`;
const FUNCTION = `CallableWith(args=(${VALUE},), return_=${VALUE})`;
const FUNCTIONS = `coercible to a Resolver, matching ${FUNCTION} or matching GenericMappingOf(key=${OPTIONAL_TEXT}, type=CoercedTo(func=<class 'ibis.common.collections.FrozenDict'>, type=<class 'ibis.common.collections.FrozenDict'>), value=AnyOf(patterns=(CoercedTo(func=<bound method Resolver.__coerce__ of <class 'ibis.common.deferred.Resolver'>>, type=<class 'ibis.common.deferred.Resolver'>), ${FUNCTION})))`;
const NAMES = `a str or matching CallableWith(args=(${TEXT}, ${OPTIONAL_TEXT}), return_=${TEXT})`;
const PREDICATE = `coercible to a Resolver or matching CallableWith(args=(${VALUE},), return_=${BOOLEAN_VALUE})`;
const COLUMN_TEST = `matching CallableWith(args=(${VALUE},), return_=InstanceOf(type=<class 'bool'>))`;

const SIGNATURES = {
  Across:
    'Across(selector: Selector, funcs: Union[Resolver, Callable[[Value], Value], FrozenDict[Optional[str], Union[Resolver, Callable[[Value], Value]]]], names: Union[str, Callable[[str, Optional[str]], str]])',
  IfAnyAll:
    'IfAnyAll(selector: Selector, predicate: Union[Resolver, Callable[[Value], BooleanValue]], summarizer: Callable[[BooleanValue, BooleanValue], BooleanValue])',
  Where: 'Where(predicate: Callable[[Value], bool])',
} as const;

/** An argument of a selector's class: its text and class, and what it is not. */
interface Fault {
  readonly name: string;
  readonly text: string;
  readonly type: string;
  readonly wanted: string;
}

function misfit(
  owner: keyof typeof SIGNATURES,
  shown: string,
  faults: readonly Fault[],
): PythonError {
  const lines = faults.map(
    ({ name, text, type, wanted }) => `\n  \`${name}\`: ${text} of type ${type} is not ${wanted}`,
  );
  return ibisError(
    'SignatureValidationError',
    `${owner}(${shown}) has failed due to the following errors:${lines.join('')}\n\nExpected signature: ${SIGNATURES[owner]}`,
  );
}

/** Whether a function can be called with so many arguments, as far as its parameters tell. */
function takes(value: PyValue, count: number): boolean {
  if (value instanceof PyType)
    throw valueError(`no signature found for builtin type <class '${value.name}'>`);
  if (!isCallable(value) || value instanceof SelectorObj) return false;
  if (!(value instanceof PyFunction)) return true;
  const { list } = value.params;
  const places = list.filter((p) => p.kind === 'plain' || p.kind === 'positional-only');
  const required = places.filter((p) => p.default === undefined).length;
  const isOpen = list.some((p) => p.kind === 'args');
  return required <= count && (places.length >= count || isOpen);
}

const isFunction = (value: PyValue): boolean => value instanceof DeferredObj || takes(value, 1);

/**
 * Checks what `s.across` was given.
 *
 * @param functions By label; null for a function without one.
 * @throws PythonError SignatureValidationError, naming what does not fit.
 */
export function checkAcross(
  selector: SelectorObj,
  functions: readonly (readonly [PyValue, PyValue])[],
  names: PyValue,
  ctx: PyContext,
): void {
  const faults: Fault[] = [];
  const items = functions.map(([label, fn]) => `${pyRepr(label, ctx)}: ${pyRepr(fn, ctx)}`);
  const text = `{${items.join(', ')}}`;
  const fits = functions.every(
    ([label, fn]) => (label === null || typeof label === 'string') && isFunction(fn),
  );
  if (!fits) faults.push({ name: 'funcs', text, type: "<class 'dict'>", wanted: FUNCTIONS });
  const shownNames =
    names === null ? '<function across.<locals>.<lambda> at 0x0>' : pyRepr(names, ctx);
  if (names !== null && typeof names !== 'string' && !takes(names, 2))
    faults.push({ name: 'names', text: shownNames, type: classOf(names), wanted: NAMES });
  if (faults.length === 0) return;
  throw misfit('Across', `selector=${selector.repr()}, funcs=${text}, names=${shownNames}`, faults);
}

/**
 * Checks what `s.if_any` or `s.if_all` was given.
 *
 * @returns The selector: names alone are none here.
 */
export function checkIfAnyAll(
  selector: PyValue,
  predicate: PyValue,
  summarizer: 'and_' | 'or_',
  ctx: PyContext,
): SelectorObj {
  const [shown, test] = [pyRepr(selector, ctx), pyRepr(predicate, ctx)];
  const faults: Fault[] = [];
  if (!(selector instanceof SelectorObj))
    faults.push({ name: 'selector', text: shown, type: classOf(selector), wanted: 'a Selector' });
  if (!isFunction(predicate))
    faults.push({ name: 'predicate', text: test, type: classOf(predicate), wanted: PREDICATE });
  if (selector instanceof SelectorObj && faults.length === 0) return selector;
  throw misfit(
    'IfAnyAll',
    `selector=${shown}, predicate=${test}, summarizer=<built-in function ${summarizer}>`,
    faults,
  );
}

/** Checks the function that `s.where` was given. */
export function checkWhere(predicate: PyValue, ctx: PyContext): void {
  if (takes(predicate, 1)) return;
  const text = pyRepr(predicate, ctx);
  throw misfit('Where', text, [
    { name: 'predicate', text, type: classOf(predicate), wanted: COLUMN_TEST },
  ]);
}

/** Ibis's complaint about what a function of a selector returned. */
export function wrongReturn(
  fn: PyValue,
  answer: PyValue,
  wanted: string,
  ctx: PyContext,
): PythonError {
  const name = fn instanceof PyFunction ? fn.name : typeName(fn);
  return ibisError(
    'ReturnValidationError',
    `Failed to validate return value of \`${name}\`: ${pyRepr(answer, ctx)} is not ${wanted}`,
  );
}

/** Whether a function's answer is a condition over a column. */
export const isPredicate = (value: PyValue): boolean =>
  value instanceof ValueObj &&
  (isA(value.node.dtype, 'Boolean') || value.node.dtype.kind === 'unknown');

/** Checks what `s.if_any` or `s.if_all` is about to join: two conditions. */
export function checkConditions(
  summarizer: 'and_' | 'or_',
  a: PyValue,
  b: PyValue,
  ctx: PyContext,
): void {
  const faults = [['a', a] as const, ['b', b] as const].flatMap(([name, value]) =>
    isPredicate(value)
      ? []
      : [
          `\n  \`${name}\`: ${pyRepr(value, ctx)} of type ${classOf(value)} is not coercible to a BooleanValue`,
        ],
  );
  if (faults.length === 0) return;
  throw ibisError(
    'SignatureValidationError',
    `${summarizer}(${pyRepr(a, ctx)}, ${pyRepr(b, ctx)}) has failed due to the following errors:${faults.join('')}\n\nExpected signature: ${summarizer}(a: None, b: None, /) -> ${BOOLEAN_VALUE}`,
  );
}
