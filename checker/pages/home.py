"""首页: how we stand: what is open, late, due; which rules are broken; what changed lately."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import Policy
from checker.pages.comparing import previous
from checker.pages.html import el, esc, link, paragraphs, table, unsearched
from checker.pages.page import Page, heading
from checker.pages.places import (
    AUDIT,
    DUE,
    HANDBOOK,
    HOME,
    HOWTO,
    REGISTER,
    REPORTS,
    comparison_page,
    report_page,
    revision_page,
    rule_page,
)
from checker.pages.register import invalid_files
from checker.pages.standing import by_month, by_rule
from checker.pages.view import SOON_DAYS, Found, Site

MOST_LISTED = 20


def page(site: Site) -> Page:
    """The front page."""
    parts = [
        heading(1, "投诉处理现状", "home"),
        el("p", esc(f"截至 {site.as_of}。")),
        el("div", *_tiles(site), class_="tousu-tiles"),
        heading(2, f"{SOON_DAYS} 日内到期", "due"),
        _list(site, site.due_soon(), "没有。"),
        heading(2, "逾期未办", "overdue"),
        _list(site, overdue(site), "没有。"),
        *_latest_report(site),
        heading(2, "各条规则", "rules"),
        by_rule(site),
        heading(2, "各月立案的案件履行得怎样", "rate"),
        by_month(site),
        heading(2, "最近的修订", "changes"),
        *(_latest(site, policy) for policy in site.policies),
        _ways(),
    ]
    return Page(path=HOME, title="首页", parts=tuple(parts), hide=("navigation", "toc"))


def overdue(site: Site) -> list[Found]:
    """What should have been done by now and has not been, the oldest first."""
    found = [item for item in site.found if item.verdict.reason == "overdue"]
    broken = [item for item in found if item.verdict.status == "violation"]
    return sorted(broken, key=lambda item: item.verdict.due.second if item.verdict.due else 0)


def _tiles(site: Site) -> Iterator[str]:
    total = site.result.summary
    opened = sum(case.closed is None for case in site.cases)
    numbers = (
        ("案件", len(site.cases), "all", f"{REGISTER}.html"),
        ("尚未办结", opened, "open", f"{REGISTER}.html#standing=open"),
        ("逾期未办", len(overdue(site)), "violation", "#overdue"),
        (f"{SOON_DAYS} 日内到期", len(site.due_soon()), "due_soon", "#due"),
        ("违规", total["violation"], "violation", f"{REGISTER}.html#standing=violation"),
        (
            "违规已确认",
            total["acknowledged"],
            "acknowledged",
            f"{REGISTER}.html#standing=acknowledged",
        ),
        (
            "无法判断",
            total["undetermined"],
            "undetermined",
            f"{REGISTER}.html#standing=undetermined",
        ),
        ("文件有误", len(list(invalid_files(site))), "invalid", f"{AUDIT}.html#invalid"),
    )
    for name, number, kind, where in numbers:
        mark = f"tousu-tile tousu-{kind}" if number else "tousu-tile"
        yield el("a", el("b", esc(number)), el("span", esc(name)), class_=mark, href=where)


def _list(site: Site, found: list[Found], nothing: str) -> str:
    if not found:
        return el("p", esc(nothing))
    rows = [_row(item) for item in found[:MOST_LISTED]]
    rest = len(found) - len(rows)
    more = link(HOME, REGISTER, esc(f"另有 {rest} 项，见案件登记簿")) if rest > 0 else ""
    told = table(("案件", "事项", "期限", "责任单位"), rows)
    return unsearched(told, el("p", more) if more else "")


def _row(item: Found) -> list[str]:
    case, verdict = item.case, item.verdict
    due = verdict.due.day.isoformat() if verdict.due else ""
    return [
        link(HOME, case.path, esc(case.id)) if case else esc(item.subject or "登记簿"),
        link(HOME, rule_page(verdict.policy, verdict.rule), esc(verdict.title)),
        esc(due),
        esc((case.unit if case else "") or ""),
    ]


def _latest(site: Site, policy: Policy) -> str:
    revision = policy.revisions[-1]
    name = link(HOME, revision_page(revision), esc(f"{revision.head.title}"))
    since = esc(f"　{revision.label} 修订，{revision.effective_from} 起施行。")
    changes = revision.head.changes
    before = previous(policy, revision)
    more = ""
    if before is not None:
        more = el("p", link(HOME, comparison_page(before, revision), esc("逐条对照")))
    told = paragraphs(changes.summary) if changes else ""
    return el("div", el("p", el("strong", name), since), told, more, class_="tousu-summary")


def _latest_report(site: Site) -> Iterator[str]:
    """What the latest month that is over had to say, and where the rest is."""
    over = [report for report in site.reports if report.every == "month" and report.ended]
    if over:
        report = over[0]
        name = link(HOME, report_page(report.period), esc(f"{report.title.render('zh')}分析报告"))
        told = "".join(el("li", esc(item.told.render("zh"))) for item in report.remarks)
        yield heading(2, "最近的分析报告", "report")
        yield el("div", el("p", el("strong", name)), el("ul", told), class_="tousu-summary")


def _ways() -> str:
    ways = (
        (HANDBOOK, "制度手册"),
        (REGISTER, "案件登记簿"),
        (DUE, "待办"),
        (REPORTS, "分析报告"),
        (AUDIT, "审计"),
        (HOWTO, "怎么办"),
    )
    return el("p", esc("　").join(link(HOME, page, esc(name)) for page, name in ways))
