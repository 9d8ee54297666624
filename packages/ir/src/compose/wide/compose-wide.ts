import { IbertError, InternalError } from '@ibert/core';
import type { Random } from '@ibert/core';

import type { OpName } from '../../operations/index.js';
import { unboundTable } from '../../relations/make.js';
import type { Relation } from '../../relations/types.js';
import { primaryKey } from '../keys.js';
import type { Tables } from '../keys.js';
import { WIDE_STEPS } from './steps.js';
import type { Stage } from './stage.js';

/** What {@link composeWide} works from. */
export interface WideOptions {
  readonly tables: Tables;
  /** Where all choices come from: equal streams give equal programs. */
  readonly random: Random;
  /** The value operations that may occur. */
  readonly operations: readonly OpName[];
  /** At most so many steps; default 4. */
  readonly steps?: number;
}

/**
 * Composes a well-typed relation without regard to sense: every operation, every type, NULL
 * literals, odd names, frames and joins of all kinds. Its result is determined by the rows, as that
 * of `composeRelation` is. Meant for finding faults.
 */
export function composeWide({ tables, random, operations, steps = 4 }: WideOptions): Relation {
  let ids = 0;
  const names = Object.keys(tables);
  const nextId = (): number => (ids += 1);
  const tableOf = (): Stage => {
    const name = random.choice(names);
    const schema = tables[name];
    if (schema === undefined) throw new InternalError(`no table ${name}`);
    const key = primaryKey(schema);
    return {
      relation: unboundTable(name, schema),
      key: key === undefined ? undefined : [key],
    };
  };
  let stage = tableOf();
  let made = 0;
  const wanted = random.int(1, steps);
  for (let tries = 0; tries < wanted * 4 && made < wanted; tries += 1) {
    const step = random.choice(WIDE_STEPS);
    try {
      const next = step({ random, operations, nextId, tableOf }, stage);
      if (next === undefined) continue;
      stage = next;
      made += 1;
    } catch (error) {
      // A combination that the operations refuse; another is drawn.
      if (!(error instanceof IbertError)) throw error;
    }
  }
  return stage.relation;
}
