"""Records what real Ibis makes of thousands of small programs, for tests/ibis/sweep.test.ts.

The programs are enumerated in sweep_cases.py; what is called on and with what is in
sweep_receivers.py, sweep_arguments.py and sweep_calls.py.

Recorded is the verdict: names, types and rows of what compiles for DuckDB (rows as DuckDB writes
them, from the SQL of real Ibis on tables.sql and sweep-tables.sql), or the error. Rows that change
when the tables' rows lie in another order are left out, and said to be.

    python tests/oracle/record_sweep.py [--check]
"""

import ast
import json
import os
import pathlib
import re
import sys
import warnings

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.operations.udf as udf
import ibis.expr.types as ir
from ibis import _
from sweep_cases import cases
from sweep_receivers import TABLES, VOLATILE

TESTS = pathlib.Path(__file__).parent.parent
FILE = TESTS / "ibis" / "goldens" / "sweep.jsonl"
TABLE_FILES = [TESTS / "sql" / "goldens" / "tables.sql", TESTS / "ibis" / "goldens" / "sweep-tables.sql"]
PLAIN = (bool, int, float, str, tuple, list, dict, type(None), ibis.Schema, ibis.DataType)
ADDRESS = re.compile(r"0x[0-9a-f]+")
SET = re.compile(r"\{('\w+'(?:, '\w+')*)\}")


def masked(text):
    """Addresses and the order of sets differ from run to run; what they show does not."""
    text = ADDRESS.sub("0x", text)
    return SET.sub(lambda found: "{" + ", ".join(sorted(found[1].split(", "))) + "}", text)


def database(reversed_rows):
    con = duckdb.connect(config={"threads": 1})
    con.sql("SET TimeZone = 'UTC'")
    for file in TABLE_FILES:
        con.execute(file.read_text())
    if reversed_rows:
        for name in TABLES:
            con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name} ORDER BY rowid DESC")
    return con


def rows_of(con, sql):
    rows = con.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql}) AS q").fetchall()
    return [list(row) for row in rows]


def in_bag(rows):
    return sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))


class Oracle:
    def __init__(self):
        self.databases = [database(False), database(True)]
        self.answers = {}

    def rows(self, sql):
        """Rows of both databases: (rows, ordered), None where they differ, or the error's class."""
        if sql not in self.answers:
            self.answers[sql] = self.ask(sql)
        return self.answers[sql]

    def ask(self, sql):
        try:
            first, second = (rows_of(con, sql) for con in self.databases)
        except duckdb.Error as error:
            return {"run": type(error).__name__}
        if in_bag(first) != in_bag(second):
            return {"rows": None}
        return {"rows": first, "ordered": first == second}

    def verdict(self, code):
        scope = new_scope()
        try:
            *statements, last = ast.parse(code).body
            exec(compile(ast.Module(statements, []), "<program>", "exec"), scope)
            if not isinstance(last, ast.Expr):
                exec(compile(ast.Module([last], []), "<program>", "exec"), scope)
                return {"kind": "other"}
            result = eval(compile(ast.Expression(last.value), "<program>", "eval"), scope)
            kind, schema = described(result)
        except Exception as error:
            return {"error": type(error).__name__, "message": masked(str(error))}
        if schema is None:
            plain = isinstance(result, PLAIN)
            return {"kind": kind, **({"repr": masked(repr(result))} if plain else {})}
        try:
            sql = str(ibis.to_sql(result, dialect="duckdb"))
        except Exception as error:
            return {"kind": kind, "schema": schema, "compile": type(error).__name__, "message": masked(str(error))}
        if any(text in code for text in VOLATILE):
            return {"kind": kind, "schema": schema, "rows": None}
        if "memtable" in sql:
            return {"kind": kind, "schema": schema, **self.in_memory(result)}
        answer = self.rows(sql)
        if answer.get("rows") is not None and not (answer["ordered"] and is_sorted(result.op())):
            answer = {"rows": in_bag(answer["rows"])}
        return {"kind": kind, "schema": schema, **answer}

    def in_memory(self, expression):
        """Rows of literal tables, which Ibis hands to its backend itself."""
        con = ibis.duckdb.connect()
        try:
            con._run_pre_execute_hooks(expression)
            sql = str(con.compile(expression))
            return {"rows": in_bag(rows_of(con.con, sql))}
        except duckdb.Error as error:
            return {"run": type(error).__name__}


def is_sorted(node):
    """Whether a relation's rows have an order, which they are then compared in."""
    return isinstance(node.parent if isinstance(node, ops.Limit) else node, ops.Sort)


def new_scope():
    # Functions are numbered for the whole process: each program starts anew.
    udf._udf_name_cache.clear()
    tables = {name: ibis.table(schema, name=name) for name, schema in TABLES.items()}
    return {"ibis": ibis, "_": _, **tables}


def described(result):
    if isinstance(result, ir.Table):
        return "table", [[name, str(dtype)] for name, dtype in result.schema().items()]
    if isinstance(result, ir.Value):
        kind = "column" if isinstance(result, ir.Column) else "scalar"
        return kind, [[result.get_name(), str(result.type())]]
    return "other", None


def lines():
    """The file: a line of facts, then each family's cases; schemas and rows are said once and then referred to."""
    oracle = Oracle()
    places = {"schema": {}, "rows": {}}

    def place(kind, value):
        """Lines that say a value for the first time, and its number."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        known = places[kind]
        new = [] if text in known else [f'{{"{kind}":{text}}}']
        return new, known.setdefault(text, len(known))

    yield dumped({"ibis": ibis.__version__, "duckdb": duckdb.__version__, "tables": TABLES})
    family_now = None
    total = {"cases": 0, "compile": 0}
    for family, code in cases(new_scope()):
        if family != family_now:
            yield dumped({"family": family})
            family_now = family
        verdict = oracle.verdict(code)
        for kind in places:
            if verdict.get(kind) is not None:
                new, number = place(kind, verdict[kind])
                yield from new
                verdict[kind] = number
        total["cases"] += 1
        total["compile"] += "schema" in verdict and "compile" not in verdict
        yield dumped({"code": code, **verdict})
    yield dumped({"total": total})


def dumped(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main():
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Which of several unknown names an error shows depends on the order of a set.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    warnings.simplefilter("ignore")
    text = "".join(f"{line}\n" for line in lines())
    if "--check" in sys.argv:
        now, then = text.splitlines(), FILE.read_text().splitlines()
        changed = [pair for pair in zip(then, now) if pair[0] != pair[1]]
        for line in [*changed[:10], f"{len(then)} lines were recorded, {len(now)} are answered, {len(changed)} differ"]:
            print(line)
        sys.exit(now != then)
    FILE.write_text(text)
    print(f"{text.count(chr(10) + '{' + chr(34) + 'code')} programs recorded, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
