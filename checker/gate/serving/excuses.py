"""By waivers and entries that came when the breach stood already: a waiver stops, the rest is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from checker.gate.entries import added_entries
from checker.gate.judging import Judgement
from checker.gate.serving.verdicts import at_verdict, eased, sides, word
from checker.gate.telling import remark
from checker.model.finding import Diagnostic
from checker.model.finding import Path as DataPath
from checker.model.scalars import ALIAS
from checker.model.text import say

OWNED = say(
    "删去这条豁免，写入 acknowledgements", "remove the waiver and own it in acknowledgements"
)


def excused(judgement: Judgement, told: set[tuple[str, DataPath]]) -> Iterator[Diagnostic]:
    """Breaches of before that count no more; `told` are the places of which enough is said."""
    if judgement.held is judgement.stood:
        return
    for before, after in sides(judgement.stood, judgement.held, judgement.reached):
        if before is None or not eased(before, after):
            continue
        if after is not None and after.status == "waived":
            yield _waived(after)
        elif _entered(before.path, judgement) and (after is None or _late(after, told)):
            yield _recorded(before, after)
    yield from _waivers(judgement)


def _entered(path: str, judgement: Judgement) -> bool:
    """Whether the step writes the file: a case, or a report, however its name ends."""
    reports = {
        str(PurePosixPath(file).with_suffix(".yml"))
        for file in judgement.step.changed
        if file.startswith("cases/reports/")
    }
    return path in judgement.cases.files or path in reports


def _late(after: Diagnostic, told: set[tuple[str, DataPath]]) -> bool:
    """Whether a verdict is good now, and it is not an acknowledgement that says why."""
    return after.status != "acknowledged" and (after.path, after.finding.place) not in told


def _waived(after: Diagnostic) -> Diagnostic:
    message = say(
        "{rule}：违规在前，豁免在后：豁免只能事先给",
        "{rule}: the breach stood before the waiver came; a waiver is for beforehand",
        rule=after.rule,
    )
    return at_verdict("self-serving", "self_serving", message, after, OWNED)


def _recorded(before: Diagnostic, after: Diagnostic | None) -> Diagnostic:
    """What turned by being recorded late: true, or dated back; git cannot say which."""
    message = say(
        "{rule}：在基准上是{before}，补记之后是{after}；请核对补记的时间",
        "{rule}: {before} on the base, {after} by what was entered since; look at its dates",
        rule=before.rule,
        before=word(before),
        after=word(after),
    )
    return at_verdict("verdict-differs", None, message, after or before)


def _waivers(judgement: Judgement) -> Iterator[Diagnostic]:
    """Every new waiver, whether or not it covers anything yet."""
    for pair in judgement.cases.pairs:
        if pair.after is None:
            continue
        old: dict[str, Any] = pair.before.data if pair.before else {}
        now = pair.after.data.get("waivers")
        for entry in added_entries(old, pair.after.data, "waivers"):
            index = now.index(entry) if isinstance(now, list) and entry in now else 0
            message = say(
                "新增豁免：{rule}，{by}，自 {at} 至 {until}",
                "a new waiver: {rule}, by {by}, from {at} until {until}",
                **{key: _shown(entry, key) for key in ("rule", "by", "at", "until")},
            )
            yield remark("waiver-added", message, pair.after, ("waivers", index))


def _shown(entry: Any, key: str) -> str:
    """An id or a date; nothing else of a case is repeated."""
    value = entry.get(key) if isinstance(entry, dict) else None
    plain = isinstance(value, str) and ALIAS.fullmatch(value.replace(":", "").replace(" ", ""))
    return value if isinstance(value, str) and plain else "…"
