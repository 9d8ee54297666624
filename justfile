# iBERT. On a machine with only Node 20 and git: npx --yes rust-just RECIPE

set shell := ["bash", "-euo", "pipefail", "-c"]
set positional-arguments := true

pnpm := "npx --yes pnpm@12.21.0"
tools := "node_modules/.bin"
python := ".venv/bin/python"

# List the recipes
default:
    @'{{ just_executable() }}' --list --unsorted

# ── Data ─────────────────────────────────────────────────────────────────────────────────────────

# Generate everything: pairs, variants, the other tasks, composed programs, mined ones (of Ibis's repository, or what the flags of bin/mine-multitask say); proven again, joined, counted
generate-all *flags: build
    @bin/generate-data --resume
    @bin/generate-augmented --resume
    @bin/generate-multitask --resume
    @bin/compose --count 1000 --score-share 1 --least-killed 0.9 --confirm --resume
    @bin/mine-ibis-repo --if-reachable "${@:---repo=ibis}"
    @bin/mine-ibis-docs --if-reachable "${@:---repo=ibis}"
    @bin/mine-multitask --if-reachable "${@:---repo=ibis}"
    @bin/validate-multitask --seed 1
    @bin/concatenate-data
    @bin/all-stats

# Generate data/sql2ibis/train.jsonl from the templates (flags of bin/generate-data)
generate-data *flags: build
    @bin/generate-data "$@"

# Generate variants of the pairs with other names and values (flags of bin/generate-augmented)
generate-augmented *flags: build
    @bin/generate-augmented "$@"

# Generate the records of the other tasks (flags of bin/generate-multitask)
generate-multitask *flags: build
    @bin/generate-multitask "$@"

# Generate the records of one task (flags of bin/generate-task)
generate-task task *flags: build
    @bin/generate-task "$@"

# Compose random programs as proven pairs (flags of bin/compose)
compose *flags: build
    @bin/compose "$@"

# Mine programs of repositories' code, with their SQL, into data/mining/ibis_mined.jsonl
mine-ibis-repo *flags: build
    @bin/mine-ibis-repo "$@"

# Mine programs of documents and notebooks, with their SQL, into data/mining/ibis_docs_mined.jsonl
mine-ibis-docs *flags: build
    @bin/mine-ibis-docs "$@"

# Mine records of all six tasks into data/mining/multitask/
mine-multitask *flags: build
    @bin/mine-multitask "$@"

# Mine records of one task (TASK and flags of bin/mine-task)
mine-task task *flags: build
    @bin/mine-task "$@"

# Prove records of any task again (flags of bin/validate-multitask)
validate-multitask *flags: build
    @bin/validate-multitask "$@"

# Prove the records of a file again (flags of bin/validate-data)
validate-data *flags: build
    @bin/validate-data "$@"

# Make one dataset of all proven records, with splits (flags of bin/concatenate-data)
concatenate-data *flags: build
    @bin/concatenate-data "$@"

# ── Statistics ───────────────────────────────────────────────────────────────────────────────────

# Statistics of every part of the data (--html FILE: a report with plots)
all-stats *flags: build
    @bin/all-stats "$@"

# Statistics of the SQL to Ibis dataset (or of the files given)
dataset-stats *flags: build
    @bin/dataset-stats "$@"

# Statistics of the augmented pairs
augmented-stats *flags: build
    @bin/augmented-stats "$@"

# Statistics of the records of the six tasks
multitask-stats *flags: build
    @bin/multitask-stats "$@"

# Statistics of the mined records
mining-stats *flags: build
    @bin/mining-stats "$@"

# Statistics of the complete dataset and its splits
complete-stats *flags: build
    @bin/complete-stats "$@"

# List the templates
list-templates *flags: build
    @bin/list-templates "$@"

# Count the examples that the templates expand to
count-variations *flags: build
    @bin/count-variations "$@"

# ── Tasks ────────────────────────────────────────────────────────────────────────────────────────

# Translate Ibis code (a file, or standard input) to SQL
to-sql file="-" dialect="duckdb": build
    @bin/ibert-to-sql "$1" --dialect "$2"

# Translate SQL (a file, or standard input) to Ibis code
from-sql file="-" dialect="duckdb": build
    @bin/sql-to-ibert "$1" --dialect "$2"

