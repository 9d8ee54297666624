import {
  aliasedRelation,
  dropColumns,
  fieldsOf,
  isA,
  isOpen,
  make,
  nameOf,
  printType,
  project,
  sample,
  selfReference,
  tableUnnest,
} from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { NO_KWARGS, pyRepr, PyTuple, pyStr, valueError } from '../../python/index.js';
import type { PyValue } from '../../python/index.js';
import { bindAll, bindAndDeref, bindOne, tableOf } from '../bind.js';
import { requireRows } from '../bound-tables.js';
import { classOf } from '../class-names.js';
import { apply, Raw } from '../coerce.js';
import { ibisError } from '../errors.js';
import { GroupedTableObj, JoinObj, TableObj, ValueObj } from '../objects.js';
import { REASONS } from '../reasons.js';
import { SchemaObj } from '../types.js';
import { asofJoin, crossJoin, joinTables, selectFromJoin } from './join.js';
import { alias, method, property, unsupportedAfter } from './method.js';
import { AS_SCALAR, AS_TABLE, ending, EXPRESSION } from './expression.js';
import { describe, info } from './table-summary.js';
import type { Call, Method, MethodTable } from './method.js';
import { counting, topRows } from './table-counts.js';
import { distinctRows } from './table-distinct.js';
import { castTable, dropNulls, fillNulls } from './table-nulls.js';
import { pivotLonger, pivotWider } from './pivot.js';
import { tableMisfit } from '../relation-errors.js';
import { renameColumns, relocate } from './table-columns.js';
import { difference, setMethod } from './sets.js';
import {
  checkIntegrity,
  filterValues,
  groupAndAggregate,
  limitTo,
  orderBy,
  projectValues,
} from './table-steps.js';

type Self = Call<TableObj>;

/** What Ibis says of a column that cannot be the time of a stream. */
function checkTimeColumn({ self, args, ctx }: Self): void {
  const [column] = bindOne(self, args['time_col'] ?? null, ctx);
  if (column === undefined || isA(column.dtype, 'Timestamp') || column.dtype.kind === 'unknown')
    return;
  throw ibisError(
    'IbisInputError',
    `\`time_col\` must be a timestamp column, got ${printType(column.dtype)}`,
  );
}

const bound = ({ self, rest, keywords, ctx }: Self): Value[] =>
  bindAndDeref(tableOf(self), rest, keywords, ctx);

function select(call: Self): TableObj {
  const { self } = call;
  const values =
    self instanceof JoinObj
      ? bindAndDeref(new TableObj(self.session, self.chain), call.rest, call.keywords, call.ctx)
      : bound(call);
  if (values.length === 0) {
    throw ibisError('IbisTypeError', 'You must select at least one column for a valid projection');
  }
  return self instanceof JoinObj
    ? selectFromJoin(self, values)
    : projectValues(self, values, false);
}

function noGroupings(table: TableObj): Error {
  return ibisError(
    'SignatureValidationError',
    `GroupedTable(${table.repr()}, ()) has failed due to the following errors:\n  \`groupings\`: () of type <class 'tuple'> is not a tuple of coercibles to a Value then with length at least 1\n\nExpected signature: GroupedTable(table: Relation, groupings: Annotated[tuple[Value, ...], Length(at_least=1, at_most=None)], orderings: tuple[SortKey, ...] = (), havings: tuple[Value[Boolean, DataShape], ...] = ())`,
    'Give group_by at least one column.',
  );
}

function groupBy(call: Self): PyValue {
  const table = tableOf(call.self);
  const keys = call.rest.filter((key) => key !== null);
  const groupings = bindAndDeref(table, keys, call.keywords, call.ctx);
  if (groupings.length === 0) throw noGroupings(table);
  return new GroupedTableObj(table, groupings);
}

function aggregate({ self, args, keywords, ctx }: Self): PyValue {
  const table = tableOf(self);
  const list = (name: string): readonly PyValue[] => {
    const value = args[name] ?? null;
    return value === null ? [] : [value];
  };
  const groups = bindAndDeref(table, list('by'), NO_KWARGS, ctx);
  const metrics = bindAndDeref(table, list('metrics'), keywords, ctx);
  const having = bindAndDeref(table, list('having'), NO_KWARGS, ctx);
  return groupAndAggregate(table, groups, metrics, having, ctx);
}

