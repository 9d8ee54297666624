"""Runs examples of the API reference with real Ibis, on the rows of the reference's own tables.

One JSON request per line in, one answer per line out, in order. The first line is the tables: a
name each, with "columns" (column -> type) and "rows" (DuckDB's literals). The others are examples:

{"code", "program", "run"} -> {"error", "shown", "sql", "columns", "types", "refusal"}

`program` is the expression that `code` asks about; null where `code` is one itself. `run` says whether
expressions are run or only compiled. `error` is what evaluating either raised, else null. `shown` is
what `code` printed, or its value as Python shows it; null where that is an expression. The rest is
about the expression, null where there is none: its DuckDB SQL, its columns and types, and the error
with which Ibis or DuckDB refused to compile or run it.

Examples find the tables bound to a database in memory, the default backend; and files of the tables
in the working directory, a temporary one: orders.csv, data/orders.parquet and databases of DuckDB.
"""

import ast
import contextlib
import io
import json
import pathlib
import sys
import tempfile
import warnings

sys.path.insert(0, str(pathlib.Path("packages/multitask/oracle").resolve()))

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import ibis.selectors as s
from ibis import _
from ibis.backends.sql.datatypes import DuckDBType

from ibis_oracle import with_memtables

DATABASES = ("shop.ddb", "shop.db")


def storage_of(dtype):
    """DuckDB's type for a column; text for addresses, whose type comes with an extension."""
    return "TEXT" if dtype.is_inet() else DuckDBType.to_string(dtype)


def filled(connection, tables):
    for name, table in tables.items():
        columns = ibis.schema(table["columns"]).items()
        definitions = ", ".join(f'"{column}" {storage_of(dtype)}' for column, dtype in columns)
        connection.raw_sql(f"CREATE TABLE {name} ({definitions})")
        connection.raw_sql(f"INSERT INTO {name} VALUES {table['rows']}")
    return connection


def write_files(connection):
    connection.table("orders").to_csv("orders.csv")
    pathlib.Path("data").mkdir()
    connection.table("orders").to_parquet("data/orders.parquet")


def bound(connection, tables):
    """The tables by name, with the types that the reference gives their columns."""
    return {
        name: ops.DatabaseTable(
            name=name,
            schema=ibis.schema(table["columns"]),
            source=connection,
            namespace=ops.Namespace(),
        ).to_expr()
        for name, table in tables.items()
    }


def value_of(code, tables):
    """The value of a program and what it printed: its last expression, or the variable expr."""
    ops.udf._udf_name_cache.clear()
    names = {"ibis": ibis, "_": _, "s": s, **tables}
    tree = ast.parse(code)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<example>", "exec"), names)
        value = names.get("expr")
        if last is not None:
            value = eval(compile(last, "<example>", "eval"), names)
    return value, printed.getvalue()


def worded(error):
    return f"{type(error).__name__}: {error}"


NOTHING = {"error": None, "shown": None, "sql": None, "columns": None, "types": None, "refusal": None}


def of_expression(expr, connection, run):
    try:
        table = expr.as_table()
        sql = with_memtables(str(ibis.to_sql(table, dialect="duckdb")), table)
        if run:
            # Tables that an example made are in the database that it opened.
            sources = (node.source for node in table.op().find(ops.DatabaseTable))
            next(sources, connection).execute(table)
    except Exception as error:
        return {"refusal": worded(error)}
    schema = table.schema()
    return {"sql": sql, "columns": list(schema.names), "types": [str(t) for t in schema.types]}


def answer(request, connection, tables):
    ibis.options.interactive = False
    ibis.set_backend(connection)
    found = {}
    try:
        if request["program"] is not None:
            about, _printed = value_of(request["program"], tables)
            found = of_expression(about, connection, request["run"])
        value, printed = value_of(request["code"], tables)
    except Exception as error:
        return {**NOTHING, **found, "error": worded(error)}
    # Examples may have made the display interactive.
    ibis.options.interactive = False
    if request["program"] is None and isinstance(value, ir.Expr):
        return {**NOTHING, **of_expression(value, connection, request["run"])}
    return {**NOTHING, **found, "shown": printed or repr(value)}


def main():
    warnings.simplefilter("ignore")
    given = json.loads(sys.stdin.readline())
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for path in DATABASES:
            filled(ibis.duckdb.connect(path), given).disconnect()
        connection = filled(ibis.duckdb.connect(), given)
        write_files(connection)
        tables = bound(connection, given)
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line), connection, tables)), flush=True)


main()
