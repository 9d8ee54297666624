import { isA, isOp, make, nameOf, windowInput } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import {
  getAttribute,
  NO_KWARGS,
  PyBuiltin,
  PyTuple,
  typeError,
  typeName,
} from '../../python/index.js';
import type { HostObject, Kwargs, PyContext, PyValue } from '../../python/index.js';
import { bindAll, bindAndDeref, rename } from '../bind.js';
import { asIbis, ibisError } from '../errors.js';
import { GroupedTableObj, ValueObj } from '../objects.js';
import { sortKey } from '../window-builder.js';
import { REASONS } from '../reasons.js';
import { EXPRESSION } from './expression.js';
import { alias, bindMethod, method, unsupportedProperty } from './method.js';
import type { Call, MethodTable } from './method.js';
import { groupAndAggregate, projectValues } from './table-steps.js';

type Self = Call<GroupedTableObj>;

/** Values over windows of the group: `group_by(...).mutate(...)`. */
function overGroups(
  grouped: GroupedTableObj,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
): Value[] {
  const window = {
    how: 'rows',
    start: null,
    end: null,
    groupBy: grouped.groupings.map((v) => (isOp(v, 'Alias') ? v.args.arg : v)),
    orderBy: grouped.orderings.map(sortKey),
  } as const;
  return bindAndDeref(grouped.table, args, kwargs, ctx).map((value) => {
    if (!isOp(value, 'Alias')) {
      const name = nameOf(value);
      return rename(
        asIbis(() => windowInput(value, window)),
        name,
      );
    }
    return rename(
      asIbis(() => windowInput(value.args.arg, window)),
      value.args.name,
    );
  });
}

function aggregate({ self, rest, keywords, ctx }: Self): PyValue {
  const metrics = bindAndDeref(self.table, rest, keywords, ctx);
  return groupAndAggregate(self.table, self.groupings, metrics, self.havings, ctx);
}

function select({ self, rest, keywords, ctx }: Self): PyValue {
  const values = overGroups(self, rest, keywords, ctx);
  if (values.length === 0) {
    throw ibisError('IbisTypeError', 'You must select at least one column for a valid projection');
  }
  return projectValues(self.table, values, false);
}

function count({ self, ctx }: Self): PyValue {
  const metric = make('CountStar', { arg: self.table.relation, where: null });
  return groupAndAggregate(self.table, self.groupings, [metric], self.havings, ctx);
}

/** Methods of grouped tables. */
export const GROUPED: MethodTable<GroupedTableObj> = {
  owner: 'GroupedTable',
  methods: {
    aggregate: method('*metrics, **kwds', aggregate),
    agg: alias('aggregate', method('*metrics, **kwds', aggregate)),
    having: method(
      '*predicates',
      ({ self, rest, ctx }) =>
        new GroupedTableObj(self.table, self.groupings, self.orderings, [
          ...self.havings,
          ...bindAndDeref(self.table, rest, NO_KWARGS, ctx),
        ]),
    ),
    order_by: method(
      '*by',
      ({ self, rest, ctx }) =>
        new GroupedTableObj(
          self.table,
          self.groupings,
          [...self.orderings, ...bindAndDeref(self.table, rest, NO_KWARGS, ctx)],
          self.havings,
        ),
    ),
    mutate: method('*exprs, **kwexprs', ({ self, rest, keywords, ctx }) =>
      projectValues(self.table, overGroups(self, rest, keywords, ctx), true),
    ),
    select: method('*exprs, **kwexprs', select),
    projection: alias('select', method('*exprs, **kwexprs', select)),
    count: method('', count),
    size: alias('count', method('', count)),
    over: method('window=None, *, rows=None, range=None, group_by=None, order_by=None', () => {
      // Ibis itself asks the grouped table for an attribute that it does not have.
      throw ibisError('AttributeError', 'GroupedTable has no attribute by');
    }),
    groupings: unsupportedProperty(REASONS.nodes),
    havings: unsupportedProperty(REASONS.nodes),
    orderings: unsupportedProperty(REASONS.nodes),
    table: unsupportedProperty(REASONS.nodes),
  },
};

