#!/bin/sh
# The generated sources in other site builders, as far as they go: ProperDocs, and Zensical with what it
# leaves out (docs/other-builders.md). Needs a package index; installs into a folder that it removes.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$PYTHON" -m checker site build --no-pdf --output "$work/build"
cp -r mkdocs.yml site "$work"
cd "$work"
rm -rf build/site
failed=0
for builder in properdocs zensical; do
  "$OLDPWD/$PYTHON" -m venv "env-$builder"
  more=""
  [ "$builder" = properdocs ] && more="mkdocs-material jieba"
  # shellcheck disable=SC2086
  "env-$builder/bin/pip" install --quiet "$builder" $more
  if DISABLE_MKDOCS_2_WARNING=true NO_MKDOCS_2_WARNING=1 "env-$builder/bin/$builder" build -f mkdocs.yml \
    && [ -f build/site/register.html ] && [ -f build/site/assets/register.js ]; then
    echo "$builder: $(find build/site -name '*.html' | wc -l) pages"
  else
    echo "$builder: failed" >&2
    failed=1
  fi
  rm -rf build/site
done
exit $failed
