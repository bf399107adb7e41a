"""关联案件: earlier and later complaints, and those of the same incident."""

from __future__ import annotations

from collections.abc import Sequence

from checker.pages.audience import PublicCase
from checker.pages.html import el, esc, link
from checker.pages.view import Site


def related(site: Site, case: PublicCase) -> str:
    """Links to the cases that this one belongs with; what is not in the register is only counted."""
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


def _list(site: Site, case: PublicCase, title: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    known = [site.by_id[name] for name in names if name in site.by_id]
    inner = [link(case.path, other.path, esc(other.id)) for other in known]
    if len(known) < len(names):
        inner.append(esc(f"另有 {len(names) - len(known)} 件不在登记簿中"))
    return el("p", el("strong", esc(f"{title}：")), esc("、").join(inner))
