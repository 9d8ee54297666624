import ibis
import datetime
from datetime import date
from ibis import _
import ibis.selectors as s
import ibis.expr.types as ir


def year_sales(sales: "ir.Table", year: int) -> "ir.Table":
    """Compute the sum of `price` per `shop` over the rows of `sales`.

    Only rows where the year of `sold_on` is `year` are used.

    Args:
        sales (ir.Table): The sales table with the columns `sold_on` (date or
            timestamp), `shop` and `price` (numeric).
        year (int): The year of `sold_on` to keep.

    Returns:
        ir.Table: One row per remaining `shop`:

            - `shop` (any type)
            - `total` (numeric): The sum of `price`.

    Examples:
        >>> import ibis
        >>> sales = ibis.memtable(
        ...     {
        ...         "sold_on": [
        ...             "2024-01-05 08:00:00",
        ...             "2024-02-03 17:45:00",
        ...             "2024-03-15 08:00:00",
        ...             "2024-02-03 17:45:00",
        ...         ],
        ...         "shop": ["c", "b", "a", "a"],
        ...         "price": [5.0, 7.5, 10.0, 7.5],
        ...     }
        ... ).cast({"sold_on": "timestamp"})
        >>> result = year_sales(sales, year=2024).order_by("shop")
        >>> for row in result.to_pyarrow().to_pylist():
        ...     print(row)
        {'shop': 'a', 'total': 17.5}
        {'shop': 'b', 'total': 7.5}
        {'shop': 'c', 'total': 5.0}
    """
    return sales.filter(sales.sold_on.year() == year).group_by(sales.shop).agg(total=sales.price.sum())


def since(events: ir.Table, start: date = date(2024, 1, 1)) -> ir.Table:
    """Return the rows of `events` where `day` is not before `start`.

    Args:
        events (ir.Table): The events table with the column `day` (date or timestamp);
            all its columns are kept.
        start (date): Lower bound of `day`, inclusive. Defaults to date(2024, 1, 1).

    Returns:
        ir.Table: The remaining rows of `events`, with all columns of `events`.

    Examples:
        >>> import ibis
        >>> events = ibis.memtable(
        ...     {
        ...         "day": ["2024-01-05", "2024-02-03", "2024-03-15", "2024-02-03"],
        ...     }
        ... ).cast({"day": "date"})
        >>> for row in since(events).order_by("day").to_pyarrow().to_pylist():
        ...     print(row)
        {'day': datetime.date(2024, 1, 5)}
        {'day': datetime.date(2024, 2, 3)}
        {'day': datetime.date(2024, 2, 3)}
        {'day': datetime.date(2024, 3, 15)}
    """
    return events.filter(events.day >= start)


def lagged(readings):
    """Add `delta` to the rows of `readings`.

    Args:
        readings (ibis.Table): The readings table with the columns `device_id`,
            `taken_at` and `value` (numeric); all its columns are kept.

    Returns:
        ibis.Table: Every row of `readings`, with all columns of `readings`:

            - `delta` (numeric): `value` minus the `value` of the previous row within
              each `device_id` by `taken_at`.

    Examples:
        >>> import ibis
        >>> readings = ibis.memtable(
        ...     {
        ...         "device_id": [2, 1, 2, 2],
        ...         "taken_at": ["b", "a", "c", "a"],
        ...         "value": [12.5, 7.5, 5.0, 7.5],
        ...     }
        ... )
        >>> result = lagged(readings).order_by("device_id", "taken_at")
        >>> for row in result.to_pyarrow().to_pylist():
        ...     print(row)
        {'device_id': 1, 'taken_at': 'a', 'value': 7.5, 'delta': None}
        {'device_id': 2, 'taken_at': 'a', 'value': 7.5, 'delta': None}
        {'device_id': 2, 'taken_at': 'b', 'value': 12.5, 'delta': 5.0}
        {'device_id': 2, 'taken_at': 'c', 'value': 5.0, 'delta': -7.5}
    """
    w = ibis.window(group_by=readings.device_id, order_by=readings.taken_at)
    return readings.mutate(delta=readings.value - readings.value.lag().over(w))


