"""What git says of the register, for the auditors' page: ids, rules, days and commits, no person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from checker.history.alterations import ALTERED
from checker.history.auditing import Audit
from checker.history.gathering import grouped
from checker.history.git import NoHistory
from checker.history.histories import Wanted
from checker.history.spreading import judge_on_cores
from checker.history.start import begun
from checker.model.finding import STATUSES, Diagnostic
from checker.model.moment import at_second
from checker.model.text import say
from checker.pages.handed import History, Trace

BROKEN = say(
    "受保护的分支上的制度文件有误，不能据以审计",
    "the policy files of the protected branch have problems; nothing can be audited by them",
)
HERE = say("登记簿", "the register")


def history(root: Path) -> History:
    """The protected branch audited as `tousu audit` does; says so where that cannot be."""
    try:
        with begun(root) as start:
            audit = Audit(start, Wanted())
        if audit.instance.problems:
            return History(missing=BROKEN.render("zh"))
        result = audit.result(judge_on_cores(audit, audit.lineages(), os.cpu_count() or 1))
    except NoHistory as no_history:
        return History(missing=_why(no_history, root))
    return History(
        branch=audit.branch.name,
        head=audit.branch.head[:10],
        day=result.as_of.day,
        judged_by=None if audit.policy_at == audit.branch.head else audit.policy_at[:10],
        cases=result.summary["cases"],
        counts=tuple((status, result.summary[status]) for status in STATUSES),
        traces=tuple(_traces(result.diagnostics)),
    )


def _why(no_history: NoHistory, root: Path) -> str:
    """The reason; a page does not tell where on a machine the register lies."""
    return no_history.sentence.render("zh").replace(str(root), HERE.render("zh"))


def _traces(items: list[Diagnostic]) -> Iterator[Trace]:
    for group in grouped(items):
        first = group[0]
        finding, seen = first.finding, first.finding.seen
        yield Trace(
            policy=first.policy,
            rule=first.rule,
            cases=tuple(dict.fromkeys(item.case for item in group if item.case)),
            status=first.status,
            reason=finding.reason,
            level=first.level,
            day=at_second(seen.second, first.zone).day if seen else None,
            commit=seen.commit[:10] if seen else None,
            days=tuple(sorted(it.finding.trigger.at.day for it in group if it.finding.trigger)),
            told=finding.message.render("zh") if first.rule == ALTERED else None,
        )
