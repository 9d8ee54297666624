import { createRandom, IbertError, type Seed } from '@ibert/core';
import { openInput } from '@ibert/core/files';
import { type DatasetRecord, readRecords, type Task, TASKS } from '@ibert/core/records';

/**
 * Some records of each task of a file, drawn by the seed alone.
 *
 * @param limit most records of each task.
 * @throws IbertError for a line that is no record.
 */
export async function sampleRecords(
  file: string,
  tasks: readonly Task[],
  limit: number,
  seed: Seed,
): Promise<readonly DatasetRecord[]> {
  const all: DatasetRecord[] = [];
  for await (const item of readRecords(openInput(file), { file })) {
    if (item.kind === 'Fault') throw item.error;
    all.push(item.record);
  }
  const chosen = TASKS.filter((task) => tasks.includes(task)).flatMap((task) => {
    const mine = all.filter((record) => record.task === task);
    return createRandom(`${seed}/${task}`).shuffle(mine).slice(0, limit);
  });
  if (chosen.length > 0) return chosen;
  throw new IbertError('INPUT_UNREADABLE', `${file} has no record of ${tasks.join(' or ')}`, {
    hint: 'Make the dataset: just generate-all.',
  });
}
