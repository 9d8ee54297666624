import { deriveSeed } from '@ibert/core';
import type { Draft } from '@ibert/core/records';
import { type ProverOptions, serve } from '@ibert/validation';
import { z } from 'zod';

import { Bench } from './bench.js';
import { Oracle } from './oracle/oracle.js';
import { checkDraft } from './tasks.js';

/** Draws of rows that a confirmed result may take to say something again. */
const CONFIRMING_DRAWS = 4;

/** Smallest memory that a database works with, in MiB. */
const LEAST_MB = 64;
/** Sets of tables that keep their fixtures where two benches do. */
const CACHED_SCHEMAS = 4;

const halved = ({ memoryMb = 512 }: ProverOptions): ProverOptions => ({
  memoryMb: Math.max(LEAST_MB, Math.floor(memoryMb / 2)),
  cachedSchemas: CACHED_SCHEMAS,
});

/** What the worker is told beside the options of proving. */
const dataSchema = z.object({
  python: z.string().optional(),
  scoreShare: z.number().min(0).max(1),
  draws: z.int().positive(),
  leastSpeaking: z.int().positive(),
  leastKilled: z.number().min(0).max(1),
  confirm: z.boolean(),
});

/** The worker process: checks one draft of any task per message. */
serve<Draft>(async ({ options, data }) => {
  const { python, confirm, ...settings } = dataSchema.parse(data);
  // Two benches share what one worker may hold.
  const limits = confirm ? { ...options, ...halved(options) } : options;
  const bench = await Bench.open({ ...limits, ...settings });
  const oracle = python === undefined ? undefined : new Oracle(python);
  let other: Promise<Bench> | undefined;
  return async (draft) => {
    const verdict = await checkDraft(draft, bench, oracle);
    // Other engines have rows of one seed only.
    if (!verdict.ok || !confirm || draft.dialect !== 'duckdb') return verdict;
    // What holds by the chance of one draw of rows, such as ties that nothing breaks, does not hold.
    const seed = deriveSeed(options.seed ?? 0, 'confirm');
    other ??= Bench.open({ ...limits, seed, draws: CONFIRMING_DRAWS });
    const second = await checkDraft(draft, await other);
    return second.ok ? verdict : second;
  };
});
