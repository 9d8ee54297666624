import { describe, expect, it } from 'vitest';
import { compileWithIbis, tpcQueries } from './oracle.js';
import { tpcTables } from './tpc-data.js';
import { itAgreesOnQueries } from './tpc-suite.js';
import { openTpcds } from './tpcds-database.js';
import { UNBUILDABLE } from './tpcds-unbuildable.js';

const ALL = tpcQueries('tpcds');
const QUERIES = ALL.filter(({ number }) => !UNBUILDABLE.has(number));

describe('TPC-DS: the query functions of real Ibis, through our engine', () => {
  it('are 99, of which real Ibis builds 90', async () => {
    expect(ALL.map(({ number }) => number)).toEqual(Array.from({ length: 99 }, (_, i) => i + 1));
    expect(QUERIES).toHaveLength(90);
    const connection = await openTpcds([]);
    const tables = await tpcTables(connection);
    connection.closeSync();
    const answers = compileWithIbis(ALL.map(({ number, ibis }) => ({ id: number, ibis, tables })));
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [[answer.id, answer.error]]));
    expect(refused).toEqual([...UNBUILDABLE]);
  });

  itAgreesOnQueries({
    name: 'TPC-DS',
    prefix: 'tpcds',
    queries: QUERIES,
    open: async () => await openTpcds(QUERIES),
  });
});
