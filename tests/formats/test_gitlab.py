"""GitLab Code Quality: the documented shape, and never two entries with one fingerprint."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema

from checker.formats import render

from .conftest import judged, spoilt

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas/gitlab-code-quality.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def entries(result) -> list[dict]:
    found = json.loads(render(result, "gitlab", "zh"))
    assert not [error.message for error in VALIDATOR.iter_errors(found)]
    return found


def test_each_entry_has_its_own_fingerprint(root) -> None:
    found = entries(judged(root, everything=True))
    assert len({item["fingerprint"] for item in found}) == len(found)
    traced = [item for item in found if item["check_name"] == "acceptance-traced"]
    assert len([item for item in traced if item["location"]["path"].endswith("C-1.yml")]) == 2


def test_even_findings_that_are_alike_in_all_have_their_own(result) -> None:
    twice = replace(result, diagnostics=[result.diagnostics[0]] * 3)
    assert len({item["fingerprint"] for item in entries(twice)}) == 3


def test_severities(result) -> None:
    told = [(item["check_name"], item["severity"]) for item in entries(result)]
    assert ("accept-in-time", "major") in told
    assert ("acceptance-traced", "minor") in told
    assert ("intake-in-post", "info") in told
    assert sum(severity == "info" for _, severity in told) == 4


def test_awkward_text(result, awkward) -> None:
    found = entries(spoilt(result, awkward))
    assert len(found) == len(result.diagnostics)
    assert {item["location"]["path"] for item in found} == {f"cases/{awkward}.yml"}


def test_nothing_found_is_an_empty_list(result) -> None:
    result.diagnostics.clear()
    assert entries(result) == []
