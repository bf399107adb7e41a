"""GitHub: what the runner reads back is what was meant, one command a finding."""

import re

from checker.formats import render
from checker.formats.inert import visible

from .conftest import spoilt

ESCAPED = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text: str) -> str:
    return re.sub("%(?:0D|0A|3A|2C|25)", lambda found: ESCAPED[found[0]], text)


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner takes it apart: up to the next `::`, at commas, at the first `=`."""
    head, mark, message = line.removeprefix("::").partition("::")
    assert mark, line
    name, _, listed = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in listed.split(","))
    return name, {key: unescaped(value) for key, value in properties.items()}, unescaped(message)


def commands(result) -> list[tuple[str, dict[str, str], str]]:
    lines = render(result, "github", "zh").splitlines()
    assert all(line.startswith("::") for line in lines[:-1])
    assert "::" not in lines[-1]
    return [parsed(line) for line in lines[:-1]]


def test_one_command_a_finding(result) -> None:
    found = commands(result)
    assert [name for name, _, _ in found] == [
        "error",
        "error",
        "warning",
        "warning",
        "notice",
        "notice",
        "notice",
        "error",
        "notice",
    ]
    name, properties, message = found[1]
    assert name == "error"
    assert properties == {
        "file": "cases/2026/C-1.yml",
        "line": "9",
        "col": "34",
        "title": "accept-in-time (error)",
    }
    assert message.split("\n")[0] == "受理于 2026-03-09 09:00，晚于期限 2026-03-05（3 个工作日）"
    assert "补录 | `材料` <script>alert(1)</script> ::warning::100%，" in found[2][2]


def test_awkward_text_is_read_back_whole(result, awkward) -> None:
    found = commands(spoilt(result, awkward))
    assert len(found) == len(result.diagnostics)
    for name, properties, message in found:
        assert name in {"error", "warning", "notice"}
        assert properties.keys() == {"file", "line", "col", "title"}
        assert properties["file"] == visible(f"cases/{awkward}.yml")
        assert message.split("\n")[0] == visible(awkward)
