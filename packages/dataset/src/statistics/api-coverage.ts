import { API_NAMES, apiNamesIn } from '@ibert/ibis';
import type { DatasetRecord } from '@ibert/core/records';
import { codeOf } from '../concatenate/record-code.js';
import { type Counts, Tally } from './counts.js';

/** A method is well covered when at least this many records use it. */
export const WELL_COVERED = 20;

/** Which names of the Ibis API the records use. A record counts once per name. */
export interface ApiCoverage {
  /** Records per name in any of their Ibis code, the most used first: `.filter`, `ibis.cases`. */
  readonly used: Counts;
  /** How many names {@link WELL_COVERED} records or more use. */
  readonly well_covered: number;
  /** The same, counting only what stands in targets. */
  readonly well_covered_in_targets: number;
  /** Different names that the product knows; methods of one name count once. */
  readonly known: number;
  /** Texts that are no complete Python, and were not looked at. */
  readonly unreadable: number;
}

/** Collects which names of the API records use. */
export class ApiCollector {
  readonly #used = new Tally();
  readonly #inTargets = new Tally();
  #unreadable = 0;

  add(record: DatasetRecord): void {
    const tables = new Set(Object.keys(record.context.tables));
    const used = new Set<string>();
    const inTargets = new Set<string>();
    for (const { side, text } of codeOf(record)) {
      const names = apiNamesIn(text, tables);
      if (names === undefined) this.#unreadable += 1;
      for (const name of names ?? []) {
        used.add(name);
        if (side === 'target') inTargets.add(name);
      }
    }
    for (const name of used) this.#used.add(name);
    for (const name of inTargets) this.#inTargets.add(name);
  }

  finish(): ApiCoverage {
    return {
      used: this.#used.byCount(),
      well_covered: wellCovered(this.#used),
      well_covered_in_targets: wellCovered(this.#inTargets),
      known: API_NAMES.size,
      unreadable: this.#unreadable,
    };
  }
}

const wellCovered = (tally: Tally): number =>
  Object.values(tally.byName()).filter((count) => count >= WELL_COVERED).length;
