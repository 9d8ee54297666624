import { IbertError } from './errors.js';
import { type JsonLine, readJsonLines } from './jsonl.js';
import type { LineReaderOptions } from './line-reader.js';
import { type DatasetRecord, recordSchema } from './record-schema.js';
import type { ByteSource } from './text-input.js';
import { jsonPath, schemaFaults } from './zod-faults.js';

/** One record of a file, or why its line holds none. */
export type RecordLine =
  | { readonly kind: 'Record'; readonly line: number; readonly record: DatasetRecord }
  | Extract<JsonLine, { kind: 'Fault' }>;

/**
 * A record as one line of JSON without the line end, its keys in the order of the contract,
 * whatever order they were set in. Column order is data and stays.
 *
 * @throws IbertError `INVALID_RECORD` when it does not have the contract's shape.
 */
export function serializeRecord(record: DatasetRecord): string {
  return JSON.stringify(parseRecord(record));
}

/**
 * Checks a value against the record contract; the result has its keys in the contract's order.
 *
 * @throws IbertError `INVALID_RECORD` naming the first wrong key.
 */
export function parseRecord(value: unknown, file?: string, line?: number): DatasetRecord {
  const parsed = recordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [fault] = schemaFaults(recordSchema, parsed.error.issues, value);
  const where = fault === undefined ? '' : `${jsonPath(fault.path)}: ${fault.message}`;
  throw new IbertError('INVALID_RECORD', `not a record: ${where}`, {
    file,
    span: line === undefined ? undefined : { start: 0, end: 0, line, column: 1 },
    hint: 'Generate the file again, or remove the line.',
  });
}

/** The records of a JSONL file, with the faults of single lines as data. */
export async function* readRecords(
  source: ByteSource,
  options: LineReaderOptions,
): AsyncGenerator<RecordLine> {
  for await (const item of readJsonLines(source, options)) {
    if (item.kind === 'Fault') {
      yield item;
      continue;
    }
    const { line, value } = item;
    try {
      yield { kind: 'Record', line, record: parseRecord(value, options.file, line) };
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      yield { kind: 'Fault', line, error };
    }
  }
}
