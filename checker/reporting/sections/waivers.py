"""豁免: what leave was given in the period, and what was in force at its end."""

from __future__ import annotations

from checker.model.text import plain, say
from checker.reporting.counts import Counts
from checker.reporting.numbers import Row, Section, Table, count


def section(now: Counts) -> Section:
    """A line for each rule that a waiver names, whether or not the waiver counts."""
    given = [(leave, case.id) for leave, case in now.waived if leave.since <= now.end]
    standing = [
        (leave, case.id)
        for case in now.register.cases
        for leave in case.leaves
        if leave.since <= now.end <= leave.until
    ]
    used = now.of("waived")
    titles = {leave.rule: leave.title for leave, _ in (*given, *standing)}
    titles |= {one.rule: one.title for one in used}
    rows = [
        Row(
            key=rule,
            label=plain(title),
            cells=(
                count(case for leave, case in given if leave.rule == rule),
                count(case for leave, case in standing if leave.rule == rule),
                count(one.subject for one in used if one.rule == rule),
            ),
        )
        for rule, title in sorted(titles.items())
    ]
    head = [say("规则", "rule"), say("本期给予", "given"), say("期末有效", "in force at end")]
    head += [say("本期因此不算违规（项）", "breaches let off")]
    table = Table(
        id="waivers",
        title=say("豁免", "Waivers"),
        head=tuple(head),
        rows=tuple(rows),
        note=say(
            "不起作用的豁免也在前两栏；由它覆盖的仍是违规。",
            "Waivers that do not count are in the first two columns too; what they cover stays a breach.",
        ),
    )
    return Section(id="waivers", title=say("豁免", "Waivers"), tables=(table,))
