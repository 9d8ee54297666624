import { aggregate, make, nameOf } from '@ibert/ir';
import type { OpName, Value } from '@ibert/ir';

import { PyList, PyTuple } from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { bindOne, rename } from '../bind.js';
import { apply, Raw } from '../coerce.js';
import { ibisError } from '../errors.js';
import { signatureError } from '../misfits.js';
import { TableObj, ValueObj } from '../objects.js';
import { cumulativeWindow, makeWindow, over } from '../window-builder.js';
import { bindToParent, method, operation, reduction } from './method.js';
import type { Call, Method, MethodTable } from './method.js';
import { groupAndAggregate, limitTo, orderBy } from './table-steps.js';
import { relationOf, sortKeys } from './value.js';

type Self = Call<ValueObj>;

/** A reduction over everything up to the current row. */
export const cumulative = (op: OpName): Method<ValueObj> =>
  method('*, where=None, group_by=None, order_by=None', ({ self, session, args, ctx }) => {
    const where = bindToParent(self, args['where'] ?? null, ctx);
    const value = apply(session, op, { arg: self, where }, ctx);
    const window = cumulativeWindow(args, ctx);
    return over(session, value.node, window, ctx);
  });

const ranking = (op: OpName): Method<ValueObj> =>
  method('', ({ self, session, ctx }) =>
    over(session, apply(session, op, {}, ctx).node, makeWindow({ order_by: self }, ctx), ctx),
  );

const extremeBy = (op: OpName): Method<ValueObj> =>
  method('key, *, where=None', ({ self, session, args, ctx }) =>
    apply(
      session,
      op,
      {
        arg: self,
        key: bindToParent(self, args['key'] ?? null, ctx),
        where: bindToParent(self, args['where'] ?? null, ctx),
      },
      ctx,
    ),
  );

const edge = (op: OpName): Method<ValueObj> =>
  method('*, where=None, order_by=None, include_null=False', ({ self, session, args, ctx }) =>
    apply(
      session,
      op,
      {
        arg: self,
        where: bindToParent(self, args['where'] ?? null, ctx),
        order_by: sortKeys(self, args['order_by'] ?? null, ctx),
        include_null: new Raw(args['include_null']),
      },
      ctx,
    ),
  );

/** One quantile, or several as an array. */
export const quantile = (one: OpName, many: OpName, signature: string): Method<ValueObj> =>
  method(signature, ({ self, session, args, ctx }) => {
    const level = args['quantile'] ?? null;
    const several =
      typeof level === 'string' || level instanceof PyList || level instanceof PyTuple;
    const where = bindToParent(self, args['where'] ?? null, ctx);
    return apply(session, several ? many : one, { arg: self, quantile: level, where }, ctx);
  });

function topk({ self, session, args, ctx }: Self): PyValue {
  const [relation, ...others] = self.node.relations;
  if (relation === undefined || others.length > 0) {
    throw ibisError('IbisTypeError', 'TopK must depend on exactly one table.');
  }
  const table = new TableObj(session, relation);
  const by = args['by'] ?? null;
  const name = args['name'] ?? (by === null ? `${nameOf(self.node)}_count` : null);
  const bound =
    by === null ? [make('CountStar', { arg: relation, where: null })] : bindOne(table, by, ctx);
  let metric = bound[0] as Value;
  if (name !== null) metric = rename(metric, nameArgument(self, metric, name, ctx));
  const grouped = groupAndAggregate(table, [self.node], [metric], []);
  const sorted = orderBy(grouped, [descending(grouped.column(nameOf(metric)).node)], ctx);
  const k = args['k'] ?? null;
  return k === null ? sorted : limitTo(sorted, k, 0n, ctx);
}

export const descending = (value: Value): Value =>
  make('SortKey', { arg: value, ascending: false, nulls_first: false });

/** A name that a method gives to a column; anything but a text is Ibis's complaint. */
function nameArgument(self: ValueObj, value: Value, name: PyValue, ctx: PyContext): string {
  if (typeof name === 'string') return name;
  const { session } = self;
  throw signatureError(session, 'Alias', { arg: new ValueObj(session, value), name }, 'name', ctx);
}

function valueCounts({ self, session, args, ctx }: Self): PyValue {
  const column = nameOf(self.node);
  const name = args['name'] ?? `${column}_count`;
  const table = new TableObj(session, relationOf(self.node));
  const relation = table.relation;
  const count = make('CountStar', { arg: relation, where: null });
  const key = table.column(column).node;
  return new TableObj(
    session,
    aggregate(
      relation,
      new Map([[column, key]]),
      new Map([[nameArgument(self, count, name, ctx), count]]),
    ),
  );
}

/** Methods of columns of every type. */
export const COLUMN: MethodTable<ValueObj> = {
  owner: 'Column',
  methods: {
    approx_nunique: reduction('ApproxCountDistinct'),
    approx_median: reduction('ApproxMedian'),
    mode: reduction('Mode'),
    max: reduction('Max'),
    min: reduction('Min'),
    argmax: extremeBy('ArgMax'),
    argmin: extremeBy('ArgMin'),
    median: reduction('Median'),
    quantile: quantile('Quantile', 'MultiQuantile', 'quantile, *, where=None'),
    nunique: reduction('CountDistinct'),
    topk: method('k=None, by=None, *, name=None', topk),
    arbitrary: reduction('Arbitrary'),
    count: reduction('Count'),
    value_counts: method('*, name=None', valueCounts),
    first: edge('First'),
    last: edge('Last'),
    rank: ranking('MinRank'),
    dense_rank: ranking('DenseRank'),
    percent_rank: ranking('PercentRank'),
    cume_dist: ranking('CumeDist'),
    ntile: method('buckets, /', ({ self, session, args, ctx }) =>
      over(
        session,
        apply(session, 'NTile', { buckets: args['buckets'] ?? null }, ctx).node,
        makeWindow({ order_by: self }, ctx),
        ctx,
      ),
    ),
    cummin: cumulative('Min'),
    cummax: cumulative('Max'),
    lag: operation('Lag', 'offset=None, default=None'),
    lead: operation('Lead', 'offset=None, default=None'),
    nth: operation('NthValue', 'n, /'),
  },
};
