import { Renamer, readPair } from '@ibert/augmentation';
import { describe, expect, it } from 'vitest';

import { CASES, REFUSED, TABLES } from './rename-cases.js';
import { recordOf } from './support.js';

interface Names {
  readonly tables?: Readonly<Record<string, string>>;
  readonly columns?: Readonly<Record<string, string>>;
}

function rename(sql: string, ibis: string, { tables = {}, columns = {} }: Names) {
  const renamer = new Renamer(readPair(recordOf(TABLES, sql, ibis)));
  return renamer.rename({
    tables: new Map(Object.entries(tables)),
    columns: new Map(Object.entries(columns)),
  });
}

describe('renaming on the trees', () => {
  it.each(CASES)('$title', ({ sql, ibis, names, becomes }) => {
    const renamed = rename(sql, ibis, names);
    expect(renamed).toMatchObject({ sql: becomes[0], ibis: becomes[1] });
  });

  it.each(REFUSED)('refuses $title', ({ sql, ibis, names, reason }) => {
    expect(rename(sql, ibis, names)).toMatchObject({ refused: reason });
  });

  it("reads the quotes of the record's own dialect", () => {
    const sql = 'SELECT `total`, o.`status` FROM `orders` AS o WHERE o.total > 5';
    const record = recordOf(TABLES, sql, 'orders.filter(_.total > 5).select("total", "status")');
    const renamer = new Renamer(readPair({ ...record, dialect: 'mysql' }));
    const renaming = {
      tables: new Map([['orders', 'purchases']]),
      columns: new Map([['total', 'grand_total']]),
    };
    expect(renamer.rename(renaming)).toMatchObject({
      sql: 'SELECT `grand_total`, o.`status` FROM `purchases` AS o WHERE o.grand_total > 5',
      ibis: 'purchases.filter(_.grand_total > 5).select("grand_total", "status")',
    });
  });

  it('renames the schema with the texts, in the order of its columns', () => {
    const renamed = rename('SELECT total FROM orders', 'orders.select("total")', {
      tables: { orders: 'purchases' },
      columns: { total: 'grand_total', customer_id: 'client_id' },
    });
    if ('refused' in renamed) throw new Error(renamed.refused);
    expect(Object.keys(renamed.context.tables)).toEqual(['purchases', 'customers']);
    expect(Object.keys(renamed.context.tables['purchases']?.schema ?? {})).toEqual([
      'order_id',
      'client_id',
      'status',
      'grand_total',
      'placed_on',
    ]);
    expect(Object.keys(renamed.context.tables['customers']?.schema ?? {})[0]).toBe('client_id');
  });
});
