#!/usr/bin/env bash
# Re-makes the locks from pyproject.toml: uv.lock, and from it the two lists that plain pip installs.
#
# Needs uv (pip install uv). `scripts/lock.sh --upgrade` takes newer versions, `--upgrade-package NAME` one of them.
set -euo pipefail
cd "$(dirname "$0")/.."

uv lock "$@"
if grep -oE '(https?|file)://[^/"]*' uv.lock | grep -vxE 'https://(pypi\.org|files\.pythonhosted\.org)'; then
  echo "lock: uv.lock names a package index other than PyPI (above); lock again with the default index" >&2
  exit 1
fi
export_list() {
  local file=$1
  shift
  {
    echo "# Made by scripts/lock.sh from uv.lock; not edited by hand."
    uv export --quiet --frozen --no-emit-project --no-annotate --no-header "$@"
  } >"$file.new"
  mv "$file.new" "$file"
}
export_list requirements/build.txt --only-group build
export_list requirements/dev.txt --all-extras --group dev
export_list requirements/benchmark.txt --only-group benchmark
export_list requirements/mutation.txt --only-group mutation
export_list requirements/supply.txt --only-group supply
