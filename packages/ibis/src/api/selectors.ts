import { isA, isOp, nameOf, printType } from '@ibert/ir';
import type { TypeClass, Value } from '@ibert/ir';

import {
  binaryOperation,
  getAttribute,
  getItem,
  isCallable,
  NO_KWARGS,
  PyDict,
  PyList,
  PyModule,
  pyRepr,
  PySlice,
  pyStr,
  PyTuple,
  PyType,
  toArray,
  truth,
  typeError,
  typeName,
} from '../python/index.js';
import type { HostObject, PyContext, PythonError, PyValue } from '../python/index.js';
import { rename } from './bind.js';
import { classOf } from './class-names.js';
import { itemsOf, promoteList } from './coerce.js';
import { DATA_TYPE_CLASSES } from './data-type-classes.js';
import { DeferredObj } from './deferred.js';
import { ibisError } from './errors.js';
import { fn, makeFunction } from './functions.js';
import type { ApiFunction, FunctionCall, FunctionTable } from './functions.js';
import {
  checkAcross,
  checkConditions,
  checkIfAnyAll,
  checkWhere,
  isPredicate,
  wrongReturn,
} from './selector-callables.js';
import {
  allOf,
  anyOf,
  byName,
  columnNames,
  SelectorObj,
  toSelector,
  ValuesOf,
  where,
} from './selector-objects.js';
import { ValueObj } from './objects.js';
import type { Session } from './session.js';
import { requireType, TypeObj } from './types.js';

/** Types that `s.of_type` takes by a word for all their kin. */
const TYPE_WORDS: Readonly<Record<string, TypeClass>> = {
  array: 'Array',
  decimal: 'Decimal',
  floating: 'Floating',
  geospatial: 'GeoSpatial',
  integer: 'Integer',
  map: 'Map',
  numeric: 'Numeric',
  struct: 'Struct',
  temporal: 'Temporal',
  string: 'String',
};

const OF_TYPE = 'predicate=<function of_type.<locals>.<lambda> at 0x0>';

function ofType(type: PyValue): SelectorObj {
  if (
    type instanceof PyType &&
    type.init.isInstance !== undefined &&
    DATA_TYPE_CLASSES.get(type.name) === type
  ) {
    return where('OfType', (_, dtype) => type.init.isInstance(new TypeObj(dtype)), OF_TYPE);
  }
  const word = typeof type === 'string' ? type.toLowerCase() : '';
  const group = Object.hasOwn(TYPE_WORDS, word) ? TYPE_WORDS[word] : undefined;
  if (group !== undefined) return where('OfType', (_, dtype) => isA(dtype, group), OF_TYPE);
  const wanted = printType(requireType(type));
  return where('OfType', (_, dtype) => printType(dtype) === wanted, OF_TYPE);
}

const callOrResolve = (fn: PyValue, column: ValueObj, ctx: PyContext): PyValue =>
  fn instanceof DeferredObj ? fn.resolve(column, ctx) : ctx.call(fn, [column], NO_KWARGS);

/** Ibis's complaint about what a function, or a deferred expression, gave for a column. */
const notValue = (fn: PyValue, answer: PyValue, wanted: string, ctx: PyContext): PythonError =>
  fn instanceof DeferredObj
    ? ibisError('AttributeError', `'${typeName(answer)}' object has no attribute 'op'`)
    : wrongReturn(fn, answer, wanted, ctx);

/** `s.across(selector, func, names=)`. */
function across({ args, ctx }: FunctionCall): PyValue {
  const { selector = null, func = null, names = null } = args;
  const chosen = toSelector(selector, ctx);
  const functions: (readonly [PyValue, PyValue])[] =
    func instanceof PyDict
      ? [...func.entries.values()].map((e) => [e.key, e.value] as const)
      : [[null, func]];
  checkAcross(chosen, functions, names, ctx);
  return new ValuesOf('Across', (table, c) => {
    const columns = chosen.expand(table, c).map((node) => new ValueObj(table.session, node));
    return functions.flatMap(([label, fn]) =>
      columns.map((column): Value => {
        const result = callOrResolve(fn, column, c);
        if (!(result instanceof ValueObj)) throw notValue(fn, result, 'coercible to a Value', c);
        const name = acrossName(names, nameOf(column.node), label, c);
        const { node } = result;
        return isOp(node, 'Alias') ? node : rename(node, name);
      }),
    );
  });
}

function acrossName(names: PyValue, col: string, fn: PyValue, ctx: PyContext): string {
  if (names === null) return fn === null || fn === '' ? col : `${col}_${pyStr(fn, ctx)}`;
  if (isCallable(names)) {
    const name = ctx.call(names, [col, fn], NO_KWARGS);
    if (typeof name !== 'string') throw wrongReturn(names, name, 'a str', ctx);
    return name;
  }
  return pyStr(
    ctx.call(
      getAttribute(names, 'format', ctx),
      [],
      new Map<string, PyValue>([
        ['col', col],
        ['fn', fn],
      ]),
    ),
    ctx,
  );
}

