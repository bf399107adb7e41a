#!/bin/sh
# Makes .venv and installs the locked dependencies and this package into it. Called by `make setup`.
#
# Every file is checked against its hash in requirements/; nothing is built in isolation, where pip would fetch
# build tools that no lock names.
set -eu
cd "$(dirname "$0")/.."

die() {
  echo "setup: $1" >&2
  exit 1
}

python=${PYTHON:-python3}
command -v "$python" >/dev/null || die "no $python found; install Python 3.11 or later, or say make PYTHON=/path/to/python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  die "$python is $("$python" -c 'import platform; print(platform.python_version())'); Python 3.11 or later is needed: make PYTHON=python3.12"

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    die "$python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv"
  echo "setup: making .venv; the first time takes a minute or two"
  "$python" -m venv --clear .venv || die "$python could not make .venv"
fi

install() {
  .venv/bin/python -m pip install --quiet --quiet --no-input "$@" || die "pip install failed, see above"
}
install --require-hashes -r requirements/build.txt
install --require-hashes --no-build-isolation -r requirements/dev.txt
install --no-deps --no-build-isolation --editable .
