import { createRandom, deriveSeed, IbertError } from '@ibert/core';
import type { Seed } from '@ibert/core';
import { printIbis } from '@ibert/ibis';
import type { PrintOptions } from '@ibert/ibis';
import type { MutationKind } from '@ibert/ir/mutate';

import { compileIbis } from '../compile.js';
import type { NearMiss, Pair } from '../verdict.js';
import type { Kill } from './contest.js';

/** Mistakes that a translator really makes, most plausible groups first. */
const PLAUSIBLE: readonly (readonly MutationKind[])[] = [
  [
    'comparison',
    'join kind',
    'aggregate',
    'count',
    'distinct',
    'null',
    'window frame',
    'window partition',
    'window order',
    'window function',
    'connective',
    'date part',
    'set operation',
    'aggregate filter',
  ],
  ['condition', 'sort', 'limit', 'case', 'text', 'arithmetic', 'column', 'join condition'],
];
const TRIES = 4;

/** One of the killed mutants as an Ibis program that runs and gives other rows. */
export function nearMissOf(
  kills: readonly Kill[],
  { pair, seed }: { readonly pair: Pair; readonly seed: Seed },
): NearMiss | undefined {
  const random = createRandom(deriveSeed(seed, 'near miss', pair.compiled.sql));
  const told = kills.filter(({ byRows }) => byRows);
  const ranks = PLAUSIBLE.map((kinds) =>
    random.shuffle(told.filter(({ contestant }) => kinds.includes(contestant.mutant.kind))),
  );
  for (const kill of ranks.flat().slice(0, TRIES)) {
    const ibis = tryPrint(kill, pair);
    if (ibis === undefined) continue;
    return { ibis, why: `${kill.contestant.mutant.phrase}: ${kill.why()}` };
  }
  return undefined;
}

/** As readers write it, else step by step. */
const STYLES: readonly PrintOptions[] = [{ hints: [] }, {}];

/** The program, when it reads back as what was run. */
function tryPrint({ contestant }: Kill, { tables }: Pair): string | undefined {
  for (const style of STYLES) {
    try {
      const ibis = printIbis(contestant.mutant.relation, style);
      if (compileIbis(ibis, tables).sql === contestant.sql) return ibis;
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
    }
  }
  return undefined;
}
