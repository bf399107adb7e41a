#!/bin/sh
# Changes the code that decides verdicts, one place at a time, and sees whether a test notices; the score is printed.
#
# SAMPLE=n tries n changes chosen by a fixed seed (300 unless given; 0: all, which takes days). It works on a copy of
# the last commit: your files are not touched. Figures and survivors: docs/mutation.md
set -eu
cd "$(dirname "$0")/.."

here=$(pwd)
copy=build/mutation/copy
tools=build/mutation/tools
rm -rf "$copy"
mkdir -p build/mutation
git clone --quiet --no-hardlinks . "$copy"
[ -x "$tools/bin/cosmic-ray" ] || {
  "${PYTHON:-python3}" -m venv "$tools"
  "$tools/bin/python" -m pip install --quiet --quiet --no-input --require-hashes -r requirements/mutation.txt
}
tools="$here/$tools/bin"
cd "$copy"
# The copy is imported, not the package that .venv holds.
export PYTHONPATH="$PWD" PYTHONDONTWRITEBYTECODE=1 PATH="$here/.venv/bin:$PATH"
python -c "import checker, sys; sys.exit(not checker.__file__.startswith('$PWD'))" ||
  { echo "mutate: the copy would not be what is tested" >&2; exit 1; }

"$tools/cosmic-ray" init --force scripts/mutation.toml ../session.sqlite
"$tools/cr-filter-operators" ../session.sqlite scripts/mutation.toml
python scripts/sample.py ../session.sqlite "${SAMPLE:-300}"
"$tools/cosmic-ray" baseline scripts/mutation.toml
"$tools/cosmic-ray" exec scripts/mutation.toml ../session.sqlite
"$tools/cr-report" --surviving-only --show-diff ../session.sqlite >../survivors.txt
"$tools/cr-report" ../session.sqlite | tail -4
echo "mutate: survivors are in build/mutation/survivors.txt"
