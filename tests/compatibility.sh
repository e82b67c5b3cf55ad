#!/bin/sh
# Runs the HTTP and command-line tests with older and newer TensorBoard, protobuf and Python.
#
#   sh tests/compatibility.sh oldest   # the oldest TensorBoard and protobuf, this Python (part of `make test`)
#   sh tests/compatibility.sh 3.12     # the corners of the supported range that go with a Python
#   sh tests/compatibility.sh all      # every corner whose Python is installed (`make compatibility`)
set -eu
cd "$(dirname "$0")/.."
PYTHON="${PYTHON:-python3}"

# cell PYTHON TENSORBOARD PROTOBUF NUMPY SETUPTOOLS; protobuf "newest": the newest one and the newest werkzeug that this
# TensorBoard allows, and no pin of theirs.
cell() {
  if ! command -v "$1" >/dev/null || ! "$1" -c '' 2>/dev/null; then
    echo "compatibility: no $1 here, cell tensorboard $2, protobuf $3 is left out"
    return 0
  fi
  scratch="$(mktemp -d)"
  # Before anything else: other tests of `make test` compile modules meanwhile.
  mkdir "$scratch/checkout"
  tar -cf - --exclude=__pycache__ tests docs action.yml pyproject.toml | tar -xf - -C "$scratch/checkout"
  "$1" -m venv "$scratch/venv"
  # All but what this cell is about is as `make test` has it, also what the package is built with.
  pinned="tests/constraints/py$("$1" -c 'import sys; print("%d%d" % sys.version_info[:2])').txt"
  touch "$scratch/constraints"
  if [ -f "$pinned" ]; then
    own="tensorboard|protobuf|setuptools"
    [ "$3" = newest ] && own="$own|werkzeug"
    [ "$4" = ">=2" ] || own="$own|numpy"
    grep -vE "^($own)==" "$pinned" >"$scratch/constraints"
  fi
  [ "$3" = newest ] && protobuf=protobuf || protobuf="protobuf==$3"
  PIP_CONSTRAINT="$scratch/constraints" PIP_BUILD_CONSTRAINT="$scratch/constraints" \
    "$scratch/venv/bin/pip" install --quiet "tensorboard==$2" "$protobuf" werkzeug "numpy$4" "setuptools$5" \
    pytest pytest-xdist hypothesis .
  echo "compatibility: $("$1" --version), tensorboard $2, protobuf $3, numpy$4, with"
  "$scratch/venv/bin/pip" list --format freeze | grep -iE '^(protobuf|numpy|setuptools|werkzeug)=='
  # Installed, not from the checkout; warnings of old releases are not ours to fix.
  # What is installed here is not all that the tests know: skips are no news.
  (cd "$scratch/checkout" &&
    CI= "$scratch/venv/bin/python" -m pytest -q -n "${WORKERS:-2}" --dist loadfile \
      -o filterwarnings=default -m 'not hypothesis' tests/http tests/cli -p no:cacheprovider)
  rm -rf "$scratch"
}

# tensorboard up to 2.20 imports pkg_resources, which setuptools 81 and later no longer have.
WITH_PKG_RESOURCES="<81"

case "${1:-}" in
oldest)
  # Python 3.13 has no imghdr, which tensorboard up to 2.19 imports.
  if "$PYTHON" -c 'import sys; sys.exit(sys.version_info >= (3, 13))'; then
    cell "$PYTHON" 2.16.2 4.25.9 "<2" "$WITH_PKG_RESOURCES"
  else
    cell "$PYTHON" 2.20.0 4.25.9 ">=2" "$WITH_PKG_RESOURCES"
  fi
  ;;
3.10)
  cell python3.10 2.16.2 4.25.9 "<2" "$WITH_PKG_RESOURCES"
  cell python3.10 2.16.2 newest "<2" "$WITH_PKG_RESOURCES"
  ;;
3.11)
  cell python3.11 2.18.0 5.29.6 ">=2" "$WITH_PKG_RESOURCES"
  cell python3.11 2.18.0 newest ">=2" "$WITH_PKG_RESOURCES"
  ;;
3.12)
  cell python3.12 2.20.0 6.33.6 ">=2" "$WITH_PKG_RESOURCES"
  cell python3.12 2.20.0 newest ">=2" "$WITH_PKG_RESOURCES"
  ;;
3.13)
  cell python3.13 2.21.0 7.36.2 ">=2" ">=81"
  cell python3.13 2.21.0 newest ">=2" ">=81"
  ;;
all)
  for python in 3.10 3.11 3.12 3.13; do
    sh tests/compatibility.sh "$python"
  done
  ;;
*)
  echo "usage: sh tests/compatibility.sh oldest|all|3.10|3.11|3.12|3.13" >&2
  exit 2
  ;;
esac
