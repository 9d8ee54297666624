import { describe } from 'vitest';
import { itReadsIbisSql } from './from-ibis-sql-suite.js';
import { tpcQueries } from './oracle.js';
import { openTpcds } from './tpcds-database.js';
import { UNBUILDABLE } from './tpcds-unbuildable.js';
import { openTpch } from './tpch-database.js';

describe('the SQL that real Ibis writes for TPC-H', () => {
  itReadsIbisSql({
    name: 'TPC-H',
    prefix: 'from-ibis-sql/tpch',
    queries: tpcQueries('tpch'),
    open: openTpch,
  });
});

describe('the SQL that real Ibis writes for TPC-DS', () => {
  const queries = tpcQueries('tpcds').filter(({ number }) => !UNBUILDABLE.has(number));
  itReadsIbisSql({
    name: 'TPC-DS',
    prefix: 'from-ibis-sql/tpcds',
    queries,
    open: async () => await openTpcds(queries),
  });
});
