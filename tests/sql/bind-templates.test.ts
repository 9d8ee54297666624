import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { parseSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { expandTemplate, loadTemplates } from '@ibert/templates';
import { Prover } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Of the expansions that state SQL, every so manieth is proven; `BIND_EVERY=1` proves them all. */
const EVERY = Number(process.env['BIND_EVERY'] ?? 12);

const TEMPLATES = await loadTemplates('templates/sql2ibis', TEMPLATE_OPTIONS);
const QUERIES = TEMPLATES.flatMap((template) => [...expandTemplate(template)]).flatMap(
  ({ sql, tables }) => (sql === undefined ? [] : [{ sql, tables }]),
);

describe('the SQL of the templates, bound and written again', () => {
  let prover: Prover;
  beforeAll(async () => {
    prover = await Prover.open();
  });
  afterAll(() => {
    prover.close();
  });

  it('is there', () => {
    expect(QUERIES.length).toBeGreaterThan(2000);
  });

  it.each(QUERIES.filter((_, i) => i % EVERY === 0))('$sql', async ({ sql, tables: given }) => {
    const tables = Object.fromEntries(
      Object.entries(given).map(([name, { schema }]) => [name, parseSchema(schema)]),
    );
    const [bound] = bindSql(sql, { tables });
    if (bound === undefined) throw new Error('no statement');
    const { relation } = bound;
    const compiled = { sql: emitSql(relation, 'duckdb').sql, relation };
    const verdict = await prover.prove({ tables, sql, compiled });
    expect(verdict.ok ? 'none' : `${verdict.reason}: ${verdict.error}`).toBe('none');
  });

  it('binds in full', () => {
    for (const { sql, tables: given } of QUERIES) {
      const tables = Object.fromEntries(
        Object.entries(given).map(([name, { schema }]) => [name, parseSchema(schema)]),
      );
      expect(() => bindSql(sql, { tables }), sql).not.toThrow();
    }
  });
});
