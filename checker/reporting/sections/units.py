"""责任单位: what each responsible unit received, closed, has open, and broke."""

from __future__ import annotations

from checker.model.text import plain, say
from checker.reporting.counts import Counts, ids
from checker.reporting.facts import CaseFacts
from checker.reporting.numbers import Row, Section, Table, count, rate


def section(now: Counts) -> Section:
    """A line a unit that had anything, those with most cases received first."""
    closed = [case for _, case in now.closed]
    cases = (*now.received, *closed, *now.open_end, *now.reopened)
    units = {case.unit for case in cases} | {one.unit for one in now.judged if one.status != "met"}
    rows = [_row(now, closed, unit) for unit in units]
    rows.sort(key=lambda row: (-int(row.cells[0].value or 0), row.key))
    head = [say("责任单位", "unit"), say("接收", "received"), say("占接收", "share")]
    head += [say("办结", "closed"), say("期末在办", "open at end"), say("违规", "breaches")]
    head += [say("其中已确认", "acknowledged"), say("豁免", "waived")]
    head += [say("无法判断", "undetermined")]
    table = Table(
        id="units",
        title=say("按责任单位", "By responsible unit"),
        head=tuple(head),
        rows=tuple(rows),
        chart="bars",
        note=say(
            "占比以本期接收 {n} 件为基数。违规、豁免、无法判断按项计，归案件的责任单位，不一定是该单位造成的。",
            "Shares are of the {n} received. Breaches count for the unit that answers for the case, "
            "which need not have caused them.",
            n=len(now.received),
        ),
    )
    return Section(id="units", title=say("责任单位", "Units"), tables=(table,))


def _row(now: Counts, closed: list[CaseFacts], unit: str | None) -> Row:
    def of(cases: list[CaseFacts]) -> list[str]:
        return ids(case for case in cases if case.unit == unit)

    def judged(*statuses: str) -> list[str]:
        return [one.subject for one in now.judged if one.unit == unit and one.status in statuses]

    received = of(now.received)
    cells = (
        count(received),
        rate(received, ids(now.received)),
        count(of(closed)),
        count(of(now.open_end)),
        count(judged("violation", "acknowledged")),
        count(judged("acknowledged")),
        count(judged("waived")),
        count(judged("undetermined")),
    )
    name = now.register.unit(unit)
    return Row(
        key=unit or "", label=plain(name) if name else say("没有写明", "not said"), cells=cells
    )
