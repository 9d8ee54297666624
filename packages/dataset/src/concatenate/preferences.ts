import { IbertError } from '@ibert/core';
import { type AtomicFile, openInput, readJsonLines } from '@ibert/core/files';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { outputFiles } from '../output-files.js';
import type { SourceFile } from './sources.js';

/** A question with its proven answer and a close one that is wrong. */
const preferenceSchema = z.object({ id: z.uuid() });

/**
 * Writes the preferences beside the sources whose records are in the training split: a wrong answer
 * to a question of another split would tell the right one.
 *
 * @returns how many there are.
 * @throws IbertError `INVALID_RECORD` for a line that is no preference.
 */
export async function writePreferences(
  sources: readonly SourceFile[],
  inTraining: ReadonlySet<string>,
  output: AtomicFile,
): Promise<number> {
  let count = 0;
  for (const { path } of sources) {
    const file = outputFiles(path).preferences;
    if (!existsSync(file)) continue;
    for await (const item of readJsonLines(openInput(file), { file })) {
      if (item.kind === 'Fault') throw item.error;
      const parsed = preferenceSchema.safeParse(item.value);
      if (!parsed.success) {
        throw new IbertError('INVALID_RECORD', 'not a preference: it has no id', {
          file,
          span: { start: 0, end: 0, line: item.line, column: 1 },
          hint: 'Generate the file again.',
        });
      }
      if (!inTraining.has(parsed.data.id)) continue;
      await output.write(`${JSON.stringify(item.value)}\n`);
      count += 1;
    }
  }
  return count;
}
