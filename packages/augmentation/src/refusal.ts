/**
 * Reasons that a record is left without a variant:
 * - `UNREADABLE`: one of its texts does not parse here
 * - `NAME_TAKEN`: a new name is in use in the schema or the program
 * - `NAME_AMBIGUOUS`: it cannot be told which places stand for the column or table
 * - `NAME_BUILT`: the program depends on how a name is spelt, or puts it together
 * - `OUTPUTS_DIFFER`: the two sides would call their columns differently
 * - `VALUE_UNMATCHED`: with the new constants (and names) a side no longer means the same
 * - `NOTHING_TO_CHANGE`: the texts hold nothing of the kind, or a variant had the same texts before
 */
export type RefusalReason =
  | 'UNREADABLE'
  | 'NAME_TAKEN'
  | 'NAME_AMBIGUOUS'
  | 'NAME_BUILT'
  | 'OUTPUTS_DIFFER'
  | 'VALUE_UNMATCHED'
  | 'NOTHING_TO_CHANGE';

/** Why something was not made. */
export interface Refusal {
  readonly refused: RefusalReason;
  /** The name or message that it is about, where there is one. */
  readonly about?: string;
  /** What was to be changed. */
  readonly mix?: string;
}
