import { IbertError } from '@ibert/core';
import { openInput } from '@ibert/core/files';
import {
  type DatasetRecord,
  type Draft,
  readRecords,
  recordId,
  type RecordLine,
  type Task,
} from '@ibert/core/records';
import type { Verdict } from '@ibert/validation';
import { Duplicates } from './duplicates.js';
import { type ProvingOptions, type StartProving, startWorkers } from './proving.js';

export interface RevalidateOptions extends ProvingOptions {
  /** Path of a file of records; `-` is standard input. */
  readonly file: string;
  /** At most this many records, the first ones. */
  readonly limit?: number | undefined;
  /** Only records of this task; a record of another one is a fault. */
  readonly task?: Task | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly startProving?: StartProving;
}

/** What was proven on some rows may be empty on others: it fails when it is on so many draws. */
const DRAWS = 4;

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

/**
 * Proves the records of a file again, each with the check of its task and fixtures of the given
 * seed. Every line gets its check,
 * in order, also one that holds no record; duplicates and conflicts inside the file fail too.
 *
 * @throws IbertError `INPUT_UNREADABLE`; InternalError for a defect of the product.
 */
export async function* revalidate(options: RevalidateOptions): AsyncGenerator<RecordCheck> {
  const { file, limit = Number.POSITIVE_INFINITY, signal, task } = options;
  const start = options.startProving ?? startWorkers;
  const proving = start({ ...options, draws: DRAWS });
  const duplicates = new Duplicates();
  // Lines that wait for their verdict, and those between them that need none.
  const waiting: (RecordCheck | Waiting)[] = [];
  const stop = (): void => proving.close();
  signal?.addEventListener('abort', stop, { once: true });

  async function* provable(): AsyncGenerator<Draft> {
    let count = 0;
    for await (const line of readRecords(openInput(file), { file })) {
      count += 1;
      if (count > limit) return;
      const known = knownFault(line, task);
      if (known !== undefined) waiting.push(known);
      else if (line.kind === 'Record') {
        waiting.push({ line: line.line, record: line.record });
        yield draftOf(line.record);
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

/** A record that waits for its verdict. */
interface Waiting {
  readonly line: number;
  readonly record: DatasetRecord;
}

/** What a record claims. */
function draftOf({ task, dialect, context, input, target, meta }: DatasetRecord): Draft {
  const { verification, ...said } = meta;
  return { task, dialect, context, input, target, meta: said, judge: verification.judge } as Draft;
}

/** The check of a line that needs no proving because something else is wrong with it. */
function knownFault(line: RecordLine, task: Task | undefined): RecordCheck | undefined {
  if (line.kind === 'Fault') {
    const { code, message } = line.error;
    return { line: line.line, id: null, ok: false, reason: code, error: message };
  }
  const { record } = line;
  const fault = faultOf(record, task);
  if (fault === undefined) return undefined;
  return { line: line.line, id: record.id, ok: false, reason: fault.code, error: fault.message };
}

function faultOf(record: DatasetRecord, task: Task | undefined): IbertError | undefined {
  const id = recordId(record);
  if (record.id !== id) {
    return new IbertError('WRONG_ID', `the id of this content is ${id}: the record was changed`);
  }
  if (task === undefined || record.task === task) return undefined;
  return new IbertError('WRONG_TASK', `expected a record of ${task}, found one of ${record.task}`);
}

function check({ line, record }: Waiting, verdict: Verdict, duplicates: Duplicates): RecordCheck {
  const { id } = record;
  const settled = verdict.ok ? (duplicates.admit(record, `the record ${id}`) ?? verdict) : verdict;
  if (settled.ok) return { line, id, ok: true };
  const { reason, error } = settled;
  return { line, id, ok: false, reason, error };
}