/** `s.if_any` / `s.if_all`: one predicate over the chosen columns, joined by OR or AND. */
const combine = (sign: '&' | '|'): ApiFunction =>
  fn('selector, predicate', ({ args, ctx }) => {
    const { selector = null, predicate = null } = args;
    const name = sign === '&' ? 'and_' : 'or_';
    const chosen = checkIfAnyAll(selector, predicate, name, ctx);
    return new ValuesOf('IfAnyAll', (table, c) => {
      const [first, ...rest] = chosen.expand(table, c).map((node) => {
        const answer = callOrResolve(predicate, new ValueObj(table.session, node), c);
        if (predicate instanceof DeferredObj || isPredicate(answer)) return answer;
        throw wrongReturn(predicate, answer, 'coercible to a BooleanValue', c);
      });
      if (first === undefined) throw typeError('reduce() of empty iterable with no initial value');
      const all = rest.reduce((left, right) => {
        checkConditions(name, left, right, c);
        return binaryOperation(sign, left, right, c);
      }, first);
      if (!(all instanceof ValueObj)) throw notValue(predicate, all, 'coercible to a Value', c);
      return [all.node];
    });
  });

const isPlace = (value: PyValue): boolean =>
  typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean';

const positionError = (
  [call, signature]: readonly [string, string],
  name: string,
  value: PyValue,
  is: string,
  ctx: PyContext,
): PythonError =>
  ibisError(
    'SignatureValidationError',
    `${call} has failed due to the following errors:\n  \`${name}\`: ${pyRepr(value, ctx)} of type ${classOf(value)} is not ${is}\n\nExpected signature: ${signature}`,
  );

function checkPosition(key: PyValue, ctx: PyContext): void {
  if (isPlace(key)) return;
  if (key instanceof PySlice) {
    const parts = [
      ['start', key.start],
      ['stop', key.stop],
      ['step', key.step],
    ] as const;
    const shown = parts.map(([, part]) => pyRepr(part, ctx)).join(', ');
    for (const [name, part] of parts) {
      const fits =
        part === null || (isPlace(part) && (name !== 'step' || typeof part !== 'string'));
      const is = name === 'step' ? 'either None or an int' : 'either None or an int or a str';
      if (!fits) throw positionError([`Slice(${shown})`, SLICE], name, part, is, ctx);
    }
    return;
  }
  const items = itemsOf(key, ctx);
  if (items !== undefined && items.every(isPlace)) return;
  const is = 'a str, an int, a Slice or a tuple of ints or strs';
  throw positionError([`ColumnIndex(${pyRepr(key, ctx)})`, COLUMN_INDEX], 'key', key, is, ctx);
}

const SLICE =
  'Slice(start: Union[int, str, NoneType] = None, stop: Union[int, str, NoneType] = None, step: Optional[int] = None)';
const COLUMN_INDEX = 'ColumnIndex(key: Union[str, int, Slice, tuple[Union[int, str], ...]])';

/** `s.index[...]`: columns by position, by name, or by a range of either. */
function byPosition(key: PyValue, ctx: PyContext): SelectorObj {
  checkPosition(key, ctx);
  return new SelectorObj('ColumnIndex', (table) => {
    const columns = new PyTuple(columnNames(table));
    const placeOf = (name: string): bigint => {
      const at = columns.items.indexOf(name);
      if (at < 0) throw ibisError('KeyError', `'${name}'`);
      return BigInt(at);
    };
    const bound = (value: PyValue, offset: bigint): PyValue =>
      typeof value === 'string' ? placeOf(value) + offset : value;
    if (typeof key === 'string') return [key];
    if (key instanceof PySlice) {
      const slice = new PySlice(bound(key.start, 0n), bound(key.stop, 1n), key.step);
      return toArray(getItem(columns, slice, ctx), ctx).map(String);
    }
    const keys = typeof key === 'bigint' ? [key] : toArray(key, ctx);
    return keys.map((k) => String(getItem(columns, bound(k, 0n), ctx)));
  });
}

/** `s.index`, which is subscripted: `s.index[1:4]`, `s.index["a":"c"]`. */
class PositionSelector implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'Indexable';
  getAttr(): PyValue | undefined {
    return undefined;
  }
  getItem(key: PyValue, ctx: PyContext): PyValue {
    return byPosition(key, ctx);
  }
  repr(): string {
    return 'Indexable()';
  }
}

/** A text, or a tuple of texts. */
function affixes(value: PyValue, owner: string, parameter: string, ctx: PyContext): string[] {
  const texts = value instanceof PyTuple || value instanceof PyList ? value.items : [value];
  const isFit = texts.every((text) => typeof text === 'string');
  if (isFit) return texts.map(String);
  throw ibisError(
    'SignatureValidationError',
    `${owner}(${pyRepr(value, ctx)}) has failed due to the following errors:\n  \`${parameter}\`: ${pyRepr(value, ctx)} of type ${classOf(value)} is not a str or a tuple of strs\n\nExpected signature: ${owner}(${parameter}: Union[str, tuple[str, ...]])`,
  );
}

