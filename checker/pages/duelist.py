"""待办: what is owed next by every unit, overdue first; for internal readers by person too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checker.pages.cases.marks import status_badge
from checker.pages.duecalendar import calendar_file, dated
from checker.pages.html import badge, el, esc, link, table, unsearched
from checker.pages.page import Page, heading
from checker.pages.places import DUE, rule_page
from checker.pages.rules.basis import basis_links
from checker.pages.view import Site
from checker.reporting.due import Owed, select
from checker.reporting.verdicts import told_subject

WEEKDAYS = "一二三四五六日"
HEAD = ("期限", "案件", "事项", "说明", "依据")
NO_UNIT = "没有写明责任单位"
NO_PERSON = "没有写明责任人"


def page(site: Site) -> Page:
    """Who owes what, by unit; the same by person where the readers may know them."""
    owed = select(site.result)
    late = sum(one.finding.status in ("violation", "waived") for one in owed)
    told = f"截至 {site.as_of}，未办的 {len(owed)} 项，其中已过期限的 {late} 项。各单位内按期限先后，逾期的在前。"
    parts = [heading(1, "待办", "due"), el("p", esc(told)), _calendar(owed), *_parts(site, owed)]
    return Page(path=DUE, title="待办", parts=tuple(parts), searched=False, hide=("navigation",))


def _calendar(owed: list[Owed]) -> str:
    """The calendar to download, where anything has a date."""
    count = len(dated(owed))
    if not count:
        return ""
    told = esc(f"导入日历：有期限的 {count} 项，")
    return el("p", told, _file("全部（.ics）", None), esc("；各单位的在其标题之下。"))


def _file(told: str, unit: str | None) -> str:
    return el("a", esc(told), href=calendar_file(unit), download=True)


def _parts(site: Site, owed: list[Owed]) -> Iterator[str]:
    yield heading(2, "按单位", "units")
    yield from (
        _groups(site, "unit", _by_unit(site, owed)) if owed else [el("p", esc("没有待办的事。"))]
    )
    if site.internal:
        yield heading(2, "按责任人", "people")
        yield from _groups(site, "person", _by_person(site, owed))


Groups = dict[tuple[str, str], list[Owed]]


def _by_unit(site: Site, owed: Iterable[Owed]) -> Groups:
    """Units by name, what names none last."""
    groups: Groups = {}
    for one in owed:
        name = site.publisher.unit(one.unit)
        groups.setdefault((name or NO_UNIT, one.unit or ""), []).append(one)
    return dict(sorted(groups.items(), key=lambda pair: (not pair[0][1], pair[0][1])))


def _by_person(site: Site, owed: Iterable[Owed]) -> Groups:
    groups: Groups = {}
    day = site.result.as_of.day
    for one in owed:
        name = site.publisher.person(one.staff, day) if one.staff else None
        groups.setdefault((name or NO_PERSON, one.staff or ""), []).append(one)
    return dict(sorted(groups.items(), key=lambda pair: (not pair[0][1], pair[0][1])))


def _groups(site: Site, kind: str, groups: Groups) -> Iterator[str]:
    """A heading and a table for each; headings are told apart by their number."""
    for number, ((name, key), owed) in enumerate(groups.items(), 1):
        late = sum(one.finding.status in ("violation", "waived") for one in owed)
        told = f"{name}：{len(owed)} 项" + (f"，逾期 {late} 项" if late else "")
        yield heading(3, told, f"{kind}-{number}")
        if kind == "unit" and site.publisher.unit(key) and dated(owed):
            yield el("p", _file("本单位的日历（.ics）", key), class_="tousu-quiet")
        rows = [_row(site, one) for one in owed]
        yield unsearched(table(HEAD, rows, "tousu-duelist", stacks=True))


def _row(site: Site, one: Owed) -> list[str]:
    verdict = site.publisher.verdict(one.verdict)
    case = site.by_id.get(one.case or "")
    if case is not None:
        about = link(DUE, case.path, esc(case.id)) + el("div", esc(case.status))
    else:
        about = esc("编号不公开" if one.case else told_subject(one.verdict, site.result))
    return [
        _when(one, site.result.as_of.day),
        about,
        link(DUE, rule_page(verdict.policy, verdict.rule), esc(verdict.title)),
        esc(verdict.message),
        basis_links(DUE, verdict.revision, verdict.basis) if verdict.revision else "",
    ]


def _when(one: Owed, today: date) -> str:
    """The due date in words, and how far it is."""
    finding = one.finding
    if finding.due is None:
        paused = finding.reason == "paused"
        return badge("中止", "pending") if paused else status_badge(finding.status)
    day = finding.due.day
    told = f"{day.year} 年 {day.month} 月 {day.day} 日（周{WEEKDAYS[day.weekday()]}）"
    if not finding.due.whole_day:
        told += finding.due.short(one.zone)[len("2026-01-01") :]
    return el("div", esc(told)) + _far(one, day, today)


def _far(one: Owed, day: date, today: date) -> str:
    days = (day - today).days
    if one.finding.status in ("violation", "waived"):
        word = "已豁免" if one.finding.status == "waived" else "逾期"
        return badge(f"{word} {-days} 日" if days < 0 else word, one.finding.status)
    if one.finding.status == "undetermined":
        return status_badge("undetermined")
    return badge("今天到期" if days == 0 else f"还有 {days} 日", one.finding.status)
