"""What a step takes away: entries, cases, evidence. Named whether or not a policy's rule asks for it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from checker.gate.cases import Pair, State
from checker.gate.entries import Touched, changed_facts, openings_added, touched_entries
from checker.gate.judging import Judgement, opening_types
from checker.gate.moves import contradicted
from checker.gate.retaining import may_go
from checker.gate.telling import authority, breach, remark
from checker.model.finding import Diagnostic
from checker.model.text import say
from checker.receipts.files import Evidence, evidence_of
from checker.rules.history import History
from checker.rules.retention import Retention

KINDS = {"events": "事件", "waivers": "豁免", "acknowledgements": "确认"}
TURNS = {
    "changed": say("被改动", "was changed"),
    "removed": say("被删除", "was removed"),
    "moved": say("被挪动了次序", "was moved"),
}
RESTORE = say(
    "还原原来的记录；要更正，另加一条写明更正哪一条的事件",
    "restore it; a correction is a new event that names the one it corrects",
)


def taken_away(judgement: Judgement) -> Iterator[Diagnostic]:
    """Everything taken, case by case, then evidence."""
    for pair in judgement.cases.pairs:
        if pair.before is not None and pair.after is None:
            yield _gone(pair.before, judgement)
        elif pair.grown:
            yield from _entries(pair, judgement)
            yield from _facts(pair)
            yield from _openings(pair, opening_types(judgement.stood.instance))
            yield from contradicted(pair, judgement.stood.instance)
    yield from _evidence(judgement)


def _gone(before: State, judgement: Judgement) -> Diagnostic:
    policies = judgement.stood.instance.policies
    by = authority(policies, before.data.get("policy"), Retention)
    if may_go(before, judgement.stood):
        message = say("案件保存期满，被删除", "the case was removed after its retention ended")
        return remark("case-removed", message, before.file)
    return breach(
        "case-removed",
        "removed",
        say("案件 {id} 被删除", "case {id} was removed", id=before.id or before.file),
        before.file,
        remedy=say("恢复被删除的案件文件", "restore the file of the case"),
        authority=by,
    )


def _entries(pair: Pair, judgement: Judgement) -> Iterator[Diagnostic]:
    assert pair.before is not None
    assert pair.after is not None
    policies = judgement.stood.instance.policies
    for entry in touched_entries(pair.before.data, pair.after.data):
        yield breach(
            "entry-rewritten",
            "rewritten",
            say(
                "已入库的{kind} {name} {turn}",
                "{list} {name}, once merged, {turn}",
                kind=KINDS[entry.list],
                list=entry.list,
                name=entry.name,
                turn=TURNS[entry.turn],
            ),
            pair.after,
            _place(entry, pair.after),
            remedy=RESTORE,
            authority=authority(policies, pair.before.data.get("policy"), History, entry.list),
        )


def _place(entry: Touched, state: State) -> tuple[str | int, ...]:
    for index, item in enumerate(state.data.get(entry.list) or ()):
        if isinstance(item, dict) and item.get("id") == entry.name:
            return (entry.list, index)
    return (entry.list,) if entry.list in state.data else ()


def _facts(pair: Pair) -> Iterator[Diagnostic]:
    assert pair.before is not None
    assert pair.after is not None
    for key in changed_facts(pair.before.data, pair.after.data):
        message = say("已入库的 {key} 被改动", "{key}, once merged, was changed", key=key)
        yield remark("facts-changed", message, pair.after, (key,) if key in pair.after.data else ())


def _openings(pair: Pair, opening: frozenset[str]) -> Iterator[Diagnostic]:
    """A case opened again: the earliest opening says what governs it and when its clocks started."""
    assert pair.before is not None
    assert pair.after is not None
    for entry in openings_added(pair.before.data, pair.after.data, opening):
        name = str(entry.get("id"))
        message = say(
            "新增立案事件 {id}：立案日决定适用的修订和各期限的起算，请核对其时间",
            "a further opening event {id}: what governs and starts the clocks hangs on its date",
            id=name,
        )
        place = _place(Touched("events", name, "changed"), pair.after)
        yield remark("facts-changed", message, pair.after, place)


def _evidence(judgement: Judgement) -> Iterator[Diagnostic]:
    """Evidence that a merged record names, and reports: gone, or not what it was."""
    step = judgement.step
    lost = {path for path in step.changed if path in step.before and not path.startswith("policy/")}
    lost -= {pair.before.file for pair in judgement.cases.pairs if pair.before}
    if not lost:
        return
    instance = judgement.stood.instance
    named = {name for item in evidence_of(instance) for name in _names(instance.root, item)}
    for path in sorted(lost):
        turn = TURNS["changed" if path in step.after else "removed"]
        if path in named:
            yield breach(
                "evidence-rewritten",
                "rewritten",
                say("证据文件{turn}", "the evidence {turn}", turn=turn),
                path,
                remedy=say(
                    "还原证据；新材料另立一条记录", "restore it; new material is a new record"
                ),
            )
        elif path.startswith("cases/"):
            yield remark("facts-changed", say("文件{turn}", "the file {turn}", turn=turn), path)


def _names(root: Path, item: Evidence) -> set[str]:
    """What git may call a record's file: its plain path, a folder of it that is a link, the target."""
    if item.path is None:
        return set()
    plain = posixpath.normpath(item.path)
    try:
        target = os.path.relpath(os.path.realpath(root / plain), os.path.realpath(root))
    except ValueError:
        return {plain}
    return {plain, Path(target).as_posix(), *map(str, PurePosixPath(plain).parents)}
