import { same, sameValue } from '../../hash.js';
import type { Value } from '../../node.js';
import { isOp } from '../../operations/index.js';
import type { Relation } from '../../relations/types.js';
import { Readers } from './readers.js';
import { determined, isUnique } from './unique.js';
import { columnNames, inputOf, neverNullAt, rule, valueChange } from './case.js';
import type { Case, Rule } from './case.js';

const sortArg = (key: Value): Value => (isOp(key, 'SortKey') ? key.args.arg : key);

/** Keys of an order beside what is the same for all rows that it orders. */
interface OrderChange {
  readonly input: Relation;
  readonly partition: readonly Value[];
  readonly before: readonly Value[];
  readonly after: readonly Value[];
}

/** The keys of a Sort, or of a window, before and after the change. */
function orderChange(item: Case): OrderChange | undefined {
  const { owner, changed } = item.mutant.edit;
  const input = inputOf(owner);
  if (input === undefined) return undefined;
  if (owner.kind === 'Sort') {
    const after = changed.kind === 'Sort' ? changed.keys : [];
    return { input, partition: [], before: owner.keys, after };
  }
  const found = windowChange(item);
  if (found === undefined) return undefined;
  const { before, after } = found;
  if (!sameRest(before, after, 'order_by')) return undefined;
  return {
    input,
    partition: before.args.group_by,
    before: before.args.order_by,
    after: after.args.order_by,
  };
}

type Window = Extract<ReturnType<typeof asWindow>, object>;
const asWindow = (value: Value) => (isOp(value, 'WindowFunction') ? value : undefined);

/** The window that was changed, or whose key was. */
function windowChange(item: Case): { before: Window; after: Window } | undefined {
  const change = valueChange(item);
  if (change === undefined) return undefined;
  const { place, from, to } = change;
  const [direct, directAfter] = [asWindow(from), asWindow(to)];
  if (direct !== undefined && directAfter !== undefined) {
    return { before: direct, after: directAfter };
  }
  const before = place.around[0] === undefined ? undefined : asWindow(place.around[0]);
  if (before === undefined || place.argument !== 'order_by') return undefined;
  const keys = before.args.order_by.map((key) => (key === from ? to : key));
  const after = { ...before, args: { ...before.args, order_by: keys } } as Window;
  return { before, after };
}

/** Functions of a window whose value over a whole partition does not depend on its order. */
const SYMMETRIC: ReadonlySet<string> = new Set([
  'Count',
  'CountStar',
  'CountDistinct',
  'Sum',
  'Mean',
  'Min',
  'Max',
  'Median',
  'StandardDev',
  'Variance',
  'All',
  'Any',
]);
const NUMBERINGS: ReadonlySet<string> = new Set(['RowNumber', 'MinRank', 'DenseRank']);

/** Whether two windows agree in all but one argument. */
const sameRest = (a: Window, b: Window, but: string): boolean =>
  Object.entries(a.args).every(
    ([key, arg]) => key === but || same(arg, b.args[key as keyof Window['args']]),
  );

const sameList = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((item, i) => sameValue(item, b[i] as Value));

/** Orders of sorts and windows. */
export const ORDER_RULES: readonly Rule[] = [
  rule('no NULL to order', 'NULLs first or last where the sort key is never NULL', (item) => {
    const change = valueChange(item);
    if (change === undefined) return false;
    const { from, to } = change;
    if (!isOp(from, 'SortKey') || !isOp(to, 'SortKey')) return false;
    return from.args.ascending === to.args.ascending && neverNullAt(item, from.args.arg);
  }),
  rule(
    'order nobody sees',
    'the sorting changed where the rows go on into what takes them in any order',
    ({ root, mutant: { edit } }) =>
      edit.owner.kind === 'Sort' && new Readers(root).ignoreOrder(edit.owner),
  ),
  rule(
    'order after a unique key',
    'a sort key is changed or missing behind keys that, with the partition, are unique',
    (item) => {
      const change = orderChange(item);
      if (change === undefined) return false;
      const { input, partition, before, after } = change;
      let common = 0;
      while (common < before.length && same(before[common], after[common])) {
        common += 1;
      }
      const fixed = [...partition, ...before.slice(0, common).map(sortArg)];
      return isUnique(input, columnNames(fixed));
    },
  ),
  rule(
    'order by what is the same',
    'a sort key of a window is changed or missing that its partition or an earlier key determines',
    (item) => {
      const change = orderChange(item);
      if (change === undefined) return false;
      const { input, partition, before, after } = change;
      const at = before.findIndex((key, i) => !same(key, after[i]));
      const key = before[at];
      if (key === undefined) return false;
      const rest = before.filter((_, i) => i !== at);
      const only =
        sameList(rest, after) ||
        (sameList(
          rest,
          after.filter((_, i) => i !== at),
        ) &&
          sameValue(sortArg(key), sortArg(after[at] ?? key)));
      const fixed = [...partition, ...before.slice(0, at).map(sortArg)];
      return only && determined(input, fixed, sortArg(key));
    },
  ),
  rule(
    'order within a whole partition',
    'the order of a window changed whose frame is the whole partition and whose function is symmetric',
    (item) => {
      const change = windowChange(item);
      if (change === undefined) return false;
      const { before, after } = change;
      return (
        SYMMETRIC.has(before.args.func.kind) &&
        before.args.start === null &&
        before.args.end === null &&
        sameRest(before, after, 'order_by')
      );
    },
  ),
  rule(
    'ranks without ties',
    'row number, rank and dense rank agree where partition and order are unique',
    (item) => {
      const change = valueChange(item);
      const window = change?.place.around[0];
      const input = inputOf(item.mutant.edit.owner);
      if (change === undefined || window === undefined || input === undefined) return false;
      if (!NUMBERINGS.has(change.from.kind) || !NUMBERINGS.has(change.to.kind)) return false;
      const { group_by: groups, order_by: keys } = window.args as Window['args'];
      return isUnique(input, columnNames([...groups, ...keys.map(sortArg)]));
    },
  ),
  rule(
    'partition key that others determine',
    'a key of a partition is missing that the other keys determine',
    (item) => {
      const change = windowChange(item);
      const input = inputOf(item.mutant.edit.owner);
      if (change === undefined || input === undefined) return false;
      const { before, after } = change;
      const gone = before.args.group_by.filter((key) => !after.args.group_by.includes(key));
      const [only, more] = gone;
      if (only === undefined || more !== undefined || after.args.group_by.length === 0)
        return false;
      return sameRest(before, after, 'group_by') && determined(input, after.args.group_by, only);
    },
  ),
];
