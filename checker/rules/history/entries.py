"""append_only: entries once merged to the protected branch are never changed or removed.

Compared as data: the order of keys, comments, and how text is wrapped say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from checker.model.finding import Finding
from checker.model.moment import Moment
from checker.model.scalars import ID
from checker.model.text import Say, listed, say
from checker.model.trail import Step
from checker.rules.audited import Asked, AuditContext, breach, place_of, tellable

WORDS = {
    "events": say("事件", "event"),
    "waivers": say("豁免", "waiver"),
    "acknowledgements": say("确认", "acknowledgement"),
}
WRAPPED = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
"""A blank beside a character that is not ASCII: what wrapping a Chinese line leaves behind."""
UNORDERED = frozenset({"records"})
UNNAMED = "…"


def rewritten(ctx: AuditContext, step: Step, kinds: tuple[Asked, ...]) -> Iterator[Finding]:
    """What a step changed or removed of the entries merged before it."""
    if step.before is None or step.after is None or step.after.data is None:
        return
    for kind in kinds:
        old, new = step.before.entries(kind), step.after.entries(kind)
        kept = {id(entry) for entry in new}
        if all(id(entry) in kept for entry in old):
            continue  # the very same objects: nothing between them was parsed anew
        yield from _missing(ctx, step, kind, old, new)
        if kind == "events":
            yield from _reordered(ctx, step, old, new)


def unread(ctx: AuditContext) -> Iterator[Finding]:
    """A history that ends with a file nobody can read was not looked at to its end."""
    last = ctx.steps[-1]
    if last.after is not None and last.after.data is None:
        yield breach(
            ctx,
            last,
            "unknown_value",
            say(
                "最后一版文件读不出来，无法与此前的记录核对",
                "the last version cannot be read and not be compared with what was recorded",
            ),
            status="undetermined",
        )


def _missing(
    ctx: AuditContext, step: Step, kind: str, old: list[Any], new: list[Any]
) -> Iterator[Finding]:
    left = Counter(_canonical(ctx, entry) for entry in new)
    for entry in old:
        key = _canonical(ctx, entry)
        if left[key]:
            left[key] -= 1
            continue
        now = _same(kind, entry, [item for item in new if left[_canonical(ctx, item)]])
        yield breach(
            ctx,
            step,
            "rewritten",
            _told(kind, entry, now),
            place=place_of(ctx, kind, entry if now is None else now),
            before=tellable(kind, entry),
            after=None if now is None else tellable(kind, now),
        )


def _same(kind: str, entry: Any, candidates: list[Any]) -> Any:
    """What stands now in an entry's place; None where it is gone."""
    names = ("id",) if kind == "events" else ("rule", "at")
    if not isinstance(entry, dict):
        return None
    for item in candidates:
        if isinstance(item, dict) and all(item.get(key) == entry.get(key) for key in names):
            return item
    if kind == "events":
        return None
    alike = [item for item in candidates if isinstance(item, dict)]
    return next((item for item in alike if item.get("rule") == entry.get("rule")), None)


def _told(kind: str, entry: Any, now: Any) -> Say:
    name = entry.get("id" if kind == "events" else "rule") if isinstance(entry, dict) else None
    name = name if isinstance(name, str) and ID.fullmatch(name) else "…"
    if now is None:
        return say(
            "已入库的{what} {name} 被删除",
            "{what} {name} was removed after it was recorded",
            what=WORDS[kind],
            name=name,
        )
    changed = [key for key in (*entry, *(set(now) - set(entry))) if entry.get(key) != now.get(key)]
    known = sorted({key if ID.fullmatch(key) else "…" for key in changed})
    return say(
        "已入库的{what} {name} 被改动：{keys}",
        "{what} {name} was changed after it was recorded: {keys}",
        what=WORDS[kind],
        name=name,
        keys=listed(known),
    )


def _canonical(ctx: AuditContext, value: Any, key: str = "") -> Hashable:
    """A value such that two are equal where they say the same."""
    if isinstance(value, dict):
        return frozenset(
            (name, _canonical(ctx, item, name))
            for name, item in value.items()
            if item is not None and item != []
        )
    if isinstance(value, list):
        items = [_canonical(ctx, item) for item in value]
        return frozenset(Counter(items).items()) if key in UNORDERED else tuple(items)
    if not isinstance(value, str):
        return ""
    if key in ("at", "until"):
        at = ctx.time(value)
        return value if at is None else at
    return WRAPPED.sub("", " ".join(value.split()))


def _reordered(ctx: AuditContext, step: Step, old: list[Any], new: list[Any]) -> Iterator[Finding]:
    """Events of a day that only the order in the file puts one before the other, turned round."""
    places = {_name(item): place for place, item in enumerate(new)}
    known = [item for item in old if _name(item) != UNNAMED and _name(item) in places]
    if all(places[_name(a)] <= places[_name(b)] for a, b in pairwise(known)):
        return
    hindmost: dict[tuple[object, ...], dict[str, Any]] = {}
    for item in known:
        at, place = ctx.time(item.get("at")), places[_name(item)]
        if at is None:
            continue
        for key in _beside(at):
            before = hindmost.get(key)
            if before is not None and places[_name(before)] > place:
                yield _turned(ctx, step, before, item)
                break
        for key in ((at.day,), (at.day, at.second)):
            if key not in hindmost or places[_name(hindmost[key])] < place:
                hindmost[key] = item


def _beside(at: Moment) -> Iterable[tuple[object, ...]]:
    """Whom only the file puts before or after: on one day whoever has no time; else the same second.

    An event without a time stands so beside all of its day.
    """
    return [(at.day, None), (at.day, at.second)] if at.timed else [(at.day,)]


def _turned(
    ctx: AuditContext, step: Step, earlier: dict[str, Any], later: dict[str, Any]
) -> Finding:
    return breach(
        ctx,
        step,
        "rewritten",
        say(
            "同一天的事件 {a}、{b} 只按文件中的顺序分先后，顺序被调换",
            "events {a} and {b} of one day, ordered by the file alone, changed places",
            a=_name(earlier),
            b=_name(later),
        ),
        place=place_of(ctx, "events", later),
        before=tellable("events", earlier),
        after=tellable("events", later),
    )


def _name(entry: Any) -> str:
    """An event's id, if it has one that may be told."""
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) and ID.fullmatch(name) else UNNAMED
