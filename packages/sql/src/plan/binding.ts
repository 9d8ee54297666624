import { IbertError } from '@ibert/core';
import { REST, childrenOf, field, isOp, sameRelation, specOf, visit } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { TRAIT } from './query.js';
import type { Bound, ColumnRef, Columns, Computed, Env, Source } from './query.js';

/** Operations on arrays that some dialect writes with a lambda. */
const LAMBDAS: ReadonlySet<string> = new Set([
  'ArrayMap',
  'ArrayFilter',
  'ArrayRepeat',
  'ArrayRemove',
  'ArrayDistinct',
  'ArrayUnion',
  'ArrayIntersect',
  'ArrayZip',
]);

/** Whether the expression itself may be written with a lambda, which does not see columns in FROM. */
export function usesLambda(value: Value): boolean {
  let found = false;
  visit(value, ({ kind }) => {
    found ||= LAMBDAS.has(kind);
  });
  return found;
}

const IMPURE: ReadonlySet<string> = new Set(['RandomScalar', 'RandomUUID', 'ScalarUDF']);

/** The columns of a source, as something to look fields up in. */
export function columnsOf(source: Source): Columns {
  const columns = new Map<string, ColumnRef>();
  for (const name of source.columns) columns.set(name, { is: 'column', source, name });
  return columns;
}

const traitsOf = (bound: Bound): number => (bound.is === 'column' ? 0 : bound.traits);

/** The traits of what the expression does itself; none where it only passes a column on. */
export const ownTraits = (value: Value, bound: Bound): number =>
  bound.is === 'column' || isPassed(value) ? 0 : bound.own;

const isPassed = (value: Value): boolean =>
  isOp(value, 'Field') || (isOp(value, 'Alias') && isPassed(value.args.arg));
export const has = (bound: Bound, traits: number): boolean => (traitsOf(bound) & traits) !== 0;

/** Whether two bound expressions are the same column, or the very same expression. */
export const sameBound = (a: Bound, b: Bound): boolean =>
  a === b || (a.is === 'column' && b.is === 'column' && a.source === b.source && a.name === b.name);

interface Found {
  readonly bound: Bound;
  readonly outer: boolean;
}

/**
 * Ibis builds `t.filter(t.a == u.a)`, whose column `u.a` has a meaning only inside of a query that
 * reads `u`. On its own it is SQL about a table that is not there, which no engine takes.
 */
function foreignColumn(rel: Relation, name: string): IbertError {
  const owner = 'name' in rel && typeof rel.name === 'string' ? `table ${rel.name}` : rel.kind;
  return new IbertError(
    'UNSUPPORTED_OPERATION',
    `the column ${name} of ${owner} is read where the query does not have that relation`,
    { hint: 'Join the two tables, or use the expression inside of a query of the other table.' },
  );
}

/**
 * What a field stands for. A column that an open table does not list is taken to be there.
 */
export function lookup(env: Env, rel: Relation, name: string): Found {
  for (let scope: Env | null = env; scope !== null; scope = scope.outer) {
    for (const [parent, columns] of scope.parents) {
      if (parent !== rel && !sameRelation(parent, rel)) continue;
      const bound = columns.get(name);
      if (bound !== undefined) return { bound, outer: scope !== env };
      const rest = columns.get(REST);
      if (rest?.is === 'column') {
        return { bound: { is: 'column', source: rest.source, name }, outer: scope !== env };
      }
    }
  }
  throw foreignColumn(rel, name);
}

/** How often each computed column is read, by the expressions bound so far. */
export type Uses = Map<Computed, number>;

interface Measure {
  own: number;
  traits: number;
  cost: number;
}

/** Binds an expression to an environment, and measures it. */
export function bind(value: Value, env: Env, uses?: Uses): Bound {
  if (isOp(value, 'Alias')) return bind(value.args.arg, env, uses);
  if (isOp(value, 'Field')) {
    const { bound, outer } = lookup(env, value.args.rel, value.args.name);
    if (!outer) {
      if (bound.is === 'computed') uses?.set(bound, (uses.get(bound) ?? 0) + 1);
      return bound;
    }
  }
  const measure: Measure = { own: 0, traits: 0, cost: 0 };
  walk(value, env, uses, measure, false);
  const { own, traits, cost } = measure;
  return { is: 'computed', value, env, own, traits: own | traits, cost };
}

function walk(value: Value, env: Env, uses: Uses | undefined, m: Measure, inWindow: boolean): void {
  m.cost += 1;
  switch (value.kind) {
    case 'Field': {
      if (!isOp(value, 'Field')) return;
      const { bound, outer } = lookup(env, value.args.rel, value.args.name);
      if (outer) m.own |= TRAIT.outer;
      if (bound.is !== 'computed' || outer) return;
      uses?.set(bound, (uses.get(bound) ?? 0) + 1);
      m.traits |= bound.traits;
      m.cost += bound.cost - 1;
      if (inWindow && (bound.traits & TRAIT.window) !== 0) m.traits |= TRAIT.nested;
      return;
    }
    case 'Literal':
      return;
    case 'WindowFunction':
      m.own |= TRAIT.window;
      for (const child of childrenOf(value)) {
        if (child === value.args['func']) {
          m.cost += 1;
          for (const part of partsOf(child)) walk(part, env, uses, m, true);
        } else walk(child, env, uses, m, true);
      }
      return;
    case 'Unnest':
      m.own |= TRAIT.unnest;
      break;
    default: {
      const { role } = specOf(value.kind);
      if (role === 'reduction') m.own |= TRAIT.reduction;
      else if (role === 'subquery') {
        m.own |= TRAIT.subquery;
        m.cost += 20;
      } else if (IMPURE.has(value.kind)) m.own |= TRAIT.impure;
      else if (LAMBDAS.has(value.kind)) m.own |= TRAIT.lambda;
    }
  }
  for (const part of partsOf(value)) walk(part, env, uses, m, inWindow);
}

/** The values that a value is made of; the number of distinct rows is made of all columns. */
function partsOf(value: Value): readonly Value[] {
  const children = childrenOf(value);
  if (!isOp(value, 'CountDistinctStar')) return children;
  const columns = [...value.args.arg.schema.keys()].filter((name) => name !== REST);
  return [...columns.map((name) => field(value.args.arg, name)), ...children];
}
