import type { Difficulty } from '@ibert/core/records';

import type { Source } from './source.js';

/** Text put in place of what stands from `start` to `end` of the correct program. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One way in which a program can be wrong. */
export interface Mistake {
  /** What makes the correct program wrong; they do not overlap. */
  readonly edits: readonly Edit[];
  /** What the wordings may name. */
  readonly slots: Slots;
}

/** What was written (`wrong`), what was meant (`right`), and whatever else a kind's wordings name. */
export interface Slots {
  readonly wrong: string;
  readonly right: string;
  readonly [slot: string]: string;
}

/** In how many programs a mistake can be made: of a hundred, about 3, 8, 30, or more. */
export type Reach = 'rare' | 'few' | 'some' | 'most';

/** A kind of mistake: where it can happen, how it shows, and how it is explained. */
export interface MistakeKind {
  /** `meta.error_type`. */
  readonly name: string;
  readonly difficulty: Difficulty;
  readonly reach: Reach;
  /** What the error says when the mistake is of this kind; anything else is not used. */
  readonly fails: RegExp;
  readonly find: (source: Source) => readonly Mistake[];
  /** What is wrong; `{slot}` stands for a slot of the mistake. */
  readonly what: readonly string[];
  /** Why, and what is right. */
  readonly why: readonly string[];
}

/** A mistake of one edit. */
export function replaced(
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
  slots: Slots,
): Mistake {
  return { edits: [{ start, end, text }], slots };
}

/** The wrong program that a mistake makes of the correct one. */
export function broken(text: string, { edits }: Mistake): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Every explanation that a kind has for a mistake. */
export function explanations(kind: MistakeKind, { slots }: Mistake): readonly string[] {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, slot: string) => slots[slot] ?? whole);
  return kind.what.flatMap((what) => kind.why.map((why) => `${fill(what)} ${fill(why)}`));
}
