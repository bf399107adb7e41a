#!/bin/sh
# Sees that what the operating system must give is there: a browser and Chinese fonts for the browser tests, shells for
# their completion scripts, Pango for PDF. Called by `make test`; `make site` needs none of it.
#
# Installs only what is missing, only with apt-get, only as root or where sudo asks no password.
set -eu

missing=
need() { missing="$missing $1"; }

has_library() {
  ldconfig -p 2>/dev/null | grep -qF "$1" || [ -e "/usr/lib/$1" ] || [ -e "/usr/local/lib/$1" ]
}

command -v chromium >/dev/null || need chromium
for shell in zsh fish; do  # their completion scripts are tested
  command -v "$shell" >/dev/null || need "$shell"
done
if command -v dpkg-query >/dev/null; then
  for package in fonts-noto-cjk libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || need "$package"
  done
else
  fc-list :lang=zh 2>/dev/null | grep -q . || need fonts-noto-cjk
  has_library libpango-1.0.so.0 || need libpango-1.0-0
  has_library libpangoft2-1.0.so.0 || need libpangoft2-1.0-0
fi

[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
  else
    as_root=cannot
  fi
fi
if ! command -v apt-get >/dev/null || [ "$as_root" = cannot ]; then
  echo "browser: please install (Debian's names):$missing" >&2
  exit 1
fi

echo "browser: installing$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # words are meant
if ! { $as_root apt-get update -q &&
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "browser: apt-get failed; please install:$missing" >&2
  exit 1
fi
