import { JUDGES } from '@ibert/core/records';
import type { Entry } from './entry.js';
import { bandsOf, jaccard, NEARLY, type Shingles, shinglesOf } from './near-texts.js';
import type { RemovalReason } from './reasons.js';

/** Why a record was left out, and for which one. */
export interface Removal {
  readonly reason: RemovalReason;
  /** The index of the record that was kept instead, if there is one. */
  readonly instead?: number;
}

/** Which source is believed rather, when the judges are the same. */
const SOURCE_RANK = { synthetic: 0, mined: 1, augmented: 2, composed: 3 } as const;

/**
 * Which of two records is kept when both cannot be: the one that is vouched for better (authored,
 * oracle, self), then the one whose source is closer to a person's hand (synthetic, mined,
 * augmented, composed), then the earlier one. Both were proven, so an equal rank is no reason to lose both.
 */
export function byPreference(a: Entry, b: Entry): number {
  return (
    JUDGES.indexOf(a.judge) - JUDGES.indexOf(b.judge) ||
    SOURCE_RANK[a.recordSource] - SOURCE_RANK[b.recordSource] ||
    a.index - b.index
  );
}

/** Finds the records that say nothing new; the map has those to leave out, by index. */
export function findDuplicates(entries: readonly Entry[]): ReadonlyMap<number, Removal> {
  const removals = new Map<number, Removal>();
  const questions = new Map<string, Entry>();
  const near = new NearDuplicates();
  for (const entry of entries.toSorted(byPreference)) {
    const asked = questions.get(entry.question);
    if (asked !== undefined) {
      const reason = asked.target === entry.target ? 'DUPLICATE' : 'CONFLICT';
      removals.set(entry.index, { reason, instead: asked.index });
      continue;
    }
    const like = near.admit(entry);
    if (like === undefined) questions.set(entry.question, entry);
    else removals.set(entry.index, { reason: 'NEAR_DUPLICATE', instead: like });
  }
  return removals;
}

interface Kept {
  readonly index: number;
  readonly prose: readonly Shingles[];
}

/** Kept records by what nearly equal ones have in common. */
class NearDuplicates {
  readonly #byKey = new Map<string, Kept[]>();

  /** The index of a kept record that is nearly the same; else the record is kept from now on. */
  admit({ index, exact, prose }: Entry): number | undefined {
    const kept = { index, prose: prose.map(shinglesOf) };
    const [first] = kept.prose;
    const keys = first === undefined ? [exact] : bandsOf(first).map((band) => `${exact} ${band}`);
    for (const key of keys) {
      const like = this.#byKey.get(key)?.find((other) => nearly(kept, other));
      if (like !== undefined) return like.index;
    }
    for (const key of keys) {
      const others = this.#byKey.get(key);
      if (others === undefined) this.#byKey.set(key, [kept]);
      else others.push(kept);
    }
    return undefined;
  }
}

const nearly = (a: Kept, b: Kept): boolean =>
  a.prose.every((shingles, at) => jaccard(shingles, b.prose[at] ?? new Uint32Array()) >= NEARLY);
