import {
  comparable,
  dummyTable,
  isOp,
  make,
  nameOf,
  project,
  projectInput,
  sameType,
  scalarRelation,
  unalias,
} from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import {
  NOT_IMPLEMENTED,
  PyDict,
  PyList,
  PythonError,
  PyTuple,
  toArray,
  typeError,
  typeName,
  valueError,
} from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { rename } from '../bind.js';
import { CaseBuilder } from '../case-builder.js';
import { reprObject } from '../class-names.js';
import { apply, Raw } from '../coerce.js';
import { asIbis, ibisError } from '../errors.js';
import { signatureError } from '../misfits.js';
import { ValueObj } from '../objects.js';
import { toType, TypeObj } from '../types.js';
import { makeWindow, over } from '../window-builder.js';
import { bindOrder, bindToParent, method, operation } from './method.js';
import type { Call, MethodTable } from './method.js';

type Self = Call<ValueObj>;

/** A value on its own as a relation, or Ibis's complaint that it needs several tables. */
export function relationOf(node: Value): Relation {
  if (node.shape === 'scalar') {
    const relation = scalarRelation(node);
    if (relation !== undefined) return relation;
    throw ibisError(
      'RelationError',
      'The scalar expression cannot be converted to a table expression because it involves multiple base table references',
    );
  }
  const name = nameOf(node);
  const [parent, ...others] = node.relations;
  if (parent === undefined) return dummyTable(new Map([[name, unalias(node)]]));
  if (others.length === 0) {
    return project(parent, new Map([[name, asIbis(() => projectInput(unalias(node), parent))]]));
  }
  throw ibisError(
    'RelationError',
    `Cannot convert ${node.kind} expression involving multiple base table references to a projection`,
  );
}

const cast = (op: 'Cast' | 'TryCast') =>
  method<ValueObj>('target_type, /', ({ self, session, args, ctx }) => {
    const to = toType(args['target_type'] ?? null);
    if (to === undefined) {
      throw signatureError(session, op, { arg: self, to: args['target_type'] ?? null }, 'to', ctx);
    }
    if (sameType(to, self.node.dtype)) return self;
    return apply(session, op, { arg: self, to: new Raw(to) }, ctx);
  });

const sortKey = (ascending: boolean) =>
  method<ValueObj>('*, nulls_first=False', ({ self, session, args, ctx }) =>
    apply(
      session,
      'SortKey',
      { arg: self, ascending: new Raw(ascending), nulls_first: new Raw(args['nulls_first']) },
      ctx,
    ),
  );

function isin({ self, session, args, ctx }: Self): ValueObj {
  const values = args['values'] ?? null;
  if (values instanceof ValueObj) {
    if (values.node.dtype.kind === 'array') {
      return apply(session, 'ArrayContains', { arg: values, other: self }, ctx);
    }
    if (values.node.shape === 'columnar') {
      const rel = relationOf(values.node);
      if (!comparable(self.node, values.node)) {
        throw ibisError(
          'IntegrityError',
          `${reprObject(self.node)} is not comparable to ${reprObject(values.node)}`,
        );
      }
      return apply(session, 'InSubquery', { rel: new Raw(rel), needle: self }, ctx);
    }
  }
  if (values === null || typeof values === 'string' || !isListLike(values)) {
    throw signatureError(session, 'InValues', { value: self, options: values }, 'options', ctx);
  }
  return apply(session, 'InValues', { value: self, options: ctxItems(values, ctx) }, ctx);
}

const isIterable = (value: PyValue): boolean => typeof value === 'string' || isListLike(value);

