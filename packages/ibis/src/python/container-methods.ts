import { count, named, one } from './arguments.js';
import { isSubset, pyEquals } from './compare.js';
import { dictGet, dictSet, hashKey, setAdd, setFrom } from './containers.js';
import { DictView } from './dict-views.js';
import { PythonError, typeError, valueError } from './errors.js';
import type { Kwargs, PyContext } from './host.js';
import type { Method, Methods } from './methods.js';
import { setOperation } from './operators.js';
import { present } from './present.js';
import { iterate, requireSize, sliceIndices, toArray, truth } from './protocols.js';
import { keyError, pyRepr } from './repr.js';
import { sortValues } from './sorting.js';
import { getItem } from './subscripts.js';
import { PyDict, PyList, PySlice, PyTuple, typeName, type PySet, type PyValue } from './values.js';

type ListMethod = (
  list: PyList,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
) => PyValue;
type DictMethod = (
  dict: PyDict,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
) => PyValue;
type SetMethod = (set: PySet, args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext) => PyValue;

function onList(name: string, method: ListMethod): [string, Method] {
  return [name, (self, args, kwargs, ctx) => method(self as PyList, args, kwargs, ctx)];
}

function onDict(name: string, method: DictMethod): [string, Method] {
  return [name, (self, args, kwargs, ctx) => method(self as PyDict, args, kwargs, ctx)];
}

function indexMethod(kind: 'list' | 'tuple'): [string, Method] {
  return [
    'index',
    (self, args, kwargs, ctx) => {
      count('index', args, kwargs, 1, 3);
      const { items } = self as PyList | PyTuple;
      const [item, start = null, stop = null] = args;
      const range = sliceIndices(new PySlice(start, stop, null), items.length);
      for (let i = range.start; i < range.stop; i++) {
        ctx.step();
        if (pyEquals(present(items[i]), present(item), ctx)) return BigInt(i);
      }
      throw valueError(
        kind === 'list'
          ? `${pyRepr(present(item), ctx)} is not in list`
          : 'tuple.index(x): x not in tuple',
      );
    },
  ];
}

const COUNT: [string, Method] = [
  'count',
  (self, args, kwargs, ctx) => {
    const item = one('count', args, kwargs);
    const { items } = self as PyList | PyTuple;
    return BigInt(items.filter((other) => pyEquals(other, item, ctx)).length);
  },
];

/** Methods of `tuple`. */
export const TUPLE_METHODS: Methods = new Map<string, Method>([indexMethod('tuple'), COUNT]);

/** Methods of `list`. */
export const LIST_METHODS: Methods = new Map<string, Method>([
  indexMethod('list'),
  COUNT,
  onList('append', (list, args, kwargs, ctx) => {
    const item = one('list.append', args, kwargs);
    ctx.allocate(1);
    list.items.push(item);
    return null;
  }),
  onList('extend', (list, args, kwargs, ctx) => {
    for (const item of toArray(one('list.extend', args, kwargs), ctx)) list.items.push(item);
    return null;
  }),
  onList('insert', (list, args, kwargs, ctx) => {
    count('insert', args, kwargs, 2, 2);
    ctx.allocate(1);
    list.items.splice(requireSize(present(args[0])), 0, present(args[1]));
    return null;
  }),
  onList('pop', (list, args, kwargs) => {
    count('pop', args, kwargs, 0, 1);
    if (list.items.length === 0) throw new PythonError('IndexError', 'pop from empty list');
    const at = args.length === 0 ? -1 : requireSize(present(args[0]));
    const index = at < 0 ? at + list.items.length : at;
    if (index < 0 || index >= list.items.length) {
      throw new PythonError('IndexError', 'pop index out of range');
    }
    return present(list.items.splice(index, 1)[0]);
  }),
  onList('remove', (list, args, kwargs, ctx) => {
    const item = one('list.remove', args, kwargs);
    const index = list.items.findIndex((other) => pyEquals(other, item, ctx));
    if (index < 0) throw valueError('list.remove(x): x not in list');
    list.items.splice(index, 1);
    return null;
  }),
  onList('clear', (list, args, kwargs) => {
    count('list.clear', args, kwargs, 0, 0);
    list.items.length = 0;
    return null;
  }),
  onList('copy', (list, args, kwargs, ctx) => {
    count('list.copy', args, kwargs, 0, 0);
    return new PyList(toArray(list, ctx));
  }),
  onList('reverse', (list, args, kwargs) => {
    count('list.reverse', args, kwargs, 0, 0);
    list.items.reverse();
    return null;
  }),
  onList('sort', (list, args, kwargs, ctx) => {
    if (args.length > 0) throw typeError('sort() takes no positional arguments');
    const [key = null, reverse = false] = named('sort', ['key', 'reverse'], 0, [], kwargs);
    list.items = sortValues(list.items, key, truth(reverse, ctx), ctx);
    return null;
  }),
]);

