import ibis
import datetime
from datetime import date
from ibis import _
import ibis.selectors as s
import ibis.expr.types as ir


def year_sales(sales: "ir.Table", year: int) -> "ir.Table":
    """Old.

    Longer.
    """
    return sales.filter(sales.sold_on.year() == year).group_by(sales.shop).agg(total=sales.price.sum())


def since(events: ir.Table, start: date = date(2024, 1, 1)) -> ir.Table:
    return events.filter(events.day >= start)


def lagged(readings):
    w = ibis.window(group_by=readings.device_id, order_by=readings.taken_at)
    return readings.mutate(delta=readings.value - readings.value.lag().over(w))


def label(t: ir.Table) -> ir.Table:
    size = ibis.cases((t.quantity > 100, "large"), (t.quantity > 10, "medium"), else_="small")
    return t.mutate(size=size).group_by("size").agg(n=_.count(), avg=_.quantity.mean())


def pct(part: ir.NumericColumn, whole: ir.NumericColumn) -> ir.NumericColumn:
    return (part / whole * 100).round(2)


def numeric_means(t):
    return t.agg(s.across(s.numeric(), _.mean()))


def pivot(sales):
    return sales.pivot_wider(names_from="quarter", values_from="revenue", names=["q1", "q2"], values_agg="sum")


def two_levels(t, k="region"):
    per_city = t.group_by([k, "city"]).agg(total=_.amount.sum())
    return per_city.group_by(k).agg(best=_.total.max()).order_by(k)


def never_ordered(orders, customers):
    return orders.anti_join(customers, orders.customer_id == customers.customer_id)


def top_n_per_group(t, n=2):
    ranked = t.mutate(rank=ibis.row_number().over(ibis.window(group_by="category", order_by=ibis.desc("price"))))
    return ranked.filter(ranked.rank < n).drop("rank")


def uses_try(t):
    try:
        return t.filter(t.a > 1)
    except Exception:
        return t


def no_params():
    return ibis.memtable({"a": [1, 2]})


def nothing(t):
    pass


def fills(t):
    return t.fill_null({"a": 0}).mutate(b=_.a.coalesce(1), c=_.name.fill_null("none"))


def none_default(t, region=None):
    if region is not None:
        t = t.filter(t.region == region)
    return t.select("region", "amount")


def between(t, lo: float, hi: float):
    return t.filter(t.price.between(lo, hi)).select("id", "price")


def isin(t, names: list[str]):
    return t.filter(t.name.isin(names))


def months(t):
    return t.group_by(month=_.ts.truncate("M")).agg(n=_.count()).order_by("month")


def tags(t):
    return t.filter(t.tags.contains("new")).mutate(n=t.tags.length())


def outer(t):
    def inner(x):
        return x.filter(x.a > 1)
    return inner(t).count()


def loop(t):
    for c in ["a", "b"]:
        t = t.filter(t[c] > 0)
    return t


def money(t):
    return t.mutate(x=t.price.cast("decimal(10, 2)"))
