"""Verdicts that look better only because of what the same step changes: its own judge, its own facts."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Result
from checker.formats.saying import STATUS_WORDS
from checker.gate.entries import changed_facts, explained, touched_entries
from checker.gate.judging import Judgement
from checker.gate.telling import KIND
from checker.model.finding import Diagnostic, Finding, Level, Status
from checker.model.text import Say, listed, say
from checker.revisions.impact import outcome
from checker.revisions.pairing import Pair, paired

AGAINST = frozenset({"violation", "undetermined", "invalid"})
APART = say(
    "制度、组织、日历的改动单独提交，由不涉案的人审批",
    "change policy, organization or calendars by themselves, reviewed by somebody not concerned",
)
RECORDED = say(
    "还原原来的内容；确有错误的，另加一条更正事件",
    "restore it; where it was wrong, add an event that corrects it",
)


def against(item: Diagnostic | None) -> bool:
    """Whether a verdict is one that can stop a merge."""
    return item is not None and item.status in AGAINST


def served(judgement: Judgement) -> Iterator[Diagnostic]:
    """By changed policy, by changed facts, by a waiver that came after the breach."""
    yield from _by_policy(judgement)
    yield from _by_facts(judgement)
    yield from _by_waiver(judgement)


def own_breaches(judgement: Judgement) -> list[Diagnostic]:
    """What counts under the branch's own policy and not under the one from before."""
    if judgement.own is judgement.held:
        return []
    return [
        after
        for before, after in _pairs(judgement.held, judgement.own)
        if after is not None and against(after) and _differs(before, after)
    ]


def _by_policy(judgement: Judgement) -> Iterator[Diagnostic]:
    """Every verdict that differs between the two policies; red where the case came with it."""
    if judgement.own is judgement.held:
        return
    for before, after in _pairs(judgement.held, judgement.own):
        if not _differs(before, after):
            continue
        shown = before or after
        assert shown is not None  # a difference has a side
        message = say(
            "{rule}：按基准的制度是{before}，按本分支带来的是{after}",
            "{rule}: {before} under the base's policy, {after} under the branch's own",
            rule=shown.rule,
            before=_word(before),
            after=_word(after),
        )
        better = against(before) and not against(after)
        if better and _touched(shown, judgement):
            yield _told("self-serving", "self_serving", message, shown, APART)
        else:
            yield _told("verdict-differs", None, message, shown)


def _by_facts(judgement: Judgement) -> Iterator[Diagnostic]:
    """What would count had the step taken nothing from cases and reports."""
    if judgement.spared is judgement.held:
        return
    gone = {pair.before.file for pair in judgement.cases.pairs if pair.before and not pair.after}
    for before, after in _pairs(judgement.spared, judgement.held):
        if before is None or not against(before) or against(after) or before.path in gone:
            continue
        message = say(
            "{rule}：改动了已入库的内容（{what}）才不再是{before}",
            "{rule}: no longer {before} only because of what was changed ({what})",
            rule=before.rule,
            before=_word(before),
            what=_what(before, judgement),
        )
        if _explained(before, judgement):
            yield _told("verdict-differs", None, message, after or before)
        else:
            yield _told("self-serving", "self_serving", message, after or before, RECORDED)


def _by_waiver(judgement: Judgement) -> Iterator[Diagnostic]:
    """A breach that stood before the step, and is waived since."""
    if judgement.held is judgement.stood:
        return
    for before, after in _pairs(judgement.stood, judgement.held):
        if after is None or after.status != "waived" or not against(before):
            continue
        message = say(
            "{rule}：违规在前，豁免在后：豁免只能事先给",
            "{rule}: the breach stood before the waiver came; a waiver is for beforehand",
            rule=after.rule,
        )
        remedy = say(
            "删去这条豁免，写入 acknowledgements",
            "remove the waiver and own it in acknowledgements",
        )
        yield _told("self-serving", "self_serving", message, after, remedy)


def _pairs(old: Result, new: Result) -> Iterator[Pair]:
    """Verdicts side by side; of a file that one of them cannot read, only why it cannot."""
    unread = _unread(old) ^ _unread(new)
    yield from paired(_comparable(old, unread), _comparable(new, unread))


def _unread(result: Result) -> set[str]:
    return {item.path for item in result.diagnostics if item.status == "invalid"}


def _comparable(result: Result, unread: set[str]) -> list[Diagnostic]:
    return [
        item for item in result.diagnostics if item.path not in unread or item.status == "invalid"
    ]


def _differs(before: Diagnostic | None, after: Diagnostic | None) -> bool:
    return _said(before) != _said(after)


def _said(item: Diagnostic | None) -> tuple[object, ...] | None:
    told = outcome(item)
    open_ = item is not None and item.status in ("pending", "due_soon")
    return (told, item.finding.due if item and open_ else None) if told is not None else None


def _word(item: Diagnostic | None) -> Say:
    if item is None:
        return say("没有这个结论", "no such verdict")
    word = STATUS_WORDS[item.status]
    reason = item.finding.reason
    return (
        say("{word}（{reason}）", "{word} ({reason})", word=word, reason=reason) if reason else word
    )


def _touched(item: Diagnostic, judgement: Judgement) -> bool:
    """Whether the step changes the very case, or report, that a verdict is about."""
    return item.path in judgement.cases.files or (
        item.path in judgement.step.changed and item.path.startswith("cases/")
    )


def _what(item: Diagnostic, judgement: Judgement) -> Say:
    """The keys that were changed in the verdict's own case, else the cases that were."""
    keys: list[str] = []
    for pair in judgement.cases.pairs:
        if pair.before and pair.after and pair.after.file == item.path:
            keys += changed_facts(pair.before.data, pair.after.data)
            keys += [entry.list for entry in touched_entries(pair.before.data, pair.after.data)]
    names = sorted(set(keys)) or sorted(judgement.cases.files) or [item.path]
    return listed(names)


def _explained(item: Diagnostic, judgement: Judgement) -> bool:
    """Whether somebody who is not accused recorded a correction along with the change."""
    pairs = [pair for pair in judgement.cases.pairs if pair.before and pair.after]
    own = [pair for pair in pairs if pair.after and pair.after.file == item.path] or pairs
    organization = judgement.stood.instance.organization
    return bool(own) and all(
        pair.before is not None
        and pair.after is not None
        and explained(pair.before.data, pair.after.data, organization.person)
        for pair in own
    )


def _told(
    code: str, reason: str | None, message: Say, at: Diagnostic, remedy: Say | None = None
) -> Diagnostic:
    """A breach or a remark at the place of the verdict that it is about."""
    status: Status = "violation" if reason else "not_applicable"
    level: Level = "error" if reason else "note"
    finding = Finding(
        status=status,
        reason=reason,
        message=message,
        place=at.finding.place,
        subject=at.finding.subject,
        level=None if reason else "note",
    )
    return Diagnostic(
        case=at.case, rule=code, policy=at.policy, revision=at.revision, kind=KIND, level=level,
        basis=at.basis, basis_labels=at.basis_labels, remedy=remedy, path=at.path, line=at.line,
        column=at.column, finding=finding, zone=at.zone,
    )  # fmt: skip