def label(t: ir.Table) -> ir.Table:
    """Compute the number of rows and the average of `quantity` per `size`.

    Args:
        t (ir.Table): Table with the column `quantity` (numeric).

    Returns:
        ir.Table: One row per `size`:

            - `size` (string): 'large' where `quantity` is more than 100, else 'medium'
              where `quantity` is more than 10, otherwise 'small'.
            - `n` (int64): The number of rows.
            - `avg` (float64): The average of `quantity`.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"quantity": [105, 10, 20, 10]})
        >>> for row in label(t).order_by("size").to_pyarrow().to_pylist():
        ...     print(row)
        {'size': 'large', 'n': 1, 'avg': 105.0}
        {'size': 'medium', 'n': 1, 'avg': 20.0}
        {'size': 'small', 'n': 2, 'avg': 10.0}
    """
    size = ibis.cases((t.quantity > 100, "large"), (t.quantity > 10, "medium"), else_="small")
    return t.mutate(size=size).group_by("size").agg(n=_.count(), avg=_.quantity.mean())


def pct(part: ir.NumericColumn, whole: ir.NumericColumn) -> ir.NumericColumn:
    """Compute `part / whole * 100` rounded to 2 decimals.

    Args:
        part (ir.NumericColumn): Expression of type float64, such as a column.
        whole (ir.NumericColumn): Expression of type float64, such as a column.

    Returns:
        ir.NumericColumn: `part / whole * 100` rounded to 2 decimals (float64).

    Examples:
        >>> import ibis
        >>> t = ibis.memtable(
        ...     {
        ...         "part": [10.0, 5.0, 20.0, 12.5],
        ...         "whole": [5.0, 7.5, 10.0, 7.5],
        ...     }
        ... )
        >>> pct(t.part, t.whole).to_pyarrow().to_pylist()
        [200.0, 66.67, 200.0, 166.67]
    """
    return (part / whole * 100).round(2)


def numeric_means(t):
    return t.agg(s.across(s.numeric(), _.mean()))


def pivot(sales):
    """Summarize `sales` by group.

    Args:
        sales (ibis.Table): The sales table with the columns `quarter` (string) and
            `revenue` (numeric); its other columns are used too.

    Returns:
        ibis.Table: The resulting rows, with the other columns of their tables passed
            on:

            - `q1` (numeric): The sum of `revenue` over the rows where `quarter` is
              'q1'.
            - `q2` (numeric): The sum of `revenue` over the rows where `quarter` is
              'q2'.

    Examples:
        >>> import ibis
        >>> sales = ibis.memtable(
        ...     {
        ...         "quarter": ["q1", "q2", "q1 b", "q2"],
        ...         "revenue": [40.0, 7.5, 20.0, 40.0],
        ...     }
        ... )
        >>> for row in pivot(sales).to_pyarrow().to_pylist():
        ...     print(row)
        {'q1': 40.0, 'q2': 47.5}
    """
    return sales.pivot_wider(names_from="quarter", values_from="revenue", names=["q1", "q2"], values_agg="sum")


