#!/bin/sh
# What is known of the parts: their list (a CycloneDX bill of materials) and their known vulnerabilities.
#
# The tools live in a folder of their own, installed by hash; they are no part of .venv and so of no list they make.
# The audit asks PyPI's vulnerability service: without the internet it fails, it does not pass.
set -eu
cd "$(dirname "$0")/.."

tools=build/supply
python=${PYTHON:-python3}
[ -x "$tools/bin/python" ] || "$python" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --quiet --no-input --require-hashes -r requirements/supply.txt

"$tools/bin/cyclonedx-py" environment --output-reproducible --of JSON -o build/sbom.json .venv/bin/python
echo "supply: the bill of materials is build/sbom.json"
# --strict: a part that could not be audited is a failure, which pip-audit alone would pass over
"$tools/bin/pip-audit" --strict --require-hashes --disable-pip --progress-spinner off -r requirements/dev.txt
