"""A module."""
from __future__ import annotations

import ibis
import pandas as pd
from ibis import _
import ibis.expr.types as ir

MIN_AMOUNT = 100
STATUSES = ["paid", "shipped"]


def _recent(t, year=2024):
    """Return the rows of `t` where the year of `placed_on` is at least `year`.

    Args:
        t (ibis.Table): Table with the column `placed_on` (date or timestamp); all its
            columns are kept.
        year (int): Lower bound of the year of `placed_on`, inclusive. Defaults to 2024.

    Returns:
        ibis.Table: The remaining rows of `t`, with all columns of `t`.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable(
        ...     {
        ...         "placed_on": [
        ...             "2024-03-05 10:30:00",
        ...             "2025-03-05 17:45:00",
        ...             "2023-03-05 08:00:00",
        ...             "2023-03-05 08:00:00",
        ...         ],
        ...     }
        ... ).cast({"placed_on": "timestamp"})
        >>> for row in _recent(t).order_by("placed_on").to_pyarrow().to_pylist():
        ...     print(row)
        {'placed_on': datetime.datetime(2024, 3, 5, 10, 30)}
        {'placed_on': datetime.datetime(2025, 3, 5, 17, 45)}
    """
    return t.filter(t.placed_on.year() >= year)


def total_by_customer(orders: ir.Table, min_amount: float = 10.0) -> ir.Table:
    """Compute the sum of `amount` and the number of rows per `customer_id`.

    Only rows where `amount` is more than `min_amount` are used. The result is ordered
    by descending `total`.

    Args:
        orders (ir.Table): The orders table with the columns `amount` (numeric) and
            `customer_id`.
        min_amount (float): Lower bound of `amount`, exclusive. Defaults to 10.0.

    Returns:
        ir.Table: One row per remaining `customer_id`:

            - `customer_id` (any type)
            - `total` (numeric): The sum of `amount`.
            - `n` (int64): The number of rows.

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable(
        ...     {
        ...         "amount": [15.0, 5.0, 20.0, 10.0],
        ...         "customer_id": [2, 1, 2, 2],
        ...     }
        ... )
        >>> for row in total_by_customer(orders).to_pyarrow().to_pylist():
        ...     print(row)
        {'customer_id': 2, 'total': 35.0, 'n': 2}
    """
    kept = orders.filter(orders.amount > min_amount)
    return (
        kept.group_by("customer_id")
        .agg(total=kept.amount.sum(), n=kept.count())
        .order_by(ibis.desc("total"))
    )


def top_customers(orders, customers, n: int = 3):
    """Compute the sum of `amount` per `name`.

    Joins `orders` with `customers` on the condition that `customer_id` equals `id` and
    keeps only the matches. Only the first `n` rows are returned, in the order of
    descending `total`.

    Args:
        orders (ibis.Table): The orders table with the columns `customer_id`, `name` and
            `amount` (numeric).
        customers (ibis.Table): The customers table with the column `id`.
        n (int): Most rows to return. Defaults to 3.

    Returns:
        ibis.Table: One row per remaining `name`:

            - `name` (any type)
            - `total` (numeric): The sum of `amount`.

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable(
        ...     {
        ...         "customer_id": [5, 4, 1, 1],
        ...         "name": ["Cleo", "Ben", "Ada", "Ada"],
        ...         "amount": [5.0, 7.5, 10.0, 7.5],
        ...     }
        ... )
        >>> customers = ibis.memtable({"id": [1, 2, 3, 4]})
        >>> for row in top_customers(orders, customers).to_pyarrow().to_pylist():
        ...     print(row)
        {'name': 'Ada', 'total': 17.5}
        {'name': 'Ben', 'total': 7.5}
    """
    joined = orders.join(customers, orders.customer_id == customers.id)
    totals = joined.group_by("name").agg(total=joined.amount.sum())
    return totals.order_by(ibis.desc("total")).limit(n)


def big(orders):
    """Return the rows of `orders` where `amount` is more than 100.

    Args:
        orders (ibis.Table): The orders table with the column `amount` (numeric); all
            its columns are kept.

    Returns:
        ibis.Table: The remaining rows of `orders`, with all columns of `orders`.

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable({"amount": [50, 105, 200, 105]})
        >>> for row in big(orders).order_by("amount").to_pyarrow().to_pylist():
        ...     print(row)
        {'amount': 105}
        {'amount': 105}
        {'amount': 200}
    """
    return orders.filter(_.amount > MIN_AMOUNT)


