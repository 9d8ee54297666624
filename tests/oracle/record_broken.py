"""Records what CPython and real Ibis say of programs with mistakes: the class and the message.

Run it with the interpreter of the conformance environment; it rewrites
tests/ibis/goldens/broken.json, or with --check reports the differences from it and writes nothing.
The programs are in tests/ibis/broken-programs/*.txt: a line "=== kind of mistake" begins a kind, a
line "---" stands between two programs. A program that looks wrong and runs is recorded with what it
gives.
"""

import contextlib
import difflib
import io
import json
import pathlib
import re
import signal
import sys
import warnings

import ibis
import ibis.expr.operations.udf as udf
import ibis.selectors as s
from ibis import _

from record_api import OBJECT, describe, run

MODULE_PLACE = re.compile(r"(<module '[\w.]+') from '[^']*'>")
IMPORT_PLACE = re.compile(r"(cannot import name '\w+' from '[\w.]+') \(/[^)]*\)")
SET_OF_TEXTS = re.compile(r"\{('[^']*'(?:, '[^']*')*)\}")

TABLES = {
    "employees": {
        "id": "int64", "name": "string", "age": "int64", "salary": "float64", "dept_id": "int64",
        "manager_id": "int64", "hired": "date", "active": "boolean", "email": "string",
    },
    "departments": {
        "id": "int64", "name": "string", "budget": "decimal(12, 2)", "location": "string",
    },
    "orders": {
        "order_id": "int64", "customer_id": "int64", "amount": "float64", "quantity": "int32",
        "status": "string", "ordered_at": "timestamp", "shipped": "timestamp",
        "tags": "array<string>",
    },
    "customers": {
        "customer_id": "int64", "name": "string", "city": "string", "signup": "date",
        "vip": "boolean",
    },
    "events": {
        "event_id": "int64", "user_id": "int64", "kind": "string", "at": "timestamp",
        "payload": "json", "props": "map<string, int64>",
        "place": "struct<lat: float64, lon: float64>", "scores": "array<int64>",
    },
    "products": {
        "sku": "string", "price": "decimal(10, 2)", "category": "string", "stock": "int32",
        "released": "date",
    },
}

TESTS = pathlib.Path(__file__).parent.parent / "ibis"
GOLDEN = TESTS / "goldens" / "broken.json"
SECONDS_PER_PROGRAM = 20


def programs():
    """(kind, code) of every program, file by file."""
    for path in sorted((TESTS / "broken-programs").glob("*.txt")):
        for section in path.read_text().split("=== ")[1:]:
            kind, _newline, body = section.partition("\n")
            for code in body.removesuffix("\n").split("\n---\n"):
                yield kind, code


def masked(message):
    """A message without what differs by run and machine: addresses, places, the order of sets."""
    message = MODULE_PLACE.sub(r"\1>", OBJECT.sub("0x", message))
    message = IMPORT_PLACE.sub(r"\1 (unknown location)", message)
    return SET_OF_TEXTS.sub(
        lambda match: "{" + ", ".join(sorted(match[1].split(", "))) + "}", message
    )


def outcome(code):
    """What a program gives, or the class and message of what it raises."""
    tables = {name: ibis.table(schema, name=name) for name, schema in TABLES.items()}
    # Functions are numbered for the whole process: each program starts anew.
    udf._udf_name_cache.clear()
    scope = {"__name__": "__main__", "ibis": ibis, "_": _, "s": s, **tables}
    signal.alarm(SECONDS_PER_PROGRAM)
    try:
        compile(code, "<program>", "exec")
        with contextlib.redirect_stdout(io.StringIO()):
            return describe(run(code, scope))
    except SyntaxError as error:
        return {"error": type(error).__name__, "message": error.msg}
    except Exception as error:
        return {"error": type(error).__name__, "message": masked(str(error))}
    finally:
        signal.alarm(0)


def golden_text():
    lines = [
        json.dumps({"kind": kind, "code": code, "answer": outcome(code)}, ensure_ascii=False)
        for kind, code in programs()
    ]
    tables = json.dumps(TABLES)
    body = ",\n  ".join(lines)
    return f'{{"tables": {tables},\n "programs": [\n  {body}\n]}}\n'


def main():
    warnings.simplefilter("ignore")
    text = golden_text()
    if "--check" not in sys.argv:
        GOLDEN.write_text(text)
        return
    recorded = GOLDEN.read_text()
    for line in difflib.unified_diff(recorded.split("\n"), text.split("\n"), lineterm="", n=0):
        print(line)


if __name__ == "__main__":
    main()
