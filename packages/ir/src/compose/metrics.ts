import type { Value } from '../node.js';
import type { OpName } from '../operations/index.js';
import { build, make } from '../value.js';
import { condition, flagOrCondition } from './conditions.js';
import { one, pick } from './draft.js';
import type { Draft, Makers } from './draft.js';
import { having, read, tieBreakers } from './frame.js';
import type { Column, Frame, NamedValue } from './frame.js';
import { decimal, text, whole } from './literals.js';
import { MEASURES } from './meaning.js';
import type { Meaning } from './meaning.js';
import { eventOf, nameOfCondition, plural, thingOf } from './names.js';
import { orderKey } from './order.js';

/** A metric that an analyst would compute for a group of the frame's rows. */
export const metric = (draft: Draft, frame: Frame): NamedValue | undefined =>
  pick(draft, 'metrics', METRICS, [frame]);

/** Different metrics, at least one where there is any. */
export function metrics(
  draft: Draft,
  frame: Frame,
  count: number,
  taken: ReadonlySet<string>,
): readonly NamedValue[] {
  const found = new Map<string, NamedValue>();
  for (let tries = 0; tries < count * 4 && found.size < count; tries += 1) {
    const made = metric(draft, frame);
    if (made !== undefined && !taken.has(made.name) && !found.has(made.name)) {
      found.set(made.name, made);
    }
  }
  return [...found.values()];
}

const NO_FILTER = { where: null };

const over =
  (
    kind: OpName,
    prefix: string,
    meanings: readonly Meaning[],
    meaning: (column: Column) => Meaning,
    extra: Readonly<Record<string, string>> = {},
  ) =>
  (draft: Draft, frame: Frame): NamedValue | undefined => {
    const column = one(draft, having(frame, meanings));
    if (column === undefined) return undefined;
    const value = build(kind, { arg: read(frame, column), ...NO_FILTER, ...extra });
    return { name: `${prefix}_${column.name}`, value, meaning: meaning(column), like: column };
  };

const score = (): Meaning => 'score';

const extreme =
  (kind: 'Min' | 'Max', prefix: string, ofMoment: string) =>
  (draft: Draft, frame: Frame): NamedValue | undefined => {
    const column = one(draft, having(frame, [...MEASURES, 'moment', 'moment']));
    if (column === undefined) return undefined;
    const name =
      column.meaning === 'moment'
        ? `${ofMoment}_${eventOf(column)}`
        : `${prefix}_${column.name.replace(/^(max|min)_/, '')}`;
    const value = make(kind, { arg: read(frame, column), ...NO_FILTER });
    const meaning = column.meaning === 'moment' ? 'moment' : 'score';
    return { name, value, meaning, like: column };
  };

const ordered =
  (kind: 'First' | 'Last') =>
  (draft: Draft, frame: Frame): NamedValue | undefined => {
    const moment = one(draft, having(frame, ['moment']));
    const column = one(draft, having(frame, ['category', 'amount', 'text']));
    const order = moment === undefined ? undefined : totalOrder(frame, moment);
    if (column === undefined || order === undefined) return undefined;
    return {
      name: `${kind.toLowerCase()}_${column.name}`,
      value: make(kind, {
        arg: read(frame, column),
        include_null: false,
        order_by: order,
        where: null,
      }),
      meaning: column.meaning === 'amount' ? 'score' : column.meaning,
    };
  };

function totalOrder(frame: Frame, first: Column): readonly Value[] | undefined {
  const rest = tieBreakers(frame)?.filter((name) => name !== first.name);
  return rest === undefined || rest.length > 2
    ? undefined
    : [first.name, ...rest].map((name) => orderKey(frame, name, true));
}

