import ibis
from ibis import _
def a(t, u):
    """Combine the rows of `t` and `u`.

    Joins `t` with `u` on `id` and keeps only the matches.

    Parameters
    ----------
    t : ibis.Table
        Table with the column `id`; all its columns are kept.
    u : ibis.Table
        Table with the column `id`; its other columns are used too.

    Returns
    -------
    ibis.Table
        The resulting rows, with the other columns of their tables passed on:

        - `id` (any type)

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> u = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> for row in a(t, u).order_by("id").to_pyarrow().to_pylist():
    ...     print(row)
    {'id': 1}
    {'id': 2}
    {'id': 3}
    {'id': 4}
    """
    return t.join(u, "id")
def b(t, u):
    """Compute `x + y` for the joined rows of `t` and `u` where `x` is more than 3.

    Joins `t` with `u` on `id` and keeps only the matches. The result is ordered by `z`.

    Parameters
    ----------
    t : ibis.Table
        Table with the columns `id`, `x` (numeric) and `y` (numeric); all its columns
        are kept.
    u : ibis.Table
        Table with the column `id`; its other columns are used too.

    Returns
    -------
    ibis.Table
        The resulting rows, with the other columns of their tables passed on:

        - `id` (any type)
        - `x` (numeric)
        - `y` (numeric)
        - `z` (numeric): `x + y`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable(
    ...     {
    ...         "id": [1, 2, 3, 4],
    ...         "x": [2, 4, 6, 4],
    ...         "y": [40.0, 10.0, 2.5, 20.0],
    ...     }
    ... )
    >>> u = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> for row in b(t, u).to_pyarrow().to_pylist():
    ...     print(row)
    {'id': 3, 'x': 6, 'y': 2.5, 'z': 8.5}
    {'id': 2, 'x': 4, 'y': 10.0, 'z': 14.0}
    {'id': 4, 'x': 4, 'y': 20.0, 'z': 24.0}
    """
    return t.join(u, "id").filter(_.x > 3).mutate(z=_.x + _.y).order_by("z")
def c(t):
    """Return the distinct rows made of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table, all columns of which are kept.

    Returns
    -------
    ibis.Table
        Rows of `t`, with all columns of `t`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> for row in c(t).order_by("id").to_pyarrow().to_pylist():
    ...     print(row)
    {'id': 1}
    {'id': 2}
    {'id': 3}
    {'id': 4}
    """
    return t.distinct()
def d(t):
    """Return the distinct combinations of `a` and `b` in the rows of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table with the columns `a` and `b`.

    Returns
    -------
    ibis.Table
        One row per distinct combination:

        - `a` (any type)
        - `b` (any type)

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"a": ["b", "c", "a", "a"], "b": ["b", "c", "a", "b"]})
    >>> for row in d(t).order_by("a", "b").to_pyarrow().to_pylist():
    ...     print(row)
    {'a': 'a', 'b': 'a'}
    {'a': 'a', 'b': 'b'}
    {'a': 'b', 'b': 'b'}
    {'a': 'c', 'b': 'c'}
    """
    return t.select("a", "b").distinct()
def e(t):
    """Transform the rows of `t`.

    Starts from `t`. Drops `a`.

    Parameters
    ----------
    t : ibis.Table
        Table of any columns.

    Returns
    -------
    ibis.Table
        The resulting rows, with the other columns of their tables passed on.
    """
    return t.drop("a")
def f(t, u):
    """Combine the rows of `t` and `u`.

    Starts from `t`. Adds the rows of `u`.

    Parameters
    ----------
    t : ibis.Table
        Table of any columns.
    u : ibis.Table
        Table of any columns.

    Returns
    -------
    ibis.Table
        The resulting rows, with the other columns of their tables passed on.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> u = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> for row in f(t, u).order_by("id").to_pyarrow().to_pylist():
    ...     print(row)
    {'id': 1}
    {'id': 1}
    {'id': 2}
    {'id': 2}
    {'id': 3}
    {'id': 3}
    {'id': 4}
    {'id': 4}
    """
    return t.union(u)
