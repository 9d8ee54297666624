import type { DraftOf } from '@ibert/core/records';
import { Bench, checkDraft } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Documented = DraftOf<'documentation'>;

const context = {
  tables: {
    orders: {
      schema: {
        order_id: 'int64',
        customer: 'string',
        country: 'string',
        amount: 'float64',
        tax: 'float64',
        placed_on: 'date',
      },
    },
    customers: { schema: { customer: 'string', segment: 'string' } },
  },
};

/** A derived draft: every word of its description is checked. */
const derived = (style: string, code: string, docstring: string): Documented => ({
  task: 'documentation',
  dialect: 'duckdb',
  context,
  input: { code, style },
  target: { docstring },
  meta: {
    source: 'synthetic',
    template: 'made_up',
    variation: 'made_up',
    features: ['filter'],
    difficulty: 'easy',
    style,
    origin: '11111111-1111-5111-8111-111111111111',
  },
  judge: 'self',
});

const google = derived(
  'google',
  `def totals_by_country(orders: ir.Table, min_amount: int = 100) -> ir.Table:
    kept = orders.filter(_.amount > min_amount, _.country != "FR")
    totals = kept.group_by("country").agg(total=_.tax.sum(), n=_.count())
    return totals.filter(_.n >= 3).order_by(ibis.desc("total"), "country")`,
  `"""Compute the sum of \`tax\` and the number of rows per \`country\`.

Only rows where \`amount\` is more than \`min_amount\` and \`country\` is not 'FR' are
used. Only groups where the number of rows is at least 3 are returned. The result is
ordered by descending \`total\` and \`country\`.

Args:
    orders (ir.Table): The orders table; reads \`country\`, \`amount\` and \`tax\`.
    min_amount (int): Value that \`amount\` must exceed. Defaults to 100.

Returns:
    ir.Table: One row per remaining \`country\`:

        - \`country\` (string)
        - \`total\` (float64): The sum of \`tax\`.
        - \`n\` (int64): The number of rows.

Examples:
    >>> orders = ibis.table(
    ...     {"country": "string", "amount": "float64", "tax": "float64"},
    ...     name="orders",
    ... )
    >>> totals_by_country(orders).columns
    ('country', 'total', 'n')
    >>> totals_by_country(orders)["n"].type()
    Int64(nullable=True)
"""`,
);

const numpy = derived(
  'numpy',
  `def large_orders(orders, customers):
    joined = orders.left_join(customers, "customer")
    late = joined.filter(_.placed_on >= ibis.date("2024-03-01"), _.segment.notnull())
    return late.select("order_id", "segment", net=_.amount - _.tax)`,
  `"""Compute \`amount - tax\` for the joined rows of \`orders\` and \`customers\`.

Joins \`orders\` with \`customers\` on \`customer\` and keeps the rows of \`orders\` without a
match. Only rows where \`placed_on\` is not before 2024-03-01 and \`segment\` is not NULL
are kept.

Parameters
----------
orders : ibis.Table
    The orders table; reads \`order_id\`, \`customer\`, \`amount\`, \`tax\` and \`placed_on\`.
customers : ibis.Table
    The customers table; reads \`customer\` and \`segment\`.

Returns
-------
ibis.Table
    One row per remaining joined row:

    - \`order_id\` (int64)
    - \`segment\` (string)
    - \`net\` (float64): \`amount - tax\`.
"""`,
);

type Alteration = readonly [what: string, from: string, to: string];

const GOOGLE: readonly Alteration[] = [
  [
    'a bound that the condition does not include',
    'is more than `min_amount`',
    'is at least `min_amount`',
  ],
  ['a bound of groups', 'is at least 3', 'is more than 3'],
  ['a changed number', 'at least 3 are', 'at least 4 are'],
  ['a changed text', "'FR'", "'DE'"],
  ['a denied condition', 'is not', 'is'],
  ['another aggregate', 'the sum of `tax` and', 'the average of `tax` and'],
  ['another aggregate of a column', 'The sum of `tax`.', 'The largest `tax`.'],
  ['the sum of another column', 'The sum of `tax`.', 'The sum of `amount`.'],
  ['another key of the groups', 'per `country`', 'per `customer`'],
  ['another direction', 'descending `total` and `country`', '`total` and `country`'],
  [
    'the direction of another key',
    'descending `total` and `country`',
    '`total` and descending `country`',
  ],
  ['a dropped condition', " and `country` is not 'FR'", ''],
  ['a dropped sentence', ' Only groups where the number of rows is at least 3 are returned.', ''],
  [
    'a column that is not read',
    '`country`, `amount` and `tax`.',
    '`country`, `amount`, `customer` and `tax`.',
  ],
  ['a column left out of those read', '`country`, `amount` and `tax`.', '`country` and `amount`.'],
  [
    'a column that does not exist',
    '`country`, `amount` and `tax`.',
    '`country`, `amounts` and `tax`.',
  ],
  ['another type of a column', '`total` (float64)', '`total` (int64)'],
  ['another name of a column', '- `total`', '- `totals`'],
  [
    'columns in another order',
    '- `country` (string)\n        - `total` (float64): The sum of `tax`.',
    '- `total` (float64): The sum of `tax`.\n        - `country` (string)',
  ],
  ['a missing column', '        - `n` (int64): The number of rows.\n', ''],
  [
    'a missing parameter',
    '    min_amount (int): Value that `amount` must exceed. Defaults to 100.\n',
    '',
  ],
  ['a renamed parameter', '    min_amount (int)', '    min_amounts (int)'],
  ['another type of a parameter', 'min_amount (int)', 'min_amount (str)'],
  ['another default', 'Defaults to 100.', 'Defaults to 10.'],
  ['no default', ' Defaults to 100.', ''],
  ['another use of a parameter', 'Value that `amount` must exceed.', 'Smallest `amount` to keep.'],
  ['another type returned', '    ir.Table: One', '    ir.Column: One'],
  [
    'another meaning of a row',
    'One row per remaining `country`',
    'One row per remaining `customer`',
  ],
  ['another output of an example', "('country', 'total', 'n')", "('country', 'n', 'total')"],
  ['another type in an example', 'Int64(nullable=True)', 'Int64(nullable=False)'],
  ['an example of another table', '"amount": "float64", "tax"', '"amounts": "float64", "tax"'],
  ['a summary without a period', 'rows per `country`.', 'rows per `country`'],
  ['a summary of two lines', 'and the number of rows per', 'and the number of\nrows per'],
  ['a title of numpy style', 'Args:', 'Parameters\n----------'],
  ['a missing section', 'Returns:\n', 'Return:\n'],
  ['single quotes', '"""Compute', "'''Compute"],
];

