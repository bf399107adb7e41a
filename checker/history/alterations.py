"""What is said of a frozen revision that was altered."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from checker.history.frozen import Altered
from checker.history.people import People
from checker.model.finding import Diagnostic, Finding
from checker.model.moment import at_second
from checker.model.text import say
from checker.model.trail import Seen
from checker.placement import place_verdict
from checker.verdicts import Verdict

ALTERED = "revision-altered"
RESTORE = say(
    "还原这一修订和锁；要修改制度，请新建一个修订文件夹，写明新的生效日",
    "restore the revision and the lock; to amend, add a revision with a later effective day",
)
HOW = {
    "altered": (
        "{day} 起生效的修订已被冻结，内容却变了",
        "the frozen revision of {day} was altered",
    ),
    "gone": (
        "{day} 起生效的修订已被冻结，却被删除",
        "the frozen revision of {day} was removed",
    ),
    "unlocked": (
        "{day} 起生效的修订已被冻结，锁中的摘要却被改动或删除",
        "the digest of the frozen revision of {day} was changed in the lock or removed from it",
    ),
}


def altered(item: Altered, people: People, zone: ZoneInfo) -> Diagnostic:
    """The finding, with the step that altered it and by whom."""
    commit, second = item.passed.commit, item.passed.second
    staff = sorted(people.staff_of(commit.author))
    author = staff[0] if staff else commit.author.email
    finding = Finding(
        status="invalid",
        message=say(*HOW[item.how], day=item.day),
        subject=item.policy,
        seen=Seen(commit.id, author, second),
        notes=(
            say(
                "提交 {commit}，{author}，{at}",
                "commit {commit} by {author}, {at}",
                commit=commit.short,
                author=author,
                at=at_second(second, zone).short(zone),
            ),
        ),
    )
    verdict = Verdict(ALTERED, "file", finding, None, item.policy)
    file = f"policy/{item.policy}/{item.day}/revision.yml"
    return replace(place_verdict(verdict, None, file, None, zone), remedy=RESTORE)
