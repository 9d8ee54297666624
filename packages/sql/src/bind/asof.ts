import { filter, isOp, make, sameRelation } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { unsupported } from './errors.js';
import { close, singleNamed } from './joined.js';
import type { Joined } from './joined.js';
import type { Session } from './session.js';
import type { JoinNode } from './syntax/ast.js';

const MIRRORED = {
  Less: 'Greater',
  LessEqual: 'GreaterEqual',
  Greater: 'Less',
  GreaterEqual: 'LessEqual',
} as const;
type Inequality = keyof typeof MIRRORED;

const isInequality = (kind: string): kind is Inequality => Object.hasOwn(MIRRORED, kind);

/**
 * ASOF JOIN: of the rows that agree in the equalities, the nearest by the one inequality. Ibis's
 * keeps rows of the left without a partner; the inner join drops them again.
 */
export function asofJoin(
  node: JoinNode,
  left: Joined,
  right: Joined,
  conditions: readonly Value[],
  session: Session,
): Joined {
  if (node.using.length > 0) throw unsupported(node, 'ASOF JOIN with USING');
  const oriented = conditions.map((condition) => leftFirst(condition, right));
  const [on, ...others] = oriented.filter(({ kind }) => isInequality(kind));
  const equalities = oriented.filter(({ kind }) => kind === 'Equals');
  if (on === undefined || others.length > 0 || equalities.length + 1 !== oriented.length) {
    throw unsupported(node, 'An ASOF JOIN that is not one inequality and equalities');
  }
  const joined: Joined = {
    ...left,
    links: [...left.links, { how: 'asof', table: right.first, predicates: [on, ...equalities] }],
    sources: [...left.sources, ...right.sources],
  };
  return node.type === 'asof-left' ? joined : matchedOnly(joined, on, node, session);
}

/** The comparison with the column of the right table on the right. */
function leftFirst(condition: Value, right: Joined): Value {
  const { left, right: other } = condition.args as {
    readonly left?: Value;
    readonly right?: Value;
  };
  const reads = (value: Value | undefined): boolean =>
    value?.relations.some((rel) => sameRelation(rel, right.first)) ?? false;
  if (left === undefined || other === undefined || !reads(left) || reads(other)) return condition;
  if (condition.kind === 'Equals') return make('Equals', { left: other, right: left });
  return isInequality(condition.kind)
    ? make(MIRRORED[condition.kind], { left: other, right: left })
    : condition;
}

// A row that found a partner has the partner's key, which is not NULL.
function matchedOnly(joined: Joined, on: Value, node: JoinNode, session: Session): Joined {
  const key = on.args['right'] as Value;
  if (!isOp(key, 'Field')) throw unsupported(node, 'An ASOF JOIN by a computed value');
  const marked: Joined = {
    ...joined,
    sources: [
      ...joined.sources,
      {
        name: '',
        path: [],
        columns: [{ name: key.args.name, value: key }],
        open: null,
        merged: new Set(),
      },
    ],
  };
  const closed = close(marked);
  const partner = closed.sources.at(-1)?.columns[0]?.value;
  if (partner === undefined) throw unsupported(node, 'This ASOF JOIN');
  const relation = filter(closed.relation, [make('NotNull', { arg: partner })]);
  const { sources, shared } = closed;
  return singleNamed(session, relation, { sources: sources.slice(0, -1), shared });
}
