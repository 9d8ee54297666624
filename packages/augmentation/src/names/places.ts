import type { Named, Occurrence } from '../programs/occurrence.js';
import type { Pair, Side } from '../programs/pair.js';
import { renameSide } from './rename-side.js';
import { single } from './renaming.js';

/** Which places of both texts stand for the column or table, and change with its name. */
export interface Places {
  readonly sql: readonly Occurrence[];
  readonly ibis: readonly Occurrence[];
}

/**
 * Whether places that look like nothing but the column are tried too: one may be a field of a struct
 * or a text.
 */
export type Search = 'contested' | 'thorough';

/** Beyond this many places of one name, not every choice of them is tried. */
const MAX_EXHAUSTIVE = 7;

/** A choice of places under which a side keeps its meaning, and the output names it then has. */
interface Choice {
  readonly places: readonly Occurrence[];
  readonly outputs: string | undefined;
}

/**
 * Finds the places that stand for a column or table of the schema. Where the same word is also the
 * name of something else (an output alias, a CTE, a text), the places are told apart by trying: with
 * the schema's name changed, a right choice is one under which the program means what it meant.
 * Aliases are left alone where that is possible with both sides still giving equal column names.
 *
 * Undefined when no choice does that: the name cannot be changed in this record.
 */
export function placesOf(
  pair: Pair,
  named: Named,
  name: string,
  search: Search = 'contested',
): Places | undefined {
  const sql = called(pair.sql, named, name.toLowerCase());
  const ibis = called(pair.ibis, named, name);
  const isPlain = !isContested(sql) && !isContested(ibis);
  if (isPlain && search === 'contested') return { sql, ibis };
  const right = replayed(choices(pair, pair.ibis, named, name, ibis));
  for (const left of choices(pair, pair.sql, named, name, sql)) {
    for (const { places, outputs } of right()) {
      const isUnread = outputs === undefined || left.outputs === undefined;
      if (isUnread || outputs === left.outputs) return { sql: left.places, ibis: places };
    }
  }
  return undefined;
}

/** Lets a generator be read again from its start; each item is made when it is first asked for. */
function replayed<T>(items: Generator<T>): () => Generator<T> {
  const made: T[] = [];
  return function* read() {
    for (let at = 0; ; at += 1) {
      if (at === made.length) {
        const next = items.next();
        if (next.done === true) return;
        made.push(next.value);
      }
      yield made[at] as T;
    }
  };
}

const called = (side: Side, named: Named, name: string): readonly Occurrence[] =>
  side.occurrences.filter((place) => place.named === named && place.name === name);

const isContested = (places: readonly Occurrence[]): boolean =>
  places.some(({ role }) => role !== 'reference');

/**
 * The choices that keep the side's meaning, the most usual ones first, one for each list of output
 * names.
 */
function* choices(
  pair: Pair,
  side: Side,
  named: Named,
  name: string,
  places: readonly Occurrence[],
): Generator<Choice> {
  // A name that resembles the old one, so that selectors by its beginning go on finding it.
  const fresh = single(named, name, `${name}_0`);
  const known = new Set<string>();
  for (const flipped of flips(places)) {
    const chosen = places.filter(({ role }, i) => (role !== 'definition') !== flipped.has(i));
    const renamed = renameSide(pair, side, fresh, chosen);
    if (renamed === undefined) continue;
    if (renamed.relation === undefined) {
      // Unread SQL is judged by execution alone, which could not tell two columns that agree.
      if (isContested(places)) return;
      yield { places: chosen, outputs: undefined };
      return;
    }
    const outputs = JSON.stringify([...renamed.relation.schema.keys()]);
    if (known.has(outputs)) continue;
    known.add(outputs);
    yield { places: chosen, outputs };
  }
}

/**
 * Sets of places to treat against their role: those with the fewest definitions first, for an alias
 * is the author's word, then the smallest.
 */
function flips(places: readonly Occurrence[]): readonly ReadonlySet<number>[] {
  const count = places.length;
  const most = count <= MAX_EXHAUSTIVE ? count : 2;
  const sets = Array.from({ length: most + 1 }, (_, size) => [...subsets(count, size, 0)]).flat();
  if (most < count) sets.push(new Set(places.keys()));
  const definitions = (set: ReadonlySet<number>): number =>
    [...set].filter((place) => places[place]?.role === 'definition').length;
  return sets
    .map((set) => ({ set, rank: definitions(set) }))
    .sort((a, b) => a.rank - b.rank || a.set.size - b.set.size)
    .map(({ set }) => set);
}

function* subsets(count: number, size: number, from: number): Generator<ReadonlySet<number>> {
  if (size === 0) {
    yield new Set();
    return;
  }
  for (let first = from; first <= count - size; first += 1) {
    for (const rest of subsets(count, size - 1, first + 1)) yield new Set([first, ...rest]);
  }
}