def two_levels(t, k="region"):
    """Compute `k` and `best` from `t`.

    Starts from `t`. Groups by `k` and `city` and computes `total` (the sum of
    `amount`). Groups by `k` and computes `best` (the largest `total`). Orders the rows
    by `k`.

    Args:
        t (ibis.Table): Table with the columns `city` and `amount` (numeric), and the
            column that `k` names.
        k (str): Name of a column. Defaults to "region".

    Returns:
        ibis.Table: The rows with the columns:

            - `k` (any type)
            - `best` (numeric)

    Examples:
        >>> import ibis
        >>> t = ibis.memtable(
        ...     {
        ...         "region": ["south", "west", "north", "north"],
        ...         "city": ["Madrid", "Quito", "Kyoto", "Madrid"],
        ...         "amount": [5.0, 7.5, 40.0, 10.0],
        ...     }
        ... )
        >>> for row in two_levels(t).to_pyarrow().to_pylist():
        ...     print(row)
        {'region': 'north', 'best': 40.0}
        {'region': 'south', 'best': 5.0}
        {'region': 'west', 'best': 7.5}
    """
    per_city = t.group_by([k, "city"]).agg(total=_.amount.sum())
    return per_city.group_by(k).agg(best=_.total.max()).order_by(k)


def never_ordered(orders, customers):
    """Return the rows of `orders` without a match in `customers`.

    Keeps the rows of `orders` that have no match on `customer_id` in `customers`.

    Args:
        orders (ibis.Table): The orders table with the column `customer_id`; all its
            columns are kept.
        customers (ibis.Table): The customers table with the column `customer_id`.

    Returns:
        ibis.Table: The remaining rows of `orders`, with all columns of `orders`.

    Examples:
        >>> import ibis
        >>> orders = ibis.memtable({"customer_id": [5, 5, 4, 4]})
        >>> customers = ibis.memtable({"customer_id": [1, 2, 3, 4]})
        >>> result = never_ordered(orders, customers).order_by("customer_id")
        >>> for row in result.to_pyarrow().to_pylist():
        ...     print(row)
        {'customer_id': 5}
        {'customer_id': 5}
    """
    return orders.anti_join(customers, orders.customer_id == customers.customer_id)


def top_n_per_group(t, n=2):
    """Return the rows of `t`.

    Keeps the rows where the row number, from 0, within each `category` by descending
    `price` is less than `n`.

    Args:
        t (ibis.Table): Table with the columns `category` and `price`; all its columns
            are kept.
        n (int): Upper bound of (the row number, from 0, within each `category` by
            descending `price`), exclusive. Defaults to 2.

    Returns:
        ibis.Table: The remaining rows of `t`, with all columns of `t`.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable(
        ...     {
        ...         "category": ["green", "blue", "red", "red"],
        ...         "price": [1.0, 3.0, 2.0, 4.0],
        ...     }
        ... )
        >>> result = top_n_per_group(t).order_by("category", "price")
        >>> for row in result.to_pyarrow().to_pylist():
        ...     print(row)
        {'category': 'blue', 'price': 3.0}
        {'category': 'green', 'price': 1.0}
        {'category': 'red', 'price': 2.0}
        {'category': 'red', 'price': 4.0}
    """
    ranked = t.mutate(rank=ibis.row_number().over(ibis.window(group_by="category", order_by=ibis.desc("price"))))
    return ranked.filter(ranked.rank < n).drop("rank")


def uses_try(t):
    """Return the rows of `t` where `a` is more than 1.

    Args:
        t (ibis.Table): Table with the column `a` (numeric); all its columns are kept.

    Returns:
        ibis.Table: The remaining rows of `t`, with all columns of `t`.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"a": [0, 2, 4, 2]})
        >>> for row in uses_try(t).order_by("a").to_pyarrow().to_pylist():
        ...     print(row)
        {'a': 2}
        {'a': 2}
        {'a': 4}
    """
    try:
        return t.filter(t.a > 1)
    except Exception:
        return t


def no_params():
    """Compute `a` from rows written in the code.

    Starts from rows written in the code.

    Returns:
        ibis.Table: The rows with the columns:

            - `a` (int64)

    Examples:
        >>> import ibis
        >>> for row in no_params().order_by("a").to_pyarrow().to_pylist():
        ...     print(row)
        {'a': 1}
        {'a': 2}
    """
    return ibis.memtable({"a": [1, 2]})


def nothing(t):
    pass


