import type { DataType } from '@ibert/ir';

import type { Frame } from './frames.js';
import type { Kind } from './probe.js';
import type { Column } from './scene.js';

/** Text that may be added, how likely it is (comparable within one list), and what it is. */
export interface Fill {
  readonly text: string;
  readonly score: number;
  readonly why: string;
}

/** An argument that is wanted. */
export interface Wanted {
  readonly key: string;
  readonly parameter: string | undefined;
  readonly receiverType: DataType | undefined;
  /** How rows are called: `_`, a table's name, a lambda's parameter. */
  readonly row: string;
  readonly columns: readonly Column[];
  readonly depth: number;
  readonly inside: readonly Frame['kind'][];
  /** Whether the argument has its name already. */
  readonly named?: boolean;
  /** The name that the code gives to the value. */
  readonly resultName?: string | undefined;
  /** Whether no argument stands before it. */
  readonly first?: boolean | undefined;
  /** How the arguments before it write columns. */
  readonly style?: 'name' | 'attribute' | undefined;
  /** The argument before it as written. */
  readonly before?: string | undefined;
  /** The right table of a join, where it is known. */
  readonly right?: readonly Column[] | undefined;
  /** The name of that table, where it has one. */
  readonly rightName?: string | undefined;
}

/** What is called, and on what. */
export interface Called {
  readonly name: string;
  readonly receiver: Kind | string | undefined;
  /** How rows are called, and the columns that the arguments may speak of. */
  readonly row: string;
  readonly columns: readonly Column[];
  /** How deep the call stands in what is being made up. */
  readonly depth: number;
  /** The right table of a join, where it is known. */
  readonly right?: readonly Column[] | undefined;
}

/** Arguments that a call has already: how many by position, and which keywords. */
export interface Given {
  readonly positions: number;
  readonly keywords: readonly string[];
}

/** Makes lists of arguments; calls are made up inside of calls. */
export type MakeLists = (called: Called, most: number, given?: Given) => readonly Fill[];

/** The fills with their scores changed. */
export const scaled = (fill: Fill, by: number): Fill => ({ ...fill, score: fill.score * by });

/** The likeliest fills, each text once. */
export function best(fills: readonly Fill[], most: number): readonly Fill[] {
  const known = new Map<string, Fill>();
  for (const fill of fills) {
    const before = known.get(fill.text);
    if (before === undefined || before.score < fill.score) known.set(fill.text, fill);
  }
  return [...known.values()].toSorted((a, b) => b.score - a.score).slice(0, most);
}