const isListLike = (value: PyValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['list', 'tuple', 'set', 'range', 'iterator', 'dict'].includes(value.kind);

/** The items of any iterable. */
function ctxItems(value: PyValue, ctx: PyContext): readonly PyValue[] {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  return toArray(value, ctx);
}

/** The items of each branch; a text is taken letter by letter. */
const branchItems = (branches: readonly PyValue[], ctx: PyContext): readonly PyValue[][] =>
  branches.map((branch) => {
    if (!isIterable(branch)) throw typeError(`'${typeName(branch)}' object is not iterable`);
    return typeof branch === 'string' ? [...branch] : toArray(branch, ctx);
  });

const checkPair = (length: number): void => {
  if (length < 2) throw valueError(`not enough values to unpack (expected 2, got ${length})`);
  if (length > 2) throw valueError('too many values to unpack (expected 2)');
};

/**
 * The conditions and the results of `cases`: Ibis zips the branches, and the shortest says how far.
 */
export function unzipBranches(
  branches: readonly PyValue[],
  ctx: PyContext,
): readonly [PyValue[], PyValue[]] {
  const items = branchItems(branches, ctx);
  checkPair(Math.min(...items.map((branch) => branch.length)));
  const column = (at: number): PyValue[] => items.map((branch) => branch[at] ?? null);
  return [column(0), column(1)];
}

function simpleCase({ self, session, args, rest, ctx }: Self): ValueObj {
  const [cases, results] = unzipBranches([args['branch'] ?? null, ...rest], ctx);
  return apply(
    session,
    'SimpleCase',
    {
      base: self,
      cases,
      results,
      default: args['else_'] ?? null,
    },
    ctx,
  );
}

function substitute(call: Self): PyValue {
  const { self, args, ctx, session } = call;
  const value = args['value'] ?? null;
  const pairs: (readonly [PyValue, PyValue])[] =
    value instanceof PyDict
      ? [...value.entries.values()].map((e) => [e.key, e.value] as const)
      : [[value, args['replacement'] ?? null]];
  const ofNull = pairs.find(([key]) => key === null);
  const base =
    ofNull === undefined ? self : apply(session, 'Coalesce', { arg: [self, ofNull[1]] }, ctx);
  const otherwise = args['else_'] ?? base;
  const others = pairs.filter(([key]) => key !== null);
  if (others.length === 0) return otherwise;
  return simpleCase({
    ...call,
    self: base,
    args: { branch: new PyTuple(others[0] ?? []), else_: otherwise },
    rest: others.slice(1).map((pair) => new PyTuple(pair)),
  });
}

/** NotImplemented where the two cannot be compared; other misfits are the user's to see. */
function identicalTo(build: () => ValueObj): PyValue {
  try {
    return build();
  } catch (error) {
    if (error instanceof PythonError && error.pyType === 'IbisTypeError') return NOT_IMPLEMENTED;
    throw error;
  }
}

/** Ibis binds the conditions of these to a column's table, which scalars do not have. */
function columnOnly(self: ValueObj): ValueObj {
  if (self.node.shape === 'columnar') return self;
  throw ibisError(
    'AttributeError',
    `'${self.pyType}' object has no attribute '_bind_to_parent_table'`,
  );
}

/** Methods of every value. */
export const VALUE: MethodTable<ValueObj> = {
  owner: 'Value',
  methods: {
    name: method('name, /', ({ self, session, args, ctx }) => {
      const name = args['name'] ?? null;
      if (name instanceof ValueObj) name.truth();
      if (typeof name !== 'string')
        throw signatureError(session, 'Alias', { arg: self, name }, 'name', ctx);
      return new ValueObj(session, rename(self.node, name));
    }),
    type: method('', ({ self }) => new TypeObj(self.node.dtype)),
    hash: operation('Hash'),
    cast: cast('Cast'),
    try_cast: cast('TryCast'),
    coalesce: method('*args', ({ self, session, rest, ctx }) =>
      apply(session, 'Coalesce', { arg: [self, ...rest] }, ctx),
    ),
    typeof: operation('TypeOf'),
    fill_null: method('fill_value, /', ({ self, session, args, ctx }) =>
      apply(session, 'Coalesce', { arg: [self, args['fill_value'] ?? null] }, ctx),
    ),
    fillna: method('fill_value, /', ({ self, session, args, ctx }) =>
      apply(session, 'Coalesce', { arg: [self, args['fill_value'] ?? null] }, ctx),
    ),
    nullif: operation('NullIf', 'null_if_expr, /'),
    between: operation('Between', 'lower, upper'),
    isin: method('values, /', isin),
    notin: method('values, /', (call) => apply(call.session, 'Not', { arg: isin(call) }, call.ctx)),
    substitute: method('value, replacement=None, else_=None', substitute),
    over: method(
      'window=None, *, rows=None, range=None, group_by=None, order_by=None',
      ({ self, session, args, ctx }) =>
        over(session, self.node, args['window'] ?? makeWindow(args, ctx), ctx),
    ),
    isnull: operation('IsNull'),
    notnull: operation('NotNull'),
    case: method('', ({ self }) => new CaseBuilder(self)),
    cases: method('branch, /, *branches, else_=None', simpleCase),
    collect: method(
      '*, where=None, order_by=None, include_null=False, distinct=False',
      ({ self, session, args, ctx }) =>
        apply(
          session,
          'ArrayCollect',
          {
            arg: self,
            where: bindToParent(columnOnly(self), args['where'] ?? null, ctx),
            order_by: sortKeys(self, args['order_by'] ?? null, ctx),
            include_null: new Raw(args['include_null']),
            distinct: new Raw(args['distinct']),
          },
          ctx,
        ),
    ),
    identical_to: {
      ...method<ValueObj>('other, /', ({ self, session, args, ctx }) =>
        identicalTo(() =>
          apply(session, 'IdenticalTo', { left: self, right: args['other'] ?? null }, ctx),
        ),
      ),
      op: 'IdenticalTo',
    },
    group_concat: method("sep='\\x2c', where=None, order_by=None", ({ self, session, args, ctx }) =>
      apply(
        session,
        'GroupConcat',
        {
          arg: self,
          sep: args['sep'] ?? null,
          where: bindToParent(columnOnly(self), args['where'] ?? null, ctx),
          order_by: sortKeys(self, args['order_by'] ?? null, ctx),
        },
        ctx,
      ),
    ),
    asc: sortKey(true),
    desc: sortKey(false),
  },
};

/** Order keys of an aggregate as sort keys. */
export function sortKeys(self: ValueObj, value: PyValue, ctx: PyContext): readonly PyValue[] {
  return bindOrder(self, value, ctx).map((key) => {
    if (!(key instanceof ValueObj) || isOp(key.node, 'SortKey')) return key;
    return new ValueObj(
      self.session,
      make('SortKey', { arg: key.node, ascending: true, nulls_first: false }),
    );
  });
}
