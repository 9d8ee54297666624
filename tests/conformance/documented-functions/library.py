"""A library's loans."""

import ibis
from ibis import _

LONGEST_LOAN = 28


def open_loans(loans: ibis.Table) -> ibis.Table:
    return loans.filter(loans.back_on.isnull()).order_by("out_on", "loan_id")


def days_out(loans: ibis.Table) -> ibis.Table:
    return loans.mutate(days=loans.back_on.delta(loans.out_on, unit="day"))


def late(loans: ibis.Table) -> ibis.Table:
    return days_out(loans).filter(_.days > LONGEST_LOAN)


def popular(loans: ibis.Table, books: ibis.Table, n: int = 3) -> ibis.Table:
    counts = loans.group_by("book_id").agg(loans=_.count())
    return (
        counts.join(books, "book_id")
        .order_by(_.loans.desc(), _.book_id)
        .limit(n)
        .select("title", "loans")
    )


def everything_called(books: ibis.Table, *, title: str, author: str = "") -> ibis.Table:
    found = books.filter(books.title == title)
    if author:
        found = found.filter(found.author == author)
    return found


def number_of_readers(loans: ibis.Table) -> ibis.expr.types.IntegerScalar:
    return loans.reader_id.nunique()


def renamed(books: ibis.Table) -> ibis.Table:
    return books.rename(name="title", writer="author").drop("year")


def by_decade(books: ibis.Table) -> ibis.Table:
    return books.group_by(decade=books.year // 10 * 10).agg(
        books=_.count(), oldest=_.year.min(), newest=_.year.max()
    )
