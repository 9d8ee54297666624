"""Real Ibis as the judge: reads requests as JSON lines, writes one answer per request, in order.

oracle.py compile   {"id", "ibis", "tables"} -> {"id", "ok", "sql", "columns", "types"} or an error
oracle.py execute   the same, after running it with Ibis's own DuckDB backend on empty tables
oracle.py measure   {"id", "ibis", "tables", "repeat"} -> {"id", "ms"}: median of build and compile
oracle.py decompile {"id", "sql", "tables", "repeat"} -> {"id", "ms"}: median of parse_sql and decompile, or null
oracle.py spell     {"id", "ibis", "tables", "dialects"} -> {"id", "texts": {dialect: SQL, or null where Ibis refuses}}
oracle.py tpch      nothing -> one line per TPC-H query of the installed Ibis: {"number", "ibis"}
oracle.py tpcds     the same for TPC-DS
oracle.py schemas   a directory of Parquet files -> one line per file: {table: {"schema"}}
"""

import ast
import importlib.util
import json
import pathlib
import statistics
import sys
import time
import warnings

import ibis
import ibis.selectors as s
from ibis import _
from ibis.config import Config

sys.path.append("packages/multitask/oracle")
from ibis_oracle import with_memtables


def answer_of(program, tables):
    """The value of a program: its last expression, or the variable expr or result."""
    names = {"ibis": ibis, "_": _, "s": s}
    for name, columns in tables.items():
        names[name] = ibis.table(columns["schema"], name=name)
    tree = ast.parse(program)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<program>", "exec"), names)
    if last is not None:
        return eval(compile(last, "<program>", "eval"), names)
    return names.get("expr", names.get("result"))


CONNECTIONS = {}


def connection_with(tables):
    """A database that has the tables, without rows; one for each set of tables."""
    key = json.dumps(tables)
    if key not in CONNECTIONS:
        connection = ibis.duckdb.connect()
        for name, columns in tables.items():
            connection.create_table(name, schema=ibis.schema(columns["schema"]))
        CONNECTIONS[key] = connection
    return CONNECTIONS[key]


def execute_one(request):
    return compile_one(request, execute=True)


def compile_one(request, execute=False):
    try:
        expr = answer_of(request["ibis"], request["tables"])
        sql = with_memtables(str(ibis.to_sql(expr, dialect="duckdb")), expr.as_table())
        if execute:
            connection_with(request["tables"]).to_pyarrow(expr.as_table())
        schema = expr.as_table().schema()
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        return {"id": request["id"], "ok": False, "error": message}
    return {
        "id": request["id"],
        "ok": True,
        "sql": sql,
        "columns": list(schema.names),
        "types": [str(dtype) for dtype in schema.types],
    }


class SparkOptions(Config):
    """The options that come with the Spark backend, which needs Java, at their defaults."""

    treat_nan_as_null: bool = False


def spell_one(request):
    """A program's SQL in other dialects, as Ibis writes it for their backends."""
    ibis.options.pyspark = SparkOptions()
    expr = answer_of(request["ibis"], request["tables"])
    return {"id": request["id"], "texts": {name: spelled(expr, name) for name in request["dialects"]}}


def spelled(expr, dialect):
    try:
        return str(ibis.to_sql(expr, dialect=dialect))
    except Exception:
        return None


def measure_one(request):
    times = []
    for _round in range(request["repeat"] + 3):
        start = time.perf_counter()
        ibis.to_sql(answer_of(request["ibis"], request["tables"]), dialect="duckdb")
        times.append((time.perf_counter() - start) * 1000)
    return {"id": request["id"], "ms": statistics.median(times[3:])}


def decompile_one(request):
    """How long Ibis takes from DuckDB's SQL to Python text; null where it raises an exception."""
    catalog = {name: ibis.schema(columns["schema"]) for name, columns in request["tables"].items()}
    times = []
    try:
        for _round in range(request["repeat"] + 1):
            start = time.perf_counter()
            ibis.decompile(ibis.parse_sql(request["sql"], catalog, dialect="duckdb"))
            times.append((time.perf_counter() - start) * 1000)
    except Exception:
        return {"id": request["id"], "ms": None}
    return {"id": request["id"], "ms": statistics.median(times[1:])}


def tpc_queries(suite):
    """The query functions of Ibis's own test suite as programs: the function, then its call."""
    origin = importlib.util.find_spec("ibis").origin
    path = pathlib.Path(origin).parent / f"backends/tests/tpc/{suite}/test_queries.py"
    source = path.read_text()
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or not node.name[-2:].isdigit():
            continue
        lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
        tables = ", ".join(argument.arg for argument in node.args.args)
        function = "\n".join(lines)
        yield {"number": int(node.name[-2:]), "ibis": f"{function}\n\n\n{node.name}({tables})\n"}


def parquet_schemas(directory):
    for path in sorted(pathlib.Path(directory).glob("*.parquet")):
        schema = ibis.read_parquet(path).schema()
        yield {path.stem: {"schema": {name: str(dtype) for name, dtype in schema.items()}}}


def main():
    warnings.simplefilter("ignore")
    command = sys.argv[1]
    if command.startswith("tpc"):
        answers = tpc_queries(command.removeprefix("tpc"))
    elif command == "schemas":
        answers = parquet_schemas(sys.argv[2])
    else:
        commands = {
            "compile": compile_one,
            "decompile": decompile_one,
            "execute": execute_one,
            "measure": measure_one,
            "spell": spell_one,
        }
        answer = commands[command]
        answers = (answer(json.loads(line)) for line in sys.stdin if line.strip())
    for line in answers:
        print(json.dumps(line), flush=True)


main()
