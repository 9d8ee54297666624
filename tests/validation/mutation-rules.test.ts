import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { mutate } from '@ibert/ir/mutate';
import { emitSql } from '@ibert/sql';
import { Prover, Validator } from '@ibert/validation';
import type { Example } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { COLUMNS, RULE_CASES } from '../ir/mutate-cases.js';
import type { Mutated } from '../ir/mutate-cases.js';

const tables = Object.fromEntries(
  Object.entries(COLUMNS).map(([name, columns]) => [name, parseSchema(columns)]),
);

let validator: Validator;
let prover: Prover;
beforeAll(async () => {
  validator = await Validator.open({ score: true, maxMutants: 60 });
  prover = await Prover.open();
});
afterAll(() => {
  validator.close();
  prover.close();
});

async function survivorsOf({ ibis }: Mutated): Promise<readonly string[]> {
  const { relation } = evaluateIbis(ibis, { tables });
  const example: Example = {
    context: {
      tables: Object.fromEntries(
        Object.entries(COLUMNS).map(([name, schema]) => [name, { schema: { ...schema } }]),
      ),
    },
    input: { sql: emitSql(relation, 'duckdb').sql },
    target: { ibis },
  };
  const verdict = await validator.validateExample(example);
  if (!verdict.ok) throw new Error(`${ibis}: ${verdict.reason}`);
  return verdict.survivors ?? [];
}

describe('what the equivalence rules say, on rows', () => {
  it.each(RULE_CASES)('$rule: no fixture tells $covers.phrase apart', async ({ covers }) => {
    const { relation } = evaluateIbis(covers.ibis, { tables });
    const mutant = mutate(relation, { limit: 500 }).find((m) => m.phrase === covers.phrase);
    if (mutant === undefined) throw new Error(`no mutant ${covers.phrase}`);
    const compiled = {
      relation: mutant.relation,
      sql: emitSql(mutant.relation, 'duckdb').sql,
    };
    const verdict = await prover.prove({ tables, sql: emitSql(relation, 'duckdb').sql, compiled });
    expect(verdict).toMatchObject({ ok: true });
  });

  it.each(RULE_CASES)('$rule: some fixture tells $refuses.phrase apart', async ({ refuses }) => {
    const { relation } = evaluateIbis(refuses.ibis, { tables });
    const phrases = mutate(relation, { limit: 60 }).map(({ phrase }) => phrase);
    expect(phrases).toContain(refuses.phrase);
    const survivors = await survivorsOf(refuses);
    expect(survivors.filter((text) => text.endsWith(`: ${refuses.phrase}`))).toEqual([]);
  });
});