def g(t):
    """Add the row number, from 0, within each `k` by `v` to the rows of `t`.

    Keeps the rows where the row number, from 0, within each `k` by `v` is 0.

    Parameters
    ----------
    t : ibis.Table
        Table with the columns `k` and `v`; all its columns are kept.

    Returns
    -------
    ibis.Table
        The remaining rows of `t`, with all columns of `t`:

        - `r` (int64): The row number, from 0, within each `k` by `v`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"k": ["b", "c", "a", "a"], "v": ["b", "c", "a", "b"]})
    >>> for row in g(t).order_by("k").to_pyarrow().to_pylist():
    ...     print(row)
    {'k': 'a', 'v': 'a', 'r': 0}
    {'k': 'b', 'v': 'b', 'r': 0}
    {'k': 'c', 'v': 'c', 'r': 0}
    """
    return t.mutate(r=ibis.row_number().over(ibis.window(group_by="k", order_by=_.v))).filter(_.r == 0)
def h(t):
    """Return the rows of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table, all columns of which are kept.

    Returns
    -------
    ibis.Table
        Every row of `t`, with all columns of `t`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> for row in h(t).order_by("id").to_pyarrow().to_pylist():
    ...     print(row)
    {'id': 1}
    {'id': 2}
    {'id': 3}
    {'id': 4}
    """
    return t
def i(t):
    """Compute the sum of `b` per upper-case form of `a` over the rows of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table with the columns `a` (string) and `b` (numeric).

    Returns
    -------
    ibis.Table
        One row per `Uppercase(a)`:

        - `Uppercase(a)` (string): The upper-case form of `a`.
        - `Sum(b)` (numeric): The sum of `b`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"a": ["b", "c", "a", "a"], "b": [5.0, 20.0, 10.0, 40.0]})
    >>> for row in i(t).order_by("Uppercase(a)").to_pyarrow().to_pylist():
    ...     print(row)
    {'Uppercase(a)': 'A', 'Sum(b)': 50.0}
    {'Uppercase(a)': 'B', 'Sum(b)': 5.0}
    {'Uppercase(a)': 'C', 'Sum(b)': 20.0}
    """
    return t.group_by(_.a.upper()).agg(_.b.sum())
def j(events, days=7):
    """Select rows of `events`.

    Starts from `events`. Keeps the rows that pass a test of `ts`.

    Parameters
    ----------
    events : ibis.Table
        The events table with the column `ts` (date or timestamp); all its columns are
        kept.
    days : int, default 7
        Used to choose or order the rows.

    Returns
    -------
    ibis.Table
        Rows of `events`, with all columns of `events`.
    """
    return events.filter(events.ts > ibis.now() - ibis.interval(days=days))
def k(t):
    """Return `a` of the rows of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table with the column `a`.

    Returns
    -------
    ibis.Table
        One row per row of `t`:

        - `a` (any type)

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"a": ["b", "c", "a", "a"]})
    >>> for row in k(t).order_by("a").to_pyarrow().to_pylist():
    ...     print(row)
    {'a': 'a'}
    {'a': 'a'}
    {'a': 'b'}
    {'a': 'c'}
    """
    return t.select("a")
def l(t):
    """Compute the number of rows over all rows of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table; only its rows matter.

    Returns
    -------
    ibis.expr.types.Scalar
        The number of rows (int64).

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"id": [1, 2, 3, 4]})
    >>> l(t).to_pyarrow().as_py()
    4
    """
    return t.count()
def m(t):
    """Compute `amount * 2` for each row of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table with the column `amount` (numeric).

    Returns
    -------
    ibis.expr.types.Column
        `amount * 2` (numeric).

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"amount": [10.0, 5.0, 20.0, 12.5]})
    >>> m(t).to_pyarrow().to_pylist()
    [20.0, 10.0, 40.0, 25.0]
    """
    return t.amount * 2
