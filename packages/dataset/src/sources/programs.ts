import { openInput } from '@ibert/core/files';
import { readRecords, type RecordOf } from '@ibert/core/records';
import { createHash } from 'node:crypto';

/**
 * The sql_to_ibis records of files, in the order of the files; records of other tasks are left out.
 *
 * @throws IbertError `INPUT_UNREADABLE`; the fault of a line that holds no record.
 */
export async function* programsIn(
  files: readonly string[],
): AsyncGenerator<RecordOf<'sql_to_ibis'>> {
  for (const file of files) {
    for await (const line of readRecords(openInput(file), { file })) {
      if (line.kind === 'Fault') throw line.error;
      if (line.record.task === 'sql_to_ibis') yield line.record;
    }
  }
}

/** Hash of a file's bytes. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of openInput(file)) hash.update(chunk);
  return hash.digest('hex');
}
