"""SARIF: valid under its schema, described from the policy, the same finding under the same print."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from checker.formats import render
from checker.formats.inert import visible

from .conftest import judged, spoilt

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


def run(result) -> dict:
    log = json.loads(render(result, "sarif", "zh"))
    assert not [error.message for error in VALIDATOR.iter_errors(log)]
    return log["runs"][0]


def prints(root: Path) -> dict[str, tuple[str, int]]:
    """Fingerprint to rule and line."""
    found = {
        item["partialFingerprints"]["tousuFinding/v1"]: (
            item["ruleId"],
            item["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for item in run(judged(root))["results"]
    }
    assert len(found) == len(run(judged(root))["results"])
    return found


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def unescaped(message: str) -> str:
    """A message as a SARIF reader shows it (3.11.5, 3.11.6)."""
    return re.sub(r"\\([\\\[\]])", r"\1", message).replace("{{", "{").replace("}}", "}")


def test_the_schema_refuses() -> None:
    assert list(VALIDATOR.iter_errors({"version": "2.1.0", "runs": [{"results": [{}]}]}))


def test_valid_with_everything_and_with_nothing(root, result) -> None:
    everything = run(judged(root, everything=True))
    assert {item["kind"] for item in everything["results"]} >= {
        "fail",
        "pass",
        "open",
        "notApplicable",
    }
    result.diagnostics.clear()
    assert run(result)["results"] == []


def test_awkward_text(result, awkward) -> None:
    for item in run(spoilt(result, awkward))["results"]:
        lines = item["message"]["text"].split("\n")
        assert unescaped(lines[0]) == visible(awkward)
        bare = re.sub(r"\\[\\\[\]]|\{\{|\}\}", "", item["message"]["text"])
        assert not re.search(r"[\[\]{}]", bare)
        uri = item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", uri)
        assert unquote(uri, errors="surrogateescape") == f"cases/{awkward}.yml"


def test_levels_and_kinds(result) -> None:
    told = {
        (item["ruleId"], item["properties"]["case"]): (item["kind"], item["level"])
        for item in run(result)["results"]
    }
    assert told == {
        ("demo/no-revision-in-force", "C-7"): ("fail", "error"),
        ("demo/accept-in-time", "C-1"): ("fail", "error"),
        ("demo/acceptance-traced", "C-1"): ("fail", "warning"),
        ("demo/accept-in-time", "C-2"): ("fail", "note"),
        ("demo/accept-in-time", "C-3"): ("fail", "note"),
        ("demo/accept-in-time", "C-4"): ("open", "none"),
        ("yaml-syntax", "C-6"): ("fail", "error"),
        ("demo/intake-in-post", None): ("fail", "note"),
    }


def test_only_a_waiver_suppresses(result) -> None:
    suppressed = [item for item in run(result)["results"] if "suppressions" in item]
    assert [item["properties"]["status"] for item in suppressed] == ["waived"]


def test_rules_are_described_from_the_policy(result) -> None:
    found = run(result)
    rules = found["tool"]["driver"]["rules"]
    for item in found["results"]:
        assert rules[item["ruleIndex"]]["id"] == item["ruleId"]
    traced = next(rule for rule in rules if rule["id"] == "demo/acceptance-traced")
    assert traced["shortDescription"]["text"] == "受理留痕"
    assert traced["defaultConfiguration"]["level"] == "warning"
    text = unescaped(traced["help"]["text"])
    assert "受理留存书面材料 ::error::，100% {0} [甲](https://example.com) **粗**" in text
    assert "<" not in traced["help"]["markdown"]
    assert traced["properties"] == {"tags": ["demo", "trace"], "revision": "2020"}


def test_every_rule_has_the_texts_that_code_scanning_needs(result) -> None:
    for rule in run(result)["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]


def test_related_places(result) -> None:
    late = next(i for i in run(result)["results"] if i["ruleId"] == "demo/accept-in-time")
    (place,) = late["relatedLocations"]
    assert place["message"]["text"] == "起算：2026-03-02 10:15 接收"
    assert place["physicalLocation"]["region"] == {"startLine": 8, "startColumn": 34}


def test_a_fingerprint_survives_moved_lines(root) -> None:
    before = prints(root)
    edit(root / "cases/2026/C-1.yml", "id: C-1\n", "# a remark\n\nid: C-1\n")
    after = prints(root)
    assert after.keys() == before.keys()
    assert after != before


def test_a_fingerprint_survives_overdue_becoming_late(root) -> None:
    file = root / "cases/2026/C-1.yml"
    text = file.read_text(encoding="utf-8")
    done = next(line for line in text.splitlines() if "e2" in line)
    file.write_text(text.replace(done + "\n", ""), encoding="utf-8")
    overdue = {mark for mark, (rule, _) in prints(root).items() if rule == "demo/accept-in-time"}
    file.write_text(text, encoding="utf-8")
    assert overdue <= prints(root).keys()


@pytest.mark.parametrize("old", ["C-1", "e1, type: received"])
def test_a_fingerprint_changes_with_what_it_is_about(root, old) -> None:
    before = prints(root)
    file = root / "cases/2026/C-1.yml"
    if old == "C-1":
        edit(file, "id: C-1", "id: C-11")
        file.rename(file.with_name("C-11.yml"))
    else:
        edit(file, old, old.replace("e1", "e9"))
    changed = {rule for mark, (rule, _) in prints(root).items() if mark not in before}
    assert "demo/accept-in-time" in changed
