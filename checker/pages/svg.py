"""A case's course drawn at build time: events on a line, a bar for each deadline.

It is read in black and white: what happened is told by shapes and words, colour repeats them.
Colours are the theme's variables, so that it is right in the dark too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from checker.lazily import dataclass
from checker.model.moment import Moment, at_second, first_second
from checker.pages.audience import PublicCase, PublicVerdict
from checker.pages.html import el, esc
from checker.pages.labels import MARKS, STATUSES

WIDTH, LEFT, RIGHT = 960, 210, 110
ROW, TOP, AXIS = 26, 26, 22
NOON = 12 * 3600
LEAST_MARGIN = 3 * 3600
LEAST_AFTER = 3 * 86400
"""How far a drawing goes on after the last act or deadline while the case is open."""
CLOSE = 14
"""Events nearer than this share a mark."""
GAP, LEVEL = 2, 21
"""Marks that would touch are set one above the other by so much."""
DAYS_BETWEEN_TICKS = (1, 2, 5, 7, 14, 30, 61, 91, 182, 365, 730, 1826)
MOST_TICKS = 9
_HATCH = (
    '<defs><pattern id="tousu-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="hatch"/></pattern></defs>'
)


@dataclass(frozen=True)
class Scale:
    """Seconds to horizontal places."""

    first: int
    last: int

    def x(self, second: int) -> float:
        share = (second - self.first) / max(1, self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


@dataclass
class _Group:
    """Events that share a mark: the first and last number, and the stretch they lie in."""

    first: int
    last: int
    left: float
    right: float
    told: list[str]

    def add(self, number: int, x: float, told: str) -> None:
        self.last, self.right = number, x
        self.told.append(told)

    @property
    def label(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def middle(self) -> float:
        return round((self.left + self.right) / 2, 1)

    @property
    def half(self) -> float:
        return 9.0 if self.first == self.last else 6 + 3.4 * len(self.label)


def timeline(case: PublicCase, as_of: Moment) -> str:
    """The drawing as one block; empty where the case has no events."""
    if not case.events:
        return ""
    bars = [verdict for verdict in case.verdicts if verdict.trigger and verdict.due]
    bars.sort(key=lambda item: (_second(item.trigger, case.zone), _due(item)))
    scale = _scale(case, bars, as_of)
    groups = _groups(case, scale)
    levels = list(_levels(groups))
    top = TOP + LEVEL * (max(levels) + 1)
    bottom = top + 12 + ROW * len(bars)
    parts = [
        *_ticks(scale, case.zone, top, bottom),
        *_now(scale, as_of, bottom),
        *_events(groups, levels, top),
        *(
            part
            for place, verdict in enumerate(bars)
            for part in _bar(verdict, scale, case.zone, top + 12 + ROW * place)
        ),
    ]
    return _figure(parts, bottom + AXIS, case)


def _figure(parts: list[str], height: int, case: PublicCase) -> str:
    drawing = el(
        "svg",
        el("title", esc(f"{case.id} 的时间线")),
        _HATCH,
        "\n".join(parts),
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        class_="tousu-timeline",
    )
    caption = (
        "圈中的数字是事件的序号，见下表；横条从起算日画到期限，"
        "实心点是按时办理的时刻，空心点是办了但说不清早晚的，叉是晚于期限办理的时刻，斜纹是逾期未办。"
    )
    inner = el("div", drawing, class_="tousu-scroll", tabindex="0")
    return el("figure", inner, el("figcaption", esc(caption)), class_="tousu-figure")


def _scale(case: PublicCase, bars: Sequence[PublicVerdict], as_of: Moment) -> Scale:
    seconds = [_second(event.at, case.zone) for event in case.events]
    seconds += [_due(item) for item in bars]
    first, last = min(seconds), max(seconds)
    margin = max(LEAST_MARGIN, (last - first) // 50)
    if case.closed is None and as_of.second is not None:
        furthest = last + max(LEAST_AFTER, (last - first) // 2)
        last = max(last, min(as_of.second, furthest))
    return Scale(first - margin, last + margin)


def _second(at: Moment | None, zone: ZoneInfo) -> int:
    """The instant; noon of a day that nobody timed."""
    assert at is not None
    return first_second(at.day, zone) + NOON if at.second is None else at.second


def _due(item: PublicVerdict) -> int:
    assert item.due is not None
    return item.due.second


def _groups(case: PublicCase, scale: Scale) -> list[_Group]:
    """Events in order; those that lie close together share one mark: 3–5."""
    groups: list[_Group] = []
    for event in case.events:
        x = scale.x(_second(event.at, case.zone))
        told = f"{event.number} {event.label} {event.at.short(case.zone)}"
        if groups and x - groups[-1].left < CLOSE:
            groups[-1].add(event.number, x, told)
        else:
            groups.append(_Group(event.number, event.number, x, x, [told]))
    return groups


def _levels(groups: Sequence[_Group]) -> Iterator[int]:
    """How high each mark stands, so that none covers another."""
    ends: list[float] = []
    for group in groups:
        start, end = group.middle - group.half, group.middle + group.half
        level = next((n for n, taken in enumerate(ends) if start - taken >= GAP), len(ends))
        ends[level : level + 1] = [end]
        yield level


def _events(groups: Sequence[_Group], levels: Sequence[int], top: int) -> Iterator[str]:
    yield _line(LEFT, top, WIDTH - RIGHT, top, "axis")
    yield _text(LEFT - 10, top - 6, "事件", "end")
    for group, level in zip(groups, levels, strict=True):
        x, y, half = group.middle, top - 12 - LEVEL * level, group.half
        stem = _line(x, y + 9, x, top, "stem")
        mark = el("rect", x=x - half, y=y - 9, width=2 * half, height=18, rx=9, class_="mark")
        title = el("title", esc("；".join(group.told)))
        yield stem + el("g", title, mark, _text(x, y + 4, group.label, "middle", "number"))


def _bar(verdict: PublicVerdict, scale: Scale, zone: ZoneInfo, y: int) -> Iterator[str]:
    start, end = scale.x(_second(verdict.trigger, zone)), scale.x(_due(verdict))
    middle = y + ROW / 2
    yield _text(LEFT - 10, middle + 4, verdict.title, "end")
    yield el("rect", x=start, y=y + 6, width=max(2, round(end - start, 1)), height=14, class_="bar")
    yield _line(end, y + 2, end, y + ROW - 2, "due")
    if verdict.reason == "overdue":
        width = round(max(0, WIDTH - RIGHT - end), 1)
        yield el("rect", x=end, y=y + 6, width=width, height=14, class_="over")
    if verdict.actual:
        yield _done(verdict, scale, zone, middle)
    word = f"{MARKS[verdict.status]} {STATUSES[verdict.status]}"
    yield _text(WIDTH - RIGHT + 8, middle + 4, word, "start", f"word tousu-{verdict.status}")


def _done(verdict: PublicVerdict, scale: Scale, zone: ZoneInfo, y: float) -> str:
    """The act; hollow where it cannot be said whether it was in time, for its hour is not known."""
    second = _second(verdict.actual, zone)
    x, due = scale.x(second), scale.x(_due(verdict))
    if verdict.status == "undetermined":
        return el("circle", cx=x, cy=y, r=5, class_="unclear")
    if verdict.reason != "late" and second <= _due(verdict):
        return el("circle", cx=x, cy=y, r=5, class_="done")
    arms = f"M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}"
    return _line(due, y, x, y, "behind") + el("path", d=arms, class_="late")


def _now(scale: Scale, as_of: Moment, bottom: int) -> Iterator[str]:
    if as_of.second is None or as_of.second < scale.first:
        return
    if as_of.second > scale.last:
        yield _text(WIDTH - RIGHT, TOP - 16, f"截至 {as_of.day} →", "end", "small")
        return
    x = scale.x(as_of.second)
    yield _line(x, TOP - 12, x, bottom, "now")
    yield _text(x, TOP - 16, "截至", "middle", "small")


def _ticks(scale: Scale, zone: ZoneInfo, top: int, bottom: int) -> Iterator[str]:
    for day in _days(scale, zone):
        x = scale.x(first_second(day, zone))
        yield _line(x, top, x, bottom, "grid")
        yield _text(x, bottom + 14, day.isoformat(), "middle", "small")


def _days(scale: Scale, zone: ZoneInfo) -> Iterator[date]:
    """The days that are named below the drawing, at most nine."""
    first, last = (at_second(second, zone).day for second in (scale.first, scale.last))
    span = (last - first).days
    step = next((n for n in DAYS_BETWEEN_TICKS if span <= n * MOST_TICKS), span // MOST_TICKS + 1)
    day = first + timedelta(days=1)
    while day <= last:
        yield day
        day += timedelta(days=step)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def _text(x: float, y: float, text: str, at: str, kind: str | None = None) -> str:
    return el("text", esc(text), x=x, y=y, text_anchor=at, class_=kind)
