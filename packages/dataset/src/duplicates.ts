import { canonicalJson } from '@ibert/core';
import { sha256Hex } from '@ibert/core/files';
import { questionKey, type RecordIdentity } from '@ibert/core/records';
import { reject, type Rejection } from '@ibert/validation';

interface Kept {
  readonly target: string;
  /** What to call the record in a message. */
  readonly name: string;
}

/**
 * Finds records that ask what an earlier kept record asks: duplicates when the answer is the same,
 * conflicts when it is another one.
 */
export class Duplicates {
  readonly #kept = new Map<string, Kept>();

  /** Nothing for a new question, which is kept from now on; else why it may not be kept. */
  admit(record: RecordIdentity, name: string): Rejection | undefined {
    const key = sha256Hex(questionKey(record));
    const target = sha256Hex(canonicalJson(record.target));
    const earlier = this.#kept.get(key);
    if (earlier === undefined) {
      this.#kept.set(key, { target, name });
      return undefined;
    }
    return earlier.target === target
      ? reject('DUPLICATE', `${earlier.name} has the same tables, input and target`)
      : reject('CONFLICT', `${earlier.name} has the same tables and input with another target`);
  }
}
