"""Mutants: each sound, each in one place, and none that could not be told apart."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.loading.instance import load_instance
from checker.policychecks.mutating import mutants
from checker.policychecks.survey import survey

REPOSITORY = Path(__file__).parents[2]
BASE = Path(__file__).parent / "base"


@pytest.fixture(scope="module")
def repository():
    return load_instance(REPOSITORY)


def places(repository, rule: str) -> dict[str, int]:
    revision = repository.policies["complaint-handling"].revisions[-1]
    found: dict[str, int] = {}
    for item in mutants(revision.rules_by_id[rule], revision):
        name = ".".join(item.place)
        found[name] = found.get(name, 0) + 1
    return found


def test_every_parameter_of_a_deadline(repository) -> None:
    assert places(repository, "close-general-in-time") == {
        "level": 2,
        "when": 3,
        "to": 2,
        "within": 3,
        "each": 1,
        "roll": 1,
        "warn": 4,
        "extension": 1,
        "extension.by": 3,
        "extension.times": 2,
        "pause": 1,
        "pause.at_most": 4,
    }


def test_groups_conditions_and_levels(repository) -> None:
    assert places(repository, "honour-mediation-request")["events"] == 2
    assert places(repository, "large-loss-is-major")["at_least"] == 1
    assert places(repository, "accept-promptly")["when"] == 9
    assert places(repository, "confirm-receipt-in-time")["within"] == 9


def test_what_has_no_effect_is_left_alone(repository) -> None:
    assert "roll" not in places(repository, "accept-in-time")
    for revision in repository.policies["complaint-handling"].revisions:
        for rule in revision.rules:
            made = mutants(rule, revision)
            assert all(item.rule != rule for item in made)
            assert len({repr(item.rule) for item in made}) == len(made), rule.id
            assert not {item.place[0] for item in made} & {"title", "basis", "provenance"}


def run(*words: str):
    return CliRunner().invoke(cli, ["policy", "test", "--mutate", *words])


def test_what_no_test_notices_is_listed_and_exit_1() -> None:
    done = run("--root", str(BASE))
    assert done.exit_code == 1
    assert "没有测试发现：" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("改动规则参数 ")
    data = json.loads(run("--root", str(BASE), "--format", "json").stdout)
    assert data["summary"]["survived"] == len(data["survivors"]) > 0
    assert data["summary"]["tried"] == data["summary"]["noticed"] + data["summary"]["survived"]
    assert "| --- |" in run("--root", str(BASE), "--format", "markdown").stdout


def test_only_the_rules_and_revisions_asked_for(repository) -> None:
    one = survey(repository, lambda name, item: name == "reply-in-time" and item.label == "2026")
    assert {item.mutant.rule.id for item in one.survivors} <= {"reply-in-time"}
    assert 0 < one.tried < 30


def test_the_tests_of_the_sample_policy_notice_every_change(repository) -> None:
    found = survey(repository, lambda name, item: True)
    assert found.tried > 1000
    assert [
        (item.revision.label, item.mutant.rule.id, item.mutant.place) for item in found.survivors
    ] == []
