import { createRandom, deriveSeed, IbertError, type Random } from '@ibert/core';
import { sha256Hex } from '@ibert/core/files';
import { type Difficulty, DIFFICULTIES, type DraftOf } from '@ibert/core/records';
import { printIbis } from '@ibert/ibis';
import { printSchema } from '@ibert/ir';
import { type Composed, composeRelation, type LiteralSource } from '@ibert/ir/compose';
import { emitSql } from '@ibert/sql';
import { fixtureLiterals, reject, type Rejection, type Tables } from '@ibert/validation';
import type { Candidate, CandidateSource } from '../candidate.js';
import { EXPRESSION_NAME } from './template-pairs.js';

export interface ComposedSourceOptions {
  /** Sets of tables by name. */
  readonly worlds: Readonly<Record<string, Tables>>;
  /** All difficulties in equal shares when left out. */
  readonly difficulty?: Difficulty | undefined;
  /** How many candidates there are. */
  readonly count: number;
  readonly seed: number;
}

/** Pairs of composed programs: SQL and Ibis code written from one relation. */
export function composedPairs(options: ComposedSourceOptions): CandidateSource {
  const { worlds, difficulty, count, seed } = options;
  const printed = Object.entries(worlds).map(([world, tables]) => [world, contextOf(tables)]);
  return {
    command: 'compose',
    key: sha256Hex(JSON.stringify({ printed, difficulty, count, seed })),
    total: count,
    *candidates() {
      const literals = new Map(
        Object.entries(worlds).map(([name, tables]) => [name, fixtureLiterals(tables, seed)]),
      );
      for (let n = 0; n < count; n++) {
        const random = createRandom(deriveSeed(seed, 'compose', n));
        const world = random.choice(Object.keys(worlds));
        yield candidateOf(`${world}/${n}`, {
          tables: worlds[world] ?? {},
          random,
          difficulty: difficulty ?? random.choice(DIFFICULTIES),
          literals: literals.get(world),
        });
      }
    },
  };
}

interface Task {
  readonly tables: Tables;
  readonly random: Random;
  readonly difficulty: Difficulty;
  readonly literals: LiteralSource | undefined;
}

function candidateOf(name: string, { literals, ...task }: Task): Candidate {
  const composed = composeRelation({
    ...task,
    ...(literals === undefined ? {} : { literals }),
  });
  const draft = draftOf(composed, task);
  const about =
    'ok' in draft ? {} : { context: draft.context, input: draft.input, target: draft.target };
  return { name, about: { composed: name, difficulty: task.difficulty, ...about }, draft };
}

function draftOf(
  { relation, operations }: Composed,
  { tables, difficulty }: Pick<Task, 'tables' | 'difficulty'>,
): DraftOf<'sql_to_ibis'> | Rejection {
  try {
    const { sql } = emitSql(relation, 'duckdb');
    const ibis = printIbis(relation);
    const features = [...new Set(operations.map((operation) => snakeCase(operation)))];
    return {
      task: 'sql_to_ibis',
      dialect: 'duckdb',
      // All tables of the set, as a reader finds them: the program chooses.
      context: contextOf(tables),
      input: { sql },
      target: { ibis, expr_name: EXPRESSION_NAME },
      meta: { source: 'composed', features, difficulty },
      // Both texts come from one relation: only the engine vouches for them.
      judge: 'self',
    };
  } catch (error) {
    if (error instanceof IbertError) return reject('UNSUPPORTED', error.message);
    throw error;
  }
}

const contextOf = (tables: Tables): DraftOf<'sql_to_ibis'>['context'] => ({
  tables: Object.fromEntries(
    Object.entries(tables).map(([name, schema]) => [name, { schema: printSchema(schema) }]),
  ),
});

/** `steps.orderBy` → `order_by`: an operation of the usage table as a feature. */
const snakeCase = (operation: string): string =>
  operation
    .replace(/^.*\./, '')
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/^_/, '');
