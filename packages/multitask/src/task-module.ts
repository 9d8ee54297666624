import type { Random } from '@ibert/core';
import type { DraftOf, Judge, RecordMeta, RecordOf, Task } from '@ibert/core/records';
import type { Relation, Schema } from '@ibert/ir';
import type { ExpandedTask, FieldTexts } from '@ibert/templates';
import type { Rejection, Verdict } from '@ibert/validation';

import type { Bench } from './bench.js';
import type { Oracle } from './oracle/oracle.js';

/** A pair of texts, from which records of the other tasks are derived. */
export interface Program {
  readonly record: Pick<RecordOf<'sql_to_ibis'>, 'id' | 'context' | 'target'> & {
    /** A mined program's own pair need not be proven. */
    readonly meta: Omit<RecordMeta, 'verification'> & Partial<Pick<RecordMeta, 'verification'>>;
  };
  readonly tables: Readonly<Record<string, Schema>>;
  /** What the record's Ibis code evaluates to. */
  readonly relation: Relation;
}

/**
 * A derived record before its lineage is filled in: `meta.source`, `template`, `variation`, `origin`,
 * `features` and `difficulty` are those of the program unless given here.
 */
export interface Derived<T extends Task> {
  readonly input: RecordOf<T>['input'];
  readonly target: RecordOf<T>['target'];
  /** Dialect of the record; default `duckdb`. */
  readonly dialect?: string;
  /** Told apart from other records derived from the same program, in snake_case. */
  readonly kind: string;
  readonly meta?: Partial<DraftOf<T>['meta']>;
  /** Default: that of the program. */
  readonly judge?: DraftOf<T>['judge'];
}

/** The texts that a template gives, completed by the engine. */
export interface Completed {
  readonly input: FieldTexts;
  readonly target: FieldTexts;
  /** Default `authored`: both sides are the template's own. */
  readonly judge?: Judge;
}

/** What the system knows about one task. */
export interface TaskModule<T extends Task> {
  readonly task: T;
  /**
   * Proves what the record claims, from the record alone: it serves generation and
   * `validate-multitask`. A wrong record is a verdict; only defects of the product are thrown.
   */
  readonly check: (draft: DraftOf<T>, bench: Bench) => Promise<Verdict>;
  /**
   * Records made of one proven program, the best first; none when it does not lend itself. All
   * choices come from `random`, whose seed belongs to the program alone.
   */
  readonly derive: (program: Program, random: Random) => readonly Derived<T>[];
  /** Part of the programs that records are derived from, 0 to 1; absent: of all. */
  readonly share?: number;
  /** The Ibis programs that the record answers with, each runnable on its tables. */
  readonly programs: (draft: DraftOf<T>) => readonly string[];
  /**
   * What real Ibis says against the record, beside its programs; `open` where it cannot tell, so
   * that it does not vouch.
   */
  readonly oracle?: (
    draft: DraftOf<T>,
    oracle: Oracle,
    bench: Bench,
  ) => Promise<Rejection | 'open' | undefined>;
  /**
   * Fills in what a template may leave to the engine.
   *
   * @throws IbertError when the engine refuses.
   */
  readonly complete?: (expanded: ExpandedTask, tables: Program['tables']) => Completed;
}
