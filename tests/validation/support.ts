import { make, parseSchema, sort, unboundTable } from '@ibert/ir';
import type { Relation, Schema } from '@ibert/ir';
import { Prover } from '@ibert/validation';
import type { ProverOptions, Tables, Verdict } from '@ibert/validation';

/** A small shop: four related tables with the usual types. */
export const SHOP: Tables = Object.fromEntries(
  Object.entries({
    customers: { customer_id: 'int64', name: 'string', country: 'string', signup_date: 'date' },
    products: { product_id: 'int64', title: 'string', category: 'string', price: 'decimal(10, 2)' },
    orders: {
      order_id: 'int64',
      customer_id: 'int64',
      status: 'string',
      amount: 'float64',
      quantity: 'int32',
      ordered_at: 'timestamp',
    },
    reviews: {
      review_id: 'int64',
      product_id: 'int64',
      customer_id: 'int64',
      rating: 'int32',
      body: 'string',
    },
  }).map(([table, columns]) => [table, parseSchema(columns)]),
);

/** How the outermost rows of the right side are sorted: column names, `-` for descending. */
export type Order = readonly string[];

/** A relation that stands for the right side: its order counts, its rows come from the SQL text. */
export function relationOf(tables: Tables, order: Order = []): Relation {
  const schema = new Map<string, never>();
  for (const columns of Object.values(tables)) {
    for (const [name, type] of columns as Schema) schema.set(name, type as never);
  }
  const names = order.map((key) => key.replace(/^-/, ''));
  for (const name of names)
    if (!schema.has(name)) schema.set(name, { kind: 'int64', nullable: true } as never);
  const table = unboundTable('everything', schema as Schema);
  if (order.length === 0) return table;
  const keys = order.map((key, i) =>
    make('SortKey', {
      arg: make('Field', { rel: table, name: names[i] as string }),
      ascending: !key.startsWith('-'),
      nulls_first: false,
    }),
  );
  return sort(table, keys);
}

export interface Proving {
  readonly prove: (left: string, right: string, order?: Order) => Promise<Verdict>;
  readonly close: () => void;
}

/** Proves two SQL texts against each other: the right one plays the compiled Ibis program. */
export async function openProving(
  tables: Tables = SHOP,
  options: ProverOptions = {},
): Promise<Proving> {
  const prover = await Prover.open(options);
  return {
    prove: (left, right, order) =>
      prover.prove({
        tables,
        sql: left,
        compiled: { sql: right, relation: relationOf(tables, order) },
      }),
    close: () => prover.close(),
  };
}