/** Adds pairs to a dict as `dict(…)` and `update` take them: a mapping or an iterable of pairs. */
export function addPairs(dict: PyDict, source: PyValue, ctx: PyContext): void {
  if (source !== null && typeof source === 'object' && source.kind === 'dict') {
    ctx.allocate(source.entries.size);
    for (const { key, value } of source.entries.values()) dictSet(dict, key, value);
    return;
  }
  if (isHostMapping(source, ctx)) {
    for (const key of iterate(source, ctx)) dictSet(dict, key, getItem(source, key, ctx));
    return;
  }
  let index = 0;
  for (const item of iterate(source, ctx)) {
    ctx.allocate(1);
    const pair = pairOf(item, index++, ctx);
    dictSet(dict, present(pair[0]), present(pair[1]));
  }
}

/** Whether `dict(…)` takes a host object by its keys: it has them, and is iterable. */
function isHostMapping(source: PyValue, ctx: PyContext): boolean {
  if (source === null || typeof source !== 'object' || source.kind !== 'host') return false;
  if (source.iterate === undefined) return false;
  try {
    return source.getAttr('keys', ctx) !== undefined;
  } catch (error) {
    if (error instanceof PythonError && error.pyType === 'AttributeError') return false;
    throw error;
  }
}

function pairOf(item: PyValue, index: number, ctx: PyContext): PyValue[] {
  let pair: PyValue[];
  try {
    pair = toArray(item, ctx);
  } catch (error) {
    if (!(error instanceof PythonError) || !error.message.endsWith('is not iterable')) throw error;
    throw typeError(`cannot convert dictionary update sequence element #${index} to a sequence`);
  }
  if (pair.length === 2) return pair;
  throw valueError(
    `dictionary update sequence element #${index} has length ${pair.length}; 2 is required`,
  );
}

function view(name: 'keys' | 'values' | 'items'): [string, Method] {
  return onDict(name, (dict, args, kwargs) => {
    count(`dict.${name}`, args, kwargs, 0, 0);
    return new DictView(dict, name);
  });
}

/** Methods of `dict`. */
export const DICT_METHODS: Methods = new Map<string, Method>([
  view('keys'),
  view('values'),
  view('items'),
  onDict('get', (dict, args, kwargs) => {
    count('get', args, kwargs, 1, 2);
    return dictGet(dict, present(args[0])) ?? args[1] ?? null;
  }),
  onDict('pop', (dict, args, kwargs, ctx) => {
    count('pop', args, kwargs, 1, 2);
    const hash = hashKey(present(args[0]));
    const entry = dict.entries.get(hash);
    if (entry === undefined) {
      if (args.length > 1) return present(args[1]);
      throw keyError(present(args[0]), ctx);
    }
    dict.entries.delete(hash);
    return entry.value;
  }),
  onDict('popitem', (dict, args, kwargs) => {
    count('dict.popitem', args, kwargs, 0, 0);
    const last = [...dict.entries].at(-1);
    if (last === undefined) throw new PythonError('KeyError', "'popitem(): dictionary is empty'");
    dict.entries.delete(last[0]);
    return new PyTuple([last[1].key, last[1].value]);
  }),
  onDict('setdefault', (dict, args, kwargs, ctx) => {
    count('setdefault', args, kwargs, 1, 2);
    const known = dictGet(dict, present(args[0]));
    if (known !== undefined) return known;
    ctx.allocate(1);
    dictSet(dict, present(args[0]), args[1] ?? null);
    return args[1] ?? null;
  }),
  onDict('update', (dict, args, kwargs, ctx) => {
    if (args.length > 1) {
      throw typeError(`update expected at most 1 argument, got ${args.length}`);
    }
    if (args.length === 1) addPairs(dict, present(args[0]), ctx);
    for (const [key, value] of kwargs) dictSet(dict, key, value);
    return null;
  }),
  onDict('clear', (dict, args, kwargs) => {
    count('dict.clear', args, kwargs, 0, 0);
    dict.entries.clear();
    return null;
  }),
  onDict('copy', (dict, args, kwargs, ctx) => {
    count('dict.copy', args, kwargs, 0, 0);
    const copy = new PyDict();
    addPairs(copy, dict, ctx);
    return copy;
  }),
]);

