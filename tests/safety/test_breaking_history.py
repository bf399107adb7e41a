"""The sample register's record broken in every way that its history rules forbid: each is found."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from plain_yaml import read_yaml

ROOT = Path(__file__).parents[2]
Data = dict[str, Any]
CLERK = "E0106"
"""Whoever commits, unless a way says otherwise: accused in no case of the sample."""
AMENDED = "2026-03-01"
"""From here on a case is opened under the second revision."""


@dataclass(frozen=True)
class Way:
    """One way to break a record: the case as it is then, or None where nothing is to break."""

    rule: str
    reason: str
    change: Callable[[Data], Data | None]
    by: Callable[[Data], str] = lambda case: CLERK


def last_event(case: Data, **changes: str) -> Data | None:
    """The last event said otherwise; taken out where nothing is said."""
    if len(case["events"]) < 2:
        return None
    said = [{**case["events"][-1], **changes}] if changes else []
    return {**case, "events": [*case["events"][:-1], *said]}


def added(case: Data, **event: str) -> Data:
    new = {
        "id": "z9",
        "type": "progress-notified",
        "at": "2026-11-23T09:00",
        "by": "E0103",
        **event,
    }
    return {**case, "events": [*case["events"], new]}


def without_last(case: Data, key: str) -> Data | None:
    return {**case, key: case[key][:-1]} if case.get(key) else None


def owned_otherwise(case: Data) -> Data | None:
    owned = case.get("acknowledgements")
    return (
        {**case, "acknowledgements": [*owned[:-1], {**owned[-1], "by": "E0101"}]} if owned else None
    )


def lowered(case: Data) -> Data | None:
    return {**case, "severity": "general"} if case["severity"] == "major" else None


def accused(case: Data) -> str:
    return next((one["staff"] for one in case.get("accused", ()) if "staff" in one), "")


def waived_by_author(case: Data) -> Data:
    waiver = {
        "rule": "reply-in-time",
        "reason": "客户出境",
        "by": CLERK,
        "at": "2026-11-23",
        "until": "2026-12-31",
    }
    return {**case, "waivers": [*case.get("waivers", ()), waiver]}


KEPT, PROMPT, APART = "trace-is-append-only", "recorded-promptly", "policy-changes-apart"
WAYS = {
    "an event taken out": Way(KEPT, "rewritten", last_event),
    "an event dated back": Way(KEPT, "rewritten", lambda case: last_event(case, at="2025-01-02")),
    "an event by somebody else": Way(KEPT, "rewritten", lambda case: last_event(case, by="E0105")),
    "a waiver taken out": Way(KEPT, "rewritten", lambda case: without_last(case, "waivers")),
    "an acknowledgement taken out": Way(
        KEPT, "rewritten", lambda case: without_last(case, "acknowledgements")
    ),
    "an acknowledgement by somebody else": Way(KEPT, "rewritten", owned_otherwise),
    "the accused commits": Way(
        KEPT, "forbidden_actor", lambda case: added(case) if accused(case) else None, accused
    ),
    "a class lowered in silence": Way(KEPT, "lowered", lowered),
    "recorded late": Way(PROMPT, "recorded_late", lambda case: added(case, at="2026-11-18T09:00")),
    "a waiver by its author": Way(APART, "self_serving", waived_by_author),
    "removed": Way("keep-twenty-years", "removed", lambda case: {}),
    "changed together with the policy": Way(APART, "self_serving", added),
}  # fmt: skip


@dataclass
class Repository:
    """The sample register under git; each way breaks a case of its own."""

    root: Path
    day: int = 20

    def git(self, *words: str, by: str = CLERK) -> str:
        at = f"2026-11-{self.day}T12:00:00+08:00"
        environment = {
            "PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at,
        }  # fmt: skip
        for role in ("AUTHOR", "COMMITTER"):
            environment[f"GIT_{role}_NAME"] = by
            environment[f"GIT_{role}_EMAIL"] = f"{by}@example.org"
        done = subprocess.run(
            ["git", *words], cwd=self.root, env=environment, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def commit(self, by: str = CLERK) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a step", by=by)
        return self.git("rev-parse", "HEAD")

    def broken(self, way: Way, file: Path, case: Data) -> bool:
        """Break a case and commit it; whether this way can break it."""
        data = way.change(copy.deepcopy(case))
        if data is None:
            return False
        if data:
            text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            file.write_text(text, "utf-8")
        else:
            file.unlink()
        self.commit(way.by(case))
        return True

    def audit(self, since: str) -> list[Data]:
        run = subprocess.run(
            [sys.executable, "-m", "checker", "audit", "--since", since, "--format", "json", "--root", str(self.root)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 1, run.stderr
        found: list[Data] = json.loads(run.stdout)["findings"]
        return found


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    root = tmp_path_factory.mktemp("history") / "register"
    for name in ("policy", "cases"):
        shutil.copytree(ROOT / name, root / name)
    repository = Repository(root)
    repository.git("-c", "init.defaultBranch=main", "init", "-q")
    return repository


def test_every_breach_of_the_record_is_found(repository: Repository) -> None:
    since = repository.commit()
    repository.day = 23
    files = sorted((repository.root / "cases").glob("20*/*.yml"))
    wanted: dict[str, tuple[str, Way]] = {}
    for name, way in WAYS.items():
        for old in (True, False):
            left = [file for file in files if file.stem not in wanted]
            for file in left:
                case = read_yaml(file)
                if (case["events"][0]["at"] < AMENDED) is not old:
                    continue
                if name.startswith("changed together"):
                    folder = "2018-08-17" if old else AMENDED
                    part = repository.root / f"policy/complaint-handling/{folder}/terms.yml"
                    part.write_text(part.read_text("utf-8") + "# seen\n", "utf-8")
                if repository.broken(way, file, case):
                    wanted[file.stem] = (name, way)
                    break
    assert len(wanted) >= 2 * len(WAYS) - 2, [name for name, _ in wanted.values()]
    assert {name for name, _ in wanted.values()} == WAYS.keys()
    said = {
        (item["case"], item["rule"], item["reason"])
        for item in repository.audit(since)
        if item["status"] == "violation"
    }
    missed = [
        (name, case)
        for case, (name, way) in wanted.items()
        if (case, way.rule, way.reason) not in said
    ]
    assert missed == []
