"""Records what CPython makes of small programs: values, output, errors, places of nodes.

Run it with CPython 3.11; it rewrites the answers in tests/ibis/goldens/python-*.json. The inputs
are the `code` (or operands) already in those files: add a row with only its input to add a case.
"""

import ast
import contextlib
import io
import json
import pathlib
import re
import warnings
from datetime import date, timedelta
from decimal import Decimal

GOLDENS = pathlib.Path(__file__).parent.parent / "ibis" / "goldens"
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
KINDS = {
    "Name", "Attribute", "Call", "Subscript", "BinOp", "Compare", "BoolOp", "UnaryOp", "Lambda",
    "IfExp", "List", "Tuple", "Dict", "Set", "ListComp", "SetComp", "DictComp", "GeneratorExp",
    "Constant", "NamedExpr", "Starred", "Slice",
}


def syntax_error(row):
    try:
        compile(row["code"], "<string>", "exec")
    except SyntaxError as error:
        place = {"line": error.lineno, "column": error.offset}
        return {"code": row["code"], "type": type(error).__name__, "message": error.msg, **place}
    raise AssertionError(f"CPython takes {row['code']!r}")


def evaluation(row):
    answer = {"code": row["code"]}
    scope = {"__name__": "__main__"}
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            for node in ast.parse(row["code"]).body:
                if isinstance(node, ast.Expr):
                    code = compile(ast.Expression(node.value), "<program>", "eval")
                    answer["value"] = ADDRESS.sub("0x0", repr(eval(code, scope)))
                else:
                    exec(compile(ast.Module([node], []), "<program>", "exec"), scope)
        if printed.getvalue():
            answer["output"] = printed.getvalue()
    except BaseException as error:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        answer["error"] = [type(error).__name__, message]
    return answer


def places(row):
    lines = re.split(r"\r\n|\n", row["code"])

    def column(line, offset):
        return len(lines[line - 1].encode()[:offset].decode())

    nodes = []
    for node in ast.walk(ast.parse(row["code"])):
        kind = type(node).__name__
        if kind in KINDS:
            start = (node.lineno, column(node.lineno, node.col_offset))
            end = (node.end_lineno, column(node.end_lineno, node.end_col_offset))
            nodes.append((start, (-end[0], -end[1]), kind))
    text = [f"{k} {s[0]}:{s[1]}-{-e[0]}:{-e[1]}" for s, e, k in sorted(nodes)]
    return {"code": row["code"], "nodes": text}


def operators(row):
    scope = {"D": Decimal, "date": date, "timedelta": timedelta}

    def answer(right):
        try:
            result = eval(f"({row['left']}) {row['op']} ({right})", scope)
            return ADDRESS.sub("0x0", repr(result))
        except BaseException as error:
            return f"{type(error).__name__}: {error}"

    return {**row, "results": {right: answer(right) for right in row["results"]}}


def main():
    warnings.simplefilter("ignore")
    recorders = {
        "python-syntax-errors": syntax_error,
        "python-evaluation": evaluation,
        "python-ast": places,
        "python-operators": operators,
    }
    for name, record in recorders.items():
        path = GOLDENS / f"{name}.json"
        rows = [record(row) for row in json.loads(path.read_text())]
        lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
