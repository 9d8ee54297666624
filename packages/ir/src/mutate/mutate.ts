import { IbertError } from '@ibert/core';

import { sameRelation } from '../hash.js';
import type { Relation } from '../relations/types.js';
import { MUTATION_KINDS } from './mutant.js';
import type { Edit, Mutant, MutationKind } from './mutant.js';
import { groupBy } from './group-by.js';
import { changeRelation, VALUE_OPERATORS } from './operators/index.js';
import { placesIn, slotsOf } from './places.js';
import type { Slot } from './places.js';
import { Program } from './program.js';
import { substitute } from './rebuild.js';

export interface MutateOptions {
  /** Most mutants of one program; default 40. */
  readonly limit?: number;
}

/** A mutant that is not built yet. */
interface Candidate {
  readonly kind: MutationKind;
  readonly phrase: string;
  readonly edit: () => Edit;
}

const DEFAULT_LIMIT = 40;

/**
 * The neighbours of a program: what a careless translation of it might say. Every mutant is
 * well-typed, has the original's column names, and differs from the original and from all others in
 * structure. Where there are more than the limit, every kind gets its turn and the chosen ones of a
 * kind are spread over the program. Depends on the program alone.
 */
export function mutate(root: Relation, options: MutateOptions = {}): readonly Mutant[] {
  const limit = options.limit ?? DEFAULT_LIMIT;
  const program = new Program(root);
  const queues = [...groupBy(candidates(program), ({ kind }) => kind)]
    .sort(([a], [b]) => MUTATION_KINDS.indexOf(a) - MUTATION_KINDS.indexOf(b))
    .map(([, list]) => spread(list));
  const mutants: Mutant[] = [];
  const seen: Relation[] = [root];
  while (mutants.length < limit && queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      if (mutants.length >= limit) break;
      const mutant = nextOf(queue, root, seen);
      if (mutant === undefined) continue;
      seen.push(mutant.relation);
      mutants.push(mutant);
    }
  }
  return mutants;
}

/** The first candidate of the queue that makes a mutant; those before it are used up too. */
function nextOf(queue: Candidate[], root: Relation, seen: readonly Relation[]): Mutant | undefined {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const built = tryBuild(next, root);
    if (built !== undefined && !seen.some((other) => sameRelation(other, built.relation))) {
      return built;
    }
  }
  return undefined;
}

function tryBuild({ kind, phrase, edit }: Candidate, root: Relation): Mutant | undefined {
  try {
    const made = edit();
    const relation = substitute(root, made.owner, made.changed);
    return sameColumns(relation, root) ? { kind, phrase, relation, edit: made } : undefined;
  } catch (error) {
    // A mutant that Ibis's types refuse is none.
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

function sameColumns(a: Relation, b: Relation): boolean {
  const [left, right] = [[...a.schema.keys()], [...b.schema.keys()]];
  return left.length === right.length && left.every((name, i) => name === right[i]);
}

function* candidates(program: Program): Generator<Candidate> {
  for (const owner of program.relations) {
    for (const { kind, phrase, make } of changeRelation(owner, program.root)) {
      yield { kind, phrase, edit: () => ({ owner, changed: make() }) };
    }
    for (const slot of slotsOf(owner, program)) {
      for (const place of placesIn(owner, slot)) {
        for (const operator of VALUE_OPERATORS) {
          for (const { kind, phrase, make } of operator(place)) {
            yield {
              kind,
              phrase: `${phrase} ${whereabouts(slot)}`,
              edit: () => {
                const value = make();
                return { owner, changed: place.put(value), at: { place, value } };
              },
            };
          }
        }
      }
    }
  }
}

const whereabouts = ({ role, name }: Slot): string =>
  name === undefined ? `in ${PLACES[role]}` : `in \`${name}\``;

const PLACES: Readonly<Record<Slot['role'], string>> = {
  filter: 'a filter',
  column: 'a column',
  group: 'a group key',
  metric: 'a metric',
  sort: 'the sorting',
  join: 'a join',
  fill: 'the filling of NULLs',
  unnest: 'the unnesting',
};

/** First, last, middle, and so on between: any beginning of the list is spread over all of it. */
function spread<T>(list: readonly T[]): T[] {
  const order: number[] = [];
  const taken = new Set<number>();
  for (let parts = 1; order.length < list.length; parts *= 2) {
    for (let i = 0; i <= parts; i += 1) {
      const at = Math.round((i * (list.length - 1)) / parts);
      if (!taken.has(at)) {
        taken.add(at);
        order.push(at);
      }
    }
  }
  return order.map((i) => list[i] as T);
}
