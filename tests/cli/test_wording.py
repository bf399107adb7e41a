"""Conditions in words: what they say, and that every condition of the repository can be said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.conditions import compile_condition, fact_types
from checker.loading.instance import load_instance
from checker.rules.base import Words
from checker.wording import describe

REPOSITORY = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "wording.yml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def words() -> Words:
    instance = load_instance(REPOSITORY / "checker" / "starter")
    return Words(instance.policies["complaint-handling"].revisions[-1], instance.organization)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["zh"])
def test_conditions_in_words(case: dict[str, Any], words: Words) -> None:
    if case["when"]:
        compile_condition(case["when"], words.revision, fact_types(words.revision))
    said = describe(case["when"], words)
    assert (said.render("zh"), said.render("en")) == (case["zh"], case["en"])


def test_every_condition_of_the_repository_can_be_said() -> None:
    instance = load_instance(REPOSITORY)
    for policy in instance.policies.values():
        for revision in policy.revisions:
            words = Words(revision, instance.organization)
            for rule in revision.rules:
                for lang in ("zh", "en"):
                    assert "{" not in describe(rule.when, words).render(lang)


def test_a_duty_of_the_same_day_is_said_so() -> None:
    instance = load_instance(REPOSITORY)
    revision = instance.policies["complaint-handling"].revisions[-1]
    said = revision.rules_by_id["register-in-time"].describe(Words(revision, instance.organization))
    assert said.render("zh").startswith("接收投诉当日应登记；")
    assert "on the day of" in said.render("en")
