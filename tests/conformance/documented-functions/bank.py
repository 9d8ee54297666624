"""Accounts of a bank and what is booked on them."""

import ibis
import ibis.expr.types as ir


class Ledger:
    """Figures of the bookings."""

    CURRENCY = "EUR"

    @staticmethod
    def balance(bookings: ir.Table) -> ir.Table:
        return bookings.group_by("account_id").agg(balance=bookings.amount.sum())

    @staticmethod
    def incoming(bookings: ir.Table) -> ir.FloatingScalar:
        return bookings.amount.sum(where=bookings.amount > 0)


def monthly(bookings: ir.Table) -> ir.Table:
    month = bookings.booked.truncate("M").name("month")
    return bookings.group_by(month).agg(
        booked=bookings.count(), volume=bookings.amount.abs().sum()
    )


def running_balance(bookings: ir.Table) -> ir.Table:
    w = ibis.cumulative_window(group_by="account_id", order_by=["booked", "booking_id"])
    return bookings.mutate(balance=bookings.amount.sum().over(w))


def difference_to_previous(bookings: ir.Table) -> ir.Table:
    before = bookings.amount.lag().over(group_by="account_id", order_by="booking_id")
    return bookings.mutate(change=bookings.amount - before)


def kinds(bookings: ir.Table) -> ir.Table:
    """Old words that are replaced."""
    return bookings.select("kind").distinct().order_by("kind")


def overdrawn(accounts: ir.Table, bookings: ir.Table, limit: float = 0) -> ir.Table:
    sums = bookings.group_by("account_id").agg(balance=bookings.amount.sum())
    return (
        accounts.join(sums, "account_id")
        .filter(sums.balance < limit)
        .select("account_id", "owner", "balance")
    )
