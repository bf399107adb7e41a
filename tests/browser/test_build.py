"""The site as the builder makes it: the same every time, and from its sources alone."""

import contextlib
import gzip
import html
import io
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
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


def insides(path, data):
    """A file's bytes, and those of what is packed in it."""
    yield path.encode() + data
    if path.endswith((".xlsx", ".docx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (name.encode() + archive.read(name) for name in archive.namelist())
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(packed)
    if path.endswith(".gz"):
        yield gzip.decompress(data)


@pytest.mark.parametrize("mark", [b"PLANTED", b"13800138000", b"77123.45"])
def test_nothing_planted_is_anywhere_in_the_output(builds, mark):
    found = [
        path
        for path, data in contents(builds.small).items()
        if not path.endswith(".yml") and any(mark in part for part in insides(path, data))
    ]
    assert found == []


def test_an_internal_build_has_every_shape_of_the_form_and_no_raw_number(builds):
    made = contents(builds.internal)
    for ending in ("html", "docx", "pdf"):
        assert f"site/registration/2026/T-2.{ending}" in made
    found = [
        path
        for path, data in made.items()
        if any(b"13800138000" in part for part in insides(path, data))
    ]
    assert found == []


def test_a_second_build_leaves_what_is_right_and_mends_what_is_not(builds, tmp_path, rebuild):
    folder = tmp_path / "again"
    shutil.copytree(builds.again, folder)
    site = folder / "site"
    untouched, changed, gone = (
        site / "index.html",
        site / "cases/2026/T-2.html",
        site / "audit.html",
    )
    os.utime(untouched, (1, 1))
    os.utime(site / "cases/2026/T-1.html", (1, 1))
    changed.write_text("x", encoding="utf-8")
    gone.unlink()
    (site / "left-over.html").write_text("x", encoding="utf-8")
    rebuild(folder)
    assert contents(site) == contents(builds.small / "site")
    assert untouched.stat().st_mtime == 1
    assert (site / "cases/2026/T-1.html").stat().st_mtime == 1


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
