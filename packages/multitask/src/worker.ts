import type { Draft } from '@ibert/core/records';
import { serve } from '@ibert/validation';
import { z } from 'zod';

import { Bench } from './bench.js';
import { Oracle } from './oracle/oracle.js';
import { checkDraft } from './tasks.js';

/** What the worker is told beside the options of proving. */
const dataSchema = z.object({
  python: z.string().optional(),
  scoreShare: z.number().min(0).max(1),
  draws: z.int().positive(),
  leastSpeaking: z.int().positive(),
  leastKilled: z.number().min(0).max(1),
});

/** The worker process: checks one draft of any task per message. */
serve<Draft>(async ({ options, data }) => {
  const { python, ...settings } = dataSchema.parse(data);
  const bench = await Bench.open({ ...options, ...settings });
  const oracle = python === undefined ? undefined : new Oracle(python);
  return (draft) => checkDraft(draft, bench, oracle);
});
