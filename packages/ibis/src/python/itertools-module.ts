import { count, named } from './arguments.js';
import { pyEquals } from './compare.js';
import { typeError, valueError } from './errors.js';
import type { PyContext } from './host.js';
import { binaryOperation } from './operators.js';
import { present } from './present.js';
import { iterate, requireInt, requireSize, toArray, truth } from './protocols.js';
import {
  PyBuiltin,
  PyIterator,
  PyModule,
  PyTuple,
  PyType,
  type BuiltinCall,
  type PyValue,
} from './values.js';

type Make = (
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
  ctx: PyContext,
) => Iterator<PyValue>;

function* chained(sources: Iterable<PyValue>, ctx: PyContext): Generator<PyValue> {
  for (const source of sources) yield* iterate(source, ctx);
}

function* repeated(value: PyValue, times: bigint | undefined): Generator<PyValue> {
  for (
    let left = times;
    left === undefined || left > 0n;
    left = left === undefined ? left : left - 1n
  ) {
    yield value;
  }
}

function* counted(start: PyValue, step: PyValue, ctx: PyContext): Generator<PyValue> {
  for (let value = start; ; value = binaryOperation('+', value, step, ctx)) yield value;
}

function* cycled(source: PyValue, ctx: PyContext): Generator<PyValue> {
  const items = toArray(source, ctx);
  while (items.length > 0) yield* items;
}

function* sliced(
  source: Iterable<PyValue>,
  start: number,
  stop: number,
  step: number,
): Generator<PyValue> {
  if (stop <= start) return;
  let index = 0;
  let next = start;
  for (const value of source) {
    if (index === next) {
      yield value;
      next += step;
    }
    if (++index >= stop) return;
  }
}

function* accumulated(
  source: PyValue,
  fn: PyValue,
  initial: PyValue,
  ctx: PyContext,
): Generator<PyValue> {
  let total: PyValue | undefined = initial === null ? undefined : initial;
  if (total !== undefined) yield total;
  for (const value of iterate(source, ctx)) {
    if (total === undefined) total = value;
    else
      total = fn === null ? binaryOperation('+', total, value, ctx) : ctx.call(fn, [total, value]);
    yield total;
  }
}

function* product(pools: readonly (readonly PyValue[])[], ctx: PyContext): Generator<PyValue> {
  const [first, ...rest] = pools;
  if (first === undefined) {
    yield new PyTuple([]);
    return;
  }
  for (const head of first) {
    for (const tail of product(rest, ctx)) {
      ctx.step();
      ctx.allocate(pools.length);
      yield new PyTuple([head, ...(tail as PyTuple).items]);
    }
  }
}

function* combinations(
  items: readonly PyValue[],
  size: number,
  from: number,
  again: boolean,
  ctx: PyContext,
): Generator<PyValue> {
  if (size === 0) {
    yield new PyTuple([]);
    return;
  }
  for (let i = from; i < items.length; i++) {
    for (const tail of combinations(items, size - 1, again ? i : i + 1, again, ctx)) {
      ctx.step();
      ctx.allocate(size);
      yield new PyTuple([present(items[i]), ...(tail as PyTuple).items]);
    }
  }
}

function* permutations(
  items: readonly PyValue[],
  size: number,
  ctx: PyContext,
): Generator<PyValue> {
  if (size === 0) {
    yield new PyTuple([]);
    return;
  }
  for (const [i, head] of items.entries()) {
    const others = items.filter((_, j) => j !== i);
    for (const tail of permutations(others, size - 1, ctx)) {
      ctx.step();
      ctx.allocate(size);
      yield new PyTuple([head, ...(tail as PyTuple).items]);
    }
  }
}

function* grouped(source: PyValue, key: PyValue, ctx: PyContext): Generator<PyValue> {
  let group: PyValue[] = [];
  let current: PyValue | undefined;
  for (const value of iterate(source, ctx)) {
    const by = key === null ? value : ctx.call(key, [value]);
    if (current !== undefined && !pyEquals(current, by, ctx)) {
      yield new PyTuple([current, new PyIterator('itertools._grouper', group.values())]);
      group = [];
    }
    current = by;
    ctx.allocate(1);
    group.push(value);
  }
  if (current !== undefined) {
    yield new PyTuple([current, new PyIterator('itertools._grouper', group.values())]);
  }
}

function* zippedLongest(sources: readonly Iterator<PyValue>[], fill: PyValue): Generator<PyValue> {
  const done = sources.map(() => false);
  while (sources.length > 0) {
    const row = sources.map((source, i) => {
      const next = done[i] === true ? undefined : source.next();
      if (next === undefined || next.done === true) {
        done[i] = true;
        return fill;
      }
      return next.value;
    });
    if (done.every(Boolean)) return;
    yield new PyTuple(row);
  }
}

function* taken(source: PyValue, fn: PyValue, drop: boolean, ctx: PyContext): Generator<PyValue> {
  let dropping = drop;
  for (const value of iterate(source, ctx)) {
    if (!drop) {
      if (!truth(ctx.call(fn, [value]), ctx)) return;
    } else if (dropping) {
      dropping = truth(ctx.call(fn, [value]), ctx);
      if (dropping) continue;
    }
    yield value;
  }
}

function sizeOf(value: PyValue | undefined, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  const size = requireSize(value);
  if (size < 0) throw valueError('r must be non-negative');
  return size;
}

