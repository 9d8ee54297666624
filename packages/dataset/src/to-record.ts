import { type DatasetRecord, type Draft, recordId, type Verification } from '@ibert/core/records';
import { IBIS_VERSION } from './versions.js';

/** What all records of one output share. */
export interface RecordFrame {
  readonly systemPrompt: string;
  /** The file of the dataset that the records belong to, e.g. `data/sql2ibis/train.jsonl`. */
  readonly sourceFile: string;
}

/** Dialects whose own engine executes their records. */
const ENGINES: ReadonlySet<string> = new Set(['duckdb', 'postgres', 'sqlite']);

/** The record of a proven draft. */
export function toRecord(
  draft: Draft,
  verification: Verification,
  { systemPrompt, sourceFile }: RecordFrame,
): DatasetRecord {
  const { judge: _judge, score, meta, ...question } = draft;
  return {
    id: recordId(question),
    ...question,
    backend: ENGINES.has(draft.dialect) ? draft.dialect : 'duckdb',
    ibis_version: IBIS_VERSION,
    system_prompt: systemPrompt,
    meta: { ...meta, verification: { ...verification, ...score } },
    source_file: sourceFile,
  } as DatasetRecord;
}
