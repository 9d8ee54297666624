/** The tables that the programs are about. */
export const TABLES = {
  orders: {
    schema: {
      order_id: 'int64',
      customer_id: 'int64',
      status: 'string',
      amount: 'float64',
      quantity: 'int64',
      ordered_at: 'timestamp',
    },
  },
  customers: {
    schema: { customer_id: 'int64', name: 'string', city: 'string', joined_on: 'date' },
  },
  returns: {
    schema: { order_id: 'int64', status: 'string', amount: 'float64' },
  },
  scores: {
    schema: { player: 'string', round_1: 'float64', round_2: 'float64', round_3: 'float64' },
  },
} as const;

/** One program for each kind of expression that real Ibis was measured on. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  select: 'orders.select("order_id", "status", "amount")',
  filter: 'orders.filter(orders.amount > 10, orders.status == "paid")',
  'deferred filter': 'orders.filter(_.amount > 10, _.status == "paid")',
  mutate: 'orders.mutate(total=orders.amount * orders.quantity, paid=orders.status == "paid")',
  'group_by + agg': 'orders.group_by("status").agg(n=orders.count(), total=orders.amount.sum())',
  having: 'orders.group_by("status").having(_.count() > 5).agg(total=_.amount.sum())',
  'agg(where=)': 'orders.agg(paid=orders.amount.sum(where=orders.status == "paid"))',
  'order_by + limit': 'orders.order_by(ibis.desc("amount"), "order_id").limit(10)',
  distinct: 'orders.select("status", "customer_id").distinct()',
  'inner join': 'orders.join(customers, "customer_id")',
  'left join + select':
    'orders.left_join(customers, orders.customer_id == customers.customer_id)' +
    '.select(orders.order_id, customers.name, customers.city)',
  'semi join': 'customers.semi_join(orders, "customer_id")',
  'join + group + order':
    'orders.join(customers, "customer_id").group_by("city")' +
    '.agg(total=_.amount.sum(), n=_.count()).order_by(ibis.desc("total"))',
  rank:
    'orders.mutate(place=ibis.rank().over(' +
    'ibis.window(group_by="customer_id", order_by=ibis.desc("amount"))))',
  cumsum:
    'orders.mutate(running=orders.amount.cumsum(group_by="customer_id", order_by="ordered_at"))',
  lag:
    'orders.mutate(before=orders.amount.lag(1).over(' +
    'group_by="customer_id", order_by="ordered_at"))',
  cases:
    'orders.mutate(size=ibis.cases((orders.amount > 100, "large"), (orders.amount > 10, "medium"), else_="small"))',
  'string + temporal':
    'customers.select(name=customers.name.upper().substr(0, 3), year=customers.joined_on.year(), ' +
    'month=customers.joined_on.truncate("M"))',
  union: 'orders.select("order_id", "status", "amount").union(returns, distinct=True)',
  'isin(subquery)':
    'orders.filter(orders.customer_id.isin(customers.filter(customers.city == "Oslo").customer_id))',
  'scalar subquery': 'orders.filter(orders.amount > orders.amount.mean())',
  topk: 'orders.status.topk(3)',
  across: 'orders.agg(s.across(s.numeric(), _.mean()))',
  pivot_longer: 'scores.pivot_longer(s.startswith("round_"), names_to="round", values_to="score")',
};
