"""Attacks on the gate by one merge request, and the honest change that each resembles."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from checker.gate.step import part_of_policy
from tests.gate.conftest import Gate
from tests.gate.world import CLOSED, FILES, HISTORY, LATE, OPEN, ORGANIZATION, REVISION, TESTS, Repo

REVISION_FILE = "policy/house/2025-01-01/revision.yml"
TESTS_FILE = "policy/house/tests/rules.yml"
LAX = REVISION.replace("within: {working_days: 1}", "within: {working_days: 9}")
NEXT = REVISION.replace('"2025"', '"2026"').replace("2025-01-01", "2026-04-01")
ACKNOWLEDGED = LATE + (
    "acknowledgements:\n"
    "  - {rule: accept-in-time, cause: 遗漏, measure: 提醒, by: E1, at: 2026-03-19}\n"
)
WAIVER = "waivers:\n  - {rule: close-in-time, reason: 客户出境, by: E1, at: 2026-03-01, until: 2026-06-30}\n"
OVERDUE = CLOSED.split("  - id: e3")[0]
"""The serious case, never closed: overdue since 9 March."""
OWN_ACT = OPEN.replace("severity", "accused: [{staff: E4}]\nseverity") + (
    "  - {id: e3, type: closed, at: 2026-03-20T10:00, by: E4}\n"
)
OWNED_LATE = CLOSED.replace("2026-03-05T15:00", "2026-03-11T15:00") + (
    "acknowledgements:\n"
    "  - {rule: close-in-time, cause: 遗漏, measure: 提醒, by: E1, at: 2026-03-12}\n"
)
REGRADED = (
    "  - {id: e4, type: regraded, at: 2026-03-19T10:00, by: E3, was: serious, now: general}\n"
)
PRIVACY = "  - {id: no-data, kind: privacy, title: 信息, basis: ['1.1'], patterns: [cn-mobile], in: all}\n"
SHORT = "  - {id: short, kind: retention, title: 短, basis: ['1.1'], keep: {calendar_days: 5}}\n"
FLOOR = (
    "  - {id: floor, kind: classification, title: 级别, basis: ['1.1'], "
    "when: {related.group_size: {gte: 1}, incident: {exists: true}}, field: severity, at_least: serious}\n"
)
LAST_YEARS = REVISION.replace("working_days: 1}", "working_days: 30}").replace(
    "working_days: 5}", "working_days: 90}"
)
THIS_YEARS = REVISION.replace('"2025"', '"2026"').replace("2025-01-01", "2026-02-15")
LAXER_BEFORE: dict[str, str | None] = {
    REVISION_FILE: LAST_YEARS, "policy/house/2026-02-15/revision.yml": THIS_YEARS,
}  # fmt: skip
"""A laxer revision in force until 14 February 2026."""
EARLIER = "  - {id: e9, type: received, at: 2026-02-10T10:00, by: E3}\n"
STAFFED = (
    "  - {id: staffed, kind: staffing, title: 配备, basis: ['1.1'], units: {unit_type: branch}, "
    "role: intake, at_least: 1}\n"
)
Files = dict[str, str | None]
SERVED = ("self-serving", "self_serving")
REWRITTEN = ("entry-rewritten", "rewritten")


@dataclass
class Scenario:
    """Files on top of the sound register: on the base, then on the branch."""

    head: Files
    code: int
    base: Files = field(default_factory=dict)
    stops: set[tuple[str, str | None]] = field(default_factory=set)
    remarks: set[str] = field(default_factory=set)
    words: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


SCENARIOS = {
    # the policy
    "a late case alone is stopped by the base's policy": Scenario(
        {"cases/2026/C-3.yml": LATE}, 1, stops={("accept-in-time", "late")}
    ),
    "a late case and a laxer policy in one step": Scenario(
        {"cases/2026/C-3.yml": LATE, REVISION_FILE: LAX}, 1,
        stops={("accept-in-time", "late"), SERVED}, remarks={"guard-changed"},
    ),
    "twin: a late case that is owned": Scenario({"cases/2026/C-3.yml": ACKNOWLEDGED}, 0),
    "a case that is red already and a laxer policy": Scenario(
        {REVISION_FILE: LAX}, 1, base={"cases/2026/C-3.yml": LATE},
        stops={("accept-in-time", "late")}, remarks={"guard-changed", "verdict-differs"},
    ),
    "the same, shown to reviewers and merged by itself": Scenario(
        {REVISION_FILE: LAX}, 0, base={"cases/2026/C-3.yml": LATE}, words=("--step-only",),
        stops={("accept-in-time", "late")}, remarks={"guard-changed", "verdict-differs"},
    ),
    "the same with the case touched": Scenario(
        {REVISION_FILE: LAX, "cases/2026/C-3.yml": LATE + "# seen\n"}, 1,
        base={"cases/2026/C-3.yml": LATE}, words=("--step-only",),
        stops={("accept-in-time", "late"), SERVED}, remarks={"guard-changed"},
    ),
    "twin: a revision from a day to come": Scenario(
        {"policy/house/2026-04-01/revision.yml": NEXT.replace("working_days: 1}", "working_days: 3}")},
        0, remarks={"guard-changed"},
    ),
    "twin: a field of a revision to come": Scenario(
        {"policy/house/2026-04-01/revision.yml": NEXT.replace(
            "events:\n", "  channel: {label: 渠道, type: text}\nevents:\n", 1)},
        0, remarks={"guard-changed"},
    ),
    "a stricter policy that makes a case red": Scenario(
        {REVISION_FILE: REVISION.replace("working_days: 1}", "working_days: 0}")}, 1,
        stops={("accept-in-time", "late")}, remarks={"guard-changed", "verdict-differs"},
    ),
    "the rule is taken out": Scenario(
        {REVISION_FILE: "\n".join(
            line for line in REVISION.splitlines() if "accept-in-time" not in line),
         TESTS_FILE: None, "cases/2026/C-3.yml": LATE},
        1, stops={("accept-in-time", "late"), SERVED}, remarks={"guard-changed", "verdict-differs"},
    ),
    "an example is made to say something else": Scenario(
        {TESTS_FILE: TESTS.replace("status: met", "status: violation")}, 0,
        remarks={"guard-changed"},
    ),
    "an event type that only the branch knows": Scenario(
        {REVISION_FILE: REVISION.replace("  noted:", "  called: {label: 去电}\n  noted:"),
         "cases/2026/C-2.yml": OPEN + "  - {id: e3, type: called, at: 2026-03-20T10:00, by: E3}\n"},
        1, stops={("unknown-reference", None), SERVED}, remarks={"guard-changed"},
    ),
    # the organization
    "the accused gets another id in the organization": Scenario(
        {"cases/2026/C-2.yml": OWN_ACT.replace("by: E4", "by: E9"), "policy/organization.yml":
         ORGANIZATION + "  - {id: E9, name: 戊某, unit: sz}\n"},
        1, stops={("unknown-reference", None), SERVED}, remarks={"guard-changed"},
    ),
    "twin: a new colleague, entered by himself": Scenario(
        {"policy/organization.yml": ORGANIZATION + "  - {id: E9, name: 戊某, unit: sz}\n"}, 0,
        remarks={"guard-changed"},
    ),
    "who headed a unit in the past is changed, and nothing hangs on it yet": Scenario(
        {"policy/organization.yml": ORGANIZATION.replace("head: E2", "head: E3")}, 0,
        remarks={"guard-changed"}, says=("sz 在已过去的日子里",),
    ),
    "twin: a new head from the next day on": Scenario(
        {"policy/organization.yml": ORGANIZATION.replace(
            "head: E2", "head: [{staff: E2, from: 2020-01-01}, {staff: E3, from: 2026-03-21}]")},
        0, base={"policy/organization.yml": ORGANIZATION.replace(
            "head: E2", "head: [{staff: E2, from: 2020-01-01}]")},
        remarks={"guard-changed"}, hides=("已过去的日子",),
    ),
    "an alias for somebody who has been there": Scenario(
        {"policy/organization.yml": ORGANIZATION.replace("title: 总监}", "title: 总监, aliases: [E7001]}")},
        0, remarks={"guard-changed"}, says=("E1 在已过去的日子里",),
    ),
    "twin: a new colleague from today on, before the others": Scenario(
        {"policy/organization.yml": ORGANIZATION.replace(
            "staff:\n", "staff:\n  - {id: E0, name: 戊某, unit: sz, from: 2026-03-20}\n")}, 0,
        remarks={"guard-changed"}, hides=("已过去的日子",),
    ),
    "twin: a vacant post filled": Scenario(
        {"policy/organization.yml": ORGANIZATION.replace("乙某, unit: sz,", "乙某, unit: sz, roles: [intake],")},
        0, base={REVISION_FILE: REVISION + STAFFED}, words=("--step-only",),
        stops={("staffed", "unstaffed")}, remarks={"guard-changed", "verdict-differs"},
    ),
    "a post made vacant": Scenario(
        {"policy/organization.yml": ORGANIZATION}, 1, words=("--step-only",),
        base={REVISION_FILE: REVISION + STAFFED, "policy/organization.yml":
              ORGANIZATION.replace("乙某, unit: sz,", "乙某, unit: sz, roles: [intake],")},
        stops={("staffed", "unstaffed")}, remarks={"guard-changed", "verdict-differs"},
    ),
    # the calendar
    "days off invented for a late case": Scenario(
        {"cases/2026/C-3.yml": LATE,
         "policy/calendars/CN/2026.yml": 'year: 2026\noff: ["2026-03-10", "2026-03-11"]\n'},
        1, stops={("accept-in-time", "late"), SERVED}, remarks={"guard-changed"},
    ),
    "a day off gone by, and nothing hangs on it yet": Scenario(
        {"policy/calendars/CN/2026.yml": 'year: 2026\noff: ["2026-03-10"]\n'}, 0,
        remarks={"guard-changed"}, says=("2026-03-10：已经算过的期限",),
    ),
    "twin: a day off to come": Scenario(
        {"policy/calendars/CN/2026.yml": 'year: 2026\noff: ["2026-09-10"]\n'}, 0,
        remarks={"guard-changed"}, hides=("已经算过的期限",),
    ),
    # settings
    "the clock is set back": Scenario(
        {"cases/2026/C-3.yml": LATE, "policy/settings.yml": "as_of: 2026-03-10\n"}, 1,
        stops={("accept-in-time", "late"), SERVED}, remarks={"guard-changed"},
    ),
    "the clock is stopped, and nothing hangs on it yet": Scenario(
        {"policy/settings.yml": "as_of: 2026-03-20\n"}, 1, stops={SERVED}, remarks={"guard-changed"},
    ),
    "twin: a sample register's clock goes on": Scenario(
        {"policy/settings.yml": "as_of: 2026-03-20\n"}, 0,
        base={"policy/settings.yml": "as_of: 2026-03-19\n"}, remarks={"guard-changed"},
    ),
    "larger files are allowed by the step that needs it": Scenario(
        {"cases/2026/C-2.yml": OPEN + "summary: " + "长" * 100_000 + "\n",
         "policy/settings.yml": "limits: {file_bytes: 900000}\n"},
        1, stops={("limit", None), SERVED}, remarks={"guard-changed"},
    ),
    # what a case says
    "an entry changed": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("03-19T10", "03-18T10")}, 1, stops={REWRITTEN}
    ),
    "an entry changed where the policy has a rule": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("03-19T10", "03-18T10")}, 1,
        base={REVISION_FILE: REVISION + HISTORY}, stops={("append-only", "rewritten")},
    ),
    "an entry taken away": Scenario(
        {"cases/2026/C-2.yml": OPEN.rsplit("  - {id: e2", 1)[0]}, 1, stops={REWRITTEN, ("accept-in-time", "overdue")}
    ),
    "entries in another order": Scenario(
        {"cases/2026/C-2.yml": "\n".join(
            [*OPEN.splitlines()[:-2], OPEN.splitlines()[-1], OPEN.splitlines()[-2], ""])},
        1, stops={REWRITTEN},
    ),
    "twin: comments and layout": Scenario(
        {"cases/2026/C-2.yml": "# seen\n" + OPEN.replace("{id: e1, type", "{id: e1,  type")}, 0
    ),
    "twin: the same instants written with seconds and offset": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("03-18T10:00", "03-18 10:00:00")
         .replace("03-19T10:00", "03-19T02:00Z")}, 0,
    ),
    "twin: the same in a waiver": Scenario(
        {"cases/2026/C-2.yml": OPEN + WAIVER.replace("at: 2026-03-01", "at: 2026-03-01T09:00:00+08:00")}, 0,
        base={"cases/2026/C-2.yml": OPEN + WAIVER.replace("at: 2026-03-01", "at: 2026-03-01T09:00")},
    ),
    "another instant by its offset": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("03-19T10:00", "03-19T10:00+09:00")}, 1, stops={REWRITTEN}
    ),
    "an instant made a day": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("03-19T10:00", "03-19")}, 1, stops={REWRITTEN}
    ),
    "twin: an event is added": Scenario(
        {"cases/2026/C-2.yml": OPEN + "  - {id: e3, type: noted, at: 2026-03-20T10:00, by: E3}\n"}, 0
    ),
    "twin: a legal correction": Scenario(
        {"cases/2026/C-2.yml": OPEN
         + "  - {id: e3, type: corrected, at: 2026-03-20T10:00, by: E3, corrects: e2}\n"}, 0,
    ),
    "a case gone": Scenario(
        {"cases/2026/C-2.yml": None}, 1, stops={("case-removed", "removed")}
    ),
    "a case gone where the policy has a rule": Scenario(
        {"cases/2026/C-2.yml": None}, 1, base={REVISION_FILE: REVISION + HISTORY},
        stops={("keep", "removed")},
    ),
    "a closed case gone too early": Scenario(
        {"cases/2026/C-1.yml": None, "cases/evidence/C-1/form.txt": None}, 1,
        base={REVISION_FILE: REVISION + HISTORY},
        stops={("keep", "removed"), ("evidence-rewritten", "rewritten")},
    ),
    "a closed case gone after its time by one of two rules": Scenario(
        {"cases/2026/C-1.yml": None, "cases/evidence/C-1/form.txt": None}, 1,
        base={REVISION_FILE: REVISION + HISTORY + SHORT},
        stops={("keep", "removed"), ("evidence-rewritten", "rewritten")},
    ),
    "twin: a closed case gone after its time": Scenario(
        {"cases/2026/C-1.yml": None}, 0,
        base={REVISION_FILE: REVISION + SHORT,
              "cases/2026/C-1.yml": CLOSED.split("    records:")[0]},
        remarks=set(),
    ),
    "a case under another id": Scenario(
        {"cases/2026/C-2.yml": None, "cases/2026/C-8.yml": OPEN.replace("C-2", "C-8")}, 1,
        stops={("case-removed", "removed")},
    ),
    "another case under an old name": Scenario(
        {"cases/2026/C-2.yml": ACKNOWLEDGED.replace("id: C-3", "id: C-9")}, 1,
        stops={("case-removed", "removed"), ("misplaced-file", None)},
    ),
    "a merged case made unreadable": Scenario(
        {"cases/2026/C-2.yml": "id: [\n"}, 1, stops={("yaml-syntax", None)}
    ),
    "the accused is not accused any more": Scenario(
        {"cases/2026/C-1.yml": CLOSED.replace("staff: E4", "staff: E2")
         .replace("events:", "events:\n  - {id: e0, type: noted, at: 2026-03-02T11:00, by: E4}", 1)},
        1, stops={SERVED}, remarks={"facts-changed"},
    ),
    "the accused known only since later": Scenario(
        {"cases/2026/C-1.yml": CLOSED.replace("{staff: E4}", "{staff: E4, since: 2026-03-06}")
         + "  - {id: e4, type: noted, at: 2026-03-05T16:00, by: E4}\n"},
        1, stops={SERVED}, remarks={"facts-changed"},
    ),
    "an earlier opening that puts an overdue case under the laxer revision before": Scenario(
        {"cases/2026/C-1.yml": OVERDUE + EARLIER}, 1,
        base={**LAXER_BEFORE, "cases/2026/C-1.yml": OVERDUE}, stops={SERVED}, remarks={"facts-changed"},
    ),
    "the same before anything is overdue is shown": Scenario(
        {"cases/2026/C-2.yml": OPEN + EARLIER}, 0, base=LAXER_BEFORE, remarks={"facts-changed"},
    ),
    "twin: the complaint comes in once more": Scenario(
        {"cases/2026/C-2.yml": OPEN + "  - {id: e3, type: received, at: 2026-03-20T10:00, by: E3}\n"}, 0,
        remarks={"facts-changed"},
    ),
    "a serious case becomes a general one when it is overdue": Scenario(
        {"cases/2026/C-1.yml": OVERDUE.replace("serious", "general")}, 1,
        base={"cases/2026/C-1.yml": OVERDUE}, stops={SERVED}, remarks={"facts-changed"},
    ),
    "twin: the same with an event that says so": Scenario(
        {"cases/2026/C-1.yml": OVERDUE.replace("serious", "general")
         + "  - {id: e9, type: regraded, at: 2026-03-20T10:00, by: E2, was: serious, now: general}\n"},
        0, base={"cases/2026/C-1.yml": OVERDUE}, remarks={"facts-changed", "verdict-differs"},
    ),
    "an event that says a field moved which did not": Scenario(
        {"cases/2026/C-1.yml": OVERDUE
         + "  - {id: e9, type: regraded, at: 2026-03-20T10:00, by: E2, was: general, now: serious}\n"},
        1, base={"cases/2026/C-1.yml": OVERDUE}, stops={("close-in-time", "overdue")},
        remarks={"facts-changed"}, says=("基准上是 serious",),
    ),
    "one of two events that lead from the old value to the new one": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("general", "serious")
         + "  - {id: e8, type: regraded, at: 2026-03-19T12:00, by: E2, was: general, now: serious}\n"
         + "  - {id: e9, type: regraded, at: 2026-03-20T10:00, by: E2, was: serious, now: general}\n"
         + "  - {id: e7, type: regraded, at: 2026-03-20T11:00, by: E2, was: general, now: serious}\n"},
        0, remarks={"facts-changed"}, hides=("基准上是",),
    ),
    "the same event by the accused himself": Scenario(
        {"cases/2026/C-1.yml": OVERDUE.replace("serious", "general")
         + "  - {id: e9, type: regraded, at: 2026-03-20T10:00, by: E4, was: serious, now: general}\n"},
        1, base={"cases/2026/C-1.yml": OVERDUE},
        stops={SERVED, ("no-own-case", "forbidden_actor")}, remarks={"facts-changed"},
    ),
    "twin: a blank is filled": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("name: 李**", "name: 李**, unit: sz") + "title: 延迟\n"}, 0
    ),
    "another case leaves the group": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("I-1", "I-2")}, 1,
        base={"cases/2026/C-1.yml": CLOSED + "incident: I-1\n"},
        stops={SERVED}, remarks={"facts-changed"},
    ),
    "the same event with another value": Scenario(
        {"cases/2026/C-1.yml": OVERDUE.replace("serious", "general")
         + "  - {id: e9, type: regraded, at: 2026-03-20T10:00, by: E2, was: serious, now: serious}\n"},
        1, base={"cases/2026/C-1.yml": OVERDUE},
        stops={SERVED}, remarks={"facts-changed"},
    ),
    "a correction of an event is no leave to change who is accused": Scenario(
        {"cases/2026/C-1.yml": CLOSED.replace("staff: E4", "staff: E2")
         + "  - {id: e4, type: noted, at: 2026-03-05T16:00, by: E4}\n"
         "  - {id: e5, type: corrected, at: 2026-03-06T16:00, by: E3, corrects: e1}\n"},
        1, stops={SERVED}, remarks={"facts-changed"},
    ),
    "an overdue act entered with an early date is shown": Scenario(
        {"cases/2026/C-3.yml": LATE.replace("03-12", "03-10")}, 0,
        base={"cases/2026/C-3.yml": LATE.rsplit("  - {id: e2", 1)[0]}, remarks={"verdict-differs"},
    ),
    "twin: personal data taken out of a fact": Scenario(
        {"cases/2026/C-2.yml": OPEN + "summary: 来电\n"}, 0,
        base={"cases/2026/C-2.yml": OPEN + "summary: 来电 13912345678\n",
              REVISION_FILE: REVISION + PRIVACY},
        remarks={"facts-changed", "verdict-differs"},
    ),
    "twin: a value below the floor put right": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("general", "serious")}, 0,
        base={REVISION_FILE: REVISION + FLOOR}, remarks={"facts-changed", "verdict-differs"},
    ),
    "the floor taken away instead": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("incident: I-1\n", "")}, 1,
        base={REVISION_FILE: REVISION + FLOOR}, stops={SERVED}, remarks={"facts-changed"},
    ),
    "twin: a step in a case that is overdue, and will be": Scenario(
        {"cases/2026/C-1.yml": OVERDUE + "  - {id: e3, type: noted, at: 2026-03-19T10:00, by: E3}\n"}, 0,
        base={"cases/2026/C-1.yml": OVERDUE}, words=("--step-only",), stops={("close-in-time", "overdue")},
    ),
    "the overdue act is done late, and nobody owns it": Scenario(
        {"cases/2026/C-1.yml": OVERDUE + "  - {id: e3, type: closed, at: 2026-03-19T10:00, by: E3}\n"}, 1,
        base={"cases/2026/C-1.yml": OVERDUE}, words=("--step-only",), stops={("close-in-time", "late")},
    ),
    # waivers and acknowledgements
    "a waiver dated back over a breach that stands": Scenario(
        {"cases/2026/C-1.yml": OVERDUE + WAIVER}, 1, base={"cases/2026/C-1.yml": OVERDUE},
        stops={SERVED}, remarks={"waiver-added"},
    ),
    "a waiver dated back over a breach that is owned": Scenario(
        {"cases/2026/C-3.yml": ACKNOWLEDGED + WAIVER.replace("close-in", "accept-in")}, 1,
        base={"cases/2026/C-3.yml": ACKNOWLEDGED}, stops={SERVED}, remarks={"waiver-added"},
    ),
    "an owned breach that a changed field makes none": Scenario(
        {"cases/2026/C-1.yml": OWNED_LATE.replace("serious", "general")}, 1,
        base={"cases/2026/C-1.yml": OWNED_LATE}, stops={SERVED}, remarks={"facts-changed"},
    ),
    "twin: the same by an event that says so": Scenario(
        {"cases/2026/C-1.yml": OWNED_LATE.replace("serious", "general")
         .replace("acknowledgements:", REGRADED + "acknowledgements:")}, 0,
        base={"cases/2026/C-1.yml": OWNED_LATE}, remarks={"facts-changed", "verdict-differs"},
    ),
    "an owned breach that a laxer policy makes none, and its case, in one step": Scenario(
        {"cases/2026/C-3.yml": "# seen\n" + ACKNOWLEDGED, REVISION_FILE: LAX}, 1,
        base={"cases/2026/C-3.yml": ACKNOWLEDGED}, stops={SERVED}, remarks={"guard-changed"},
    ),
    "twin: the laxer policy by itself": Scenario(
        {REVISION_FILE: LAX}, 0, base={"cases/2026/C-3.yml": ACKNOWLEDGED},
        remarks={"guard-changed", "verdict-differs"},
    ),
    "twin: a waiver before anything is due": Scenario(
        {"cases/2026/C-2.yml": OPEN.replace("general", "serious")
         + WAIVER.replace("2026-03-01", "2026-03-18")}, 0,
        base={"cases/2026/C-2.yml": OPEN.replace("general", "serious")}, remarks={"waiver-added"},
    ),
    "a waiver made longer": Scenario(
        {"cases/2026/C-1.yml": OVERDUE + WAIVER}, 1,
        base={"cases/2026/C-1.yml": OVERDUE + WAIVER.replace("06-30", "03-15")},
        stops={REWRITTEN, SERVED}, remarks={"waiver-added"},
    ),
    "an acknowledgement of somebody else's rewritten": Scenario(
        {"cases/2026/C-3.yml": ACKNOWLEDGED.replace("by: E1", "by: E2")}, 1,
        base={"cases/2026/C-3.yml": ACKNOWLEDGED}, stops={REWRITTEN},
    ),
    # evidence and reports
    "evidence replaced together with its digest": Scenario(
        {"cases/evidence/C-1/form.txt": "abd", "cases/2026/C-1.yml": CLOSED.replace(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9")},
        1, stops={REWRITTEN, ("evidence-rewritten", "rewritten"), SERVED},
    ),
    "evidence without a digest replaced": Scenario(
        {"cases/evidence/C-1/form.txt": "abd"}, 1,
        base={"cases/2026/C-1.yml": CLOSED.split(", sha256")[0] + "}\n"},
        stops={("evidence-rewritten", "rewritten")},
    ),
    "the same where the record spells its path otherwise": Scenario(
        {"cases/evidence/C-1/form.txt": "abd"}, 1,
        base={"cases/2026/C-1.yml": CLOSED.split(", sha256")[0].replace("cases/", "cases/./") + "}\n"},
        stops={("evidence-rewritten", "rewritten")},
    ),
    "twin: new evidence of a new event": Scenario(
        {"cases/evidence/C-2/a.txt": "a", "cases/2026/C-2.yml": OPEN
         + "  - {id: e3, type: noted, at: 2026-03-20T10:00, by: E3, records: "
         "[{kind: document, path: cases/evidence/C-2/a.txt}]}\n"}, 0,
    ),
    "a late report dated back": Scenario(
        {"cases/reports/analysis/2026-02.yml": FILES["cases/reports/analysis/2026-02.yml"]}, 1,
        base={"cases/reports/analysis/2026-02.yml":
              "{period: 2026-02, issued: 2026-03-16, by: E1}\n"},
        stops={SERVED}, remarks={"facts-changed"},
    ),
    "an overdue report entered with an early date is shown": Scenario(
        {"cases/reports/analysis/2026-02.yaml": FILES["cases/reports/analysis/2026-02.yml"]}, 0,
        base={"cases/reports/analysis/2026-02.yml": None}, remarks={"verdict-differs"},
    ),
    "twin: a report put right": Scenario(
        {"cases/reports/analysis/2026-02.yml":
         "{period: 2026-02, issued: 2026-03-05, by: E1, note: 补充}\n"}, 0, remarks={"facts-changed"},
    ),
    # whose checks
    "the checks of the forge": Scenario(
        {".github/workflows/ci.yml": "on: push\n", "CODEOWNERS": "* @me\n"}, 0,
        remarks={"guard-changed"},
    ),
    "twin: nothing of the register": Scenario({"README.md": "hello\n"}, 0),
    "nothing at all": Scenario({}, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_step(name: str, repo: Repo, gate: Gate) -> None:
    scenario = SCENARIOS[name]
    repo.commit(scenario.base)
    repo.git("checkout", "-q", "-b", "branch")
    repo.commit(scenario.head)
    said = gate("--base", "main", *scenario.words)
    assert said.stops == scenario.stops, said.out
    assert said.remarks - {
        "self-serving",
        "entry-rewritten",
        "case-removed",
        "evidence-rewritten",
    } == (scenario.remarks), said.out
    assert said.code == scenario.code
    assert all(words in said.out for words in scenario.says), said.out
    assert not any(words in said.out for words in scenario.hides), said.out


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("policy/p/2026-01-01/rules.yml", "revision"),
        ("policy/p/2026-01-01/deeper/rules.yml", "revision"),
        ("policy/p/tests/rules.yml", "tests"),
        ("policy/p/revisions.lock", "other"),
        ("policy/calendars/cn/2026.yml", "other"),
        ("policy/organization.yml", "other"),
        ("policy", "other"),
        ("policyholder/p/2026-01-01/rules.yml", None),
        ("cases/2026/C-1.yml", None),
    ],
)
def test_what_a_file_that_judges_is(path: str, part: str | None) -> None:
    assert part_of_policy(path) == part
