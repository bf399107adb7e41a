"""The sample register said otherwise, in ways that say the same: not one verdict may be another."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from plain_yaml import read_yaml

from checker.engine import Options, check_instance
from checker.formats.json import as_data
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment, compare, parse_moment

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-20"
ZONE = ZoneInfo("Asia/Shanghai")
POLICY = "policy/complaint-handling"
DATED = ("events", "waivers", "acknowledgements")
Data = dict[str, Any]
Verdicts = set[tuple[str, ...]]


def load(file: Path) -> Data:
    data: Data = read_yaml(file)
    return data


def dump(file: Path, data: Data) -> None:
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    file.write_text(text, "utf-8")


def every_case(root: Path, change: Callable[[Data], Data]) -> None:
    for file in sorted((root / "cases").glob("20*/*.yml")):
        dump(file, change(load(file)))


def verdicts(root: Path, as_of: str = AS_OF) -> Verdicts:
    """What is said of cases, places and words aside."""
    instance = load_instance(root)
    assert not instance.problems
    moment = as_of_moment(as_of, ZONE)
    assert moment is not None
    options = Options(second=moment.second or 0, clock=False, everything=True)
    found = as_data(check_instance(instance, options), "en")["findings"]
    keys = ("case", "rule", "status", "reason", "level", "due")
    return {
        (*(str(item[key]) for key in keys), *(str((item[key] or {}).get("event")) for key in ("trigger", "actual")))
        for item in found
        if item["case"] is not None and item["policy"] in (None, "complaint-handling")
    }  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("policy", "cases"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def stood() -> Verdicts:
    return verdicts(ROOT)


def in_another_zone(case: Data) -> Data:
    """Every instant with an offset, by the clock of a place west of here."""
    far = timezone(timedelta(hours=-5))
    for entry in (item for name in DATED for item in case.get(name, ())):
        at = parse_moment(entry["at"], ZONE)
        if at is not None and at.second is not None:
            entry["at"] = datetime.fromtimestamp(at.second, UTC).astimezone(far).isoformat()
    return case


def shuffled(case: Data) -> Data:
    """Events in another order where the file's order parts no two of them."""
    days = [event["at"][:10] for event in case["events"]]
    untimed = [event["at"] for event in case["events"] if len(event["at"]) == len("2026-03-02")]
    instants = {event["at"] for event in case["events"]}
    if len(instants) == len(days) and all(days.count(day) == 1 for day in untimed):
        random.Random(case["id"]).shuffle(case["events"])
    return case


@pytest.mark.parametrize("change", [in_another_zone, shuffled])
def test_cases_written_otherwise(
    change: Callable[[Data], Data], root: Path, stood: Verdicts
) -> None:
    every_case(root, change)
    assert verdicts(root) ^ stood == set()


@pytest.mark.parametrize("day", ["2026-03-05", "2026-06-10"])
def test_a_further_revision_that_says_the_same(day: str, root: Path, stood: Verdicts) -> None:
    shutil.copytree(root / POLICY / "2026-03-01", root / POLICY / day)
    head = root / POLICY / day / "revision.yml"
    dump(head, {**load(head), "effective_from": day, "revision": "again"})
    assert verdicts(root) ^ stood == set()


def test_a_second_policy_that_says_the_same(root: Path, stood: Verdicts) -> None:
    shutil.copytree(root / POLICY, root / "policy/twin")
    shutil.rmtree(root / "policy/twin/tests")
    (root / "policy/twin/revisions.lock").unlink()
    for file in (root / "policy/twin").glob("20*/revision.yml"):
        dump(file, {**load(file), "policy": "twin"})
    every_case(root, lambda case: {**case, "policy": ["twin", "complaint-handling"]})
    assert verdicts(root) ^ stood == set()


@pytest.mark.parametrize("as_of", ["2025-06-23", "2026-03-30T09:00"])
def test_a_day_gone_by_is_judged_as_if_nothing_had_come_since(as_of: str, root: Path) -> None:
    then = as_of_moment(as_of, ZONE)
    assert then is not None
    was = verdicts(root, as_of)
    for file in sorted((root / "cases").glob("20*/*.yml")):
        case = load(file)
        for name in DATED:
            entries = [(parse_moment(item["at"], ZONE), item) for item in case.get(name, ())]
            case[name] = [item for at, item in entries if at is not None and compare(at, then) <= 0]
        if any(event["type"] == "received" for event in case["events"]):
            dump(file, case)
        else:
            file.unlink()
    assert verdicts(root, as_of) ^ was == set()
