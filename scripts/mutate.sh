#!/bin/sh
# Changes the code that decides verdicts, one place at a time, and sees whether a test notices; prints how many did.
#
# SAMPLE=n tries n changes chosen by a fixed seed (300 unless given; 0: all, which takes most of a day), JOBS=n of them
# at a time (1 unless given). It works on a copy of the last commit: your files are not touched. A run that was ended
# goes on where it stood. What is changed: scripts/mutation.cfg. Figures and what goes unnoticed: docs/mutation.md
set -eu
cd "$(dirname "$0")/.."

here=$(pwd)
copy=build/mutation/$(git rev-parse --short HEAD)
tools=build/mutation/tools
count=${SAMPLE:-300}
mkdir -p build/mutation
[ -d "$copy" ] || git clone --quiet --no-hardlinks . "$copy"
[ -x "$tools/bin/mutmut" ] || {
  "${PYTHON:-python3}" -m venv "$tools"
  "$tools/bin/python" -m pip install --quiet --quiet --no-input --require-hashes -r requirements/mutation.txt
}
# The parts that .venv holds, but not this package: the copy is what is imported.
PYTHONPATH=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
PATH="$here/$tools/bin:$here/.venv/bin:$PATH"
export PATH PYTHONPATH
cd "$copy"
cp scripts/mutation.cfg setup.cfg

try() {
  xargs -r mutmut run --max-children "${JOBS:-1}" >../last.txt 2>&1 || {
    tail -40 ../last.txt >&2
    exit 1
  }
}
# All changes are made, and which test runs what is learnt, before the first is tried: with a few of a small module.
[ -f mutants/mutmut-stats.json ] || echo 'checker.viewing.*__mutmut_1' | try
python scripts/sample.py "$count" untried | try
python scripts/sample.py "$count" unnoticed | while read -r change; do
  mutmut show "$change"
done >../unnoticed.txt
echo "mutate: those that no test noticed are in build/mutation/unnoticed.txt"
