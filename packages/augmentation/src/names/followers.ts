import type { Occurrence } from '../programs/occurrence.js';
import type { Pair } from '../programs/pair.js';
import type { Places } from './places.js';
import type { Renaming } from './renaming.js';

/** Names that programs build from those of columns, with where they are written. */
export interface Followers {
  /** The names with those of the columns, for collisions and edits. */
  readonly renaming: Renaming;
  readonly places: Places;
}

/**
 * Where a program builds names (`value_counts`, a join's `{name}_right`, `names="{col}_{fn}"`), the
 * names that its texts write out must follow the columns: `tier_count` the column `tier`, `kwh_mean`
 * the column `kwh`. A follower has the column's whole name as one or more of its words. Undefined
 * when there is none.
 */
export function followersOf(pair: Pair, renaming: Renaming): Followers | undefined {
  const schema = new Set(Object.values(pair.tables).flatMap((columns) => [...columns.keys()]));
  const followers = new Map<string, string>();
  const places: { sql: Occurrence[]; ibis: Occurrence[] } = { sql: [], ibis: [] };
  // The longest name first: `peak_kwh_mean` follows `peak_kwh`, not `kwh`.
  const columns = [...renaming.columns].sort(([a], [b]) => b.length - a.length);
  for (const side of ['sql', 'ibis'] as const) {
    for (const place of pair[side].occurrences) {
      if (place.named !== 'column' || schema.has(place.name)) continue;
      const followed = follow(place.name, columns);
      if (followed === undefined) continue;
      followers.set(place.name, followed);
      places[side].push(place);
    }
  }
  if (followers.size === 0) return undefined;
  return {
    renaming: { ...renaming, columns: new Map([...renaming.columns, ...followers]) },
    places,
  };
}

function follow(name: string, columns: readonly (readonly [string, string])[]): string | undefined {
  for (const [from, to] of columns) {
    const at = `_${name}_`.indexOf(`_${from}_`);
    if (at !== -1) return name.slice(0, at) + to + name.slice(at + from.length);
  }
  return undefined;
}
