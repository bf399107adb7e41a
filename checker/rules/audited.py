"""What a rule over the history of a case looks at: the steps of the protected branch, as plain data.

Pure: whoever makes an `AuditContext` has read git; a rule sees only what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any, ClassVar, Literal

from checker.lazily import dataclass
from checker.model.finding import Finding, Path, Status
from checker.model.moment import MOMENT, Moment, at_second, parse_moment
from checker.model.organization import Organization
from checker.model.policy import EventType, Revision
from checker.model.scalars import ALIAS
from checker.model.text import Say, joined, plain, say
from checker.model.trail import Commit, Entry, Identity, Seen, Signature, Step
from checker.periods import Calendars
from checker.rules.base import Rule

Asked = Literal["events", "waivers", "acknowledgements"]
TELLABLE: dict[str, tuple[str, ...]] = {
    "events": ("id", "type", "at", "by", "unit", "deadline", "corrects", "was", "now"),
    "waivers": ("rule", "by", "at", "until"),
    "acknowledgements": ("rule", "by", "at"),
}
"""Keys whose values are ids, dates and choices."""
LONGEST = 64


@dataclass
class AuditContext:
    """Everything that a rule may know of a case's history."""

    steps: tuple[Step, ...]
    """Every step that changes the case, oldest first."""
    governed: frozenset[int]
    """Places of the steps that this revision governs, by the case as it stood before each."""
    revision: Revision
    governing: frozenset[str]
    """Folders of all revisions that govern part of the case."""
    types: Mapping[str, EventType]
    """Event types of all those revisions."""
    organization: Organization
    calendars: Calendars
    staff_of: Callable[[Identity], frozenset[str]]
    """Staff ids that an identity of git stands for; none where nobody has it."""
    signature_of: Callable[[Commit], Signature]
    holds: Callable[[Rule, Step], bool] = lambda rule, step: True
    """Whether a rule's `when` holds of the case as it stood before the step."""
    due_cache: dict[Any, Any] = field(default_factory=dict)
    """Limits counted before; one for all cases."""

    def judged(self, rule: Rule) -> Iterator[Step]:
        """The steps that a rule is asked about."""
        for place, step in enumerate(self.steps):
            if place in self.governed and self.holds(rule, step):
                yield step

    @property
    def latest(self) -> dict[str, Any]:
        """The last version of the case that can be read; empty where there is none."""
        for step in reversed(self.steps):
            for version in (step.after, step.before):
                if version is not None and version.data is not None:
                    return version.data
        return {}

    def moment(self, second: int) -> Moment:
        """An instant in the policy's timezone."""
        return at_second(second, self.revision.zone)

    def time(self, text: Any) -> Moment | None:
        """What a case writes as a time; None where it is none."""
        return parse_moment(text, self.revision.zone) if isinstance(text, str) else None

    def who(self, commit: Commit) -> str:
        """A commit's author: a staff id, or the address where nobody has it."""
        known = sorted(self.staff_of(commit.author))
        return known[0] if known else commit.author.email


@dataclass(frozen=True, kw_only=True)
class Audited(Rule):
    """A rule over the history of a case; `check` never judges it."""

    scope: ClassVar[Literal["case", "register", "audit"]] = "audit"
    waivable_by_default: ClassVar[bool] = False

    def audit(self, ctx: AuditContext) -> list[Finding]:
        """Judge the history of one case; an empty list is never returned."""
        raise NotImplementedError


def breach(
    ctx: AuditContext,
    step: Step,
    reason: str,
    message: Say,
    *,
    commit: Commit | None = None,
    status: Status = "violation",
    place: Path = (),
    before: Entry | None = None,
    after: Entry | None = None,
    notes: tuple[Say, ...] = (),
    **more: Any,
) -> Finding:
    """A finding at a step: when, whose commit, and the entry before and after.

    `commit` is the one that did it, where the step merges a branch.
    """
    by = commit or step.commit
    at = ctx.moment(step.second)
    seen = Seen(by.id, ctx.who(by), step.second, before, after)
    told = [_commit_told(ctx, step, by)]
    if step.second > step.commit.committed:
        told.append(_contradicted(ctx, step))
    told += [say("改前：{entry}", "before: {entry}", entry=shown(before))] if before else []
    told += [say("改后：{entry}", "after: {entry}", entry=shown(after))] if after else []
    return Finding(
        status=status,
        reason=reason,
        message=message,
        place=place,
        anchor=at,
        breach=at,
        actor=seen.author,
        notes=(*told, *notes),
        seen=seen,
        level="error" if status == "undetermined" else None,
        file=step.path,
        **more,
    )


def _commit_told(ctx: AuditContext, step: Step, by: Commit) -> Say:
    at = ctx.moment(step.second).short(ctx.revision.zone)
    if by.id == step.commit.id:
        return say(
            "提交 {commit}，{author}，{at}",
            "commit {commit} by {author}, {at}",
            commit=by.short,
            author=ctx.who(by),
            at=at,
        )
    return say(
        "提交 {commit}，{author}；由合并 {merge}（{merger}，{at}）带入",
        "commit {commit} by {author}; brought by merge {merge} ({merger}, {at})",
        commit=by.short,
        author=ctx.who(by),
        merge=step.commit.short,
        merger=ctx.who(step.commit),
        at=at,
    )


def _contradicted(ctx: AuditContext, step: Step) -> Say:
    own = ctx.moment(step.commit.committed).short(ctx.revision.zone)
    return say(
        "提交自称 {own}，早于它所依据的前一步，按前一步的时间计",
        "dated {own}, which is before the step it stands on: that step's time counts",
        own=own,
    )


def tellable(kind: str, entry: Any) -> Entry:
    """What may be told of an entry: only ids, dates and choices, and only where they are such."""
    if not isinstance(entry, dict):
        return ()
    return tuple((key, as_told(entry[key])) for key in TELLABLE[kind] if entry.get(key) is not None)


def as_told(value: Any) -> str:
    """A value where it is an id, a choice or a time; else a sign that there was one."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return "…"
    return value if ALIAS.fullmatch(value) or MOMENT.fullmatch(value) else "…"


def shown(entry: Entry) -> Say:
    """An entry as people read it: id e3, type accepted."""
    return joined([plain(f"{key} {value}") for key, value in entry], "，", ", ")


def place_of(ctx: AuditContext, kind: str, entry: Any) -> Path:
    """Where an entry stands in the last version; its list where it is there no more."""
    listed = ctx.latest.get(kind)
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        same_id = isinstance(item, dict) and isinstance(entry, dict) and "id" in entry
        if item == entry or (same_id and item.get("id") == entry["id"]):
            return (kind, index)
    return (kind,)
