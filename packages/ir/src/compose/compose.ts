import { IbertError, InternalError } from '@ibert/core';
import type { Random } from '@ibert/core';

import { unboundTable } from '../relations/make.js';
import type { Relation } from '../relations/types.js';
import { pickNamed } from './draft.js';
import type { Difficulty, Draft, LiteralSource } from './draft.js';
import type { Frame } from './frame.js';
import { primaryKey, referencesOf, singular } from './keys.js';
import type { Tables } from './keys.js';
import { plausibleLiterals } from './literals.js';
import { meaningOf } from './meaning.js';
import { mayFollow } from './phases.js';
import type { Step } from './phases.js';
import { STEPS } from './steps.js';

/** What {@link composeRelation} works from. */
export interface ComposeOptions {
  /** The tables that the program may read, with their columns. */
  readonly tables: Tables;
  /** Where all choices come from: equal streams give equal programs. */
  readonly random: Random;
  /** How much the program asks: 1 to 3 steps, 2 to 5, 4 to 8. */
  readonly difficulty: Difficulty;
  /** Values of the columns, to compare with; absent: plausible ones by type and name. */
  readonly literals?: LiteralSource;
  /** Weights by `family.operation` that differ from the usage table; 0 leaves an operation out. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** A composed program. */
export interface Composed {
  readonly relation: Relation;
  /** The operations of the usage table that were drawn, as `family.operation`, in order. */
  readonly operations: readonly string[];
}

const STEP_COUNTS = { easy: [1, 3], medium: [2, 5], hard: [4, 8] } as const satisfies Readonly<
  Record<Difficulty, readonly [number, number]>
>;

/**
 * Composes a relation that an analyst might ask for: joins along keys, conditions on values that
 * occur, sums of amounts and never of keys, windows over total orders, limits only where the order
 * of the rows is fixed, so that the result is determined by the rows alone.
 *
 * @throws IbertError `NO_TABLES` without a table to start from.
 */
export function composeRelation(options: ComposeOptions): Composed {
  const { tables, random, difficulty, literals = plausibleLiterals, weights = {} } = options;
  const names = Object.keys(tables);
  if (names.length === 0) {
    throw new IbertError('NO_TABLES', 'there is no table to compose a program of', {
      hint: 'Give at least one table with columns.',
    });
  }
  const operations: string[] = [];
  let ids = 0;
  const draft: Draft = {
    random,
    difficulty,
    tables,
    references: referencesOf(tables),
    literals,
    weights,
    table: (name) => tableFrame(name, tables),
    nextId: () => (ids += 1),
    tested: new Set(),
    use: (operation) => void operations.push(operation),
  };
  const [least, most] = STEP_COUNTS[difficulty];
  const count = random.int(least, most);
  let frame = draft.table(random.choice(names));
  const done: Step[] = [];
  while (done.length < count) {
    const left = count - done.length;
    const next = pickNamed(draft, 'steps', STEPS, [frame], (name) => mayFollow(name, done, left));
    if (next === undefined) break;
    frame = next.made;
    done.push(next.operation);
  }
  return { relation: frame.relation, operations };
}

function tableFrame(name: string, tables: Tables): Frame {
  const schema = tables[name];
  if (schema === undefined) throw new InternalError(`no table ${name}`);
  const key = primaryKey(schema);
  return {
    relation: unboundTable(name, schema),
    columns: [...schema].map(([column, type]) => ({
      name: column,
      type,
      meaning: meaningOf(column, type),
      origin: { table: name, column },
    })),
    key: key === undefined ? undefined : [key],
    subject: singular(name),
    tables: [name],
  };
}
