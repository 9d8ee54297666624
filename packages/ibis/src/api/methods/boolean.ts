import { filter, sameRelation } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

import type { PyValue } from '../../python/index.js';
import { unaryOperation } from '../../python/index.js';
import { apply, Raw } from '../coerce.js';
import { DeferredObj } from '../deferred.js';
import { ibisError } from '../errors.js';
import { TableObj } from '../objects.js';
import type { ValueObj } from '../objects.js';
import { cumulative } from './column.js';
import { bindToParent, method, operation, reduction } from './method.js';
import type { Call, MethodTable } from './method.js';

type Self = Call<ValueObj>;

/**
 * Whether any row is true. A condition over two tables is a semi join in the making: EXISTS over
 * the one that turns out not to be the outer table.
 */
function any({ self, session, args, ctx }: Self): PyValue {
  const { relations } = self.node;
  if (relations.length === 2) {
    return new DeferredObj(
      (outer, c) => {
        const inner = relations.filter(
          (rel) => !(outer instanceof TableObj) || !sameRelation(rel, outer.relation),
        );
        if (inner.length !== 1) {
          throw ibisError('ValueError', `too many values to unpack (expected 1)`);
        }
        const rel = filter(inner[0] as Relation, [self.node]);
        return apply(session, 'ExistsSubquery', { rel: new Raw(rel) }, c);
      },
      () => `${session.api.repr(self.node)}.any()`,
    );
  }
  if (relations.length > 2) {
    throw ibisError(
      'NotImplementedError',
      'Cannot compute "any" for an expression with multiple foreign tables',
    );
  }
  return apply(
    session,
    'Any',
    { arg: self, where: bindToParent(self, args['where'] ?? null, ctx) },
    ctx,
  );
}

const not = (value: PyValue, call: Self): PyValue => unaryOperation('~', value, call.ctx);

const all = ({ self, session, args, ctx }: Self): PyValue =>
  apply(session, 'All', { arg: self, where: bindToParent(self, args['where'] ?? null, ctx) }, ctx);

/** Methods of booleans. */
export const BOOLEAN: MethodTable<ValueObj> = {
  owner: 'BooleanValue',
  methods: {
    ifelse: operation('IfElse', 'true_expr, false_expr, /'),
    negate: operation('Not'),
  },
};

/** Methods of columns of booleans. */
export const BOOLEAN_COLUMN: MethodTable<ValueObj> = {
  owner: 'BooleanColumn',
  methods: {
    any: method('*, where=None', any),
    notany: method('*, where=None', (call) => not(any(call), call)),
    all: reduction('All'),
    notall: method('*, where=None', (call) => not(all(call), call)),
    cumany: cumulative('Any'),
    cumall: cumulative('All'),
  },
};
