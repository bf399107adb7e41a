"""What a run only counts is what it would say: the brief way and the long way, on cases that changed at random."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from budget import tries
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document import read_document
from checker.engine import Options, Run
from checker.judging import judge_case, sum_case
from checker.loading.cases import ReadCase, read_case
from checker.loading.instance import Instance, load_instance
from checker.model.case import Case
from checker.model.finding import Finding, is_shown
from checker.related import Link, link_of
from checker.verdicts import Verdict, World
from checker.viewing import as_it_stood

ROOT = Path(__file__).parents[2]
INSTANCE = load_instance(ROOT)
FILES = INSTANCE.case_files()
DATA = {file: read_document((ROOT / file).read_bytes(), file).data for file in FILES}
LINKS = [link for data in DATA.values() if (link := link_of(data)) is not None]
DAYS = ("2025-03-10T11:00", "2026-03-05", "2026-05-20T09:30", "2026-11-20", "2029-02-01")
"""Some before a revision, some after, the last where no calendar reaches."""

Change = Callable[[dict[str, Any], random.Random], None]


def shuffled(data: dict[str, Any], chance: random.Random) -> None:
    chance.shuffle(data["events"])


def removed(data: dict[str, Any], chance: random.Random) -> None:
    for _ in range(min(chance.randint(1, 4), len(data["events"]) - 1)):
        data["events"].pop(chance.randrange(len(data["events"])))


def repeated(data: dict[str, Any], chance: random.Random) -> None:
    event = copy.deepcopy(chance.choice(data["events"]))
    event["id"] += "-again"
    data["events"].insert(chance.randrange(len(data["events"]) + 1), event)


def moved(data: dict[str, Any], chance: random.Random) -> None:
    for event in data["events"]:
        if chance.random() < 0.4:
            day = date.fromisoformat(event["at"][:10]) + timedelta(chance.randint(-9, 40))
            event["at"] = day.isoformat() + event["at"][10:]


def untimed(data: dict[str, Any], chance: random.Random) -> None:
    for event in data["events"]:
        if chance.random() < 0.3:
            event["at"] = event["at"][:10]


def done_by_one(data: dict[str, Any], chance: random.Random) -> None:
    person = chance.choice(data["events"])["by"]
    for event in chance.sample(data["events"], min(5, len(data["events"]))):
        event["by"] = person


def accused(data: dict[str, Any], chance: random.Random) -> None:
    data["accused"] = [{"staff": chance.choice(data["events"])["by"]}]
    data["responsible"] = {"staff": chance.choice(data["events"])["by"]}


def waived(data: dict[str, Any], chance: random.Random) -> None:
    first = min(event["at"] for event in data["events"])
    rules = [rule.id for rule in INSTANCE.policies["complaint-handling"].revisions[-1].rules]
    data["waivers"] = [
        {
            "rule": rule,
            "reason": "停业",
            "by": data["events"][-1]["by"],
            "at": first,
            "until": until,
        }
        for rule in chance.sample(rules, 12)
        for until in [chance.choice(["2026-06-30", "2030-01-01"])]
    ]


def bare(data: dict[str, Any], chance: random.Random) -> None:
    for event in data["events"]:
        if chance.random() < 0.5:
            event.pop("records", None)
    for key in chance.sample(sorted(data), min(3, len(data))):
        if key not in ("id", "policy", "events"):
            del data[key]


def told(data: dict[str, Any], chance: random.Random) -> None:
    """Texts with digits, some of which are personal data."""
    texts = [
        "电话 138 0013 8000",
        "１３８００１３８０００",
        "a@b.example",
        "2026-03-02 10:15",
        "共 3 次",
    ]
    data["summary"] = chance.choice(texts)
    for event in chance.sample(data["events"], min(3, len(data["events"]))):
        event["note"] = chance.choice(texts)


CHANGES = (
    shuffled, removed, repeated, moved, untimed, done_by_one, accused, waived, bare, told
)  # fmt: skip


def world_at(instance: Instance, day: str, links: list[Link]) -> tuple[Run, World]:
    held = instance.instant(day)
    assert held is not None
    run = Run(instance, Options(second=held, clock=False))
    return run, run.world(links)


WORLDS = {day: world_at(INSTANCE, day, LINKS) for day in DAYS}


def changed(file: str, chance: random.Random) -> dict[str, Any]:
    data: dict[str, Any] = copy.deepcopy(DATA[file])  # type: ignore[arg-type]
    for change in chance.sample(CHANGES, chance.randint(0, 4)):
        change(data, chance)
    return data


def the_long_way(read: ReadCase, case: Case, world: World) -> tuple[list[Verdict], Counter[str]]:
    verdicts = judge_case(read, case, world)
    shown = [verdict for verdict in verdicts if is_shown(verdict.finding)]
    return shown, Counter(verdict.finding.status for verdict in verdicts)


def in_rule_order(verdicts: list[Verdict]) -> list[tuple[str, str | None, Finding]]:
    """Verdicts on one rule stay in their order; that of the rules is the report's affair."""
    told = [
        (item.rule_id, item.revision.label if item.revision else None, item.finding)
        for item in verdicts
    ]
    return sorted(told, key=lambda item: item[0])


@pytest.mark.parametrize("day", DAYS)
@settings(max_examples=tries(120))
@given(st.sampled_from(FILES), st.randoms(use_true_random=False))
def test_what_is_only_counted_is_what_would_be_said(
    day: str, file: str, chance: random.Random
) -> None:
    run, world = WORLDS[day]
    read = read_case(changed(file, chance), file, run.case_world)
    if read.case is None:
        return
    case, _ = as_it_stood(read.case, world.as_of)
    if not case.events:
        return
    world.turns.clear()
    kept, all_counted = the_long_way(read, case, world)
    needed = set(world.turns)
    world.turns.clear()
    shown, counted = sum_case(read, case, world, lambda wanted: [])
    assert in_rule_order(shown) == in_rule_order(kept)
    assert +Counter(counted) == all_counted
    assert {turn for turn in needed if turn > run.options.second} <= set(world.turns)