function unnest({ self, args, ctx }: Self): PyValue {
  const table = tableOf(self);
  const { session } = table;
  const [column] = bindAndDeref(table, [args['column'] ?? null], NO_KWARGS, ctx);
  if (column === undefined) throw valueError('not enough values to unpack (expected 1, got 0)');
  const { offset = null, keep_empty = false } = args;
  if (column.dtype.kind !== 'array' && column.dtype.kind !== 'unknown') {
    const given = [
      ['column', new ValueObj(session, column)],
      ['column_name', nameOf(column)],
      ['offset', offset],
      ['keep_empty', keep_empty],
    ] as const;
    throw tableMisfit(session, 'TableUnnest', table.relation, given, 'column', ctx);
  }
  checkIntegrity([column], [table.relation], 'projection');
  if (offset !== null && typeof offset !== 'string') {
    throw ibisError(
      'SignatureValidationError',
      `TableUnnest: \`offset\`: ${pyRepr(offset, ctx)} of type ${classOf(offset)} is not either None or a str`,
    );
  }
  return new TableObj(
    session,
    tableUnnest(table.relation, column, nameOf(column), offset, keep_empty === true),
  );
}

function drop({ self, rest, ctx }: Self): PyValue {
  const table = tableOf(self);
  if (rest.length === 0) return table;
  const dropped = bindAll(table, rest, NO_KWARGS, ctx).map(nameOf);
  const missing = dropped.find((name) => !table.relation.schema.has(name));
  if (missing !== undefined) throw ibisError('KeyError', `'${missing}'`);
  return new TableObj(table.session, dropColumns(table.relation, dropped));
}

function unpack({ self, rest, ctx }: Self): PyValue {
  const table = tableOf(self);
  const chosen = new Set(rest.map((name) => pyStr(name, ctx)));
  const columns = new Map<string, Value>();
  for (const [name, value] of fieldsOf(table.relation)) {
    if (!chosen.has(name)) {
      if (!columns.has(name)) columns.set(name, value);
      continue;
    }
    const { dtype } = value;
    if (dtype.kind !== 'struct') {
      throw ibisError(
        'AttributeError',
        `'${new ValueObj(table.session, value).pyType}' object has no attribute 'names'`,
      );
    }
    for (const part of dtype.fields.keys())
      columns.set(part, make('StructField', { arg: value, field: part }));
  }
  return new TableObj(table.session, project(table.relation, columns));
}

const joinMethod = (how: string): Method<TableObj> =>
  method("right, /, predicates=(), *, lname='', rname='{name}_right'", (call) =>
    joinTables(call, how),
  );

function toArray(call: Self): PyValue {
  if (tableOf(call.self).relation.schema.size === 1) return AS_SCALAR.run(call);
  throw ibisError('ExpressionError', 'Table must have exactly one column when viewed as array');
}

function takeSample({ self, args, ctx }: Self): PyValue {
  const table = tableOf(self);
  const { relation, session } = table;
  const { fraction = null, method: how = null, seed = null } = args;
  const isNumber = typeof fraction === 'number' || typeof fraction === 'bigint';
  if (isNumber && Number(fraction) === 1) return table;
  if (isNumber && Number(fraction) === 0) return limitTo(table, 0n, 0n, ctx);
  const given = [
    ['fraction', fraction],
    ['method', how],
    ['seed', seed],
  ] as const;
  if (typeof fraction !== 'number' || fraction < 0 || fraction > 1) {
    throw tableMisfit(session, 'Sample', relation, given, 'fraction', ctx);
  }
  if (how !== 'row' && how !== 'block')
    throw tableMisfit(session, 'Sample', relation, given, 'method', ctx);
  if (seed !== null && typeof seed !== 'bigint')
    throw tableMisfit(session, 'Sample', relation, given, 'seed', ctx);
  return new TableObj(
    session,
    sample(relation, fraction, how, seed === null ? null : Number(seed)),
  );
}

