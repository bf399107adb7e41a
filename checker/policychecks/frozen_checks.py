"""Lint of what keeps verdicts honest: the lock, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.loading.files import read_file
from checker.loading.instance import SETTINGS_FILE, Instance
from checker.model.policy import Policy, Revision
from checker.model.text import say
from checker.policychecks.looking import Found, Look

_LOCK = say("运行 tousu policy lock，并提交 revisions.lock", "run tousu policy lock and commit it")


def begun(policy: Policy, today: date) -> tuple[Revision, ...]:
    """The revisions that are or once were in force on a day: those that must not change."""
    return tuple(item for item in policy.revisions if item.effective_from <= today)


def not_frozen(look: Look) -> Iterator[Found]:
    """A revision once in force is frozen by its digest in the lock."""
    locked = look.policy.locked
    for revision in begun(look.policy, look.today):
        if locked is None:
            message = say(
                "没有 revisions.lock：修订 {label} 自 {day} 起生效，却没有冻结",
                "there is no revisions.lock: revision {label}, in force since {day}, is not frozen",
                label=revision.label,
                day=revision.effective_from,
            )
        elif revision.effective_from.isoformat() not in locked:
            message = say(
                "修订 {label} 自 {day} 起生效，却不在 revisions.lock 中",
                "revision {label}, in force since {day}, is not in revisions.lock",
                label=revision.label,
                day=revision.effective_from,
            )
        else:
            continue
        yield look.found("not-frozen", revision, ("effective_from",), message, _LOCK)


def clock_stands_still(instance: Instance, _: date) -> Iterator[Found]:
    """A pinned `as_of` judges a day that is over: deadlines missed since stay unseen."""
    if instance.settings.as_of is None:
        return
    document, _problem = read_file(instance.root, SETTINGS_FILE, instance.settings.limits)
    line, column = document.locate(("as_of",), key=True) if document else (1, 1)
    yield Found(
        code="as-of-pinned",
        level="warning",
        path=SETTINGS_FILE,
        line=line,
        column=column,
        message=say(
            "判断时刻固定在 {as_of}：只有示例可以这样，真实机构的实例不得固定",
            "as_of is held at {as_of}: only a sample may do so, never a real firm's instance",
            as_of=instance.settings.as_of,
        ),
        remedy=say("真实使用时删去 as_of", "delete as_of in real use"),
    )
