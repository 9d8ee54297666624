#!/usr/bin/env bash
# Makes .venv with real Ibis, once; again when the versions change.
set -euo pipefail

constraints=tests/conformance/constraints.txt
stamp=.venv/.constraints

if cmp --silent "$constraints" "$stamp"; then exit 0; fi

if ! python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo 'error: the comparison with real Ibis needs Python 3.11 or newer with the venv module' >&2
  echo 'hint: install python3 and python3-venv; everything else in this project runs without it' >&2
  exit 2
fi

python3 -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
  --constraint "$constraints" 'ibis-framework[duckdb]' tpcgen-cli numpydoc pydocstyle PyYAML Sphinx
cp "$constraints" "$stamp"
