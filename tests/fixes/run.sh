#!/bin/sh
# Trains every faulty run and its fix with the frameworks themselves, and notes in tested.json what was tested with what.
# Keras and the stubs run in .venv, torch and what stands on it in .venv/fixes (1.6 GB). `make fixes` runs it.
# NEWEST=1: with the newest releases, which are written to constraints.txt.
set -eu
cd "$(dirname "$0")/../.."
HERE=tests/fixes
VENV=.venv/fixes
export RECORD_FIXES="$PWD/$HERE/tested.json"
[ -d "$VENV" ] || .venv/bin/python -m venv "$VENV"
if [ -n "${NEWEST:-}" ]; then
  "$VENV/bin/pip" install --quiet --upgrade --requirement "$HERE/requirements.txt" --editable .
  echo "# $("$VENV/bin/python" --version) on Linux, by \`make fixes NEWEST=1\`; torch from its CPU index, or any other." >"$HERE/constraints.txt"
  "$VENV/bin/pip" freeze --all | grep == | grep -viE '^(pip|tb.lrplugin|nvidia|cuda|triton)' | sed 's/+cpu//' >>"$HERE/constraints.txt"
else
  "$VENV/bin/pip" install --quiet --constraint "$HERE/constraints.txt" --requirement "$HERE/requirements.txt" --editable .
fi
.venv/bin/python -m pytest -q "$HERE/test_fixes.py"
# The options of pyproject.toml ask for plugins that are not needed here.
"$VENV/bin/python" -m pytest -q -o addopts= "$HERE/test_fixes.py"
# What needs torch and what stands on it, and is skipped where they are not installed.
"$VENV/bin/python" -m pytest -q -o addopts= tests/training/test_torch_schedulers_told.py tests/training/test_framework_pages.py
RECORD_WATCHES=1 "$VENV/bin/python" -m pytest -q -o addopts= tests/training/watched
RECORD_WATCHES=1 .venv/bin/python -m pytest -q tests/training/watched
.venv/bin/python -m tests.training.watched.table
.venv/bin/python -m tb_lrplugin.frameworks advice "$HERE/tested.json" >docs/advice.md
.venv/bin/python -m pytest -q "$HERE/test_tested.py"
