import { IbertError } from '@ibert/core';
import { openInput } from '@ibert/core/files';
import {
  type DatasetRecord,
  readRecords,
  recordId,
  type RecordLine,
  type RecordOf,
} from '@ibert/core/records';
import type { Verdict } from '@ibert/validation';
import { Duplicates } from './duplicates.js';
import { type ProvingOptions, type StartProving, startWorkers } from './proving.js';

export interface RevalidateOptions extends ProvingOptions {
  /** Path of a file of records; `-` is standard input. */
  readonly file: string;
  /** At most this many records, the first ones. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly startProving?: StartProving;
}

/** What proving one record of a file again gave. */
export type RecordCheck =
  | { readonly line: number; readonly id: string; readonly ok: true }
  | {
      readonly line: number;
      /** Null when the line holds no record. */
      readonly id: string | null;
      readonly ok: false;
      /** A reject code, or the code of the fault of a line that holds no record. */
      readonly reason: string;
      readonly error: string;
    };

type Provable = RecordOf<'sql_to_ibis'>;

/**
 * Proves the records of a file again, with fixtures of the given seed. Every line gets its check,
 * in order, also one that holds no record; duplicates and conflicts inside the file fail too.
 *
 * @throws IbertError `INPUT_UNREADABLE`; InternalError for a defect of the product.
 */
export async function* revalidate(options: RevalidateOptions): AsyncGenerator<RecordCheck> {
  const { file, limit = Number.POSITIVE_INFINITY, signal } = options;
  const start = options.startProving ?? startWorkers;
  const proving = start(options);
  const duplicates = new Duplicates();
  // Lines that wait for their verdict, and those between them that need none.
  const waiting: (RecordCheck | (Provable & { readonly at: number }))[] = [];
  const stop = (): void => proving.close();
  signal?.addEventListener('abort', stop, { once: true });

  async function* provable(): AsyncGenerator<Provable> {
    let count = 0;
    for await (const line of readRecords(openInput(file), { file })) {
      count += 1;
      if (count > limit) return;
      const known = knownFault(line);
      if (known !== undefined) waiting.push(known);
      else if (line.kind === 'Record' && isProvable(line.record)) {
        waiting.push({ ...line.record, at: line.line });
        yield line.record;
      }
    }
  }

  function* settledUntilVerdict(): Generator<RecordCheck> {
    for (let next = waiting[0]; next !== undefined && 'ok' in next; next = waiting[0]) {
      waiting.shift();
      yield next;
    }
  }

  try {
    for await (const verdict of proving.validateAll(provable())) {
      yield* settledUntilVerdict();
      const record = waiting.shift();
      if (record !== undefined && !('ok' in record)) yield check(record, verdict, duplicates);
    }
    yield* settledUntilVerdict();
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    proving.close();
  }
}

/** The check of a line that needs no proving because something else is wrong with it. */
function knownFault(line: RecordLine): RecordCheck | undefined {
  if (line.kind === 'Fault') {
    const { code, message } = line.error;
    return { line: line.line, id: null, ok: false, reason: code, error: message };
  }
  const { record } = line;
  const fault = faultOf(record);
  if (fault === undefined) return undefined;
  return { line: line.line, id: record.id, ok: false, reason: fault.code, error: fault.message };
}

function faultOf(record: DatasetRecord): IbertError | undefined {
  const id = recordId(record);
  if (record.id !== id) {
    return new IbertError('WRONG_ID', `the id of this content is ${id}: the record was changed`);
  }
  if (isProvable(record)) return undefined;
  return new IbertError('UNSUPPORTED', `records of the task ${record.task} are not proven yet`);
}

const isProvable = (record: DatasetRecord): record is Provable => record.task === 'sql_to_ibis';

function check(
  record: Provable & { readonly at: number },
  verdict: Verdict,
  duplicates: Duplicates,
): RecordCheck {
  const { at: line, id } = record;
  const settled = verdict.ok ? (duplicates.admit(record, `the record ${id}`) ?? verdict) : verdict;
  if (settled.ok) return { line, id, ok: true };
  const { reason, error } = settled;
  return { line, id, ok: false, reason, error };
}
