"""审计: what the verdicts rest on, what no rule covers, what was waived, what could not be checked."""

from __future__ import annotations

from collections import Counter

from checker.model.policy import Policy, Revision
from checker.pages.audience import PublicCase, PublicNote
from checker.pages.coverage import coverages
from checker.pages.html import el, esc, link, table, unsearched
from checker.pages.labels import STATUSES as STATUS_WORDS
from checker.pages.page import Page, heading
from checker.pages.places import AUDIT, revision_page, rule_page
from checker.pages.register import REGISTER_FILE, invalid_files
from checker.pages.traces import traces
from checker.pages.view import Site


def page(site: Site) -> Page:
    """The auditors' page."""
    parts = [
        heading(1, "审计", "audit"),
        heading(2, "判断的依据", "digests"),
        _digests(site),
        heading(2, "总数", "totals"),
        _totals(site),
        heading(2, "豁免", "waivers"),
        _notes(site, "豁免"),
        heading(2, "确认过的违规", "acknowledgements"),
        _notes(site, "违规确认"),
        *traces(site),
        heading(2, "有误而没有检查的文件", "invalid"),
        _invalid(site),
        heading(2, "报告和岗位", "register"),
        _register(site),
        heading(2, "下载登记簿", "downloads"),
        _downloads(site),
        *coverages(site),
    ]
    return Page(path=AUDIT, title="审计", parts=tuple(parts))


def _digests(site: Site) -> str:
    rows = [
        [
            link(AUDIT, revision_page(revision), esc(f"{policy.id} {revision.label} 修订")),
            esc(f"{revision.effective_from} 起施行，{_locked(policy, revision)}"),
            el("code", esc(revision.digest)),
        ]
        for policy in site.policies
        for revision in policy.revisions
    ]
    organization = site.result.instance.organization.digest
    rows.append([esc("组织和人员"), "", el("code", esc(organization))])
    rows.append([esc("以上和日历合计"), "", el("code", esc(site.result.instance.digest))])
    return table(("对象", "说明", "摘要"), rows) + el("p", esc(f"判断时刻：{site.as_of}。"))


def _locked(policy: Policy, revision: Revision) -> str:
    if policy.locked is None:
        return "没有锁定文件"
    digest = policy.locked.get(revision.effective_from.isoformat())
    if digest is None:
        return "尚未锁定"
    return "与锁定的摘要一致" if digest == revision.digest else "与锁定的摘要不一致"


def _totals(site: Site) -> str:
    summary = site.result.summary
    rows = [[esc("案件"), esc(summary["cases"])]]
    rows += [[esc(word), esc(summary[status])] for status, word in STATUS_WORDS.items()]
    rows.append([esc("判断时刻以后、没有计入的记录"), esc(summary["left_out"])])
    return table(("项目", "数量"), rows)


def _notes(site: Site, kind: str) -> str:
    rows = [
        _note(site, case, note) for case in site.cases for note in case.notes if note.kind == kind
    ]
    if not rows:
        return el("p", esc("没有。"))
    return unsearched(table(("案件", "规则", "日期", "有效至"), rows, stacks=True))


def _note(site: Site, case: PublicCase, note: PublicNote) -> list[str]:
    at = note.at.short(case.zone)
    return [link(AUDIT, case.path, esc(case.id)), esc(note.title), esc(at), _until(site, note)]


def _until(site: Site, note: PublicNote) -> str:
    """Until when, and whether that day is over; whether a waiver holds at all is the verdict's matter."""
    if note.until is None:
        return esc("—" if note.kind != "豁免" else "没有写明")
    over = note.until < site.result.as_of.day
    return esc(note.until.isoformat()) + el("div", esc("已到期" if over else "未到期"))


def _downloads(site: Site) -> str:
    """The published columns of all cases, as files."""
    files = [
        el("a", esc(suffix.upper()), href=f"{REGISTER_FILE}.{suffix}", download=True)
        for suffix in ("csv", *(name for name in site.downloads if name == "xlsx"))
    ]
    told = f"可以公开的各列，{len(site.cases)} 件，截至 {site.as_of}："
    return el("p", esc(told), esc("　").join(files))


def _invalid(site: Site) -> str:
    items = [el("li", item) for item in invalid_files(site)]
    return unsearched(el("ul", *items)) if items else el("p", esc("没有。"))


def _register(site: Site) -> str:
    """Verdicts on the register and the organization, but for what is in order."""
    found = [it for it in site.found if it.case is None and it.verdict.status != "not_applicable"]
    counts = Counter(item.verdict.status for item in found)
    rows = [
        [
            esc(STATUS_WORDS[item.verdict.status]),
            link(AUDIT, rule_page(item.verdict.policy, item.verdict.rule), esc(item.verdict.title)),
            esc(item.subject or ""),
            esc(item.verdict.message),
        ]
        for item in found
        if item.verdict.status != "met"
    ]
    told = el("p", esc(f"已履行 {counts['met']} 项，其余 {len(rows)} 项："))
    return told + (table(("结论", "规则", "对象", "说明"), rows) if rows else "")