def fills(t):
    """Transform the rows of `t`.

    Starts from `t`. Replaces NULL by 0 in `a`. Computes `b` (`a` with NULL replaced by
    1) and `c` (`name` with NULL replaced by 'none').

    Args:
        t (ibis.Table): Table with the columns `a` (numeric) and `name` (string); all
            its columns are kept.

    Returns:
        ibis.Table: The resulting rows, with the other columns of their tables passed
            on:

            - `a` (numeric)
            - `name` (string)
            - `b` (numeric)
            - `c` (string)

    Examples:
        >>> import ibis
        >>> t = ibis.memtable(
        ...     {
        ...         "a": [3, 10, None, 10],
        ...         "name": ["Cleo", "Ben", "Ada", None],
        ...     }
        ... ).cast({"a": "int64"})
        >>> for row in fills(t).order_by("a", "name").to_pyarrow().to_pylist():
        ...     print(row)
        {'a': 0, 'name': 'Ada', 'b': 0, 'c': 'Ada'}
        {'a': 3, 'name': 'Cleo', 'b': 3, 'c': 'Cleo'}
        {'a': 10, 'name': 'Ben', 'b': 10, 'c': 'Ben'}
        {'a': 10, 'name': None, 'b': 10, 'c': 'none'}
    """
    return t.fill_null({"a": 0}).mutate(b=_.a.coalesce(1), c=_.name.fill_null("none"))


def none_default(t, region=None):
    """Return `region` and `amount` of the rows of `t`.

    This describes the call with `region=None`; other values can give other results.

    Args:
        t (ibis.Table): Table with the columns `region` and `amount`.
        region (object): Decides what is done. Defaults to None.

    Returns:
        ibis.Table: One row per row of `t`:

            - `region` (any type)
            - `amount` (any type)

    Examples:
        >>> import ibis
        >>> t = ibis.memtable(
        ...     {
        ...         "region": ["south", "west", "north", "north"],
        ...         "amount": [5.0, 20.0, 10.0, 40.0],
        ...     }
        ... )
        >>> result = none_default(t).order_by("region", "amount")
        >>> for row in result.to_pyarrow().to_pylist():
        ...     print(row)
        {'region': 'north', 'amount': 10.0}
        {'region': 'north', 'amount': 40.0}
        {'region': 'south', 'amount': 5.0}
        {'region': 'west', 'amount': 20.0}
    """
    if region is not None:
        t = t.filter(t.region == region)
    return t.select("region", "amount")


def between(t, lo: float, hi: float):
    """Return `id` and `price` of the rows of `t`.

    Only rows where `price` is between `lo` and `hi` (inclusive) are kept.

    Args:
        t (ibis.Table): Table with the columns `price` (numeric) and `id`.
        lo (float): Used to choose or order the rows.
        hi (float): Used to choose or order the rows.

    Returns:
        ibis.Table: One row per remaining row of `t`:

            - `id` (any type)
            - `price` (numeric)

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"price": [10.0, 5.0, 20.0, 12.5], "id": [1, 2, 3, 4]})
        >>> result = between(t, lo=10, hi=12.5).order_by("id")
        >>> for row in result.to_pyarrow().to_pylist():
        ...     print(row)
        {'id': 1, 'price': 10.0}
        {'id': 4, 'price': 12.5}
    """
    return t.filter(t.price.between(lo, hi)).select("id", "price")


def isin(t, names: list[str]):
    """Return the rows of `t` where `name` is one of `names`.

    Args:
        t (ibis.Table): Table with the column `name` (string); all its columns are kept.
        names (list[str]): Used to choose or order the rows.

    Returns:
        ibis.Table: The remaining rows of `t`, with all columns of `t`.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"name": ["Ben", "Cleo", "Ada", "Ada"]})
        >>> for row in isin(t, names=["Ada"]).order_by("name").to_pyarrow().to_pylist():
        ...     print(row)
        {'name': 'Ada'}
        {'name': 'Ada'}
    """
    return t.filter(t.name.isin(names))


