import { nameOf, sameRelation, sameValue } from '@ibert/ir';

import { notSupported, PyTuple, pyStr, typeError } from '../../python/index.js';
import type { PyValue } from '../../python/index.js';
import { tableOf } from '../bind.js';
import { classOf } from '../class-names.js';
import { apply, Raw } from '../coerce.js';
import { ibisError } from '../errors.js';
import { TableObj, ValueObj } from '../objects.js';
import { REASONS } from '../reasons.js';
import { ResultObj } from '../results.js';
import { method, unsupported } from './method.js';
import type { Call, Method, MethodTable } from './method.js';
import { limitTo } from './table-steps.js';
import { relationOf } from './value.js';

type Expression = TableObj | ValueObj;
type Self = Call<Expression>;

function asTable({ self, session }: Self): TableObj {
  return self instanceof TableObj ? tableOf(self) : new TableObj(session, relationOf(self.node));
}

function asScalar(call: Self): PyValue {
  const { self, session, ctx } = call;
  if (self instanceof ValueObj && self.node.shape === 'scalar' && self.node.relations.length === 0)
    return self;
  return apply(session, 'ScalarSubquery', { rel: new Raw(asTable(call).relation) }, ctx);
}

/** `as_table()`, which each kind of expression has. */
export const AS_TABLE: Method<Expression> = method('', asTable);
/** `as_scalar()`: a table of one column, or an aggregate, as a value. */
export const AS_SCALAR: Method<Expression> = method('', asScalar);

/** Marks the end of a program: what is executed is the expression itself. */
export const ending = (name: string, signature: string): Method<Expression> =>
  method(signature, (call) => {
    const { self, args, ctx } = call;
    if ((args['params'] ?? null) !== null)
      throw notSupported(`${name}(params=): ${REASONS.results}`);
    const limit = args['limit'] ?? null;
    if (limit === null || limit === 'default') return new ResultObj(self, name);
    return new ResultObj(limitTo(asTable(call), limit, 0n, ctx), name);
  });

function equals({ self, args }: Self): boolean {
  const other = args['other'] ?? null;
  if (self instanceof TableObj && other instanceof TableObj)
    return sameRelation(self.relation, other.relation);
  if (self instanceof ValueObj && other instanceof ValueObj)
    return sameValue(self.node, other.node);
  if (other instanceof TableObj || other instanceof ValueObj) return false;
  throw typeError(`invalid equality comparison between Expr and ${classOf(other)}`);
}

function pipe({ self, args, rest, keywords, ctx }: Self): PyValue {
  const f = args['f'] ?? null;
  if (!(f instanceof PyTuple)) return ctx.call(f, [self, ...rest], keywords);
  const [fn = null, keyword = null] = f.items;
  return ctx.call(fn, rest, new Map<string, PyValue>([...keywords, [pyStr(keyword, ctx), self]]));
}

function getName({ self }: Self): PyValue {
  if (self instanceof ValueObj) return nameOf(self.node);
  const { relation } = tableOf(self);
  if ('name' in relation) return relation.name;
  throw ibisError('AttributeError', `'${relation.kind}' object has no attribute 'name'`);
}

const NO_LIMIT = '*, params=None, limit=None, **kwargs';

/** Methods of every expression, tables and values alike. */
export const EXPRESSION: MethodTable<Expression> = {
  owner: 'Expr',
  methods: {
    as_table: AS_TABLE,
    as_scalar: AS_SCALAR,
    equals: method('other, /', equals),
    get_name: method('', getName),
    pipe: method('f, /, *args, **kwargs', pipe),
    unbind: method('', ({ self }) => self),
    execute: ending('execute', "*, limit='default', params=None, **kwargs"),
    to_polars: ending('to_polars', NO_LIMIT),
    to_pyarrow: ending('to_pyarrow', NO_LIMIT),
    compile: unsupported('*, limit=None, params=None, pretty=False', REASONS.printing),
    to_sql: unsupported('dialect=None, pretty=True, **kwargs', REASONS.printing),
    op: unsupported('', REASONS.nodes),
    get_backend: unsupported('', REASONS.connection),
    to_torch: unsupported(NO_LIMIT, REASONS.formats),
    to_pandas_batches: unsupported(
      '*, limit=None, params=None, chunk_size=1000000, **kwargs',
      REASONS.formats,
    ),
    to_pyarrow_batches: unsupported(
      '*, limit=None, params=None, chunk_size=1000000, **kwargs',
      REASONS.formats,
    ),
    to_csv: unsupported('path, /, *, params=None, **kwargs', REASONS.files),
    to_delta: unsupported('path, /, *, params=None, **kwargs', REASONS.files),
    to_json: unsupported('path, /, **kwargs', REASONS.files),
    to_parquet: unsupported('path, /, *, params=None, **kwargs', REASONS.files),
    to_parquet_dir: unsupported('directory, /, *, params=None, **kwargs', REASONS.files),
    to_xlsx: unsupported(
      "path, /, *, sheet='Sheet1', header=False, params=None, **kwargs",
      REASONS.files,
    ),
    visualize: unsupported(
      "format='svg', *, label_edges=False, verbose=False, node_attr=None, node_attr_getter=None, edge_attr=None, edge_attr_getter=None",
      REASONS.display,
    ),
  },
};
