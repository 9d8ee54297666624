import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { equivalence, mutate, RULES } from '@ibert/ir/mutate';
import { describe, expect, it } from 'vitest';

import { COLUMNS, RULE_CASES } from './mutate-cases.js';
import type { Mutated } from './mutate-cases.js';

const TABLES = Object.fromEntries(
  Object.entries(COLUMNS).map(([name, columns]) => [name, parseSchema(columns)]),
);

function ruleFor({ ibis, phrase }: Mutated): string | undefined {
  const { relation } = evaluateIbis(ibis, { tables: TABLES });
  const mutants = mutate(relation, { limit: 500 });
  const found = mutants.find((mutant) => mutant.phrase === phrase);
  if (found === undefined) {
    throw new Error(`no mutant "${phrase}" among ${mutants.map((m) => m.phrase).join('; ')}`);
  }
  return equivalence(relation, found);
}

describe('equivalence rules', () => {
  it.each(RULE_CASES)('$rule: covers $covers.ibis', ({ rule, covers }) => {
    expect(ruleFor(covers)).toBe(rule);
  });

  it.each(RULE_CASES)('$rule: leaves $refuses.ibis to the rows', ({ refuses }) => {
    expect(ruleFor(refuses)).toBeUndefined();
  });

  it('are all tried, and nothing but they', () => {
    const tried = new Set(RULE_CASES.map(({ rule }) => rule));
    expect([...tried].sort()).toEqual(RULES.map(({ name }) => name).sort());
  });
});