def months(t):
    """Compute the number of rows per `month` over the rows of `t`, ordered by `month`.

    Args:
        t (ibis.Table): Table with the column `ts` (date or timestamp).

    Returns:
        ibis.Table: One row per `month`:

            - `month` (date or timestamp): `ts` truncated to the month.
            - `n` (int64): The number of rows.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable(
        ...     {
        ...         "ts": [
        ...             "2024-01-05 08:00:00",
        ...             "2024-02-03 17:45:00",
        ...             "2024-03-15 08:00:00",
        ...             "2024-02-03 17:45:00",
        ...         ],
        ...     }
        ... ).cast({"ts": "timestamp"})
        >>> for row in months(t).to_pyarrow().to_pylist():
        ...     print(row)
        {'month': datetime.datetime(2024, 1, 1, 0, 0), 'n': 1}
        {'month': datetime.datetime(2024, 2, 1, 0, 0), 'n': 2}
        {'month': datetime.datetime(2024, 3, 1, 0, 0), 'n': 1}
    """
    return t.group_by(month=_.ts.truncate("M")).agg(n=_.count()).order_by("month")


def tags(t):
    """Add the length of `tags` to the rows of `t` where `tags` contains 'new'.

    Args:
        t (ibis.Table): Table with the column `tags` (string); all its columns are kept.

    Returns:
        ibis.Table: The remaining rows of `t`, with all columns of `t`:

            - `n` (int32): The length of `tags`.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"tags": ["new", "new", "new b", "a"]})
        >>> for row in tags(t).order_by("tags", "n").to_pyarrow().to_pylist():
        ...     print(row)
        {'tags': 'new', 'n': 3}
        {'tags': 'new', 'n': 3}
        {'tags': 'new b', 'n': 5}
    """
    return t.filter(t.tags.contains("new")).mutate(n=t.tags.length())


def outer(t):
    """Compute the number of rows over the rows of `t` where `a` is more than 1.

    Args:
        t (ibis.Table): Table with the column `a` (numeric).

    Returns:
        ibis.expr.types.Scalar: The number of rows (int64).

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"a": [0, 2, 4, 2]})
        >>> outer(t).to_pyarrow().as_py()
        3
    """
    def inner(x):
        return x.filter(x.a > 1)
    return inner(t).count()


def loop(t):
    """Return the rows of `t` where `a` is more than 0 and `b` is more than 0.

    Args:
        t (ibis.Table): Table with the columns `a` (numeric) and `b` (numeric); all its
            columns are kept.

    Returns:
        ibis.Table: The remaining rows of `t`, with all columns of `t`.

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"a": [-1, 1, 3, 1], "b": [1, 3, 0, 0]})
        >>> for row in loop(t).to_pyarrow().to_pylist():
        ...     print(row)
        {'a': 1, 'b': 3}
    """
    for c in ["a", "b"]:
        t = t.filter(t[c] > 0)
    return t


def money(t):
    """Add `price` cast to decimal(10, 2) to the rows of `t`.

    Args:
        t (ibis.Table): Table with the column `price`; all its columns are kept.

    Returns:
        ibis.Table: Every row of `t`, with all columns of `t`:

            - `x` (decimal(10, 2)): `price` cast to decimal(10, 2).

    Examples:
        >>> import ibis
        >>> t = ibis.memtable({"price": [10.0, 5.0, 20.0, 12.5]})
        >>> for row in money(t).order_by("price").to_pyarrow().to_pylist():
        ...     print(row)
        {'price': 5.0, 'x': Decimal('5.00')}
        {'price': 10.0, 'x': Decimal('10.00')}
        {'price': 12.5, 'x': Decimal('12.50')}
        {'price': 20.0, 'x': Decimal('20.00')}
    """
    return t.mutate(x=t.price.cast("decimal(10, 2)"))