const affix = (
  owner: string,
  parameter: string,
  test: (name: string, part: string) => boolean,
): ApiFunction =>
  fn(parameter, ({ args, ctx }) => {
    const parts = affixes(args[parameter] ?? null, owner, parameter, ctx);
    return where(owner, (name) => parts.some((part) => test(name, part)));
  });

/** `s.contains(needles, how=any)`: `how` sums up whether each needle is in the name. */
function contains({ args, ctx }: FunctionCall): PyValue {
  const { needles = null, how = null } = args;
  const parts = promoteList(needles, ctx).map((needle) => {
    if (typeof needle === 'string') return needle;
    const shown = pyRepr(new PyTuple(promoteList(needles, ctx)), ctx);
    throw ibisError(
      'SignatureValidationError',
      `Contains(${shown}, how=${how === null ? '<built-in function any>' : pyRepr(how, ctx)}) has failed due to the following errors:\n  \`needles\`: ${shown} of type <class 'tuple'> is not a tuple of strs\n\nExpected signature: Contains(needles: tuple[str, ...], how: Callable[[Iterable[bool]], bool])`,
    );
  });
  return new SelectorObj('Contains', (table, c) =>
    columnNames(table).filter((name) => {
      const found = parts.map((part) => name.includes(part));
      return how === null
        ? found.includes(true)
        : truth(c.call(how, [new PyList(found)], NO_KWARGS), c);
    }),
  );
}

function matches({ args, ctx }: FunctionCall): PyValue {
  const given = args['regex'] ?? null;
  if (typeof given !== 'string' && typeName(given) !== 'Pattern')
    throw typeError('first argument must be string or compiled pattern');
  const pattern = pyStr(given, ctx);
  let regex: RegExp;
  try {
    regex = new RegExp(pattern.replaceAll('(?P<', '(?<'));
  } catch (error) {
    throw ibisError('error', `${error instanceof Error ? error.message : pattern}`);
  }
  return where('Matches', (name) => regex.test(name));
}

function byPredicate({ args, ctx: callCtx }: FunctionCall): PyValue {
  const predicate = args['predicate'] ?? null;
  checkWhere(predicate, callCtx);
  return new SelectorObj('Where', (table, ctx) =>
    columnNames(table).filter((name) => {
      const answer = ctx.call(predicate, [table.column(name)], NO_KWARGS);
      if (typeof answer === 'boolean') return answer;
      throw wrongReturn(predicate, answer, 'a bool', ctx);
    }),
  );
}

const columnName = (value: PyValue): string => {
  if (typeof value === 'string') return value;
  if (value instanceof ValueObj) return nameOf(value.node);
  throw ibisError('AttributeError', `'${typeName(value)}' object has no attribute 'get_name'`);
};

/** Functions of the module `ibis.selectors`. */
export const SELECTORS: FunctionTable = {
  all: fn('', () => where('AllColumns', () => true)),
  none: fn('', () => where('NoColumns', () => false)),
  first: fn('', () => new SelectorObj('First', (table) => columnNames(table).slice(0, 1))),
  last: fn('', () => new SelectorObj('Last', (table) => columnNames(table).slice(-1))),
  numeric: fn('', () => where('OfType', (_, type) => isA(type, 'Numeric'), OF_TYPE)),
  of_type: fn('dtype', ({ args }) => ofType(args['dtype'] ?? null)),
  cols: fn('*names', ({ rest }) => byName([...new Set(rest.map(columnName))])),
  startswith: affix('StartsWith', 'prefixes', (name, part) => name.startsWith(part)),
  endswith: affix('EndsWith', 'suffixes', (name, part) => name.endsWith(part)),
  contains: fn('needles, how=any', contains),
  matches: fn('regex', matches),
  where: fn('predicate', byPredicate),
  any_of: fn('*predicates', ({ rest, ctx }) =>
    anyOf(
      'Any',
      rest.map((part) => toSelector(part, ctx)),
    ),
  ),
  all_of: fn('*predicates', ({ rest, ctx }) =>
    allOf(
      'All',
      rest.map((part) => toSelector(part, ctx)),
    ),
  ),
  across: fn('selector, func, names=None', across),
  if_any: combine('|'),
  if_all: combine('&'),
};

/** The module `ibis.selectors`. */
export const selectorsModule = (session: Session): PyModule =>
  new PyModule(
    'ibis.selectors',
    new Map<string, PyValue>([
      ...Object.entries(SELECTORS).map(
        ([name, row]) => [name, makeFunction('ibis.selectors', name, row, session)] as const,
      ),
      ['index', new PositionSelector()],
    ]),
  );
