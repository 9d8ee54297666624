"""Reports of a web shop."""

import ibis
import ibis.expr.types as ir
from ibis import _

VAT = 0.25


def paid_orders(orders: ir.Table) -> ir.Table:
    return orders.filter(orders.status == "paid")


def large_orders(orders: ir.Table, least: float = 100.0) -> ir.Table:
    return orders.filter(_.amount >= least).order_by(_.amount.desc(), _.order_id)


def with_net_amount(orders: ir.Table) -> ir.Table:
    return orders.mutate(net=(orders.amount / (1 + VAT)).round(2))


def revenue_by_status(orders: ir.Table) -> ir.Table:
    return (
        orders.group_by("status")
        .agg(orders=_.count(), revenue=_.amount.sum())
        .order_by(ibis.desc("revenue"))
    )


def orders_with_city(orders: ir.Table, customers: ir.Table) -> ir.Table:
    joined = orders.left_join(customers, "customer_id")
    return joined.select("order_id", "amount", "city")


def customers_without_orders(customers: ir.Table, orders: ir.Table) -> ir.Table:
    return customers.anti_join(orders, "customer_id")


def latest_order_per_customer(orders: ir.Table) -> ir.Table:
    newest = ibis.row_number().over(
        group_by=orders.customer_id, order_by=[orders.ordered_at.desc(), orders.order_id]
    )
    return orders.mutate(place=newest).filter(_.place == 0).drop("place")
