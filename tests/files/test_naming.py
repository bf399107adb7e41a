"""Which files paths name, and which ids are another file's too: the quick ways against the plain ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import casefiles
from checker.casefiles import doubled, stem_of
from checker.engine import named_files
from checker.loading.instance import Instance, may_be_case

NAMES = st.sampled_from(
    [
        *(
            "TS-1",
            "ts-1",
            "TS-10",
            "TS-1.b",
            "S",
            "ß",
            "SS",
            "ﬁ",
            "fi",
            "İ",
            "i̇",
            "",
            "0",
            "/",
            ".",
        ),
        *("a0", "a", "a!", "a/", "Σ", "ς", "\udcff"),
    ]
)
FOLDERS = st.sampled_from(["cases", "cases/2025", "cases/2026", "cases/2025/a", "cases/20250"])
ENDINGS = st.sampled_from([".yml", ".YAML", ".yml.txt", ""])
FILES = st.lists(
    st.builds(lambda *parts: "{}/{}{}".format(*parts), FOLDERS, NAMES, ENDINGS), unique=True
).map(sorted)


@given(FILES, st.lists(st.one_of(FOLDERS, st.sampled_from(["", ".", "cases/", "case", "x"]))))
def test_named_files_are_those_named_and_those_below(files, paths) -> None:
    paths = (*paths, *files[::3])
    plainly = [
        file
        for file in files
        if any(path in ("", ".", file) or file.startswith(f"{path}/") for path in paths)
    ]
    assert named_files(files, paths) == plainly
    assert named_files(files, None) == files


@pytest.mark.parametrize("few", [-1, 20], ids=["all gathered", "looked for"])
@given(st.data())
def test_an_id_that_is_anothers(few, data) -> None:
    files = data.draw(FILES)
    checked = data.draw(st.lists(st.sampled_from(files), unique=True)) if files else []
    ids = {file: data.draw(st.one_of(st.just(stem_of(file)), NAMES)) for file in checked}

    def names(file: str) -> set[str]:
        return {name.casefold() for name in (stem_of(file), ids.get(file, stem_of(file)))}

    plainly = {
        file: min(same)
        for file in checked
        if (same := [other for other in files if other != file and names(file) & names(other)])
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(casefiles, "FEW", few)
        assert doubled(ids.items(), files) == plainly


def test_every_file_that_may_be_a_case_is_listed(tmp_path: Path) -> None:
    wanted = {
        *("cases/2026/TS-1.yml", "cases/2026/TS-2.YAML", "cases/2026/TS-3.yml.txt", "cases/a.yml"),
        *("cases/2026/below/TS-4.yaml", "cases/2026/linked"),
    }
    others = {
        *("cases/2026/.hidden", "cases/2026/README.md", "cases/a.txt", "cases/2026/below/b.txt"),
        *("cases/evidence/TS-1/x.yml", "cases/reports/analysis/2026.yml"),
    }
    for path in (*wanted, *others):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("", "utf-8")
    (tmp_path / "cases/2026/linked").unlink()
    (tmp_path / "cases/2026/linked").symlink_to(tmp_path / "cases/evidence")
    (tmp_path / "cases/2026/folder.yml").mkdir()
    instance = object.__new__(Instance)
    instance.root, instance.overlay = tmp_path, {}
    assert instance.case_files() == sorted(wanted)
    assert instance.report_files() == ["cases/reports/analysis/2026.yml"]
    assert {path for path in {*wanted, *others} if may_be_case(path)} == wanted
