"""Compiles programs, one JSON string per line; answers null or [class, message] per line, in order."""

import json
import sys
import warnings


def complaint(code):
    try:
        compile(code, "<program>", "exec")
    except SyntaxError as error:
        return [type(error).__name__, error.msg]
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return [type(error).__name__, str(error)]
    return None


warnings.simplefilter("ignore")
for line in sys.stdin:
    print(json.dumps(complaint(json.loads(line))))
