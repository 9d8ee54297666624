import type { Draft } from '@ibert/core/records';
import { serve } from '@ibert/validation';

import { Bench } from './bench.js';
import { checkDraft } from './tasks.js';

/** The worker process: checks one draft of any task per message. */
serve<Draft>(async ({ options }) => {
  const bench = await Bench.open(options);
  return (draft) => checkDraft(draft, bench);
});
