/** Tables of the cases: two with keys, one without. */
export const COLUMNS = {
  customers: { customer_id: 'int64', name: 'string', country: 'string' },
  orders: {
    order_id: 'int64',
    customer_id: 'int64',
    status: 'string',
    amount: 'float64',
    quantity: 'int32',
    ordered_on: 'date',
  },
  events: { level: 'string', note: 'string', points: 'int32', score: 'int32' },
} as const;

/** A program and, by its phrase, one of its mutants. */
export interface Mutated {
  readonly ibis: string;
  readonly phrase: string;
}

/** A rule with a mutant that it covers, and one close by that means something else. */
export interface RuleCase {
  readonly rule: string;
  readonly covers: Mutated;
  readonly refuses: Mutated;
}

const mutated = (ibis: string, phrase: string): Mutated => ({ ibis, phrase });
const one = (
  rule: string,
  phrase: string,
  covered: string,
  refused: string,
  other = phrase,
): RuleCase => ({ rule, covers: mutated(covered, phrase), refuses: mutated(refused, other) });

export const RULE_CASES: readonly RuleCase[] = [
  one(
    'distinct over a key',
    'duplicates are kept',
    'orders.select("order_id", "status").distinct()',
    'orders.select("customer_id", "status").distinct()',
  ),
  one(
    'distinct over a key',
    'duplicates are kept',
    'orders.group_by("status").agg(n=_.count()).select("n", "status").distinct()',
    'orders.group_by("status").agg(n=_.count()).select("n").distinct()',
  ),
  one(
    'distinct over a key',
    'duplicates are kept',
    'customers.join(orders, "customer_id").select("order_id", "name").distinct()',
    'customers.join(orders, "customer_id").select("customer_id", "name").distinct()',
  ),
  one(
    'repetition is not counted',
    'duplicates are kept',
    'customers.filter(customers.customer_id.isin(orders.select("customer_id").distinct().customer_id))',
    'orders.select("customer_id").distinct().count().as_table()',
  ),
  one(
    'no NULL to order',
    'NULLs go first in the sorting',
    'orders.order_by("order_id")',
    'orders.order_by("amount")',
  ),
  one(
    'order nobody sees',
    'descending became ascending in the sorting',
    'orders.order_by(ibis.desc("amount")).group_by("status").agg(n=_.count())',
    'orders.order_by(ibis.desc("amount"), "order_id").limit(3).group_by("status").agg(n=_.count())',
  ),
  one(
    'order after a unique key',
    'descending became ascending in the sorting',
    'orders.order_by("order_id", ibis.desc("amount"))',
    'orders.order_by(ibis.desc("amount"), "order_id")',
  ),
  one(
    'order by what is the same',
    'descending became ascending in `place`',
    'orders.mutate(place=ibis.row_number().over(group_by="customer_id", order_by=[ibis.desc("customer_id"), "order_id"]))',
    'orders.mutate(place=ibis.row_number().over(group_by="status", order_by=[ibis.desc("customer_id"), "order_id"]))',
  ),
  one(
    'order within a whole partition',
    'descending became ascending in `total`',
    'orders.mutate(total=_.amount.sum().over(group_by="status", order_by=ibis.desc("order_id")))',
    'orders.mutate(total=_.amount.sum().over(group_by="status", order_by=ibis.desc("order_id"), rows=(None, 0)))',
  ),
  one(
    'ranks without ties',
    'row number became dense rank in `place`',
    'orders.mutate(place=ibis.row_number().over(group_by="status", order_by=["amount", "order_id"]))',
    'events.mutate(place=ibis.row_number().over(group_by="level", order_by=["points", "score", "note"])).filter(_.place < 2)',
  ),
  one(
    'count of what is never NULL',
    'the count of values became the count of rows in `n`',
    'orders.group_by("status").agg(n=_.order_id.count())',
    'orders.group_by("status").agg(n=_.amount.count())',
  ),
  one(
    'count of what is never NULL',
    'the count of values became the count of rows in `n`',
    'orders.group_by("status").agg(n=_.amount.count(where=_.amount > 1))',
    'orders.group_by("status").agg(n=_.amount.count(where=_.quantity > 1))',
  ),
  one(
    'count of different values of a key',
    'count became count distinct in `n`',
    'orders.group_by("status").agg(n=_.order_id.count())',
    'orders.group_by("status").agg(n=_.customer_id.count())',
  ),
  one(
    'group key that others determine',
    '`name` is no longer a key of the groups',
    'orders.join(customers, "customer_id").group_by("customer_id", "name").agg(n=_.count())',
    'orders.join(customers, "customer_id").group_by("country", "name").agg(n=_.count())',
  ),
  one(
    'partition key that others determine',
    '`name` is no key of the partition in `total`',
    'orders.join(customers, "customer_id").filter(_.quantity > 1).mutate(total=_.amount.sum().over(group_by=["customer_id", "name"]))',
    'orders.join(customers, "customer_id").filter(_.quantity > 1).mutate(total=_.amount.sum().over(group_by=["country", "name"]))',
  ),
  one(
    'NULLs of a join are dropped later',
    'the left join became an inner join',
    'orders.left_join(customers, "customer_id").filter(_.name != "x").select("order_id", "name")',
    'orders.left_join(customers, "customer_id").filter(_.status != "x").select("order_id", "name")',
  ),
  one(
    'every row has a partner',
    'the inner join became a left join',
    'customers.join(customers.group_by("customer_id").agg(n=_.count()), "customer_id")',
    'orders.join(orders.group_by("customer_id").agg(n=_.count()), "customer_id")',
  ),
  one(
    'one column under two names',
    '`customer_id` became `buyer` in a filter',
    'orders.mutate(buyer=_.customer_id).filter(_.customer_id > 3)',
    'orders.mutate(buyer=_.customer_id + 1).filter(_.customer_id > 3)',
  ),
  one(
    'no NULL to replace',
    'the replacement of NULL is missing in `v`',
    'orders.select(v=_.order_id.fill_null(0))',
    'orders.select(v=_.quantity.fill_null(0))',
  ),
  one(
    'no NULL to replace',
    'the replacement of NULL is missing in `v`',
    'orders.join(customers, "customer_id").select(v=customers.customer_id.fill_null(0))',
    'orders.left_join(customers, "customer_id").select(v=customers.customer_id.fill_null(0))',
  ),
  one(
    'no NULL to keep',
    'NULLs are kept in `v`',
    'orders.group_by("status").agg(v=_.order_id.first(order_by="order_id"))',
    'orders.group_by("status").agg(v=_.amount.first(order_by="order_id"))',
  ),
  one(
    'plain equality without NULL',
    'identical to became `==` in a filter',
    'orders.filter(_.order_id.identical_to(_.customer_id)).select("order_id")',
    'orders.filter(_.quantity.identical_to(_.customer_id)).select("order_id")',
  ),
  one(
    'condition that always holds',
    'a condition of the filter is missing',
    'orders.filter(_.order_id.notnull()).select("order_id")',
    'orders.filter(_.amount.notnull()).select("order_id")',
  ),
  one(
    'aggregate of what is the same in a group',
    'min became max in `v`',
    'orders.group_by("status").agg(v=_.status.min())',
    'orders.group_by("status").agg(v=_.amount.min())',
  ),
  one(
    'difference without its sign',
    'the operands changed places in `v`',
    'orders.select("order_id", v=(_.amount - _.quantity).abs())',
    'orders.select("order_id", v=_.amount - _.quantity)',
  ),
  one(
    'times one',
    '`*` became `/` in `v`',
    'orders.select("order_id", v=_.amount * 1.0)',
    'orders.select("order_id", v=_.amount * 2.0)',
  ),
  one(
    'counts of one padded side',
    '`order_id` became `customer_id_right` in `n`',
    'customers.left_join(orders, "customer_id").group_by("name").agg(n=_.order_id.count())',
    'customers.left_join(orders.select("order_id", "customer_id", more=_.quantity.cast("int64")).relocate("more", after="order_id"), "customer_id").group_by("name").agg(n=_.order_id.count())',
    '`order_id` became `more` in `n`',
  ),
  one(
    'boundary that a whole number cannot meet',
    '`>` became `>=` in a filter',
    'orders.filter(_.quantity > 2.5).select("order_id")',
    'orders.filter(_.amount > 2.5).select("order_id")',
  ),
  one(
    'one row is never cut',
    'the limit is missing',
    'orders.agg(n=_.count()).limit(1)',
    'orders.group_by("order_id").agg(n=_.count()).order_by("order_id").limit(1)',
  ),
];