def n(t, u):
    """Transform the rows of `t`.

    Starts from `t`. Keeps the rows that pass a test of `k`. Computes `z` (`a / b`).

    Parameters
    ----------
    t : ibis.Table
        Table with the columns `k`, `a` (numeric) and `b` (numeric); all its columns are
        kept.
    u : ibis.Table
        Table with the column `k`.

    Returns
    -------
    ibis.Table
        The resulting rows, with the other columns of their tables passed on:

        - `k` (any type)
        - `a` (numeric)
        - `b` (numeric)
        - `z` (float64)

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable(
    ...     {
    ...         "k": ["b", "c", "a", "a"],
    ...         "a": [5.0, 20.0, 10.0, 40.0],
    ...         "b": [10.0, 40.0, 12.5, 20.0],
    ...     }
    ... )
    >>> u = ibis.memtable({"k": ["a", "b", "c", "b"]})
    >>> for row in n(t, u).order_by("k", "a").to_pyarrow().to_pylist():
    ...     print(row)
    {'k': 'a', 'a': 10.0, 'b': 12.5, 'z': 0.8}
    {'k': 'a', 'a': 40.0, 'b': 20.0, 'z': 2.0}
    {'k': 'b', 'a': 5.0, 'b': 10.0, 'z': 0.5}
    {'k': 'c', 'a': 20.0, 'b': 40.0, 'z': 0.5}
    """
    return t.filter(t.k.isin(u.k)).mutate(z=t.a / t.b)
def o(t):
    return {"a": t}
def p(t, n):
    return t.limit(n * 2)
def q(t, cols=("a", "b")):
    """Return `a` and `b` of the rows of `t`.

    This describes the call with `cols=("a", "b")`; other values can give other results.

    Parameters
    ----------
    t : ibis.Table
        Table with the columns `a` and `b`.
    cols : list[str], default ("a", "b")
        Decides what is done.

    Returns
    -------
    ibis.Table
        One row per row of `t`:

        - `a` (any type)
        - `b` (any type)

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"a": ["b", "c", "a", "a"], "b": ["b", "c", "a", "b"]})
    >>> for row in q(t).order_by("a", "b").to_pyarrow().to_pylist():
    ...     print(row)
    {'a': 'a', 'b': 'a'}
    {'a': 'a', 'b': 'b'}
    {'a': 'b', 'b': 'b'}
    {'a': 'c', 'b': 'c'}
    """
    return t.select(*cols)
def r(t, suffix="x"):
    """Add `a + 1` to the rows of `t`.

    Parameters
    ----------
    t : ibis.Table
        Table with the column `a` (numeric); all its columns are kept.
    suffix : str, default "x"
        Used to name a column.

    Returns
    -------
    ibis.Table
        Every row of `t`, with all columns of `t`:

        - `total_{suffix}` (numeric): `a + 1`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"a": [10.0, 5.0, 20.0, 12.5]})
    >>> for row in r(t).order_by("a").to_pyarrow().to_pylist():
    ...     print(row)
    {'a': 5.0, 'total_x': 6.0}
    {'a': 10.0, 'total_x': 11.0}
    {'a': 12.5, 'total_x': 13.5}
    {'a': 20.0, 'total_x': 21.0}
    """
    return t.mutate(**{f"total_{suffix}": t.a + 1})
def s(t, needle):
    """Return the rows of `t` where `name` matches the LIKE pattern '%{needle}%'.

    Parameters
    ----------
    t : ibis.Table
        Table with the column `name` (string); all its columns are kept.
    needle : str
        Used to build the query.

    Returns
    -------
    ibis.Table
        The remaining rows of `t`, with all columns of `t`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable({"name": ["Ben", "Cleo", "Ada", "Ada"]})
    >>> for row in s(t, needle="Ada").order_by("name").to_pyarrow().to_pylist():
    ...     print(row)
    {'name': 'Ada'}
    {'name': 'Ada'}
    """
    return t.filter(t.name.like("%" + needle + "%"))
def u(t, when):
    """Transform the rows of `t`.

    Only rows where `name` contains `when` or `a` is more than 1 are kept.

    Parameters
    ----------
    t : ibis.Table
        Table with the columns `name` (string) and `a` (numeric); its other columns are
        used too.
    when : object
        Used to choose or order the rows.

    Returns
    -------
    ibis.Table
        The resulting rows, with the other columns of their tables passed on:

        - `name` (string)
        - `b` (numeric): Taken from `a`.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.memtable(
    ...     {
    ...         "name": ["Ben", "Cleo", "Ada", "Ada"],
    ...         "a": [4, 1, 0, 2],
    ...     }
    ... )
    >>> for row in u(t, when="Ada").order_by("name", "b").to_pyarrow().to_pylist():
    ...     print(row)
    {'name': 'Ada', 'b': 0}
    {'name': 'Ada', 'b': 2}
    {'name': 'Ben', 'b': 4}
    """
    return t.filter(t.name.contains(when) | (t.a > 1)).rename(b="a")
