import type { FindingReason } from '../finding.js';

/** Why nothing could be made of a stretch of code. */
export interface Fault {
  readonly reason: FindingReason;
  readonly error: string;
}

export const fault = (reason: FindingReason, error: string): Fault => ({ reason, error });

export const isFault = (value: object): value is Fault => 'reason' in value && 'error' in value;
