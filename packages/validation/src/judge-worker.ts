import { parseSchema } from '@ibert/ir';

import { TranslationJudge } from './translation/judge.js';
import type { FromJudge, ToJudge } from './translation/protocol.js';

/** The judging process: one translation per message. See `translation/judge-process.ts`. */

const judge = new TranslationJudge();
// What fails now fails again with the first translation, and is told then.
judge.warm().catch(() => undefined);

async function answer({ tables, ...translation }: ToJudge): Promise<FromJudge> {
  const schemas = Object.entries(tables).map(
    ([name, columns]) => [name, parseSchema(columns)] as const,
  );
  const judgement = await judge.judge({ ...translation, tables: Object.fromEntries(schemas) });
  return { kind: 'judgement', judgement };
}

process.on('message', (message: ToJudge) => {
  answer(message).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ kind: 'defect', message: text } satisfies FromJudge);
    },
  );
});

// Ctrl-C goes to the whole process group; the parent decides what it means.
process.on('SIGINT', () => undefined);
// A query may hold a thread, so an ordinary exit could wait for it.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
