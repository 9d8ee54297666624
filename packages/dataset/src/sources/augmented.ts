import { augment, type Dictionary, type Variant } from '@ibert/augmentation';
import { createRandom, deriveSeed } from '@ibert/core';
import { sha256Hex } from '@ibert/core/files';
import type { RecordOf } from '@ibert/core/records';
import type { Candidate, CandidateSource } from '../candidate.js';
import { programsIn, sha256OfFile } from './programs.js';

export interface AugmentedSourceOptions {
  /** Files of proven sql_to_ibis records. */
  readonly programs: readonly string[];
  readonly dictionary: Dictionary;
  /** Most variants of one record. */
  readonly perProgram: number;
  readonly seed: number;
}

/** Variants of proven pairs, record by record. */
export async function augmentedPairs(options: AugmentedSourceOptions): Promise<CandidateSource> {
  const { programs, dictionary, perProgram, seed } = options;
  const hashes: string[] = [];
  for (const file of programs) hashes.push(await sha256OfFile(file));
  return {
    command: 'generate-augmented',
    key: sha256Hex(JSON.stringify({ hashes, dictionary, perProgram, seed })),
    async *candidates() {
      for await (const record of programsIn(programs)) {
        const random = createRandom(deriveSeed(seed, 'augment', record.id));
        for (const variant of augment(record, { dictionary, random, count: perProgram })) {
          yield candidateOf(record, variant);
        }
      }
    },
  };
}

function candidateOf(
  { id }: RecordOf<'sql_to_ibis'>,
  { draft, mix, ...changed }: Variant,
): Candidate {
  const { context, input, target, meta } = draft;
  const { template, variation } = meta;
  const [tables, columns, values] = [changed.tables, changed.columns, changed.values].map((names) =>
    Object.fromEntries(names),
  );
  return {
    name: `${template}/${variation} with other ${mix}`,
    about: {
      template,
      variation,
      origin: id,
      changed: { tables, columns, values },
      context,
      input,
      target,
    },
    draft,
  };
}
