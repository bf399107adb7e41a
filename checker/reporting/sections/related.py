"""重复和群体投诉: complaints made again, and incidents that several people complain of."""

from __future__ import annotations

from checker.model.text import plain, say
from checker.reporting.counts import Counts, ids
from checker.reporting.facts import CaseFacts
from checker.reporting.numbers import Cell, Row, Section, Table, count, rate


def section(now: Counts) -> Section:
    """How many were received again, and the incidents that cases received belong to."""
    title = say("重复和群体投诉", "Repeat and group complaints")
    return Section(id="related", title=title, tables=(_repeats(now), _incidents(now)))


def _repeats(now: Counts) -> Table:
    base = ids(now.received)
    rows = []
    for key, label, cases in (
        ("first", say("首次投诉", "first complaints"), [c for c in now.received if not c.repeats]),
        ("repeat", say("此前投诉过", "complained before"), now.repeats),
    ):
        part = ids(cases)
        rows.append(Row(key=key, label=label, cells=(count(part), rate(part, base))))
    return Table(
        id="repeats",
        title=say("重复投诉", "Repeat complaints"),
        head=(say("投诉", "complaint"), say("接收", "received"), say("占接收", "share")),
        rows=tuple(rows),
        note=say("占比以本期接收 {n} 件为基数。", "Shares are of the {n} received.", n=len(base)),
    )


def _incidents(now: Counts) -> Table:
    """Incidents are told by their first case: the id of an incident may be anybody's words."""
    first: dict[str, str] = {}
    for case in sorted(now.register.cases, key=lambda case: (case.received, case.id)):
        first.setdefault(case.incident or "", case.id)
    found: dict[str, list[CaseFacts]] = {}
    for case in now.grouped:
        found.setdefault(first[case.incident or ""], []).append(case)
    rows = [
        Row(
            key=name,
            label=say("{name} 所属的事件", "the incident of {name}", name=name),
            cells=(count(ids(cases)), _customers(cases)),
        )
        for name, cases in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    return Table(
        id="incidents",
        title=say("同一事件有多人投诉的", "Incidents with several complainants"),
        head=(
            say("事件", "incident"),
            say("本期接收", "received"),
            say("至今投诉人数", "complainants so far"),
        ),
        rows=tuple(rows),
        note=say(
            "是否属于群体性投诉，由制度的定级规则判断，见“定级由来”。",
            "Whether it is a group complaint is for the policy's rules: see why classed so.",
        ),
    )


def _customers(cases: list[CaseFacts]) -> Cell:
    number = max(case.customers for case in cases)
    return Cell(plain(str(number)), number, tuple(sorted(ids(cases))))
