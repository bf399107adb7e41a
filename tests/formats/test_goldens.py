"""Every format's whole output on one small instance, in both languages; `make goldens` rewrites."""

import shutil
from pathlib import Path

import pytest

from checker.formats import FORMATS, render

from .conftest import WORLD, judged

GOLDEN = Path(__file__).parent / "golden"
NAMES = {
    "text": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "junit": "xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "markdown": "md",
    "rdjson": "rdjson",
}


def test_every_format_has_a_golden() -> None:
    assert NAMES.keys() == FORMATS.keys()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_golden(name, lang, result, golden) -> None:
    golden(GOLDEN / f"{lang}.{NAMES[name]}", render(result, name, lang))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_input_gives_the_same_bytes(name, result, tmp_path) -> None:
    again = judged(Path(shutil.copytree(WORLD, tmp_path / "again")))
    assert render(result, name, "zh") == render(again, name, "zh")


@pytest.mark.parametrize("name", FORMATS)
def test_no_free_text_and_no_name_of_the_case(name, root) -> None:
    told = render(judged(root, everything=True), name, "zh")
    for free in ("慕容", "13900139000", "材料遗漏", "出境", "交接单"):
        assert free not in told


@pytest.mark.parametrize("name", FORMATS)
def test_output_ends_with_one_line_break(name, result) -> None:
    told = render(result, name, "zh")
    assert told.endswith("\n")
    assert not told.endswith("\n\n")
