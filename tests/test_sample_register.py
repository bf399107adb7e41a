"""The register that the repository carries: what it shows stays shown, and its gate stays green."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from checker.cli.checking import exit_code
from checker.engine import CaseFile, Options, Result, check_instance
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

ROOT = Path(__file__).parents[1]
AS_OF = "2026-11-20"
CASES = 80
ACKNOWLEDGED = 30
ACKNOWLEDGED_RULES = 25
WAIVED = 6
EVIDENCE = 10

NEVER_HERE: dict[str, str] = {}
"""In-case rules that no case of the sample meets or breaks, each with the reason."""
CHOICES_NOT_HERE: dict[tuple[str, str], str] = {}
"""Choices of a field that no case of the sample has, each with the reason."""


@cache
def register() -> Result:
    instance = load_instance(ROOT)
    assert not instance.problems
    policy = instance.policies["complaint-handling"]
    moment = as_of_moment(AS_OF, policy.zone)
    assert moment is not None
    assert moment.second is not None
    return check_instance(instance, Options(second=moment.second, clock=False, everything=True))


def statuses(status: str) -> list[tuple[str, str, str | None]]:
    return [
        (item.id, verdict.rule_id, verdict.finding.reason)
        for item in register().cases
        for verdict in item.verdicts
        if verdict.finding.status == status
    ]


def judged() -> list[CaseFile]:
    return [item for item in register().cases if item.case is not None]


def test_the_settings_hold_the_register_at_its_day() -> None:
    assert load_instance(ROOT).settings.as_of == AS_OF, "the sample would turn red with the clock"


def test_the_gate_is_green() -> None:
    assert exit_code(register(), "error", named=False) == 0, "the register's own gate is red"


def test_nothing_is_invalid_undetermined_or_left_out() -> None:
    summary = register().summary
    assert summary["invalid"] == 0, "a case or report has a problem of its own"
    assert summary["undetermined"] == 0, "a verdict of the sample cannot be said"
    assert summary["left_out"] == 0, "something is dated after the day of the sample"


def test_no_violation_of_level_error_stands_and_few_others_do() -> None:
    levels = Counter(item.level for item in register().diagnostics if item.status == "violation")
    assert levels["error"] == 0, "errors are acknowledged or waived, never left"
    assert 1 <= sum(levels.values()) <= 5, "a few warnings and notes show what they look like"


def test_there_are_cases_enough_of_both_years_and_every_branch() -> None:
    cases = judged()
    assert len(cases) >= CASES
    assert {item.file.split("/")[1] for item in cases} == {"2025", "2026"}
    branches = {
        unit.id for unit in register().instance.organization.units.values() if unit.type == "branch"
    }
    of = {item.case.complainant.unit for item in cases if item.case}
    assert branches <= of, "a branch has no complaint"


def test_ids_run_without_a_gap() -> None:
    for year in ("2025", "2026"):
        numbers = [int(item.id[-6:]) for item in judged() if item.id.startswith(f"TS-{year}-")]
        assert numbers == list(range(1, len(numbers) + 1)), "a number is missing"


def test_every_choice_of_the_policy_occurs() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for item in judged():
        assert item.case is not None
        for name, value in item.case.fields.items():
            found[name] |= set(value) if isinstance(value, tuple | list) else {str(value)}
    missing = {
        (name, choice)
        for revision in register().revisions
        for name, field in revision.fields.items()
        for choice in field.choice_ids()
        if choice not in found[name]
    }
    assert missing == set(CHOICES_NOT_HERE), "a choice of the policy occurs in no case"


def test_every_field_event_and_record_of_the_policy_occurs() -> None:
    fields, events, records = set(), set(), set()
    for item in judged():
        assert item.case is not None
        fields |= set(item.case.fields)
        events |= {event.type for event in item.case.events}
        records |= {record.kind for event in item.case.events for record in event.records}
    for revision in register().revisions:
        assert set(revision.fields) <= fields, "a field is filled in no case"
        assert set(revision.events) <= events, "an event of the policy never happens"
        assert set(revision.records) <= records, "a kind of record is never kept"


def test_both_revisions_govern_and_some_cases_run_from_one_into_the_other() -> None:
    openings = {
        governed.opening.label
        for item in register().cases
        if item.read
        for governed in item.read.governed
        if governed.opening
    }
    assert openings == {"2018", "2026"}
    mixed = [
        item.id
        for item in judged()
        if {v.revision.label for v in item.verdicts if v.revision} == {"2018", "2026"}
        and any(
            v.revision and v.revision.label == "2026" and v.finding.status == "met"
            for v in item.verdicts
        )
    ]
    assert len(mixed) >= 3, "cases opened before the revision of 2026 show what it does to them"


def test_every_rule_of_a_case_is_met_or_broken_somewhere() -> None:
    seen = {
        verdict.rule_id
        for item in judged()
        for verdict in item.verdicts
        if verdict.finding.status in ("met", "violation", "acknowledged", "waived")
    }
    unseen = {
        rule.id
        for revision in register().revisions
        for rule in revision.rules
        if rule.scope == "case" and rule.id not in seen
    }
    assert unseen == set(NEVER_HERE), "a rule of the policy shows in no case"


def test_breaches_of_many_rules_are_acknowledged() -> None:
    found = statuses("acknowledged")
    assert len(found) >= ACKNOWLEDGED, "the sample is green because breaches are owned, not absent"
    assert len({rule for _, rule, _ in found}) >= ACKNOWLEDGED_RULES
    reasons = {reason for _, _, reason in found}
    assert reasons >= {
        "late",
        "missing",
        "forbidden_actor",
        "not_designated",
        "same_actor",
        "wrong_actor",
        "out_of_order",
        "no_record",
    }, "a kind of breach is nowhere to be seen"


def test_waivers_are_used_and_every_one_that_stands_covers_something() -> None:
    found = {(case, rule) for case, rule, _ in statuses("waived")}
    assert len(found) >= WAIVED
    written = {
        (item.id, waiver.rule) for item in judged() if item.case for waiver in item.case.waivers
    }
    assert written == found, "a waiver of the sample covers nothing"


def test_acknowledgements_own_something() -> None:
    found = {(case, rule) for case, rule, _ in statuses("acknowledged")}
    written = {
        (item.id, entry.rule)
        for item in judged()
        if item.case
        for entry in item.case.acknowledgements
    }
    needless = {("TS-2025-000017", "close-serious-in-time")}  # a later event says it was a mistake
    assert written - found == needless, "an acknowledgement of the sample owns nothing"


def test_open_cases_show_every_way_of_not_being_due() -> None:
    assert len(statuses("due_soon")) >= 5
    pending = {reason for _, _, reason in statuses("pending")}
    assert pending == {None, "paused", "calendar_unknown"}
    unknown = [case for case, _, reason in statuses("pending") if reason == "calendar_unknown"]
    assert len(unknown) <= 2, "few deadlines reach into a year without a calendar"


def test_a_group_and_a_repeat_of_a_repeat_are_there() -> None:
    incidents: dict[str, set[str | None]] = defaultdict(set)
    repeats = []
    for item in judged():
        case = item.case
        assert case is not None
        if case.incident:
            incidents[case.incident].add(case.complainant.ref)
        repeats.append(register().relations.repeats(item.id, case.previous))
    assert max(len(refs) for refs in incidents.values()) == 6, "six complainants on one incident"
    assert max(repeats) == 2, "a third complaint on the same matter"


def test_evidence_is_present_and_matches() -> None:
    files = sorted(path for path in (ROOT / "cases/evidence").rglob("*") if path.is_file())
    named = {
        ROOT / record.path
        for item in judged()
        if item.case
        for event in item.case.events
        for record in event.records
        if record.path
    }
    assert set(files) == named, "a file of evidence belongs to no record"
    assert len(files) >= EVIDENCE, "digests and sizes are checked on reading; the gate is green"


def test_every_case_is_told_in_its_own_words() -> None:
    for words in ("title", "summary"):
        told = [getattr(item.case, words) for item in judged()]
        assert all(told)
        assert len(set(told)) == len(told), f"two cases have the same {words}"


def test_names_are_masked() -> None:
    for item in judged():
        assert item.case is not None
        assert (item.case.complainant.name or "").endswith("**"), item.id


@pytest.mark.parametrize("day", ["2026-02-28", "2026-08-01"])
def test_past_days_can_be_judged_too(day: str) -> None:
    instance = register().instance
    moment = as_of_moment(day, instance.policies["complaint-handling"].zone)
    assert moment is not None
    assert moment.second is not None
    result = check_instance(instance, Options(second=moment.second, clock=False))
    assert result.summary["invalid"] == 0
    assert result.summary["left_out"] > 0, "what came later is left out, and counted"
