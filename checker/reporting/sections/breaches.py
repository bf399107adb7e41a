"""违规: by rule, and by rule and unit; acknowledged ones stay breaches, waived ones stand beside."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.text import plain, say
from checker.reporting.counts import Counts, subjects
from checker.reporting.facts import DECIDED, Judged
from checker.reporting.numbers import NONE, Cell, Row, Section, Table, count, rate, word

Key = tuple[str, str]


def section(now: Counts) -> Section:
    """Two tables: rules, and who answers for their breaches."""
    title = say("违规", "Breaches")
    return Section(id="breaches", title=title, tables=(_by_rule(now), _by_unit(now)))


def _by_rule(now: Counts) -> Table:
    head = [
        say("规则", "rule"),
        say("违规", "breaches"),
        say("未确认", "not acknowledged"),
    ]
    head += [say("已确认", "acknowledged"), say("豁免", "waived")]
    head += [say("无法判断", "undetermined"), say("到期", "run out")]
    head += [say("违规占到期", "breaches of these")]
    return Table(
        id="breaches-rule",
        title=say("按规则", "By rule"),
        head=tuple(head),
        rows=tuple(_rules(now)),
        chart="bars",
        note=say(
            "按项计，一件可有几项。时限在届满之日计入，其他违规在行为之日计入。违规率只对时限计算，以本期届满的时限（按时的、违规的、豁免的）为基数，无法判断的不在其中。",
            "A case may have several. "
            "A deadline counts on the day it runs out, any other breach on the day of the act. Rates are "
            "for deadlines alone, of those that ran out (kept, broken or waived), undetermined ones aside.",
        ),
    )


def _rules(now: Counts) -> Iterator[Row]:
    found: dict[Key, list[Judged]] = {}
    for one in now.judged:
        found.setdefault((one.policy, one.rule), []).append(one)
    told = [pair for pair in found.items() if any(one.status != "met" for one in pair[1])]
    told.sort(key=lambda pair: (-sum(one.broken for one in pair[1]), pair[0]))
    for (policy, rule), items in told:
        of = {
            status: [one.subject for one in items if one.status == status]
            for status in ("violation", "acknowledged", "waived", "undetermined")
        }
        broken = of["violation"] + of["acknowledged"]
        cells = (count(broken), *(count(cases) for cases in of.values()), *_base(items, broken))
        yield Row(key=rule, label=plain(items[0].title), cells=cells, policy=policy)


def _base(items: list[Judged], broken: list[str]) -> tuple[Cell, Cell]:
    if items[0].kind != "deadline":
        return Cell(NONE), Cell(NONE)
    base = subjects(one for one in items if one.status in DECIDED)
    return count(base), rate(broken, base)


def _by_unit(now: Counts) -> Table:
    head = [say("责任单位", "unit"), say("规则", "rule"), say("违规", "breaches")]
    head += [say("未确认", "not acknowledged"), say("已确认", "acknowledged")]
    return Table(
        id="breaches-unit",
        title=say("按责任单位和规则", "By unit and rule"),
        head=tuple(head),
        rows=tuple(_units(now)),
    )


def _units(now: Counts) -> Iterator[Row]:
    found: dict[tuple[str, str, str], list[Judged]] = {}
    for one in now.breaches:
        found.setdefault((one.unit or "", one.policy, one.rule), []).append(one)
    for (unit, policy, rule), items in sorted(found.items()):
        label = now.register.unit(unit)
        yield Row(
            key=f"{unit}/{policy}/{rule}",
            label=plain(label) if label else say("没有写明单位", "no unit"),
            cells=(
                word(items[0].title),
                count(subjects(items)),
                count(one.subject for one in items if one.status == "violation"),
                count(one.subject for one in items if one.status == "acknowledged"),
            ),
        )
