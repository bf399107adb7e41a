"""Awkward text in every place that may hold one acts on no reader of any format."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.formats import FORMATS, render
from checker.formats.inert import ACTING, visible
from checker.formats.json import finding_data

from .conftest import AWKWARD, spoilt


def acting(text: str) -> list[str]:
    return [found for found in ACTING.findall(text) if found != "\n"]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_acts_is_written(name, result, awkward) -> None:
    told = render(spoilt(result, awkward), name, "zh")
    assert not acting(told)
    told.encode("utf-8")


def test_the_characters_meant_are_caught() -> None:
    for number in (
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ):
        assert ACTING.search(chr(number)), hex(number)
    for character in "aZ09 ~中文，。（）、“”《》𠮷é🧾":
        assert not ACTING.search(character), character


def test_a_printable_character_never_acts() -> None:
    """So a text of such alone is written without looking at each."""
    assert not [chr(n) for n in range(0x110000) if ACTING.match(chr(n)) and chr(n).isprintable()]


def test_what_is_replaced_can_still_be_read() -> None:
    assert visible("a\x1b[1m\nb\u202e\udcff\U000e0041") == (
        r"a\x1b[1m\nb\u202e\udcff" + r"\U000e0041"
    )


def test_a_build_server_is_told_nothing() -> None:
    assert visible("##vso[task.x]## [a] ##[b] # ###[c]") == (
        r"#\x23vso[task.x]## [a] #\x23[b] # ##\x23[c]"
    )


def test_text_keeps_its_lines(result, awkward) -> None:
    plain = render(spoilt(result, "x"), "text", "zh")
    told = render(spoilt(result, awkward), "text", "zh")
    assert told.count("\n") == plain.count("\n")


def test_json_and_jsonl_change_no_value(result, awkward) -> None:
    changed = spoilt(result, awkward)
    wanted = [finding_data(item, "zh") for item in changed.diagnostics]
    assert json.loads(render(changed, "json", "zh"))["findings"] == wanted
    lines = render(changed, "jsonl", "zh").removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == wanted


def test_jsonl_of_nothing_is_empty(result) -> None:
    result.diagnostics.clear()
    assert render(result, "jsonl", "zh") == ""


def test_awkward_file_names_from_end_to_end(root, tmp_path) -> None:
    for number, text in enumerate(AWKWARD.values()):
        name = f"{number}{text}".replace("/", "_").replace("\0", "").replace("\ufffe", "")
        path = os.fsencode(root / "cases") + b"/" + name.encode("utf-8", "surrogateescape")[:200]
        Path(os.fsdecode(path + b".yml")).write_text("id: x\n", encoding="utf-8")
    outputs = [f"--output={name}:{tmp_path / name}" for name in FORMATS]
    arguments = ["check", "--root", str(root), "--as-of", "2026-03-20", *outputs]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 1, done.output
    assert not acting(done.output)
    for name in FORMATS:
        assert not acting((tmp_path / name).read_text(encoding="utf-8"))
