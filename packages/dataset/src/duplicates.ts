import { questionKey } from '@ibert/core/records';
import { sha256Hex } from '@ibert/core/files';
import { reject, type Rejection } from '@ibert/validation';
import type { Question } from './to-record.js';

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
  admit(question: Question, name: string): Rejection | undefined {
    const key = sha256Hex(questionKey(question));
    const target = question.target.ibis;
    const earlier = this.#kept.get(key);
    if (earlier === undefined) {
      this.#kept.set(key, { target, name });
      return undefined;
    }
    return earlier.target === target
      ? reject('DUPLICATE', `${earlier.name} has the same tables, SQL and Ibis`)
      : reject('CONFLICT', `${earlier.name} has the same tables and SQL with other Ibis code`);
  }
}
