"""The site as the builder makes it: the same every time, and from its sources alone."""

import html
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.browser
LINK = re.compile(r"""(?:href|src)="([^":]+)["]""")
ADDRESS = re.compile(
    rb"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//"""
)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_inputs_give_the_same_bytes(builds):
    assert contents(builds.small) == contents(builds.again)


def test_nothing_planted_is_anywhere_in_the_output(builds):
    found = [path for path, data in contents(builds.small).items() if b"PLANTED" in data]
    assert found == []


def test_no_page_or_style_names_another_host(sample):
    found = [
        path
        for path, data in contents(sample).items()
        if path.endswith((".html", ".css")) and ADDRESS.search(data)
    ]
    assert found == []


def test_case_pages_are_in_no_search_index_and_the_shell_is_gone(sample):
    index = json.loads((sample / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert [doc["location"] for doc in index["docs"] if doc["location"].startswith("cases/")] == []
    ids = {path.stem for path in (sample / "cases").rglob("*.html")}
    assert ids
    assert not [name for name in ids if name in json.dumps(index)]
    assert not (sample / "cases" / "0000").exists()
    assert "TOUSUMARK" not in (sample / "cases" / "2026" / "TS-2026-000001.html").read_text("utf-8")


def test_every_link_in_the_output_leads_somewhere(sample):
    known = {path.relative_to(sample).as_posix() for path in sample.rglob("*")} | {"."}
    missing = set()
    for page in sample.rglob("*.html"):
        if page.name == "404.html":  # its links are from the server's root
            continue
        here = page.parent.relative_to(sample).as_posix()
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            there = posixpath.normpath(posixpath.join(here, html.unescape(link).split("#")[0]))
            if html.unescape(link)[0] != "#" and there not in known:
                missing.add((page.name, link))
    assert sorted(missing)[:5] == []


def test_the_builder_alone_builds_it_strictly(builds, tmp_path):
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "site", tmp_path / "site")
    shutil.copytree(builds.sample, tmp_path / "build", ignore=shutil.ignore_patterns("site"))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=tmp_path,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build" / "site" / "register.html").is_file()