/** `grouped.column`, which knows the usual aggregates: `t.group_by("k").x.sum()`. */
class GroupedColumn implements HostObject {
  readonly kind = 'host';
  readonly pyType: string;
  private readonly column: ValueObj;
  private readonly grouped: GroupedTableObj;

  constructor(column: ValueObj, grouped: GroupedTableObj) {
    this.column = column;
    this.grouped = grouped;
    this.pyType = isNumber(column.node) ? 'GroupedNumbers' : 'GroupedArray';
  }
  getAttr(name: string): PyValue | undefined {
    const known = isNumber(this.column.node) ? NUMBER_AGGREGATES : AGGREGATES;
    if (!known.has(name)) return undefined;
    return new PyBuiltin(name, (args, kwargs, ctx) => {
      const metric = ctx.call(getAttribute(this.column, name, ctx), args, kwargs);
      if (!(metric instanceof ValueObj)) throw ibisError('TypeError', `${name}() is no aggregate`);
      const label = `${name}(${nameOf(this.column.node)})`;
      const { table, groupings, havings } = this.grouped;
      return groupAndAggregate(table, groupings, [rename(metric.node, label)], havings, ctx);
    });
  }
  repr(): string {
    return `<${this.pyType}>`;
  }
}

const isNumber = (value: Value): boolean =>
  isA(value.dtype, 'Numeric') || value.dtype.kind === 'boolean' || value.dtype.kind === 'unknown';
const AGGREGATES: ReadonlySet<string> = new Set([
  'count',
  'size',
  'min',
  'max',
  'approx_nunique',
  'approx_median',
  'group_concat',
]);
const NUMBER_AGGREGATES: ReadonlySet<string> = new Set([...AGGREGATES, 'mean', 'sum']);

/** `grouped.limit` and the like: methods of the table, which Ibis wraps as if they were columns. */
const GROUPED_METHOD: HostObject = {
  kind: 'host',
  pyType: 'GroupedArray',
  getAttr: () => undefined,
  repr: () => '<GroupedArray>',
};

/** A method of the grouped table, or a column to aggregate. */
export function groupedAttribute(
  grouped: GroupedTableObj,
  name: string,
  ctx: PyContext,
): PyValue | undefined {
  const { table } = grouped;
  const found = bindMethod(GROUPED, name, grouped, table.session, ctx);
  if (found !== undefined) return found;
  // Ibis takes whatever the table has for a column of it.
  const isMethod =
    table.session.api.tableMethods.includes(name) || Object.hasOwn(EXPRESSION.methods, name);
  if (isMethod && !table.relation.schema.has(name)) {
    return GROUPED_METHOD;
  }
  const node = table.session.field(table.relation, name);
  if (node === undefined)
    throw ibisError('AttributeError', `GroupedTable has no attribute ${name}`);
  return new GroupedColumn(new ValueObj(table.session, node), grouped);
}

/** `grouped[a, b]`: what `select` does. A string is taken letter by letter, as Ibis does. */
export function groupedItem(grouped: GroupedTableObj, key: PyValue, ctx: PyContext): PyValue {
  if (
    key === null ||
    typeof key === 'bigint' ||
    typeof key === 'number' ||
    typeof key === 'boolean'
  ) {
    throw typeError(
      `ibis.expr.types.groupby.GroupedTable.select() argument after * must be an iterable, not ${typeName(key)}`,
    );
  }
  const items = key instanceof PyTuple ? key.items : typeof key === 'string' ? [...key] : [key];
  bindAll(grouped.table, items, NO_KWARGS, ctx);
  return projectValues(grouped.table, overGroups(grouped, items, NO_KWARGS, ctx), false);
}
