"""Files that change, go or come while a run is under way are told, never passed over in silence."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from checker.engine import Options, check_instance
from checker.loading.instance import Instance, load_instance
from checker.model.moment import as_of_moment

WORLD = Path(__file__).parents[1] / "files/world"
OPTIONS = Options(second=as_of_moment("2026-03-31", ZoneInfo("Asia/Shanghai")).second, clock=False)


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    shutil.copytree(WORLD, tmp_path, dirs_exist_ok=True)
    return load_instance(tmp_path)


def listed(instance: Instance, monkeypatch: pytest.MonkeyPatch, files: list[str]) -> None:
    """Let the run see a listing made a moment ago."""
    monkeypatch.setattr(type(instance), "case_files", lambda self: files)


def told(instance: Instance) -> list[tuple[str, str]]:
    result = check_instance(instance, OPTIONS)
    return [(item.path, item.rule) for item in result.diagnostics if item.kind == "file"]


def test_a_case_that_goes_after_the_listing_is_red(instance: Instance, monkeypatch) -> None:
    files = instance.case_files()
    listed(instance, monkeypatch, files)
    (instance.root / files[0]).unlink()
    assert told(instance) == [(files[0], "encoding")]


def test_a_case_that_becomes_a_folder_is_red(instance: Instance, monkeypatch) -> None:
    files = instance.case_files()
    listed(instance, monkeypatch, files)
    (instance.root / files[0]).unlink()
    (instance.root / files[0]).mkdir()
    assert told(instance) == [(files[0], "encoding")]


def test_a_folder_that_cannot_be_read_is_red_and_the_others_are_judged(
    instance: Instance, monkeypatch
) -> None:
    (instance.root / "cases/2030").mkdir()
    listing = os.scandir

    def denied(folder):
        if Path(folder).name == "2030":
            raise PermissionError(13, "Permission denied", str(folder))
        return listing(folder)

    monkeypatch.setattr("checker.loading.instance.os.scandir", denied)
    result = check_instance(instance, OPTIONS)
    assert told(instance) == [("cases/2030", "encoding")]
    assert any(item.status == "violation" for item in result.diagnostics)


def test_a_case_that_cannot_be_read_is_red_and_the_others_are_judged(
    instance: Instance, monkeypatch
) -> None:
    (instance.root / "cases/2026/C-8.yml").write_text("id: C-8\n", "utf-8")

    def denied(path, *args, **kwargs):
        if str(path).endswith("C-8.yml"):
            raise PermissionError(13, "Permission denied", path)
        return open(path, *args, **kwargs)  # noqa: PTH123 - in its place

    monkeypatch.setattr("checker.loading.files.open", denied, raising=False)
    result = check_instance(instance, OPTIONS)
    assert told(instance) == [("cases/2026/C-8.yml", "encoding")]
    assert any(item.status == "violation" for item in result.diagnostics)


def test_a_case_cut_off_in_the_middle_is_red(instance: Instance) -> None:
    file = instance.case_files()[0]
    content = (instance.root / file).read_bytes()
    problems = set()
    for length in range(0, len(content), 7):
        (instance.root / file).write_bytes(content[:length])
        problems |= {rule for _, rule in told(instance)}
    assert problems <= {
        "yaml-syntax",
        "schema",
        "bad-time",
        "unknown-reference",
        "unknown-key",
        "misplaced-file",
    }
    assert {"yaml-syntax", "schema"} <= problems
