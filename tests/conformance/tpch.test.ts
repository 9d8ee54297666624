import { describe, expect, it } from 'vitest';
import { tpcQueries } from './oracle.js';
import { itAgreesOnQueries } from './tpc-suite.js';
import { openTpch } from './tpch-database.js';

const QUERIES = tpcQueries('tpch');

describe('TPC-H: the query functions of real Ibis, through our engine', () => {
  it('are 22', () => {
    expect(QUERIES.map(({ number }) => number)).toEqual(
      Array.from({ length: 22 }, (_, i) => i + 1),
    );
  });

  itAgreesOnQueries({ name: 'TPC-H', prefix: 'tpch', queries: QUERIES, open: openTpch });
});