const MAKERS: readonly (readonly [string, Make])[] = [
  [
    'repeat',
    (args, kwargs) => {
      const [value, times] = named('repeat', ['object', 'times'], 1, args, kwargs);
      return repeated(present(value), times === undefined ? undefined : requireInt(times));
    },
  ],
  [
    'count',
    (args, kwargs, ctx) => {
      const [start = 0n, step = 1n] = named('count', ['start', 'step'], 0, args, kwargs);
      return counted(start, step, ctx);
    },
  ],
  [
    'cycle',
    (args, kwargs, ctx) => {
      count('cycle', args, kwargs, 1, 1);
      return cycled(present(args[0]), ctx);
    },
  ],
  [
    'islice',
    (args, kwargs, ctx) => {
      count('islice', args, kwargs, 2, 4);
      const [source, first, second, step] = args;
      const stop = args.length === 2 ? first : second;
      return sliced(
        iterate(present(source), ctx),
        args.length === 2 ? 0 : sizeOf(first, 0),
        sizeOf(stop, Infinity),
        Math.max(1, sizeOf(step, 1)),
      );
    },
  ],
  [
    'accumulate',
    (args, kwargs, ctx) => {
      const names = ['iterable', 'func', '*', 'initial'];
      const [source, fn = null, initial = null] = named('accumulate', names, 1, args, kwargs);
      return accumulated(present(source), fn, initial, ctx);
    },
  ],
  [
    'product',
    (args, kwargs, ctx) => {
      const [repeat = 1n] = named('product', ['repeat'], 0, [], kwargs);
      const pools = args.map((arg) => toArray(arg, ctx));
      const times = requireSize(repeat);
      if (pools.length * times > 64) throw valueError('product() of more than 64 iterables');
      return product(Array.from({ length: times }, () => pools).flat(), ctx);
    },
  ],
  [
    'combinations',
    (args, kwargs, ctx) => {
      const [source, r] = named('combinations', ['iterable', 'r'], 2, args, kwargs);
      const items = toArray(present(source), ctx);
      const size = sizeOf(r, 0);
      return size > items.length ? [].values() : combinations(items, size, 0, false, ctx);
    },
  ],
  [
    'combinations_with_replacement',
    (args, kwargs, ctx) => {
      const names = ['iterable', 'r'];
      const [source, r] = named('combinations_with_replacement', names, 2, args, kwargs);
      return combinations(toArray(present(source), ctx), sizeOf(r, 0), 0, true, ctx);
    },
  ],
  [
    'permutations',
    (args, kwargs, ctx) => {
      const [source, r] = named('permutations', ['iterable', 'r'], 1, args, kwargs);
      const items = toArray(present(source), ctx);
      const size = sizeOf(r, items.length);
      return size > items.length ? [].values() : permutations(items, size, ctx);
    },
  ],
  [
    'groupby',
    (args, kwargs, ctx) => {
      const [source, key = null] = named('groupby', ['iterable', 'key'], 1, args, kwargs);
      return grouped(present(source), key, ctx);
    },
  ],
  [
    'zip_longest',
    (args, kwargs, ctx) => {
      const [fill = null] = named('zip_longest', ['fillvalue'], 0, [], kwargs);
      return zippedLongest(
        args.map((arg) => iterate(arg, ctx)[Symbol.iterator]()),
        fill,
      );
    },
  ],
  [
    'pairwise',
    (args, kwargs, ctx) => {
      count('pairwise', args, kwargs, 1, 1);
      const items = toArray(present(args[0]), ctx);
      return items
        .slice(1)
        .map((item, i) => new PyTuple([present(items[i]), item]))
        .values();
    },
  ],
  [
    'starmap',
    (args, kwargs, ctx) => {
      count('starmap', args, kwargs, 2, 2);
      const rows = iterate(present(args[1]), ctx);
      return (function* (): Generator<PyValue> {
        for (const row of rows) yield ctx.call(present(args[0]), toArray(row, ctx));
      })();
    },
  ],
  [
    'takewhile',
    (args, kwargs, ctx) => {
      count('takewhile', args, kwargs, 2, 2);
      return taken(present(args[1]), present(args[0]), false, ctx);
    },
  ],
  [
    'dropwhile',
    (args, kwargs, ctx) => {
      count('dropwhile', args, kwargs, 2, 2);
      return taken(present(args[1]), present(args[0]), true, ctx);
    },
  ],
];

/** The `itertools` module. */
export function itertoolsModule(): PyModule {
  const members = new Map<string, PyValue>();
  for (const [name, make] of MAKERS) {
    const call: BuiltinCall = (args, kwargs, ctx) =>
      new PyIterator(`itertools.${name}`, make(args, kwargs, ctx));
    members.set(name, new PyBuiltin(name, call));
  }
  const chain: BuiltinCall = (args, _kwargs, ctx) =>
    new PyIterator('itertools.chain', chained(args, ctx));
  members.set(
    'chain',
    new PyType('itertools.chain', {
      isInstance: () => false,
      construct: chain,
      members: new Map<string, PyValue>([
        [
          'from_iterable',
          new PyBuiltin('from_iterable', (args, kwargs, ctx) => {
            if (args.length !== 1 || kwargs.size > 0) {
              throw typeError('from_iterable() takes exactly one argument');
            }
            return new PyIterator('itertools.chain', chained(iterate(present(args[0]), ctx), ctx));
          }),
        ],
      ]),
    }),
  );
  return new PyModule('itertools', members);
}
