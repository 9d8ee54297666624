import {
  questionKey,
  type DatasetRecord,
  type Judge,
  type RecordSource,
  type Task,
} from '@ibert/core/records';
import { hashOf } from './program-shape.js';
import type { RecordShapes } from './record-shape.js';

/** What is remembered of a record while the dataset is made. */
export interface Entry {
  /** Its place in the order of the sources. */
  readonly index: number;
  readonly id: string;
  readonly task: Task;
  readonly judge: Judge;
  readonly recordSource: RecordSource;
  readonly template: string | undefined;
  readonly origin: string | undefined;
  /** Where a mined record was found: records of one file belong together. */
  readonly mined: string | undefined;
  /** Hashes of its tables' names and columns. */
  readonly tables: readonly string[];
  /** Hashes of what it asks and of what it answers. */
  readonly question: string;
  readonly target: string;
  readonly skeleton: string;
  readonly wording: string;
  /** See RecordShape. */
  readonly exact: string;
  readonly prose: readonly string[];
}

export function entryOf(record: DatasetRecord, index: number, shapes: RecordShapes): Entry {
  const { meta, context, target } = record;
  const { provenance } = meta;
  return {
    index,
    id: record.id,
    task: record.task,
    judge: meta.verification.judge,
    recordSource: meta.source,
    template: meta.template,
    origin: meta.origin,
    mined: provenance && `${provenance.repo} ${provenance.path}`,
    tables: tableKeys(context),
    question: hashOf(questionKey(record)),
    target: hashOf(JSON.stringify(target)),
    ...shapes.shapeOf(record),
  };
}

/**
 * A key per table: its name and its columns with their types. Two records share a schema when they
 * share a key; so do records with the same set of tables.
 */
export const tableKeys = ({ tables }: DatasetRecord['context']): readonly string[] =>
  Object.entries(tables)
    .map(([name, { schema }]) =>
      hashOf(JSON.stringify([name, Object.entries(schema).sort(([a], [b]) => (a < b ? -1 : 1))])),
    )
    .sort();
