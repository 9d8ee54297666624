import { IbertError } from '@ibert/core';
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
  ({ sql, tables, template, variation }) =>
    sql === undefined ? [] : [{ sql, tables, name: `${template}/${variation}` }],
);

/** Pairs whose SQL is right for the rows of its Ibis side, but has no translation for all rows. */
const REFUSED: readonly (readonly [RegExp, RegExp])[] = [
  [/^satellite_passes\/time_buckets_/, /its buckets start on another day/],
  [/^recipe_arrays\/sort_and_unique_/, /taken are list_sort\(array\)/],
  [/^recipe_arrays\/combine_/, /all of the lists may be NULL|order of the result and NULLs/],
  [/^recipe_arrays\/zip_lists_/, /Ibis names the fields/],
  [/^parcel_conditions\/casts_/, /tells about the session or the engine/],
  [/^auction_bids\/json_values_/, /Ibis has no such function of JSON/],
  [/^meter_tables\/position_in_list_/, /would also look for NULL/],
];

/** Why a query is not translated; undefined when it is. */
function refusalOf({ sql, tables: given }: (typeof QUERIES)[number]): string | undefined {
  const tables = Object.fromEntries(
    Object.entries(given).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
  try {
    bindSql(sql, { tables });
    return undefined;
  } catch (error) {
    if (error instanceof IbertError) return error.message;
    throw error;
  }
}

const TRANSLATED = QUERIES.filter((query) => refusalOf(query) === undefined);

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

  it.each(TRANSLATED.filter((_, i) => i % EVERY === 0))('$sql', async ({ sql, tables: given }) => {
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

  it('binds in full, but for what is refused with its reason', () => {
    for (const query of QUERIES) {
      const refusal = refusalOf(query);
      if (refusal === undefined) continue;
      const reason = REFUSED.find(([name]) => name.test(query.name))?.[1];
      expect(refusal, `${query.name}: ${query.sql}`).toMatch(reason ?? /^$/);
    }
    for (const [name] of REFUSED) {
      const refused = QUERIES.some((query) => name.test(query.name) && refusalOf(query));
      expect(refused, `${name.source} is translated now`).toBe(true);
    }
  });
});
