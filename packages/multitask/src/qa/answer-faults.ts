import type { RecordContext } from '@ibert/core/records';
import type { Rejection } from '@ibert/validation';

import { falseClaim } from './claims.js';
import { namesOf } from './example-names.js';

/** Says what is wrong with an answer; undefined for one without fault. */
export type AnswerFault = (answer: string) => string | undefined;

/**
 * What the check of an answer says before anything is run, for answers that the same examples go with.
 * A rejection where the examples themselves are no programs.
 */
export function answerFaults(
  examples: readonly string[],
  context: RecordContext,
): AnswerFault | Rejection {
  const names = namesOf(examples, context);
  if ('ok' in names) return names;
  return (answer) => falseClaim(answer, names)?.error;
}
