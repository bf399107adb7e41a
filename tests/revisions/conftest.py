"""The small instance of these tests, its revisions, and revisions made from parts."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.loading.instance import Instance, load_instance
from checker.loading.shapes import read_shape
from checker.model.finding import Problems
from checker.model.policy import Article, Chapter, Revision
from checker.rules import RULE_KINDS
from checker.rules.base import Rule

BASE = Path(__file__).parent / "base"


def read(shape: Any, data: Any) -> Any:
    problems = Problems("test")
    value = read_shape(shape, data, (), problems)
    assert not problems, [item.message.render("zh") for item in problems.items]
    return value


@pytest.fixture(scope="session")
def rule() -> Callable[..., Rule]:
    """A rule of a kind from its parameters, which may replace the common keys."""

    def made(kind: str, data: dict[str, Any], title: str = "受理时限", name: str = "r") -> Rule:
        common = {"id": name, "kind": kind, "title": title, "basis": ["1"]}
        return read(RULE_KINDS[kind], common | data)

    return made


@pytest.fixture(scope="session")
def with_rules() -> Callable[..., Revision]:
    return lambda revision, *rules: dataclasses.replace(revision, rules=rules)


@pytest.fixture(scope="session")
def with_articles() -> Callable[..., Revision]:
    def made(revision: Revision, articles: list[dict[str, Any]]) -> Revision:
        found = tuple(read(Article, item) for item in articles)
        chapter = Chapter(id="1", title="总则", articles=found)
        return dataclasses.replace(revision, chapters=(chapter,))

    return made


@pytest.fixture(scope="session")
def instance() -> Instance:
    found = load_instance(BASE)
    assert not found.problems
    return found


@pytest.fixture(scope="session")
def old(instance: Instance) -> Revision:
    return instance.policies["demo"].revisions[0]


@pytest.fixture(scope="session")
def new(instance: Instance) -> Revision:
    return instance.policies["demo"].revisions[1]
