import {
  isValue,
  conjuncts,
  DerefMap,
  field,
  fieldsOf,
  isA,
  isOp,
  JOIN_KINDS,
  joinChain,
  joinReference,
  replace,
  valueOf,
} from '@ibert/ir';
import type { JoinChain, JoinKind, JoinReference, OpName, Relation, Value } from '@ibert/ir';

import {
  binaryOperation,
  getAttribute,
  notSupported,
  PyList,
  pyStr,
  PyTuple,
  typeError,
} from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { bindOne, unwrapAliases } from '../bind.js';
import { classOf } from '../class-names.js';
import { apply, promoteList } from '../coerce.js';
import { DeferredObj } from '../deferred.js';
import { Equalities } from '../equalities.js';
import { asIbis, ibisError } from '../errors.js';
import { boolNode } from '../literals.js';
import { JoinObj, TableObj, ValueObj } from '../objects.js';
import { joinMisfit } from '../relation-errors.js';
import type { Call } from './method.js';
import { checkIntegrity } from './table-steps.js';

/** A table as the start of a join chain. */
export function toJoin(table: TableObj): JoinObj {
  if (table instanceof JoinObj) return table;
  const { relation, session } = table;
  if (relation.kind === 'JoinChain')
    return new JoinObj(session, relation, new Set(), new Equalities());
  const first = joinReference(relation, session.nextId());
  return new JoinObj(session, joinChain(first, [], fieldsOf(first)), new Set(), new Equalities());
}

const tablesOf = (chain: JoinChain): Relation[] => [
  chain.first,
  ...chain.rest.map((link) => link.table),
];

/** Join predicates as values over the chain's tables and the right one. */
function preparePredicates(
  join: JoinObj,
  right: JoinReference,
  predicates: PyValue,
  comparison: OpName,
  ctx: PyContext,
): Value[] {
  const { chain, session } = join;
  const extra: (readonly [Value, Value])[] = [];
  for (const [name, value] of chain.values) {
    if (isOp(value, 'Field')) extra.push([field(chain, name), value]);
  }
  const left = new TableObj(session, chain);
  const other = new TableObj(session, right);
  const derefLeft = new DerefMap(tablesOf(chain), extra);
  const derefRight = new DerefMap([right]);
  const derefBoth = new DerefMap([...tablesOf(chain), right], extra);

  // A tuple stands for one predicate only inside a list; on its own it is a list of predicates.
  return promoteList(predicates, ctx).flatMap((predicate) => {
    if (
      predicate instanceof ValueObj ||
      predicate instanceof DeferredObj ||
      typeof predicate === 'boolean'
    ) {
      return bindOne(left, predicate, ctx).map((value) => asIbis(() => derefBoth.apply(value)));
    }
    let l: PyValue = predicate;
    let r: PyValue = predicate;
    if (predicate instanceof PyTuple) {
      const { items } = predicate;
      if (items.length !== 2) throw ibisError('ExpressionError', 'Join key tuple must be length 2');
      [l, r] = [items[0] ?? null, items[1] ?? null];
    }
    const lefts = bindOne(left, l, ctx);
    const rights = bindOne(other, r, ctx);
    return lefts.flatMap((lhs, index) => {
      const rhs = rights[index];
      if (rhs === undefined) return [];
      const sides = {
        left: new ValueObj(
          session,
          asIbis(() => derefLeft.apply(lhs)),
        ),
        right: new ValueObj(
          session,
          asIbis(() => derefRight.apply(rhs)),
        ),
      };
      return [apply(session, comparison, sides, ctx).node];
    });
  });
}

/** What later links must know of a join. */
interface JoinSoFar {
  readonly chain: Pick<JoinChain, 'values'>;
  readonly equalities: Equalities;
}

/** Gives a column that both sides have its name in the output. */
export type Renamer = (name: string) => string;

interface Fields {
  readonly values: Map<string, Value>;
  readonly collisions: ReadonlySet<string>;
  readonly equalities: Equalities;
}

/**
 * The output columns of a join: names that both sides have are renamed by the templates, and the
 * right one is dropped where an inner join's predicates make the two equal.
 *
 * Source: `disambiguate_fields` of ibis/expr/types/joins.py.
 */
export function joinFields(
  how: JoinKind,
  predicates: readonly Value[],
  join: JoinSoFar,
  right: ReadonlyMap<string, Value>,
  lname: Renamer,
  rname: Renamer,
): Fields {
  let { equalities } = join;
  const left = join.chain.values;
  if (how === 'inner' && predicates.every((p) => p.kind === 'Equals')) {
    for (const predicate of predicates) {
      if (!isOp(predicate, 'Equals')) continue;
      const { left: a, right: b } = predicate.args;
      if (isOp(a, 'Field') && isOp(b, 'Field')) equalities = equalities.union(a, b);
    }
  }
  if (how === 'semi' || how === 'anti')
    return { values: new Map(left), collisions: new Set(), equalities };
  const values = new Map<string, Value>();
  const collisions = new Set<string>();
  for (const [name, value] of left) {
    const twin = right.get(name);
    const kept = twin === undefined || equalities.connected(value, twin);
    values.set(kept ? name : lname(name), value);
  }
  for (const [name, value] of right) {
    const twin = left.get(name);
    if (twin !== undefined && equalities.connected(value, twin)) continue;
    const target = twin === undefined ? name : rname(name);
    if (values.has(target)) collisions.add(target);
    else values.set(target, value);
  }
  return { values, collisions, equalities };
}

