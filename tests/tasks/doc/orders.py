"""A module."""
from __future__ import annotations

import ibis
import pandas as pd
from ibis import _
import ibis.expr.types as ir

MIN_AMOUNT = 100
STATUSES = ["paid", "shipped"]


def _recent(t, year=2024):
    return t.filter(t.placed_on.year() >= year)


def total_by_customer(orders: ir.Table, min_amount: float = 10.0) -> ir.Table:
    kept = orders.filter(orders.amount > min_amount)
    return (
        kept.group_by("customer_id")
        .agg(total=kept.amount.sum(), n=kept.count())
        .order_by(ibis.desc("total"))
    )


def top_customers(orders, customers, n: int = 3):
    """Old docstring."""
    joined = orders.join(customers, orders.customer_id == customers.id)
    totals = joined.group_by("name").agg(total=joined.amount.sum())
    return totals.order_by(ibis.desc("total")).limit(n)


def big(orders): return orders.filter(_.amount > MIN_AMOUNT)


def by_column(t: ir.Table, column: str) -> ir.Table:
    return t.group_by(column).agg(n=_.count())


def helper_user(orders: ibis.Table) -> ibis.Table:
    # uses a helper
    return _recent(orders, year=2020).select("id", "placed_on")


def flagged(orders: ir.Table, only_paid: bool = False):
    if only_paid:
        orders = orders.filter(orders.status.isin(STATUSES))
    return orders.mutate(vat=orders.amount * 0.2)


def total(orders: ir.Table) -> ir.FloatingScalar:
    return orders.amount.sum()


def clean(name: ir.StringColumn) -> ir.StringColumn:
    return name.strip().lower()


def load(path: str):
    con = ibis.duckdb.connect(path)
    return con.table("x")


def plain_python(a, b=2, *args):
    return pd.concat([a, b])


def df(orders):
    return orders.filter(_.amount > 3).to_pandas()


def second_stage(orders, wanted="paid"):
    monthly = orders.filter(_.status == wanted).group_by(m=_.placed_on.month()).agg(total=_.amount.sum())
    return monthly.agg(mean=monthly.total.mean(), top=monthly.total.max())


class Reports:
    kind = 1

    def daily(self, orders: ir.Table) -> ir.Table:
        return orders.group_by("placed_on").agg(n=_.count())

    @staticmethod
    def top(orders: ir.Table, *, n: int = 5) -> ir.Table:
        return orders.order_by(_.amount.desc()).limit(n)

    async def other(self, x):
        return self.kind
