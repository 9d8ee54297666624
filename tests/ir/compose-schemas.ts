import { parseSchema } from '@ibert/ir';
import type { Schema } from '@ibert/ir';

type Columns = Readonly<Record<string, string>>;

const parsed = (tables: Readonly<Record<string, Columns>>): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(tables).map(([table, columns]) => [table, parseSchema(columns)]),
  );

const SCHEMAS = {
  shop: {
    customers: {
      customer_id: 'int64',
      name: 'string',
      email: 'string',
      country: 'string',
      signup_date: 'date',
      is_active: 'boolean',
      credit_limit: 'decimal(12, 2)',
    },
    products: {
      product_id: 'int64',
      title: 'string',
      category: 'string',
      price: 'decimal(10, 2)',
      stock: 'int32',
      tags: 'array<string>',
    },
    orders: {
      order_id: 'int64',
      customer_id: 'int64',
      product_id: 'int64',
      status: 'string',
      quantity: 'int32',
      amount: 'float64',
      ordered_at: 'timestamp',
      shipped_at: 'timestamp',
    },
  },
  staff: {
    departments: {
      id: 'int64',
      name: 'string',
      city: 'string',
      budget: 'float64',
    },
    employees: {
      id: 'int64',
      department_id: 'int64',
      first_name: 'string',
      last_name: 'string',
      title: 'string',
      salary: 'int64',
      bonus: 'float64',
      hire_date: 'date',
      age: 'int16',
    },
    reviews: {
      review_id: 'string',
      employee_id: 'int64',
      year: 'int32',
      rating: 'int8',
      comment: 'string',
      reviewed_on: 'date',
    },
  },
  web: {
    sessions: {
      session_id: 'string',
      user_agent: 'string',
      country: 'string',
      started_at: 'timestamp',
      duration: 'float64',
      page_views: 'int64',
      converted: 'boolean',
    },
    events: {
      event_id: 'int64',
      session_id: 'string',
      event_type: 'string',
      url: 'string',
      value: 'float64',
      occurred_at: 'timestamp',
    },
  },
  sensors: {
    readings: {
      station: 'string',
      day: 'date',
      temperature: 'float64',
      humidity: 'int32',
      faulty: 'boolean',
      samples: 'array<int64>',
    },
  },
} as const;

const EVERY_TYPE = {
  things: {
    thing_id: 'int64',
    i8: 'int8',
    i16: 'int16',
    i32: 'int32',
    u8: 'uint8',
    f32: 'float32',
    f64: 'float64',
    dec: 'decimal(12, 2)',
    s: 'string',
    text: 'string',
    flag: 'boolean',
    d: 'date',
    ts: 'timestamp',
    tm: 'time',
    uid: 'uuid',
    bin: 'binary',
    j: 'json',
    nums: 'array<int64>',
    words: 'array<string>',
    m: 'map<string, int64>',
    st: 'struct<a: int64, b: string>',
  },
  parts: {
    part_id: 'int64',
    thing_id: 'int64',
    i: 'int64',
    x: 'float64',
    s: 'string',
    d: 'date',
    ts: 'timestamp',
    flag: 'boolean',
    words: 'array<string>',
  },
  bare: { i: 'int64', k: 'int32', x: 'float64', s: 'string', d: 'date', flag: 'boolean' },
} as const;

/** Sets of tables that programs are composed over: with keys, without, with several types. */
export const COMPOSE_SCHEMAS: Readonly<Record<string, Readonly<Record<string, Schema>>>> =
  Object.fromEntries(Object.entries(SCHEMAS).map(([name, tables]) => [name, parsed(tables)]));

/** Tables with columns of every type, for programs that make no sense. */
export const WIDE_TABLES = parsed(EVERY_TYPE);
