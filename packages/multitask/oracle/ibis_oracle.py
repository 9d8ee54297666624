"""Real Ibis as the judge of records: one JSON request per line in, one answer per line out.

{"ask": "program", "code", "tables"}           -> {"ok", "sql", "columns", "types"} or {"ok": false, "error"}
{"ask": "error", "code", "tables"}             -> {"error": "Class: message"}, or null when nothing fails
{"ask": "spell", "code", "tables", "dialect"}  -> {"sql"}, or null where Ibis refuses
{"ask": "doctest", "code", "docstring", "tables"} -> {"failures", "attempted"}: a report, empty when all hold
"""

import ast
import doctest
import io
import json
import sys
import traceback
import warnings

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import ibis.selectors as s
from ibis import _
from ibis.backends.sql.datatypes import DuckDBType
from ibis.config import Config
from ibis.expr.operations import udf


class SparkOptions(Config):
    """The options that come with the Spark backend, which needs Java, at their defaults."""

    treat_nan_as_null: bool = False


def names_with(tables):
    names = {"ibis": ibis, "_": _, "s": s, "ir": ir}
    for name, columns in tables.items():
        names[name] = ibis.table(columns["schema"], name=name)
    return names


def value_of(code, tables):
    """The value of a program: its last expression, or the variable expr or result."""
    # Functions are numbered for the whole process: each program starts anew.
    udf._udf_name_cache.clear()
    names = names_with(tables)
    tree = ast.parse(code)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<program>", "exec"), names)
    if last is not None:
        return eval(compile(last, "<program>", "eval"), names)
    return names.get("expr", names.get("result"))


CONNECTIONS = {}
MOST_CONNECTIONS = 32


def connection_with(tables):
    """A database that has the tables, without rows; one for each of the latest sets of tables."""
    key = json.dumps(tables)
    connection = CONNECTIONS.pop(key, None)
    if connection is None:
        connection = ibis.duckdb.connect()
        for name, columns in tables.items():
            connection.create_table(name, schema=ibis.schema(columns["schema"]))
    CONNECTIONS[key] = connection
    if len(CONNECTIONS) > MOST_CONNECTIONS:
        CONNECTIONS.pop(next(iter(CONNECTIONS))).disconnect()
    return connection


def with_memtables(sql, table):
    """The SQL with the rows of the tables in memory that it reads in front of it."""
    parts = [f'"{node.name}" AS ({rows_of(node)})' for node in table.op().find(ops.InMemoryTable)]
    if not parts:
        return sql
    rest = f", {sql[5:]}" if sql.startswith("WITH ") else f"\n{sql}"
    return f"WITH {', '.join(parts)}{rest}"


def rows_of(node):
    # Arrow keeps NULL apart from NaN, and whole numbers whole.
    table = node.data.to_pyarrow(node.schema).to_pylist()
    rows = [
        ", ".join(
            f'CAST(({ibis.to_sql(ibis.literal(value, type=dtype), dialect="duckdb")})'
            f' AS {DuckDBType.to_string(dtype)}) AS "{name}"'
            for value, (name, dtype) in zip(row.values(), node.schema.items())
        )
        for row in table
    ]
    return " UNION ALL ".join(f"SELECT {row}" for row in rows)


def program(request):
    try:
        table = value_of(request["code"], request["tables"]).as_table()
        sql = with_memtables(str(ibis.to_sql(table, dialect="duckdb")), table)
        connection_with(request["tables"]).to_pyarrow(table)
        schema = table.schema()
    except Exception as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}"}
    types = [str(dtype) for dtype in schema.types]
    return {"ok": True, "sql": sql, "columns": list(schema.names), "types": types}


def error(request):
    try:
        value_of(request["code"], request["tables"])
    except Exception as raised:
        return {"error": "".join(traceback.format_exception_only(raised)).rstrip("\n"),
                "class": type(raised).__name__, "message": str(raised)}
    return {"error": None, "class": None, "message": None}


def spell(request):
    ibis.options.pyspark = SparkOptions()
    try:
        value = value_of(request["code"], request["tables"])
        return {"sql": str(ibis.to_sql(value, dialect=request["dialect"]))}
    except Exception:
        return {"sql": None}


def run_doctest(request):
    names = names_with(request["tables"])
    exec(compile(request["code"], "<program>", "exec"), names)
    text = ast.literal_eval(request["docstring"])
    test = doctest.DocTestParser().get_doctest(text, names, "record", None, 0)
    runner = doctest.DocTestRunner(verbose=False)
    out = io.StringIO()
    runner.run(test, out=out.write)
    return {"failures": out.getvalue(), "attempted": len(test.examples)}


ANSWERS = {"program": program, "error": error, "spell": spell, "doctest": run_doctest}


def main():
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(ANSWERS[request["ask"]](request)), flush=True)


if __name__ == "__main__":
    main()