def by_column(t: ir.Table, column: str) -> ir.Table:
    """Compute the number of rows per `column` over the rows of `t`.

    Args:
        t (ir.Table): Table with the column that `column` names.
        column (str): Name of a column.

    Returns:
        ir.Table: One row per `column`:

            - `column` (any type)
            - `n` (int64): The number of rows.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"kind": ["green", "blue", "red", "red"]})
        >>> result = by_column(t, column="kind").order_by("kind")
        >>> for row in result.to_pyarrow().to_pylist():
        ...     print(row)
        {'kind': 'blue', 'n': 1}
        {'kind': 'green', 'n': 1}
        {'kind': 'red', 'n': 2}
    """
    return t.group_by(column).agg(n=_.count())


def helper_user(orders: ibis.Table) -> ibis.Table:
    """Return `id` and `placed_on` of the rows of `orders`.

    Only rows where the year of `placed_on` is at least 2020 are kept.

    Args:
        orders (ibis.Table): The orders table with the columns `placed_on` (date or
            timestamp) and `id`.

    Returns:
        ibis.Table: One row per remaining row of `orders`:

            - `id` (any type)
            - `placed_on` (date or timestamp)

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable(
        ...     {
        ...         "placed_on": [
        ...             "2020-03-05 10:30:00",
        ...             "2021-03-05 17:45:00",
        ...             "2019-03-05 08:00:00",
        ...             "2019-03-05 08:00:00",
        ...         ],
        ...         "id": [1, 2, 3, 4],
        ...     }
        ... ).cast({"placed_on": "timestamp"})
        >>> for row in helper_user(orders).order_by("id").to_pyarrow().to_pylist():
        ...     print(row)
        {'id': 1, 'placed_on': datetime.datetime(2020, 3, 5, 10, 30)}
        {'id': 2, 'placed_on': datetime.datetime(2021, 3, 5, 17, 45)}
    """
    # uses a helper
    return _recent(orders, year=2020).select("id", "placed_on")


def flagged(orders: ir.Table, only_paid: bool = False):
    """Add `amount * 0.2` to the rows of `orders`.

    This describes the call with `only_paid=False`; other values can give other results.

    Args:
        orders (ir.Table): The orders table with the column `amount` (numeric); all its
            columns are kept.
        only_paid (bool): Decides what is done. Defaults to False.

    Returns:
        ir.Table: Every row of `orders`, with all columns of `orders`:

            - `vat` (float64): `amount * 0.2`.

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable({"amount": [10.0, 5.0, 20.0, 12.5]})
        >>> for row in flagged(orders).order_by("amount").to_pyarrow().to_pylist():
        ...     print(row)
        {'amount': 5.0, 'vat': 1.0}
        {'amount': 10.0, 'vat': 2.0}
        {'amount': 12.5, 'vat': 2.5}
        {'amount': 20.0, 'vat': 4.0}
    """
    if only_paid:
        orders = orders.filter(orders.status.isin(STATUSES))
    return orders.mutate(vat=orders.amount * 0.2)


def total(orders: ir.Table) -> ir.FloatingScalar:
    """Compute the sum of `amount` over all rows of `orders`.

    Args:
        orders (ir.Table): The orders table with the column `amount` (numeric).

    Returns:
        ir.FloatingScalar: The sum of `amount` (numeric).

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable({"amount": [10.0, 5.0, 20.0, 12.5]})
        >>> total(orders).to_pyarrow().as_py()
        47.5
    """
    return orders.amount.sum()


def clean(name: ir.StringColumn) -> ir.StringColumn:
    """Compute the lower-case form of `name` without leading and trailing whitespace.

    Args:
        name (ir.StringColumn): Expression of type string, such as a column.

    Returns:
        ir.StringColumn: The lower-case form of `name` without leading and trailing
            whitespace (string).

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"name": ["Ben", "Cleo", "Ada", "Ada"]})
        >>> clean(t.name).to_pyarrow().to_pylist()
        ['ben', 'cleo', 'ada', 'ada']
    """
    return name.strip().lower()