function asSet(value: PyValue, ctx: PyContext): PySet {
  if (value !== null && typeof value === 'object' && value.kind === 'set') return value;
  return setFrom(toArray(value, ctx));
}

/** A method that returns a new set: the operator over all arguments. */
function combining(name: string, op: '|' | '&' | '-' | '^'): [string, Method] {
  return [
    name,
    (self, args, kwargs, ctx) => {
      if (op === '^') one(`set.${name}`, args, kwargs);
      else count(`set.${name}`, args, kwargs, 0, Infinity);
      let result = self as PySet;
      ctx.allocate(result.entries.size);
      if (args.length === 0) return setFrom(result.entries.values(), result.frozen);
      for (const arg of args) result = present(setOperation(op, result, asSet(arg, ctx)));
      return result;
    },
  ];
}

function changing(name: string, method: SetMethod): [string, Method] {
  return [
    name,
    (self, args, kwargs, ctx) => {
      const set = self as PySet;
      if (set.frozen) {
        throw new PythonError(
          'AttributeError',
          `'${typeName(self)}' object has no attribute '${name}'`,
        );
      }
      return method(set, args, kwargs, ctx);
    },
  ];
}

/** Methods of `set` and `frozenset`. */
export const SET_METHODS: Methods = new Map<string, Method>([
  combining('union', '|'),
  combining('intersection', '&'),
  combining('difference', '-'),
  combining('symmetric_difference', '^'),
  changing('add', (set, args, kwargs, ctx) => {
    ctx.allocate(1);
    setAdd(set, one('set.add', args, kwargs));
    return null;
  }),
  changing('discard', (set, args, kwargs) => {
    set.entries.delete(hashKey(one('set.discard', args, kwargs)));
    return null;
  }),
  changing('remove', (set, args, kwargs, ctx) => {
    const item = one('set.remove', args, kwargs);
    if (!set.entries.delete(hashKey(item))) throw keyError(item, ctx);
    return null;
  }),
  changing('pop', (set, args, kwargs) => {
    count('set.pop', args, kwargs, 0, 0);
    const first = set.entries.entries().next().value;
    if (first === undefined) throw new PythonError('KeyError', "'pop from an empty set'");
    set.entries.delete(first[0]);
    return first[1];
  }),
  changing('clear', (set, args, kwargs) => {
    count('set.clear', args, kwargs, 0, 0);
    set.entries.clear();
    return null;
  }),
  changing('update', (set, args, _kwargs, ctx) => {
    for (const arg of args) for (const item of toArray(arg, ctx)) setAdd(set, item);
    return null;
  }),
  [
    'copy',
    (self, args, kwargs) => {
      count('set.copy', args, kwargs, 0, 0);
      return setFrom((self as PySet).entries.values(), (self as PySet).frozen);
    },
  ],
  [
    'issubset',
    (self, args, kwargs, ctx) =>
      isSubset(self as PySet, asSet(one('set.issubset', args, kwargs), ctx)),
  ],
  [
    'issuperset',
    (self, args, kwargs, ctx) =>
      isSubset(asSet(one('set.issuperset', args, kwargs), ctx), self as PySet),
  ],
  [
    'isdisjoint',
    (self, args, kwargs, ctx) => {
      const other = asSet(one('set.isdisjoint', args, kwargs), ctx);
      return ![...(self as PySet).entries.keys()].some((key) => other.entries.has(key));
    },
  ],
]);
