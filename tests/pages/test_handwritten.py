"""The hand-written pages say what is so: their commands exist, their example is a sound case."""

import re
from pathlib import Path

import pytest

from checker.cli import COMMANDS
from checker.document import DEFAULT_LIMITS, read_document
from checker.loading.cases import CaseWorld, read_case
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "site" / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_named_exists(page: Path) -> None:
    named = re.findall(r"tousu ([a-z]+)", page.read_text(encoding="utf-8"))
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_heading_has_an_id(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert all(re.search(r" \{#[a-z-]+\}$", line) for line in headings)


def test_the_example_case_is_sound() -> None:
    text = (DOCS / "howto" / "record.md").read_text(encoding="utf-8")
    example = next(body for kind, body in BLOCK.findall(text) if kind == "yaml")
    instance = load_instance(ROOT)
    as_of = as_of_moment("2026-11-20", next(iter(instance.policies.values())).zone)
    assert as_of is not None
    world = CaseWorld(instance.policies, instance.organization, as_of, clock=True)
    document = read_document(example.encode(), "cases/2026/x.yml", DEFAULT_LIMITS)
    read = read_case(document.data, "cases/2026/x.yml", world)
    assert [problem.code for problem in read.problems.items] == []


def test_rules_named_in_examples_exist() -> None:
    rules = {
        name
        for policy in load_instance(ROOT).policies.values()
        for revision in policy.revisions
        for name in revision.rules_by_id
    }
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"rule: ([a-z-]+)", text)) <= rules
