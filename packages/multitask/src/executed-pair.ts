import type { DraftOf, Judge } from '@ibert/core/records';
import { reject, type Verdict } from '@ibert/validation';

import type { Bench } from './bench.js';
import { tablesOf } from './tables-of.js';

/** An SQL text of some dialect with the Ibis program that must mean the same. */
export interface ForeignPair {
  readonly sql: string;
  readonly dialect: string;
  readonly ibis: string;
  readonly context: DraftOf<'sql_to_ibis'>['context'];
  readonly judge: Judge;
}

/** Proves a pair whose SQL runs on the engine of its dialect, the program on DuckDB. */
export async function checkOnEngine(
  { context, judge, ...texts }: ForeignPair,
  bench: Bench,
): Promise<Verdict> {
  const judgement = await bench.judgeTranslation({ ...texts, tables: tablesOf(context) });
  switch (judgement.kind) {
    case 'Proven': {
      const { fixtures, rows } = judgement;
      return { ok: true, verification: { fixtures, rows, judge } };
    }
    case 'Refuted':
    case 'Unproven':
      return reject(judgement.reason ?? 'UNSUPPORTED', judgement.why);
  }
}
