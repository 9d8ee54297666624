import { emitSql } from '@ibert/sql';
import { SqlError } from '@ibert/sql/bind';
import { Prover } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CONSTRUCTS } from './sql-support/constructs.js';
import { boundOrRefused, sqlSupportPage, TABLES } from './sql-support/page.js';

it('the page of what is translated in docs is what the texts and tables give', async () => {
  // When it is out of date: node scripts/sql-support.mjs
  await expect(sqlSupportPage()).toMatchFileSnapshot('../../docs/sql-support.md');
});

describe('what the page calls translated gives the rows of the text in DuckDB', () => {
  let prover: Prover;
  beforeAll(async () => {
    prover = await Prover.open();
  });
  afterAll(() => prover.close());

  describe.each([...CONSTRUCTS])('%s', (_section, constructs) => {
    it.each(constructs.filter(({ unproven }) => unproven !== true))('$name', async (construct) => {
      const outcome = boundOrRefused(construct);
      if (outcome instanceof SqlError) {
        // Every refusal says where.
        expect(outcome.span?.line).toBe(1);
        return;
      }
      const [bound, ...others] = outcome;
      if (bound === undefined || others.length > 0) throw new Error('not one statement');
      const { relation } = bound;
      const compiled = { sql: emitSql(relation, 'duckdb').sql, relation };
      const sql = construct.original ?? construct.sql;
      const verdict = await prover.prove({ tables: TABLES, sql, compiled });
      expect(verdict.ok ? 'none' : `${verdict.reason}: ${verdict.error}\n${compiled.sql}`).toBe(
        'none',
      );
    });
  });
});