const NUMPY: readonly Alteration[] = [
  [
    'another kind of join',
    'keeps the rows of `orders` without a\nmatch',
    'keeps only the\nmatches',
  ],
  ['the other side of a join', 'keeps the rows of `orders`', 'keeps the rows of `customers`'],
  ['another key of the join', 'on `customer` and', 'on `segment` and'],
  ['an open bound of a date', 'is not before', 'is after'],
  ['another date', '2024-03-01', '2024-01-03'],
  ['NULL for not NULL', 'is not NULL', 'is NULL'],
  ['another formula', '`net` (float64): `amount - tax`', '`net` (float64): `tax - amount`'],
  ['another formula in the summary', 'Compute `amount - tax`', 'Compute `amount + tax`'],
  ['google titles', 'Returns\n-------', 'Returns:'],
  ['a rule of another length', 'Parameters\n----------', 'Parameters\n---------'],
  [
    'swapped parameters',
    'customers : ibis.Table\n    The customers table; reads `customer` and `segment`.',
    'customer : ibis.Table\n    The customers table; reads `customer` and `segment`.',
  ],
  ['no type', 'orders : ibis.Table', 'orders'],
  [
    'a column of the other table',
    'reads `customer` and `segment`',
    'reads `customer`, `amount` and `segment`',
  ],
];

/** A draft whose docstring has one place changed. */
function altered(draft: Documented, [what, from, to]: Alteration): Documented {
  const { docstring } = draft.target;
  const text = docstring.replace(from, to);
  if (text === docstring) throw new Error(`${what}: the docstring has no ${from}`);
  return { ...draft, target: { docstring: text } };
}

describe('the check of a docstring', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  it.each([
    ['google', google],
    ['numpy', numpy],
  ] as const)('takes a true one of %s style', async (_style, draft) => {
    expect(await checkDraft(draft, bench)).toMatchObject({
      ok: true,
      verification: { judge: 'self' },
    });
  });

  it.each(GOOGLE)('catches %s', async (...alteration) => {
    const verdict = await checkDraft(altered(google, alteration), bench);
    expect(verdict).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
  });

  it.each(NUMPY)('catches %s', async (...alteration) => {
    const verdict = await checkDraft(altered(numpy, alteration), bench);
    expect(verdict).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
  });

  it('catches a style that is not the one asked for', async () => {
    const swapped = { ...google, input: { ...google.input, style: 'numpy' } };
    expect(await checkDraft(swapped, bench)).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
  });

  it('catches numbers and bounds of hand-written texts that the code does not have', async () => {
    const { origin: _origin, ...meta } = google.meta;
    const authored: Documented = { ...google, meta, judge: 'authored' };
    expect(await checkDraft(authored, bench)).toMatchObject({ ok: true });
    for (const alteration of [
      ['a number', 'at least 3 are', 'at least 4 are'],
      ['a bound', 'is more than `min_amount`', 'is at least `min_amount`'],
      ['a text', "'FR'", "'DE'"],
    ] as const) {
      const verdict = await checkDraft(altered(authored, alteration), bench);
      expect(verdict).toMatchObject({ ok: false, reason: 'TEXT_DIFFERS' });
    }
  });

  it('refuses a function that cannot be applied to the tables', async () => {
    const code = google.input.code.replace('min_amount: int = 100', 'min_amount: int');
    const verdict = await checkDraft({ ...google, input: { ...google.input, code } }, bench);
    expect(verdict).toMatchObject({ ok: false, reason: 'UNSUPPORTED' });
  });

  it('refuses a function that fails', async () => {
    const code = google.input.code.replace('_.tax.sum()', '_.taxes.sum()');
    const verdict = await checkDraft({ ...google, input: { ...google.input, code } }, bench);
    expect(verdict).toMatchObject({ ok: false, reason: 'IBIS_ERROR' });
  });
});
