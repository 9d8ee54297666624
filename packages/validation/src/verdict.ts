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

export interface Proof {
  readonly ok: true;
  readonly verification: Verification;
}

/** Proven, with what was run; or refused, with the reason. */
export type Verdict = Proof | Rejection;
