"""关联案件: earlier and later complaints, and those of the same incident."""

from __future__ import annotations

from checker.pages.audience import PublicCase
from checker.pages.html import el, esc, link
from checker.pages.view import Site


def related(site: Site, case: PublicCase) -> str:
    """Links to the cases that this one belongs with."""
    later = [other.id for other in site.followers.get(case.id, ()) if other.id != case.id]
    group = [
        other.id for other in site.incidents.get(case.incident or "", ()) if other.id != case.id
    ]
    parts = [
        _list(site, case, "既往投诉", case.previous),
        _list(site, case, "后来的投诉", later),
        _list(site, case, f"同一事件（共 {case.group_size} 名客户）", group),
    ]
    return "".join(parts) or el("p", esc("没有。"))


def _list(site: Site, case: PublicCase, title: str, names: list[str] | tuple[str, ...]) -> str:
    if not names:
        return ""
    inner = esc("、").join(
        link(case.path, site.by_id[name].path, esc(name)) if name in site.by_id else esc(name)
        for name in names
    )
    return el("p", el("strong", esc(f"{title}：")), inner)
