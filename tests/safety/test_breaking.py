"""Compliant cases broken in every way that a rule forbids: each is found, none is green."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from plain_yaml import read_yaml
from safety.breakers import BREAKERS, OUTSIDER, Broken, Data, Met, forgiven

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-20T23:59:59+08:00"
EACH = int(os.environ.get("TOUSU_BREAK_EACH", "1"))
"""Cases broken in each way that a rule knows; `make fuzz` breaks all."""
RED = ("violation", "undetermined")


def check(root: Path) -> list[Data]:
    run = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--all", "--format", "json", "--root", str(root)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)["findings"]


def revisions() -> dict[str, Data]:
    """Each revision's parts joined, by label."""
    found = {}
    for folder in sorted((ROOT / "policy/complaint-handling").glob("20*")):
        whole: Data = {}
        for part in sorted(folder.glob("*.yml")):
            for key, value in read_yaml(part).items():
                whole[key] = (
                    whole[key] + value if isinstance(value, list) and key in whole else value
                )
        found[whole["revision"]] = whole
    return found


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's register, with one more member of staff whom no rule entitles."""
    root = tmp_path_factory.mktemp("register")
    for name in ("policy", "cases"):
        shutil.copytree(ROOT / name, root / name)
    file = root / "policy/organization.yml"
    organization = read_yaml(file)
    unit = {"id": "outside", "name": "外部单位（虚构）", "type": "outside", "head": OUTSIDER}
    organization["units"].append(unit)
    organization["staff"].append({"id": OUTSIDER, "name": "某甲（虚构）", "unit": "outside"})
    file.write_text(yaml.safe_dump(organization, allow_unicode=True, sort_keys=False), "utf-8")
    return root


@pytest.fixture(scope="module")
def ways(instance: Path) -> list[tuple[Data, Broken]]:
    """Findings that are `met`, each with its case broken in the ways of its kind."""
    texts = revisions()
    organization = read_yaml(instance / "policy/organization.yml")
    found, done = [], Counter[tuple[str, str, str]]()
    for finding in check(instance):
        breaker = BREAKERS.get(finding["kind"])
        if finding["status"] != "met" or breaker is None or finding["case"] is None:
            continue
        revision = texts[finding["revision"]]
        rule = next(
            (item for item in revision["rules"] if item["id"] == finding["rule"]),
            {"id": finding["rule"]},
        )
        case = read_yaml(instance / finding["path"])
        met = Met(rule, revision, case, finding, AS_OF, organization)
        for plain in breaker(met):
            for broken in (plain, *forgiven(met, plain)):
                key = (finding["revision"], finding["rule"], broken.way)
                done[key] += 1
                if done[key] <= EACH:
                    found.append((finding, broken))
    return found


@pytest.fixture(scope="module")
def verdicts(
    instance: Path, ways: list[tuple[Data, Broken]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Data]]:
    """What the checker says of every broken case, by the id it was given."""
    root = tmp_path_factory.mktemp("broken") / "register"
    shutil.copytree(instance, root)
    for number, (finding, broken) in enumerate(ways):
        name = f"BREAK-{number:05}"
        file = (root / finding["path"]).with_name(f"{name}.yml")
        text = yaml.dump(
            {**broken.case, "id": name},
            Dumper=yaml.CSafeDumper,
            allow_unicode=True,
            sort_keys=False,
        )
        file.write_text(text, "utf-8")
    found: dict[str, list[Data]] = {}
    for finding in check(root):
        found.setdefault(finding["case"] or "", []).append(finding)
    return found


def test_every_breach_is_found_with_its_reason(
    ways: list[tuple[Data, Broken]], verdicts: dict[str, list[Data]]
) -> None:
    green = []
    for number, (finding, broken) in enumerate(ways):
        all_said = verdicts[f"BREAK-{number:05}"]
        said = [item for item in all_said if item["rule"] == finding["rule"]]
        right = [
            item for item in said if item["status"] in RED and item["reason"] in broken.reasons
        ]
        refused = any(item["status"] == "invalid" for item in all_said)
        if not right and not refused:
            answers = [(item["status"], item["reason"], item["message"]) for item in said]
            green.append((finding["case"], finding["rule"], broken.way, answers))
    print(f"{len(ways)} breaches of {len({finding['rule'] for finding, _ in ways})} rules")  # noqa: T201 - seen with -s
    assert green == [], "\n".join([f"{len(green)} of {len(ways)} are not found", *map(str, green)])
    assert len(ways) > 1000


def test_every_rule_that_some_case_keeps_is_broken_somewhere(
    instance: Path, ways: list[tuple[Data, Broken]]
) -> None:
    kept = {f["rule"] for f in check(ROOT) if f["status"] == "met" and f["kind"] in BREAKERS}
    assert kept - {finding["rule"] for finding, _ in ways} == set()


def test_what_the_register_owes_is_missed_when_it_is_taken_away(
    instance: Path, tmp_path: Path
) -> None:
    root = tmp_path / "register"
    shutil.copytree(instance, root)
    shutil.rmtree(root / "cases/reports")
    file = root / "policy/organization.yml"
    organization = read_yaml(file)
    for person in organization["staff"]:
        person.pop("roles", None)
    file.write_text(yaml.safe_dump(organization, allow_unicode=True, sort_keys=False), "utf-8")
    kinds = ("periodic-report", "staffing")
    before = {(f["rule"], f["subject"]) for f in check(ROOT) if f["kind"] in kinds}
    after = {(f["rule"], f["subject"]): f for f in check(root) if f["kind"] in kinds}
    assert len(before) > 50
    assert set(after) >= before
    assert {after[key]["reason"] for key in before} == {"not_published", "unstaffed"}