/** A template without anything but `{name}` in its braces. */
export const templateRenamer =
  (template: string): Renamer =>
  (name) =>
    (template === '' ? '{name}' : template).replaceAll('{name}', name);

/** The template of `lname=` or `rname=`; '' and None leave names as they are. */
const renamer = (template: PyValue | undefined, ctx: PyContext): Renamer => {
  const given = template ?? null;
  if (given === null || given === '') return (name) => name;
  return (name) =>
    pyStr(ctx.call(getAttribute(given, 'format', ctx), [], new Map([['name', name]])), ctx);
};

const HOW_ALIASES: Readonly<Record<string, JoinKind>> = { left_semi: 'semi' };

function rightReference(join: JoinObj, right: PyValue): JoinReference {
  if (!(right instanceof TableObj)) {
    throw ibisError(
      'IbisTypeError',
      `Right side of join must be an Ibis table, got ${classOf(right)}.`,
    );
  }
  return joinReference(right.finished(), join.session.nextId());
}

/** `t.join(right, predicates, how=…)`. */
export function joinTables({ self, args, ctx }: Call<TableObj>, how: string): JoinObj {
  const join = toJoin(self);
  const right = rightReference(join, args['right'] ?? null);
  if (how === 'asof') throw ibisError('IbisInputError', 'use table.asof_join(...) instead');
  const alias = Object.hasOwn(HOW_ALIASES, how) ? HOW_ALIASES[how] : undefined;
  if (args['how'] instanceof PyList) throw typeError("unhashable type: 'list'");
  const kind = alias ?? JOIN_KINDS.find((k) => k === how);
  const predicates = preparePredicates(
    join,
    right,
    args['predicates'] ?? null,
    'Equals',
    ctx,
  ).flatMap(conjuncts);
  if (kind === undefined) throw joinMisfit(how, right, predicates, 'how', ctx);
  if (!predicates.every(isCondition)) throw joinMisfit(how, right, predicates, 'predicates', ctx);
  if (predicates.length === 0 && kind !== 'cross' && kind !== 'positional')
    predicates.push(boolNode(true));
  return link(join, right, kind, predicates, args, ctx);
}

const isCondition = ({ dtype }: Value): boolean =>
  isA(dtype, 'Boolean') || dtype.kind === 'unknown';

function link(
  join: JoinObj,
  right: JoinReference,
  how: JoinKind,
  predicates: readonly Value[],
  names: Readonly<Record<string, PyValue>>,
  ctx: PyContext,
): JoinObj {
  const lname = renamer(names['lname'], ctx);
  const rname = renamer(names['rname'], ctx);
  const { values, collisions, equalities } = joinFields(
    how,
    predicates,
    join,
    fieldsOf(right),
    lname,
    rname,
  );
  const { chain, session } = join;
  checkIntegrity(predicates, [...tablesOf(chain), right], 'projection');
  const rest = [...chain.rest, { how, table: right, predicates }];
  return new JoinObj(
    session,
    joinChain(chain.first, rest, values),
    // Only the last join's collisions count, in Ibis too: those before it dropped a column.
    collisions,
    equalities,
  );
}

/** `t.asof_join(right, on, predicates)`. */
export function asofJoin(call: Call<TableObj>): PyValue {
  const { self, args, ctx } = call;
  const join = toJoin(self);
  const right = rightReference(join, args['right'] ?? null);
  const on = preparePredicates(join, right, new PyTuple([args['on'] ?? null]), 'GreaterEqual', ctx);
  const predicates = preparePredicates(join, right, args['predicates'] ?? null, 'Equals', ctx);
  const joined = link(join, right, 'asof', [...on, ...predicates], args, ctx);
  const tolerance = args['tolerance'] ?? null;
  if (tolerance === null) return joined;
  for (const value of on) {
    if (!('right' in value.args) || !isValue(value.args['right'])) continue;
    const bound = new ValueObj(self.session, value.args['right']);
    for (const sign of ['+', '-'] as const) binaryOperation(sign, bound, tolerance, ctx);
  }
  // Upstream keeps exact matches only: not reproduced, and nothing else invented.
  throw notSupported('asof_join(tolerance=): Ibis 12 itself gives exact matches only');
}

/** `t.cross_join(right, *rest)`. */
export function crossJoin(call: Call<TableObj>): JoinObj {
  let join = joinTables(call, 'cross');
  for (const right of call.rest) {
    join = joinTables({ ...call, self: join, args: { ...call.args, right } }, 'cross');
  }
  return join;
}

/** `select` straight after a join goes into the join itself. */
export function selectFromJoin(join: JoinObj, values: readonly Value[]): TableObj {
  const { chain, session } = join;
  const peeled = new Map<string, Value>();
  const linked = chain.rest
    .filter(({ how }) => how !== 'semi' && how !== 'anti')
    .map((l) => l.table);
  const deref = new DerefMap([chain.first, ...linked]);
  for (const [name, value] of unwrapAliases(values)) {
    const inner = replace(value, (v) =>
      isOp(v, 'Field') && v.args.rel.kind === 'JoinChain'
        ? valueOf(v.args.rel, v.args.name)
        : undefined,
    );
    peeled.set(
      name,
      asIbis(() => deref.apply(inner)),
    );
  }
  checkIntegrity(peeled.values(), [chain.first, ...linked], 'projection');
  return new TableObj(session, joinChain(chain.first, chain.rest, peeled));
}
