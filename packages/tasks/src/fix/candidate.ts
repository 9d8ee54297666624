import type { Fault } from './fault.js';

/** Text put in place of what stands from `start` to `end` (offsets in UTF-16 code units). */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A change that may repair one fault. */
export interface Candidate {
  /** They do not overlap. */
  readonly edits: readonly Edit[];
  /** 1 is an everyday slip; the dearer, the less likely is it what the author meant. */
  readonly cost: number;
  /** What was wrong and why, as one sentence. */
  readonly why: string;
}

/** Finds changes that a fault suggests. What they are worth is judged by running the result. */
export type Rule = (fault: Fault) => readonly Candidate[];

/** A candidate of one edit. */
export const replaced = (
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
  cost: number,
  why: string,
): Candidate => ({ edits: [{ start, end, text }], cost, why });

/** A candidate that puts text in at one place. */
export const inserted = (at: number, text: string, cost: number, why: string): Candidate =>
  replaced({ start: at, end: at }, text, cost, why);

/** The text after the edits; undefined where they overlap. */
export function applied(text: string, edits: readonly Edit[]): string | undefined {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) return undefined;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
