import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { DatasetRecord } from './record-schema.js';

type Distribute<R, K extends keyof DatasetRecord> = R extends DatasetRecord ? Pick<R, K> : never;

/** The parts of a record that make it the record it is; its meta data are not among them. */
export type RecordIdentity = Distribute<
  DatasetRecord,
  'task' | 'dialect' | 'context' | 'input' | 'target'
>;

/** The parts that two duplicates share; with different targets they are a conflict. */
export type RecordQuestion = Distribute<DatasetRecord, 'task' | 'dialect' | 'context' | 'input'>;

/** The namespace of record ids, made once for this project. */
const RECORD_NAMESPACE = '5f0c9a7e-3d41-4b8e-9f27-6a1d0c84b3e2';

/**
 * A record's id: the UUIDv5 of the canonical JSON of its task, dialect, context, input and target.
 * The same example has the same id in every run, wherever it is written.
 */
export function recordId({ task, dialect, context, input, target }: RecordIdentity): string {
  return uuidV5(RECORD_NAMESPACE, canonicalJson({ task, dialect, context, input, target }));
}

/** A text that is equal for two records exactly when they ask the same thing. */
export function questionKey({ task, dialect, context, input }: RecordQuestion): string {
  return canonicalJson({ task, dialect, context, input });
}

/**
 * A name-based UUID, version 5.
 *
 * Source: RFC 9562, section 5.5.
 */
export function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash.writeUInt8(((hash[6] ?? 0) & 0x0f) | 0x50, 6);
  hash.writeUInt8(((hash[8] ?? 0) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
