"""责任单位: what each responsible unit received, closed, has open, and broke."""

from __future__ import annotations

from checker.model.text import plain, say
from checker.reporting.counts import Counts, ids
from checker.reporting.numbers import Row, Section, Table, count, rate

Grouped = dict[str | None, list[str]]
BROKEN = ("violation", "acknowledged")


def section(now: Counts) -> Section:
    """A line a unit that had anything, those with most cases received first."""
    by = _grouped(now)
    units = {unit for name, groups in by.items() for unit in groups if name != "met"}
    rows = [_row(now, by, unit) for unit in units]
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


def _grouped(now: Counts) -> dict[str, Grouped]:
    """What each unit has, by what is counted; verdicts by their status."""
    by: dict[str, Grouped] = {}
    cases = {
        "received": now.received,
        "closed": [case for _, case in now.closed],
        "open": now.open_end,
        "reopened": now.reopened,
    }
    for name, found in cases.items():
        for case in found:
            by.setdefault(name, {}).setdefault(case.unit, []).append(case.id)
    for one in now.judged:
        by.setdefault(one.status, {}).setdefault(one.unit, []).append(one.subject)
    return by


def _row(now: Counts, by: dict[str, Grouped], unit: str | None) -> Row:
    def of(*names: str) -> list[str]:
        return [case for name in names for case in by.get(name, {}).get(unit, ())]

    cells = (
        count(of("received")),
        rate(of("received"), ids(now.received)),
        count(of("closed")),
        count(of("open")),
        count(of(*BROKEN)),
        count(of("acknowledged")),
        count(of("waived")),
        count(of("undetermined")),
    )
    name = now.register.unit(unit)
    label = plain(name) if name else say("没有写明单位", "no unit")
    return Row(key=unit or "", label=label, cells=cells)
