"""概况: the facts of a case at a glance, its verdicts counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.model.finding import STATUSES
from checker.pages.audience import PublicCase
from checker.pages.cases.marks import status_badge
from checker.pages.html import el, esc, table
from checker.pages.labels import STATUSES as STATUS_WORDS
from checker.pages.view import Site


def overview(site: Site, case: PublicCase) -> str:
    """The facts in a table over the tallies of its verdicts."""
    rows = [
        ("状态", case.status),
        ("立案", case.opened.short(case.zone)),
        ("办结", case.closed.short(case.zone) if case.closed else "尚未办结"),
        ("责任单位", case.unit or "未登记"),
        ("客户所属机构", case.branch or "未登记"),
        ("被投诉", _accused(case)),
        ("协助单位", "、".join(case.assisting_units) or "无"),
        *((item.label, item.text) for item in case.values),
        *((item.label, item.text) for item in case.particulars),
    ]
    body = "".join(
        el("tr", el("th", esc(a), scope="row"), el("td", esc(b), class_="tousu-text"))
        for a, b in rows
    )
    governed = "；".join(
        f"{revision.head.title}（{revision.label} 修订）" for revision in case.revisions
    )
    return (
        el("p", *_tallies(case), class_="tousu-tallies")
        + el("div", el("table", body, class_="tousu-facts"), class_="tousu-scroll")
        + el("p", esc(f"适用：{governed}。判断时刻：{site.as_of}。"))
        + _side_by_side(case)
    )


def _side_by_side(case: PublicCase) -> str:
    """What each policy says, one below the other, where the case is checked against several."""
    policies = {revision.policy: revision.head.title for revision in case.revisions}
    if len(policies) <= 1:
        return ""
    shown = [status for status in STATUSES if status != "not_applicable" and case.count(status)]
    counts = Counter((item.policy, item.status) for item in case.verdicts)
    rows = [
        [esc(title), *(esc(counts[name, status]) for status in shown)]
        for name, title in policies.items()
    ]
    return table(("制度", *(STATUS_WORDS[status] for status in shown)), rows, "tousu-policies")


def _accused(case: PublicCase) -> str:
    people = [f"人员 {case.accused_people} 名"] if case.accused_people else []
    return "、".join([*people, *case.accused_units]) or "无"


def _tallies(case: PublicCase) -> Iterator[str]:
    for status in STATUSES:
        number = case.count(status)
        if number and status != "not_applicable":
            yield status_badge(status, f" {number}")
