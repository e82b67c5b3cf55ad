#!/bin/sh
# Resolves what the tests install, newest versions, for every supported Python, without installing any of it:
# one constraints file each beside this script. `make constraints` runs it; commit what changed once `make test` passes.
set -eu
cd "$(dirname "$0")/../.."
UV="${UV:-uv}"
for python in 3.10 3.11 3.12 3.13; do
  out="tests/constraints/py$(echo "$python" | tr -d .).txt"
  echo "# Python $python on Linux, by \`make constraints\`." >"$out.new"
  # TensorBoard imports pkg_resources up to 2.20, which setuptools 81 and later no longer have.
  echo 'setuptools<81' | "$UV" pip compile --quiet --upgrade \
    --python-version "$python" --python-platform x86_64-manylinux_2_28 --no-python-downloads \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --constraint - --extra tensorflow setup.py tests/requirements.txt >>"$out.new"
  mv "$out.new" "$out"
  echo "$out: $(grep -c == "$out") packages"
done
