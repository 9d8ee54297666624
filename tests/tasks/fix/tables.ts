import { parseSchema } from '@ibert/ir';

/** The tables that the programs of these tests speak of. */
export const TABLES = {
  employees: parseSchema({
    id: 'int64',
    name: 'string',
    age: 'int64',
    salary: 'float64',
    dept_id: 'int64',
    hired: 'date',
    active: 'boolean',
  }),
  departments: parseSchema({ id: 'int64', name: 'string', location: 'string' }),
  orders: parseSchema({
    order_id: 'int64',
    customer_id: 'int64',
    amount: 'float64',
    status: 'string',
    ordered_at: 'timestamp',
  }),
};