const METRICS: Makers<'metrics', [Frame], NamedValue> = {
  count: (_draft, { relation, subject }) => ({
    name: `${subject}_count`,
    value: make('CountStar', { arg: relation, where: null }),
    meaning: 'quantity',
  }),
  // Sums of maxima or averages say nothing.
  sum: (draft, frame) => {
    const column = one(
      draft,
      having(frame, ['amount', 'quantity']).filter(({ derived }) => derived !== 'window'),
    );
    if (column === undefined) return undefined;
    const name = `total_${column.name.replace(/^(total|line)_/, '')}`;
    const value = make('Sum', { arg: read(frame, column), where: null });
    return { name, value, meaning: column.meaning, like: column };
  },
  mean: over('Mean', 'avg', MEASURES, score),
  max: extreme('Max', 'max', 'last'),
  min: extreme('Min', 'min', 'first'),
  nunique: (draft, frame) => {
    const column = one(draft, having(frame, ['key', 'category', 'key']));
    if (column === undefined) return undefined;
    const value = make('CountDistinct', { arg: read(frame, column), where: null });
    return { name: `distinct_${plural(thingOf(column))}`, value, meaning: 'quantity' };
  },
  countWhere: (draft, frame) => {
    const where = flagOrCondition(draft, frame);
    if (where === undefined) return undefined;
    const name = nameOfCondition(where)?.replace(/^is_/, '') ?? 'matching';
    return {
      name: `${name}_${plural(frame.subject)}`,
      value: make('CountStar', { arg: frame.relation, where }),
      meaning: 'quantity',
    };
  },
  sumWhere: (draft, frame) => {
    const column = one(draft, having(frame, ['amount', 'quantity']));
    const where = condition(draft, frame, 1);
    if (column === undefined || where === undefined) return undefined;
    const prefix = nameOfCondition(where)?.replace(/^is_/, '') ?? 'selected';
    const value = make('Sum', { arg: read(frame, column), where });
    return { name: `${prefix}_${column.name}`, value, meaning: column.meaning };
  },
  countGiven: (draft, frame) => {
    const column = one(draft, having(frame, ['text', 'moment', 'amount']));
    if (column === undefined) return undefined;
    const value = make('Count', { arg: read(frame, column), where: null });
    return { name: `with_${column.name}`, value, meaning: 'quantity' };
  },
  anyFlag: (draft, frame) => {
    const arg = flagOrCondition(draft, frame);
    return arg === undefined || arg.shape === 'scalar'
      ? undefined
      : {
          name: nameOfCondition(arg)?.replace(/^is_/, 'any_') ?? 'any_match',
          value: make('Any', { arg, where: null }),
          meaning: 'flag',
        };
  },
  allFlag: (draft, frame) => {
    const arg = flagOrCondition(draft, frame);
    return arg === undefined || arg.shape === 'scalar'
      ? undefined
      : {
          name: nameOfCondition(arg)?.replace(/^is_/, 'all_') ?? 'all_match',
          value: make('All', { arg, where: null }),
          meaning: 'flag',
        };
  },
  median: over('Median', 'median', MEASURES, score),
  std: over('StandardDev', 'std', MEASURES, score, { how: 'sample' }),
  variance: over('Variance', 'var', MEASURES, score, { how: 'sample' }),
  quantile: (draft, frame) => {
    const column = one(draft, having(frame, MEASURES));
    if (column === undefined) return undefined;
    const [suffix, share] = draft.random.choice([
      ['p90', 0.9],
      ['p75', 0.75],
      ['p25', 0.25],
    ] as const);
    const arg = read(frame, column);
    return {
      name: `${suffix}_${column.name}`,
      value: make('Quantile', { arg, quantile: decimal(share), where: null }),
      meaning: 'score',
    };
  },
  sumProduct: (draft, frame) => {
    const row = ({ derived }: Column): boolean => derived === undefined;
    const amount = one(draft, having(frame, ['amount']).filter(row));
    const count = one(draft, having(frame, ['quantity']).filter(row));
    if (amount === undefined || count === undefined) return undefined;
    const arg = make('Multiply', { left: read(frame, amount), right: read(frame, count) });
    return {
      name: draft.random.choice(['revenue', 'total_value', 'turnover']),
      value: make('Sum', { arg, where: null }),
      meaning: 'amount',
    };
  },
  ratio: (draft, frame) => {
    const column = one(draft, having(frame, ['amount']));
    if (column === undefined) return undefined;
    const left = make('Sum', { arg: read(frame, column), where: null });
    const right = make('CountStar', { arg: frame.relation, where: null });
    return {
      name: `${column.name}_per_${frame.subject}`,
      value: make('Divide', { left, right }),
      meaning: 'score',
    };
  },
  shareOf: (draft, frame) => {
    const where = condition(draft, frame, 1);
    if (where === undefined || where.shape === 'scalar') return undefined;
    const arg = make('IfElse', {
      bool_expr: where,
      true_expr: whole(1),
      false_null_expr: whole(0),
    });
    return {
      name: `${nameOfCondition(where)?.replace(/^is_/, '') ?? 'match'}_rate`,
      value: make('Mean', { arg, where: null }),
      meaning: 'score',
    };
  },
  collect: (draft, frame) => {
    const column = one(draft, having(frame, ['category']));
    if (column === undefined) return undefined;
    const arg = read(frame, column);
    return {
      name: plural(column.name),
      value: make('ArrayCollect', {
        arg,
        include_null: false,
        distinct: draft.random.chance(0.5),
        order_by: [make('SortKey', { arg, ascending: true, nulls_first: false })],
        where: null,
      }),
      meaning: 'list',
    };
  },
  groupConcat: (draft, frame) => {
    const column = one(draft, having(frame, ['category', 'text']));
    if (column === undefined || column.type.kind !== 'string') return undefined;
    const arg = read(frame, column);
    return {
      name: `${column.name}_list`,
      value: make('GroupConcat', {
        arg,
        sep: text(', '),
        order_by: [make('SortKey', { arg, ascending: true, nulls_first: false })],
        where: null,
      }),
      meaning: 'text',
    };
  },
  first: ordered('First'),
  last: ordered('Last'),
  argMax: (draft, frame) => {
    const [key] = frame.key?.length === 1 ? frame.key : [];
    const column = one(draft, having(frame, ['category', 'text']));
    if (key === undefined || column === undefined) return undefined;
    const by = frame.columns.find(({ name }) => name === key);
    // The largest of a unique column is one row's.
    if (by === undefined) return undefined;
    return {
      name: `latest_${column.name}`,
      value: make('ArgMax', { arg: read(frame, column), key: read(frame, by), where: null }),
      meaning: column.meaning,
    };
  },
  span: (draft, frame) => {
    const column = one(draft, having(frame, MEASURES));
    if (column === undefined) return undefined;
    const arg = read(frame, column);
    const left = make('Max', { arg, where: null });
    const right = make('Min', { arg, where: null });
    return {
      name: `${column.name}_range`,
      value: make('Subtract', { left, right }),
      meaning: 'score',
    };
  },
};
