import type { Verification } from '@ibert/core/records';
import type { Relation } from '@ibert/ir';

import type { Tables } from './fixtures/base.js';
import type { Rejection } from './reasons.js';

/** What an Ibis program compiles to. */
export interface Compiled {
  /** DuckDB SQL. */
  readonly sql: string;
  readonly relation: Relation;
}

/** Two texts that claim to mean the same. */
export interface Pair {
  readonly tables: Tables;
  readonly sql: string;
  readonly compiled: Compiled;
}

/** Who vouches for a record. */
export type Judge = Verification['judge'];

/** A wrong answer that is close to the right one, and how it was told apart. */
export interface NearMiss {
  /** The wrong program. */
  readonly ibis: string;
  /** What is wrong with it, and on which fixture it shows. */
  readonly why: string;
}

export interface Proof {
  readonly ok: true;
  readonly verification: Verification;
  /** A killed mutant, for preference data. */
  readonly nearMiss?: NearMiss;
  /** Mutants that neither a fixture nor a rule could settle. */
  readonly survivors?: readonly string[];
}

/** Proven, with what was run; or refused, with the reason. */
export type Verdict = Proof | Rejection;
