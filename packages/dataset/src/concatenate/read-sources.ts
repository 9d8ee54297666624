import { IbertError } from '@ibert/core';
import { openInput } from '@ibert/core/files';
import { type DatasetRecord, readRecords, recordId } from '@ibert/core/records';
import { type Entry, entryOf } from './entry.js';
import { RecordShapes } from './record-shape.js';
import type { SourceFile } from './sources.js';

/** A record and where it stands. */
export interface PlacedRecord {
  /** Its place in the order of all sources. */
  readonly index: number;
  readonly record: DatasetRecord;
  readonly source: SourceFile;
  readonly line: number;
}

/**
 * The records of the sources, one after the other.
 *
 * @throws IbertError `INPUT_UNREADABLE`, or the fault of the first line that holds no record.
 */
export async function* readSources(
  sources: readonly SourceFile[],
  signal?: AbortSignal,
): AsyncGenerator<PlacedRecord> {
  let index = 0;
  for (const source of sources) {
    const { path: file } = source;
    for await (const item of readRecords(openInput(file), { file })) {
      if (item.kind === 'Fault') throw item.error;
      signal?.throwIfAborted();
      yield { index, record: item.record, source, line: item.line };
      index += 1;
    }
  }
}

/** What the dataset is planned by. */
export interface Survey {
  readonly entries: readonly Entry[];
  /** Records per source, by its name. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Reads what matters of all records, and checks that none was changed after it was proven.
 *
 * @throws IbertError `WRONG_ID` and those of {@link readSources}.
 */
export async function survey(
  sources: readonly SourceFile[],
  signal?: AbortSignal,
  onRecord?: () => void,
): Promise<Survey> {
  const shapes = new RecordShapes();
  const entries: Entry[] = [];
  const counts = new Map<string, number>(sources.map(({ name }) => [name, 0]));
  for await (const { record, index, source, line } of readSources(sources, signal)) {
    const id = recordId(record);
    if (record.id !== id) {
      throw new IbertError('WRONG_ID', `the id of this content is ${id}: the record was changed`, {
        file: source.path,
        span: { start: 0, end: 0, line, column: 1 },
        hint: 'Generate the file again; what was changed by hand is not proven.',
      });
    }
    entries.push(entryOf(record, index, shapes));
    counts.set(source.name, (counts.get(source.name) ?? 0) + 1);
    onRecord?.();
  }
  return { entries, counts };
}
