import { IbertError } from '@ibert/core';
import type { Random } from '@ibert/core';
import type { DraftOf, RecordOf } from '@ibert/core/records';

import type { Dictionary } from './dictionary/dictionary-schema.js';
import { Renamer } from './names/rename-pair.js';
import type { Rewritten } from './names/rename-pair.js';
import type { Refusal } from './refusal.js';
import { renamingPlan } from './names/renaming-plan.js';
import type { RenamingPlan } from './names/renaming-plan.js';
import type { Renaming } from './names/renaming.js';
import { readPair } from './programs/pair.js';
import type { Pair } from './programs/pair.js';
import { changeableConstants, changeConstants } from './values/constant-change.js';

/** What a variant changes: columns, tables with their keys, constants, or all of them. */
export const MIXES = ['all', 'columns', 'values', 'names', 'tables'] as const;
export type Mix = (typeof MIXES)[number];

export interface AugmentOptions {
  readonly dictionary: Dictionary;
  /** The record's own stream: seed it with the record's id. */
  readonly random: Random;
  /** How many variants to make, at most. */
  readonly count: number;
}

/** A variant of a record, not yet proven by execution. */
export interface Variant {
  readonly draft: DraftOf<'sql_to_ibis'>;
  readonly mix: Mix;
  /** New names and constants by the old ones. */
  readonly tables: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, string>;
}

/** Variants of a record, and what was tried in vain. */
export interface Augmented {
  readonly variants: readonly Variant[];
  readonly refusals: readonly Refusal[];
}

/** Renamed worlds of a schema: enough to vary, few enough to share fixtures. */
export const LOOKS = 4;

/** How often each mix is tried with another draw. */
const ROUNDS = 4;

/**
 * Variants of a proven record: the same query over renamed columns and tables, and with other
 * constants; distinct among themselves and from the record. Both texts are edited in place and read
 * again: each must mean what it meant, up to the new names and constants. What they do on data is for
 * the validation to prove. The same record, dictionary and stream give the same variants.
 */
export const augment = (
  record: RecordOf<'sql_to_ibis'>,
  options: AugmentOptions,
): readonly Variant[] => augmentWithRefusals(record, options).variants;

/** {@link augment} with what was tried in vain and why. */
export function augmentWithRefusals(
  record: RecordOf<'sql_to_ibis'>,
  { dictionary, random, count }: AugmentOptions,
): Augmented {
  const pair = readPairOrRefuse(record);
  if ('refused' in pair) return { variants: [], refusals: [pair] };
  const maker = makerOf(pair, dictionary, random);
  const seen = new Set([textsOf(record)]);
  const variants: Variant[] = [];
  const refusals: Refusal[] = [];
  const looks = random.shuffle(Array.from({ length: LOOKS }, (_, look) => look));
  const mixes = random.shuffle(MIXES);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [place, mix] of mixes.entries()) {
      if (variants.length >= count) return { variants, refusals };
      const made = maker(mix, looks[(round + place) % LOOKS] ?? 0);
      if ('refused' in made) refusals.push({ ...made, mix });
      // A query that only other columns of its tables tell from another one is a duplicate of it.
      else if (seen.has(textsOf(made.draft))) refusals.push({ refused: 'NOTHING_TO_CHANGE', mix });
      else {
        seen.add(textsOf(made.draft));
        variants.push(made);
      }
    }
  }
  return { variants, refusals };
}

function readPairOrRefuse(record: RecordOf<'sql_to_ibis'>): Pair | Refusal {
  try {
    return readPair(record);
  } catch (error) {
    if (error instanceof IbertError) return { refused: 'UNREADABLE', about: error.message };
    throw error;
  }
}

/** Makes one variant of the record after another. */
function makerOf(
  pair: Pair,
  dictionary: Dictionary,
  random: Random,
): (mix: Mix, look: number) => Variant | Refusal {
  const renamer = new Renamer(pair);
  const constants = changeableConstants(pair);
  return (mix, look) => {
    const { plan, values } = SHARES[mix];
    const renaming = renamingOf(renamingPlan(pair.tables, look, dictionary), plan);
    const change = values ? changeConstants(pair, constants, dictionary, random) : undefined;
    if (mix === 'values' && change === undefined) return { refused: 'NOTHING_TO_CHANGE' };
    const rewritten = renamer.rename(renaming, change);
    if ('refused' in rewritten) return rewritten;
    const { tables, columns } = renaming;
    const draft = draftOf(pair.record, rewritten);
    return { draft, mix, tables, columns, values: change?.changed ?? new Map() };
  };
}

const SHARES: Readonly<
  Record<Mix, { readonly plan: readonly (keyof RenamingPlan)[]; readonly values: boolean }>
> = {
  all: { plan: ['entities', 'columns'], values: true },
  names: { plan: ['entities', 'columns'], values: false },
  columns: { plan: ['columns'], values: false },
  tables: { plan: ['entities'], values: false },
  values: { plan: [], values: true },
};

function renamingOf(plan: RenamingPlan, shares: readonly (keyof RenamingPlan)[]): Renaming {
  const parts = shares.map((share) => plan[share]);
  return {
    tables: new Map(parts.flatMap(({ tables }) => [...tables])),
    columns: new Map(parts.flatMap(({ columns }) => [...columns])),
  };
}

const textsOf = ({ input, target }: Pick<Variant['draft'], 'input' | 'target'>): string =>
  JSON.stringify([input.sql, target.ibis]);

function draftOf(
  { task, dialect, target, meta, id }: RecordOf<'sql_to_ibis'>,
  { sql, ibis, context }: Rewritten,
): DraftOf<'sql_to_ibis'> {
  const { verification, provenance: _, ...kept } = meta;
  return {
    task,
    dialect,
    context,
    input: { sql },
    target: { ibis, expr_name: target.expr_name },
    meta: { ...kept, source: 'augmented', origin: id },
    judge: verification.judge,
  };
}
