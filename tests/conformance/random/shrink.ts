import { printIbis } from '@ibert/ibis';
import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { Judge, Judged, Program } from './judge.js';
import { relationsOf } from './parts.js';
import { rebuild, type Change } from './rebuild.js';

const MAX_ROUNDS = 25;
const MAX_CANDIDATES = 80;

/**
 * Makes a program on which the two sides disagree smaller, for as long as they still do: fewer
 * steps, fewer columns, simpler expressions of the same type.
 */
export async function shrink(judge: Judge, found: Judged): Promise<Judged> {
  let smallest = found;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = (await judge.judge(smaller(smallest.program)))
      .filter(
        ({ judgement, ibis }) =>
          judgement.kind === 'disagree' &&
          sortOf(judgement.problem) === sortOf(problemOf(found)) &&
          ibis !== '',
      )
      .sort((a, b) => a.ibis.length - b.ibis.length)[0];
    if (next === undefined) return smallest;
    smallest = next;
  }
  return smallest;
}

export const problemOf = ({ judgement }: Judged): string =>
  'problem' in judgement ? judgement.problem : '';

/** The sort of a problem: what it says before it speaks of the program at hand. */
const sortOf = (problem: string): string => problem.split(/[:,{]/)[0] ?? '';

/** Programs with one part less, the shortest first. */
function smaller({ tables, relation }: Program): readonly Program[] {
  const own = size(relation);
  const seen = new Map<string, Relation>();
  for (const candidate of candidates(relation)) {
    const text = candidate === undefined ? '' : textOf(candidate);
    if (candidate !== undefined && text !== '' && text.length < own) seen.set(text, candidate);
  }
  return [...seen]
    .sort(([a], [b]) => a.length - b.length)
    .slice(0, MAX_CANDIDATES)
    .map(([, smaller]) => ({ tables, relation: smaller }));
}

const size = (relation: Relation): number => textOf(relation).length || Number.MAX_SAFE_INTEGER;

function textOf(relation: Relation): string {
  try {
    return printIbis(relation);
  } catch {
    return '';
  }
}

function* candidates(root: Relation): Generator<Relation | undefined> {
  const relations = relationsOf(root);
  for (const part of relations) if (part !== root && part.kind !== 'JoinReference') yield part;
  for (const part of relations) {
    for (const change of changesOf(part)) yield attempt(root, change);
  }
}

function attempt(root: Relation, change: Change): Relation | undefined {
  try {
    return rebuild(root, change);
  } catch {
    return undefined;
  }
}

const instead = (of: Relation, fresh: Relation): Change => ({
  relation: (relation) => (relation === of ? fresh : undefined),
});

function* changesOf(relation: Relation): Generator<Change> {
  const [parent] = ir.parentsOf(relation);
  if (parent !== undefined && relation.kind !== 'JoinReference' && relation.kind !== 'JoinChain') {
    yield instead(relation, parent);
  }
  switch (relation.kind) {
    case 'Project':
      for (const [name, value] of relation.values) {
        yield instead(relation, ir.project(relation.parent, without(relation.values, name)));
        for (const simpler of simplerOf(value)) {
          yield instead(
            relation,
            ir.project(relation.parent, new Map(relation.values).set(name, simpler)),
          );
        }
      }
      return;
    case 'Aggregate':
      for (const name of relation.groups.keys()) {
        yield instead(
          relation,
          ir.aggregate(relation.parent, without(relation.groups, name), relation.metrics),
        );
      }
      for (const name of relation.metrics.keys()) {
        yield instead(
          relation,
          ir.aggregate(relation.parent, relation.groups, without(relation.metrics, name)),
        );
      }
      for (const [name, value] of relation.groups) {
        for (const simpler of simplerOf(value)) {
          yield instead(
            relation,
            ir.aggregate(
              relation.parent,
              new Map(relation.groups).set(name, simpler),
              relation.metrics,
            ),
          );
        }
      }
      for (const [name, value] of relation.metrics) {
        for (const simpler of simplerOf(value)) {
          yield instead(
            relation,
            ir.aggregate(
              relation.parent,
              relation.groups,
              new Map(relation.metrics).set(name, simpler),
            ),
          );
        }
      }
      return;
    case 'Filter':
      for (const [i, predicate] of relation.predicates.entries()) {
        const others = relation.predicates.filter((_, j) => j !== i);
        if (others.length > 0) yield instead(relation, ir.filter(relation.parent, others));
        for (const simpler of simplerOf(predicate)) {
          yield instead(relation, ir.filter(relation.parent, relation.predicates.with(i, simpler)));
        }
      }
      return;
    case 'Sort':
      for (const [i, key] of relation.keys.entries()) {
        const others = relation.keys.filter((_, j) => j !== i);
        if (others.length > 0) yield instead(relation, ir.sort(relation.parent, others));
        for (const simpler of simplerOf(key)) {
          yield instead(relation, ir.sort(relation.parent, relation.keys.with(i, simpler)));
        }
      }
      return;
    case 'JoinChain':
      for (const name of relation.values.keys()) {
        yield instead(
          relation,
          ir.joinChain(relation.first, relation.rest, without(relation.values, name)),
        );
      }
      return;
    default:
  }
}

/** The columns but one; a relation without columns is refused when it is printed. */
function without(columns: ReadonlyMap<string, Value>, name: string): Map<string, Value> {
  return new Map([...columns].filter(([other]) => other !== name));
}

/** The value with one of its parts replaced by something simpler of the same kind of type. */
function simplerOf(value: Value): readonly Value[] {
  const found: Value[] = [];
  const fresh = (part: Value, simpler: Value): void => {
    try {
      found.push(ir.replace(value, (v) => (v === part ? simpler : undefined)));
    } catch {
      // The parts above do not take it.
    }
  };
  ir.visit(value, (part) => {
    if (['Field', 'Literal', 'SortKey', 'WindowFunction'].includes(part.kind)) return;
    for (const child of ir.childrenOf(part)) {
      if (child.dtype.kind === part.dtype.kind && child.shape === part.shape) fresh(part, child);
    }
    const [home] = part.relations;
    if (home === undefined) return;
    const plain = [...home.schema].find(([, type]) => type.kind === part.dtype.kind);
    if (plain !== undefined && part.shape === 'columnar') fresh(part, ir.field(home, plain[0]));
  });
  return found;
}
