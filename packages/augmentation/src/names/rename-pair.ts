import type { RecordContext } from '@ibert/core/records';
import { printSchema } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

import type { Named } from '../programs/occurrence.js';
import type { Pair } from '../programs/pair.js';
import type { ConstantChange } from '../values/constant-change.js';
import type { Refusal } from '../refusal.js';
import { collisionsOf } from './collisions.js';
import { followersOf } from './followers.js';
import { placesOf } from './places.js';
import type { Places, Search } from './places.js';
import { renameSide } from './rename-side.js';
import type { Renamed } from './rename-side.js';
import { renameTables } from './renaming.js';
import type { Renaming } from './renaming.js';

/** A record's texts and schema under other names or with other constants. */
export interface Rewritten {
  readonly sql: string;
  readonly ibis: string;
  readonly context: RecordContext;
}

/** Finds the places of names once per record. */
export class Renamer {
  readonly #pair: Pair;
  readonly #places = new Map<string, Places | undefined>();

  constructor(pair: Pair) {
    this.#pair = pair;
  }

  /**
   * The record under new names and with other constants, proven to mean the same up to them; or why
   * it cannot be.
   */
  rename(renaming: Renaming, constants?: ConstantChange): Rewritten | Refusal {
    const usual = this.#attempt(renaming, constants, 'contested');
    if (!('refused' in usual) || usual.refused === 'NAME_TAKEN') return usual;
    const thorough = this.#attempt(renaming, constants, 'thorough');
    return 'refused' in thorough ? usual : thorough;
  }

  #attempt(
    renaming: Renaming,
    constants: ConstantChange | undefined,
    search: Search,
  ): Rewritten | Refusal {
    const places: Places[] = [];
    for (const [named, names] of KINDS) {
      for (const name of renaming[names].keys()) {
        const found = this.#placesOf(named, name, search);
        if (found === undefined) return { refused: 'NAME_AMBIGUOUS', about: name };
        places.push(found);
      }
    }
    const plain = this.#rewrite(renaming, places, constants);
    if (!('refused' in plain) || plain.refused === 'NAME_TAKEN') return plain;
    const followers = followersOf(this.#pair, renaming);
    if (followers === undefined) return plain;
    const followed = this.#rewrite(followers.renaming, [...places, followers.places], constants);
    return 'refused' in followed ? plain : followed;
  }

  #rewrite(
    renaming: Renaming,
    places: readonly Places[],
    constants: ConstantChange | undefined,
  ): Rewritten | Refusal {
    const pair = this.#pair;
    const taken = collisionsOf(pair, renaming);
    if (taken !== undefined) return { refused: 'NAME_TAKEN', about: taken };
    const rewrite = (side: 'sql' | 'ibis'): Renamed | undefined => {
      const chosen = places.flatMap((place) => place[side]);
      if (constants === undefined) return renameSide(pair, pair[side], renaming, chosen);
      const { literal } = constants;
      return renameSide(pair, pair[side], renaming, chosen, { edits: constants[side], literal });
    };
    const sql = rewrite('sql');
    const ibis = rewrite('ibis');
    if (sql === undefined || ibis === undefined) {
      return { refused: constants === undefined ? 'NAME_BUILT' : 'VALUE_UNMATCHED' };
    }
    if (namesDiffer(sql.relation, ibis.relation)) return { refused: 'OUTPUTS_DIFFER' };
    const tables = Object.entries(renameTables(pair.tables, renaming));
    return {
      sql: sql.text,
      ibis: ibis.text,
      context: {
        tables: Object.fromEntries(
          tables.map(([name, schema]) => [name, { schema: printSchema(schema) }]),
        ),
      },
    };
  }

  #placesOf(named: Named, name: string, search: Search): Places | undefined {
    const key = `${search} ${named} ${name}`;
    if (!this.#places.has(key)) this.#places.set(key, placesOf(this.#pair, named, name, search));
    return this.#places.get(key);
  }
}

/** Whether the sides call their columns differently; unread SQL is left to execution. */
const namesDiffer = (sql: Relation | undefined, ibis: Relation | undefined): boolean =>
  sql !== undefined &&
  ibis !== undefined &&
  [...sql.schema.keys()].join('\n') !== [...ibis.schema.keys()].join('\n');

const KINDS = [
  ['table', 'tables'],
  ['column', 'columns'],
] as const;
