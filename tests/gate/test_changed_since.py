"""`check --changed-since`: never a case too few."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checker.cli import cli
from checker.engine import Options, check_instance
from checker.formats.json import finding_data
from checker.gate.selection import changed_cases
from checker.history.repository import repository_of
from checker.loading.instance import load_instance
from tests.gate.world import (
    AS_OF,
    CLOSED,
    FILES,
    LATE,
    OPEN,
    ORGANIZATION,
    REVISION,
    TESTS,
    Repo,
    write,
)

Run = Callable[..., Result]
ALL = None
JOINS = "incident: I-1\n"
ESCAPED = '"inciden\\x74": I-1\n'
SIX = LATE.replace("C-3", "C-6").replace("K-3", "K-6")
REPORT = "cases/reports/analysis/2026-02.yml"
CHAIN = {
    "cases/2026/C-4.yml": LATE.replace("C-3", "C-4").replace("K-3", "K-4") + "previous: [C-5]\n",
    "cases/2026/C-5.yml": LATE.replace("C-3", "C-5").replace("K-3", "K-5") + "previous: [C-6]\n",
    "cases/2026/C-6.yml": SIX,
    "cases/2026/C-7.yml": LATE.replace("C-3", "C-7") + "incident: I-1\n",
}


def cases(*numbers: int) -> list[str]:
    return [f"cases/2026/C-{number}.yml" for number in numbers]


CHANGES: dict[str, tuple[dict[str, str | None], list[str] | None]] = {
    "nothing": ({}, []),
    "something else": ({"README.md": "x"}, []),
    "one case": ({"cases/2026/C-6.yml": SIX + "title: x\n"}, cases(6)),
    "the middle of a chain": ({"cases/2026/C-5.yml": CHAIN["cases/2026/C-5.yml"].replace("C-6", "C-9")}, cases(4, 5)),
    "the end of a chain is counted, there or not": ({"cases/2026/C-6.yml": None}, []),
    "one of a group": ({"cases/2026/C-2.yml": OPEN.replace("K-2", "K-3")}, cases(2, 7)),
    "one leaves a group": ({"cases/2026/C-2.yml": OPEN.replace("I-1", "I-2")}, cases(2, 7)),
    "one joins a group": ({"cases/2026/C-6.yml": SIX + JOINS}, cases(2, 4, 5, 6, 7)),
    "one of a group is gone": ({"cases/2026/C-2.yml": None}, cases(7)),
    "a key in escapes": ({"cases/2026/C-6.yml": SIX + ESCAPED}, cases(2, 4, 5, 6, 7)),
    "a new case": ({"cases/2026/C-8.yml": LATE.replace("C-3", "C-8")}, cases(8)),
    "a new case with an id that is taken": ({"cases/2026/C-8.yml": LATE.replace("C-3", "c-1")}, cases(1, 8)),
    "a new file under a name that is taken": (
        {"cases/2025/C-1.yml": LATE.replace("C-3", "C-8")}, ["cases/2025/C-1.yml", *cases(1)],
    ),
    "evidence": ({"cases/evidence/C-1/form.txt": "abd"}, cases(1)),
    "evidence gone": ({"cases/evidence/C-1/form.txt": None}, cases(1)),
    "evidence that nobody names": ({"cases/evidence/x.txt": "abd"}, []),
    "a report": ({REPORT: None}, ALL),
    "a new report": ({"cases/reports/analysis/2026-03.yml": "{period: 2026-03, issued: 2026-03-20, by: E1}\n"}, ALL),
    "the policy": ({"policy/house/2025-01-01/revision.yml": REVISION + "# x\n"}, ALL),
    "a new revision": ({"policy/house/2027-01-01/revision.yml": REVISION.replace("2025", "2027")}, ALL),
    "the organization": ({"policy/organization.yml": ORGANIZATION + "# x\n"}, ALL),
    "a calendar": ({"policy/calendars/CN/2026.yml": 'year: 2026\noff: ["2026-03-10"]\n'}, ALL),
    "settings": ({"policy/settings.yml": "limits: {depth: 40}\n"}, ALL),
    "rule tests judge no case": ({"policy/house/tests/rules.yml": TESTS + "# x\n"}, []),
}  # fmt: skip


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.commit({**FILES, **CHAIN})
    return made


@pytest.fixture
def run(repo: Repo) -> Run:
    def invoke(*words: str) -> Result:
        command = ["check", "--as-of", AS_OF, "--format", "json", *words, "--root", str(repo.root)]
        result = CliRunner().invoke(cli, command, prog_name="tousu")
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return invoke


@pytest.mark.parametrize("name", CHANGES)
def test_selected(name: str, repo: Repo) -> None:
    files, expected = CHANGES[name]
    base = repo.git("rev-parse", "HEAD")
    write(repo.root, files)
    found = changed_cases(load_instance(repo.root), repository_of(repo.root), base)
    assert found == (None if expected is None else sorted(expected))


def test_committed_or_not_is_the_same(repo: Repo) -> None:
    base = repo.git("rev-parse", "HEAD")
    repo.commit({"cases/2026/C-2.yml": OPEN.replace("I-1", "I-2")})
    found = changed_cases(load_instance(repo.root), repository_of(repo.root), base)
    assert found == cases(2, 7)


def test_only_these_are_checked(repo: Repo, run: Run) -> None:
    write(repo.root, {"cases/2026/C-2.yml": OPEN.replace("K-2", "K-3")})
    done = run("--changed-since", "HEAD")
    assert {item["case"] for item in json.loads(done.stdout)["findings"]} == {"C-7"}
    assert json.loads(done.stdout)["summary"]["cases"] == 2
    only = run("--changed-since", "HEAD", str(repo.root / "cases/2026/C-2.yml"))
    assert json.loads(only.stdout)["summary"]["cases"] == 1
    assert only.exit_code == 0


def test_nothing_matched_is_not_green(repo: Repo, run: Run) -> None:
    assert run("--changed-since", "HEAD").exit_code == 2
    write(repo.root, {"README.md": "x"})
    assert run("--changed-since", "HEAD").exit_code == 2
    assert run("--changed-since", "nowhere").exit_code == 2
    shutil.rmtree(repo.root / ".git")
    assert run("--changed-since", "HEAD").exit_code == 2


def test_what_is_not_selected_never_differs(tmp_path: Path) -> None:
    """Cases tied to each other at random, then some changed at random: whoever is left out is as before."""
    chance = random.Random(20260320)
    for turn in range(12):
        repo = Repo(tmp_path / str(turn))
        texts = {f"cases/2026/R-{n}.yml": made(chance, n) for n in range(7)}
        base = repo.commit({**FILES, **texts})
        before = verdicts(repo.root)
        for name in chance.sample(sorted(texts), chance.choice([1, 2])):
            number = int(name.split("R-")[1].split(".")[0])
            write(
                repo.root, {name: chance.choice([None, made(chance, number), made(chance, number)])}
            )
        found = changed_cases(load_instance(repo.root), repository_of(repo.root), base)
        assert found is not None
        after = verdicts(repo.root)
        for file in before.keys() & after.keys() - set(found):
            assert before[file] == after[file], (turn, file)


def made(chance: random.Random, number: int) -> str:
    text = CLOSED.split("    records:")[0].replace("C-1", f"R-{number}")
    text = text.replace("K-1", f"K-{chance.randrange(3)}")
    if chance.random() < 0.7:
        text += f"incident: I-{chance.randrange(3)}\n"
    if chance.random() < 0.7:
        text += f"previous: [R-{chance.randrange(7)}, R-{chance.randrange(9)}]\n"
    return text


def verdicts(root: Path) -> dict[str, list[Any]]:
    """All verdicts of every case, and what others say of it."""
    instance = load_instance(root)
    second = instance.instant(AS_OF)
    assert second is not None
    result = check_instance(instance, Options(second=second, clock=False, everything=True))
    found: dict[str, list[Any]] = {file: [] for file in instance.case_files()}
    for item in result.diagnostics:
        if item.path in found:
            found[item.path].append(finding_data(item, "en"))
    for case in result.cases:
        if case.case is not None:
            asked = result.relations.asked_of(case.id, case.case.incident, case.case.previous)
            found[case.file].append(asked)
    return found