/** Methods of tables (and joins, which become tables first). */
export const TABLE: MethodTable<TableObj> = {
  owner: 'Table',
  methods: {
    select: method('*exprs, **named_exprs', select),
    projection: alias('select', method('*exprs, **named_exprs', select)),
    mutate: method('*exprs, **mutations', (call) =>
      projectValues(tableOf(call.self), bound(call), true),
    ),
    filter: method('*predicates', (call) => filterValues(tableOf(call.self), bound(call))),
    order_by: method('*by', (call) => orderBy(tableOf(call.self), bound(call), call.ctx)),
    limit: method('n, /, *, offset=0', ({ self, args, ctx }) =>
      limitTo(tableOf(self), args['n'] ?? null, args['offset'] ?? null, ctx),
    ),
    head: method('n=5, /', ({ self, args, ctx }) =>
      limitTo(tableOf(self), args['n'] ?? null, 0n, ctx),
    ),
    group_by: method('*by, **key_exprs', groupBy),
    aggregate: method('metrics=(), /, *, by=(), having=(), **kwargs', aggregate),
    agg: alias('aggregate', method('metrics=(), /, *, by=(), having=(), **kwargs', aggregate)),
    distinct: method("*, on=None, keep='first'", distinctRows),
    count: counting('CountStar'),
    nunique: counting('CountDistinctStar'),
    join: method(
      "right, /, predicates=(), *, how='inner', lname='', rname='{name}_right'",
      (call) => joinTables(call, pyStr(call.args['how'] ?? null, call.ctx)),
    ),
    inner_join: joinMethod('inner'),
    left_join: joinMethod('left'),
    right_join: joinMethod('right'),
    outer_join: joinMethod('outer'),
    semi_join: joinMethod('semi'),
    anti_join: joinMethod('anti'),
    any_inner_join: joinMethod('any_inner'),
    any_left_join: joinMethod('any_left'),
    cross_join: method("right, /, *rest, lname='', rname='{name}_right'", crossJoin),
    asof_join: method(
      "right, /, on, predicates=(), *, tolerance=None, lname='', rname='{name}_right'",
      asofJoin,
    ),
    union: setMethod('Union', false),
    intersect: setMethod('Intersection', true),
    difference: method('table, /, *rest, distinct=True', difference),
    drop: method('*fields', drop),
    rename: method('method=None, /, **substitutions', renameColumns),
    relocate: method('*columns, before=None, after=None, **kwargs', relocate),
    cast: method('schema=None, /, **overrides', (call) => castTable(call, 'Cast')),
    try_cast: method('schema=None, /, **overrides', (call) => castTable(call, 'TryCast')),
    fill_null: method('replacements, /', fillNulls),
    fillna: method('replacements, /', fillNulls),
    drop_null: method("subset=None, /, *, how='any'", dropNulls),
    dropna: method("subset=None, /, *, how='any'", dropNulls),
    unnest: method('column, /, *, offset=None, keep_empty=False', unnest),
    unpack: method('*columns', unpack),
    value_counts: method('*, name=None', (call) => topRows(call, false)),
    topk: method('k=None, *, name=None', (call) => topRows(call, true)),
    sample: method("fraction, /, *, method='row', seed=None", takeSample),
    pivot_longer: method(
      "col, /, *, names_to='name', names_pattern='(.+)', names_transform=None, values_to='value', values_transform=None",
      pivotLonger,
    ),
    pivot_wider: method(
      "*, id_cols=None, names_from='name', names_prefix='', names_sep='_', names_sort=False, names=None, values_from='value', values_fill=None, values_agg='arbitrary'",
      pivotWider,
    ),
    view: method('', ({ self }) => {
      const { relation, session } = tableOf(self);
      if (relation.kind === 'SelfReference') return self;
      return new TableObj(session, selfReference(relation, session.nextId()));
    }),
    alias: method('alias, /', ({ self, args, ctx }) => {
      const { relation, session } = tableOf(self);
      const { alias: given = null } = args;
      if (typeof given !== 'string')
        throw tableMisfit(session, 'AliasedRelation', relation, [['name', given]], 'name', ctx);
      return new TableObj(session, aliasedRelation(relation, given));
    }),
    as_scalar: AS_SCALAR,
    as_table: AS_TABLE,
    rowid: method('', ({ self, ctx }) => {
      const { relation, session } = tableOf(self);
      if (relation.kind !== 'UnboundTable' && relation.kind !== 'InMemoryTable') {
        throw ibisError(
          'IbisTypeError',
          'rowid() is only valid for physical tables, not for generic table expressions',
        );
      }
      return apply(session, 'RowID', { table: new Raw(relation) }, ctx);
    }),
    schema: method('', ({ self }) => new SchemaObj(tableOf(self).relation.schema)),
    columns: property(({ self }) => new PyTuple([...columnNames(tableOf(self))])),
    get_name: EXPRESSION.methods['get_name'] as Method<TableObj>,
    bind: method(
      '*args, **kwargs',
      (call) => new PyTuple(bound(call).map((value) => new ValueObj(call.session, value))),
    ),
    describe: method('*, quantile=(0.25\\x2c 0.5\\x2c 0.75)', describe),
    info: method('', info),
    to_array: method('', toArray),
    cache: method('', ({ self }) => self),
    preview: ending(
      'preview',
      '*, max_rows=None, max_columns=None, max_length=None, max_string=None, max_depth=None, console_width=None',
    ),
    to_pandas: ending('to_pandas', '*, params=None, limit=None, **kwargs'),
    to_pyarrow: ending('to_pyarrow', '*, params=None, limit=None, **kwargs'),
    sql: unsupportedAfter('query, /, *, dialect=None', REASONS.sqlText, ({ self }) =>
      requireRows(self.relation),
    ),
    window_by: unsupportedAfter('time_col, /', REASONS.streams, checkTimeColumn),
  },
};

function columnNames(table: TableObj): Iterable<string> {
  if (!isOpen(table.relation.schema)) return table.relation.schema.keys();
  throw ibisError(
    'IbisInputError',
    'the columns of the table are not known',
    'Give the schema of the table, e.g. --schema "a: int64, b: string".',
  );
}
