"""Records what real Ibis says of the broken programs that repairs are measured on.

Run it from the root of the project with the interpreter of the conformance environment; it rewrites
tests/tasks/broken-programs/goldens/recorded.json, or with --check reports the differences from it and
writes nothing. The cases are in tests/tasks/broken-programs/*.yaml. A broken program must fail, where its
expression is built or where DuckDB SQL is written of it; its class and message are recorded. The
intended program must be accepted and run, on empty tables. A case of which either does not hold is
an error: nothing is written.
"""

import contextlib
import difflib
import io
import json
import pathlib
import signal
import sys
import warnings

import ibis
import yaml

from record_broken import SECONDS_PER_PROGRAM, masked

sys.path.append("packages/multitask/oracle")
from ibis_oracle import program, value_of

CASES = pathlib.Path(__file__).parent.parent / "tasks" / "broken-programs"
GOLDEN = CASES / "goldens" / "recorded.json"


def cases():
    """Every case with the tables of its file, in the order of the files."""
    for path in sorted(CASES.glob("*.yaml")):
        file = yaml.safe_load(path.read_text())
        tables = {name: {"schema": columns} for name, columns in file["tables"].items()}
        for case in file["cases"]:
            yield case, tables


def mistake_in(code, tables):
    """The class and message of what a program raises; None where it gives SQL."""
    signal.alarm(SECONDS_PER_PROGRAM)
    try:
        compile(code, "<program>", "exec")
        with contextlib.redirect_stdout(io.StringIO()):
            ibis.to_sql(value_of(code, tables), dialect="duckdb")
        return None
    except SyntaxError as error:
        return {"type": type(error).__name__, "message": error.msg}
    except Exception as error:
        return {"type": type(error).__name__, "message": masked(str(error))}
    finally:
        signal.alarm(0)


def judged():
    """The recorded error of each case, and what is wrong with the cases themselves."""
    errors, faults, seen = [], [], set()
    for case, tables in cases():
        name = case["id"]
        if name in seen:
            faults.append(f"{name}: there are two cases of this id")
        seen.add(name)
        error = mistake_in(case["broken"], tables)
        if error is None:
            faults.append(f"{name}: the broken program is accepted")
            continue
        errors.append({"id": name, **error})
        answer = program({"code": case["intended"], "tables": tables})
        if not answer["ok"]:
            faults.append(f"{name}: the intended program fails: {answer['error']}")
    return errors, faults


def main():
    warnings.simplefilter("ignore")
    errors, faults = judged()
    if faults:
        sys.exit("\n".join(faults))
    body = ",\n  ".join(json.dumps(error, ensure_ascii=False) for error in errors)
    text = f"[\n  {body}\n]\n"
    if "--check" not in sys.argv:
        GOLDEN.write_text(text)
        return
    recorded = GOLDEN.read_text()
    for line in difflib.unified_diff(recorded.split("\n"), text.split("\n"), lineterm="", n=0):
        print(line)


if __name__ == "__main__":
    main()
