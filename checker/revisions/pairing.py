"""The verdicts of two checks side by side: one rule, one file, one occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model.finding import Diagnostic

Pair = tuple[Diagnostic | None, Diagnostic | None]


def paired(old: Iterable[Diagnostic], new: Iterable[Diagnostic]) -> Iterator[Pair]:
    """Verdicts of one rule on one thing: by what they look at, then those left in their order."""
    a, b = _grouped(old), _grouped(new)
    for key in (*a, *(key for key in b if key not in a)):
        yield from _matched(a.get(key, []), b.get(key, []))


def _grouped(items: Iterable[Diagnostic]) -> dict[tuple[str, str], list[Diagnostic]]:
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for item in items:
        groups.setdefault((item.path, item.rule), []).append(item)
    return groups


def _matched(a: list[Diagnostic], b: list[Diagnostic]) -> Iterator[Pair]:
    rest = list(b)
    left = []
    for item in a:
        same = next((other for other in rest if _looks_at(other) == _looks_at(item)), None)
        if same is None:
            left.append(item)
        else:
            rest.remove(same)
            yield item, same
    for place in range(max(len(left), len(rest))):
        yield (
            left[place] if place < len(left) else None,
            rest[place] if place < len(rest) else None,
        )


def _looks_at(item: Diagnostic) -> tuple[object, ...]:
    """What tells the occurrences of one rule in one case apart."""
    finding = item.finding
    if finding.trigger is not None:
        return ("trigger", finding.trigger.event)
    return ("place", finding.subject, finding.place)
