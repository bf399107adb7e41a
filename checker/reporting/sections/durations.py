"""办理用时: from the opening event to each step that the policy times from it, and to closing.

What is measured from the opening is read from the policy's own deadlines; their periods are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.text import Say, joined, plain, say
from checker.reporting.counts import Counts
from checker.reporting.facts import Span
from checker.reporting.numbers import Row, Section, Table, count, rank

Took = list[tuple[Span, str]]


def section(now: Counts) -> Section:
    """Medians and 90th percentiles, in working days and in calendar days."""
    head = [say("从立案到", "from opening to"), say("件数", "cases")]
    head += [say("中位数（工作日）", "median, working days")]
    head += [say("九成不超过（工作日）", "90th percentile, working days")]
    head += [say("中位数（日历日）", "median, calendar days")]
    head += [say("九成不超过（日历日）", "90th percentile, calendar days")]
    head += [say("工作日数不出的", "working days unknown")]
    table = Table(
        id="durations",
        title=say("办理用时", "Time taken"),
        head=tuple(head),
        rows=(*_steps(now), _closing(now)),
        note=say(
            "只看本期走到这一步的案件。当日为 0，次日为 1。"
            "中位数、九成都取实际出现过的值：至少一半、至少九成的案件不超过它。",
            "Of cases that reached the step in the period. The same day is 0, the next is 1. "
            "Nearest rank: at least half, or nine in ten, took no longer.",
        ),
    )
    return Section(id="durations", title=say("办理用时", "Time taken"), tables=(table,))


def _steps(now: Counts) -> Iterator[Row]:
    found: dict[tuple[str, ...], Took] = {}
    for step, case in now.steps:
        found.setdefault(tuple(sorted(step.types)), []).append((step.span, case.id))
    order = {tuple(sorted(step.types)): step.types for step, _ in now.steps}
    for key, took in sorted(found.items(), key=lambda pair: _soonest(pair[1])):
        names = [plain(now.register.event(name, now.end)) for name in order[key]]
        yield _row("+".join(key), joined(names, "、", ", "), took)


def _soonest(took: Took) -> tuple[int, list[str]]:
    """The quicker step first."""
    days = sorted(span.calendar_days for span, _ in took)
    return days[len(days) // 2], sorted(case for _, case in took)


def _closing(now: Counts) -> Row:
    took = [(spell.span, case.id) for spell, case in now.closed if spell.span]
    return _row(
        "closing", say("办结（重新办理的从重新办理起）", "closing (from reopening, if so)"), took
    )


def _row(key: str, label: Say, took: Took) -> Row:
    working = [(span.working_days, case) for span, case in took if span.working_days is not None]
    calendar = [(span.calendar_days, case) for span, case in took]
    cells = (
        count(case for _, case in took),
        rank(working, 50),
        rank(working, 90),
        rank(calendar, 50),
        rank(calendar, 90),
        count(case for span, case in took if span.working_days is None),
    )
    return Row(key=key, label=label, cells=cells)