def load(path: str):
    con = ibis.duckdb.connect(path)
    return con.table("x")


def plain_python(a, b=2, *args):
    return pd.concat([a, b])


def df(orders):
    """Return the rows of `orders` where `amount` is more than 3.

    Args:
        orders (ibis.Table): The orders table with the column `amount` (numeric); all
            its columns are kept.

    Returns:
        pandas.DataFrame: The remaining rows of `orders`, with all columns of `orders`,
            fetched by `to_pandas`.
    """
    return orders.filter(_.amount > 3).to_pandas()


def second_stage(orders, wanted="paid"):
    """Compute `mean` and `top` from `orders`.

    Starts from `orders`. Keeps the rows where `status` is `wanted`. Groups by `m` (the
    month of `placed_on`) and computes `total` (the sum of `amount`). Computes `mean`
    (the average of `total`) and `top` (the largest `total`) over all rows.

    Args:
        orders (ibis.Table): The orders table with the columns `status` (string),
            `placed_on` (date or timestamp) and `amount` (numeric).
        wanted (str): Used to choose or order the rows. Defaults to "paid".

    Returns:
        ibis.Table: The rows with the columns:

            - `mean` (float64)
            - `top` (numeric)

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable(
        ...     {
        ...         "status": ["paid", "open", "paid", "closed"],
        ...         "placed_on": [
        ...             "2024-02-03 17:45:00",
        ...             "2024-03-15 08:00:00",
        ...             "2024-01-05 08:00:00",
        ...             "2024-01-05 08:00:00",
        ...         ],
        ...         "amount": [7.5, 10.0, 5.0, 5.0],
        ...     }
        ... ).cast({"placed_on": "timestamp"})
        >>> for row in second_stage(orders).to_pyarrow().to_pylist():
        ...     print(row)
        {'mean': 6.25, 'top': 7.5}
    """
    monthly = orders.filter(_.status == wanted).group_by(m=_.placed_on.month()).agg(total=_.amount.sum())
    return monthly.agg(mean=monthly.total.mean(), top=monthly.total.max())


class Reports:
    kind = 1

    def daily(self, orders: ir.Table) -> ir.Table:
        """Compute the number of rows per `placed_on` over the rows of `orders`.

        Args:
            orders (ir.Table): The orders table with the column `placed_on`.

        Returns:
            ir.Table: One row per `placed_on`:

                - `placed_on` (any type)
                - `n` (int64): The number of rows.

        Examples:
            >>> import ibis
            >>> orders = ibis.memtable(
            ...     {
            ...         "placed_on": [
            ...             "2024-01-05",
            ...             "2024-02-03",
            ...             "2024-03-15",
            ...             "2024-02-03",
            ...         ],
            ...     }
            ... ).cast({"placed_on": "date"})
            >>> result = Reports().daily(orders).order_by("placed_on")
            >>> for row in result.to_pyarrow().to_pylist():
            ...     print(row)
            {'placed_on': datetime.date(2024, 1, 5), 'n': 1}
            {'placed_on': datetime.date(2024, 2, 3), 'n': 2}
            {'placed_on': datetime.date(2024, 3, 15), 'n': 1}
        """
        return orders.group_by("placed_on").agg(n=_.count())

    @staticmethod
    def top(orders: ir.Table, *, n: int = 5) -> ir.Table:
        """Return the rows of `orders`.

        Only the first `n` rows are returned, in the order of descending `amount`.

        Args:
            orders (ir.Table): The orders table with the column `amount`; all its columns
                are kept.
            n (int): Most rows to return. Defaults to 5.

        Returns:
            ir.Table: The remaining rows of `orders`, with all columns of `orders`.

        Examples:
            >>> import ibis
            >>> orders = ibis.memtable({"amount": [10.0, 5.0, 20.0, 12.5]})
            >>> for row in Reports.top(orders).to_pyarrow().to_pylist():
            ...     print(row)
            {'amount': 20.0}
            {'amount': 12.5}
            {'amount': 10.0}
            {'amount': 5.0}
        """
        return orders.order_by(_.amount.desc()).limit(n)

    async def other(self, x):
        return self.kind
