"""Records what the SQL of real Ibis answers, for tests/sql/real-ibis.test.ts.

Reads the programs of tests/sql/goldens/real-ibis.json, runs the SQL that real Ibis compiles each of
them to on the tables of tables.sql, and writes columns, types and rows (as a bag, every value as
DuckDB writes it) back into the file. New cases: add {"name", "ibis"} and run this again.

    python tests/oracle/record_sql.py
"""

import ast
import json
import pathlib

import ibis
from ibis import _

GOLDENS = pathlib.Path(__file__).parent.parent / "sql" / "goldens"
FILE = GOLDENS / "real-ibis.json"


def evaluate(code, names):
    """The value of the program's last expression."""
    tree = ast.parse(code)
    answer = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "program", "exec"), names)
    return eval(compile(answer, "program", "eval"), names)


def main():
    con = ibis.duckdb.connect()
    for statement in (GOLDENS / "tables.sql").read_text().split(";\n"):
        if statement.strip():
            con.raw_sql(statement)
    tables = {name: con.table(name) for name in con.list_tables()}
    recorded = []
    for case in json.loads(FILE.read_text()):
        names = {"ibis": ibis, "_": _, "s": ibis.selectors, **tables}
        sql = str(ibis.to_sql(evaluate(case["ibis"], names), dialect="duckdb"))
        heads = con.raw_sql(f"DESCRIBE {sql}").fetchall()
        rows = con.raw_sql(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql}) AS q").fetchall()
        recorded.append(
            {
                "name": case["name"],
                "ibis": case["ibis"],
                "columns": [head[0] for head in heads],
                "types": [head[1] for head in heads],
                "rows": sorted((list(row) for row in rows), key=json.dumps),
            }
        )
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in recorded)
    FILE.write_text(f"[\n{lines}\n]\n")
    print(f"{len(recorded)} programs recorded")


if __name__ == "__main__":
    main()