# Complete unfinished Ibis code (a file, or standard input; flags of bin/ibert-complete)
complete *flags: build
    @bin/ibert-complete "$@"

# Correct Ibis code that fails (a file, or standard input; flags of bin/ibert-fix)
fix *flags: build
    @bin/ibert-fix "$@"

# Answer a question about Ibis (a file, or standard input; flags of bin/ibert-qa)
qa *flags: build
    @bin/ibert-qa "$@"

# Write the docstrings of functions (a file, or standard input; flags of bin/ibert-doc)
doc *flags: build
    @bin/ibert-doc "$@"

# Measure how well the engines answer the test split (flags of bin/ibert-eval)
evaluate *flags: build
    @bin/ibert-eval "$@"

# Write the splits as conversations for fine-tuning
export-chat *flags: build
    @bin/export-chat "$@"

# ── Quality ──────────────────────────────────────────────────────────────────────────────────────

# Run all tests
test: build
    @{{ tools }}/vitest run --reporter=default --reporter=json --outputFile.json=.cache/tests.json

# Run all tests and measure coverage
test-cov: build
    @{{ tools }}/vitest run --coverage

# Run one test file
test-file file: build
    @{{ tools }}/vitest run "$1"

# Run the tests whose name matches a pattern
test-pattern pattern: build
    @{{ tools }}/vitest run -t "$1"

# Check style: lint, format, dead code
lint: build
    @{{ tools }}/oxlint --type-aware --deny-warnings
    @{{ tools }}/oxfmt --check .
    @{{ tools }}/knip

# Format all files
format: setup
    @{{ tools }}/oxfmt .

# Check the types of packages, tests and bench
typecheck: setup
    @{{ tools }}/tsc --build

# Compare with real Ibis (makes a Python environment once)
conformance: venv generate-data
    @{{ tools }}/vitest run --config tests/conformance/vitest.config.ts --reporter=verbose --reporter=json --outputFile.json=.cache/conformance.json

# Try random programs on real Ibis (how many, and a seed; what differs becomes a golden)
fuzz count="10000" seed="": venv build
    @IBERT_FUZZ_COUNT="$1" IBERT_FUZZ_SEED="${2:-$(date +%s)}" {{ tools }}/vitest run --config tests/conformance/random/vitest.config.ts

# Evaluate mutated programs (how many, from which seed): no crash, hang or flood of memory
fuzz-python count="100000" seed="1": setup
    @IBERT_FUZZ_COUNT="$1" IBERT_FUZZ_SEED="$2" {{ tools }}/vitest run tests/fuzz/python.test.ts

# Make an ONNX model of SmolLM2 (once), and run it and all commands with it
smoke-model: build
    @bash tools/make-models.sh
    @{{ tools }}/vitest run --config tests/smoke/vitest.config.ts --reporter=verbose --reporter=json --outputFile.json=.cache/smoke.json

# Measure translation, proving, start-up and models (beside real Ibis)
bench: venv build
    @{{ tools }}/tsc --build bench
    @node bench/dist/main.js

# ── Set-up ───────────────────────────────────────────────────────────────────────────────────────

# Install the dependencies, once
setup:
    @if [ ! -e node_modules/.setup ] || [ pnpm-lock.yaml -nt node_modules/.setup ]; then \
        {{ pnpm }} install --frozen-lockfile && touch node_modules/.setup; \
    fi

# Compile the packages; quick when nothing changed
build: setup
    @{{ tools }}/tsc --build packages/cli
    @if [ -z "$(find packages/cli/dist/bundle -newer packages/cli/bundle.js -name ibert-to-sql.js 2>/dev/null)" ] \
        || [ -n "$(find packages/*/dist -name '*.js' -not -path '*/bundle/*' -newer packages/cli/dist/bundle/ibert-to-sql.js -print -quit)" ]; then \
        node packages/cli/bundle.js; \
    fi

# Make the Python environment of real Ibis, once
[private]
venv:
    @bash tests/conformance/make-venv.sh

# Remove everything that was built or generated
clean:
    rm -rf data/sql2ibis .cache .venv coverage packages/*/dist tests/dist bench/dist
