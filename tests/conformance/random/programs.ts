import { createRandom, deriveSeed, type Seed } from '@ibert/core';
import { OP_NAMES } from '@ibert/ir';
import { composeRelation, composeWide, DIFFICULTIES, type LiteralSource } from '@ibert/ir/compose';
import { dialectSupport } from '@ibert/sql';
import { fixtureLiterals, type Tables } from '@ibert/validation';

import { COMPOSE_SCHEMAS, WIDE_TABLES } from '../../ir/compose-schemas.js';

import type { Program } from './judge.js';

/** The seed of the fixtures that literals are taken from and programs are run on. */
export const FIXTURE_SEED = 12;

const SCHEMAS = Object.values(COMPOSE_SCHEMAS);
const literals = new Map<Tables, LiteralSource>(
  SCHEMAS.map((tables) => [tables, fixtureLiterals(tables, FIXTURE_SEED)]),
);

/** The n-th program of a seed; it depends on nothing else. */
export function programOf(seed: Seed, n: number): Program {
  const random = createRandom(deriveSeed(seed, n));
  const tables = random.choice(SCHEMAS);
  const difficulty = random.choice(DIFFICULTIES);
  const source = literals.get(tables);
  const { relation } = composeRelation({
    tables,
    random,
    difficulty,
    ...(source === undefined ? {} : { literals: source }),
  });
  return { tables, relation };
}

const SUPPORT = dialectSupport().duckdb;
const OPERATIONS = OP_NAMES.filter((name) => SUPPORT.get(name)?.how !== 'refused');

/** The n-th program of a seed that makes no sense: every operation that DuckDB has, every type. */
export function wideProgramOf(seed: Seed, n: number): Program {
  const random = createRandom(deriveSeed(seed, 'wide', n));
  return {
    tables: WIDE_TABLES,
    relation: composeWide({ tables: WIDE_TABLES, random, operations: OPERATIONS }),
  };
}
