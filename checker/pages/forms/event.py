"""追加事件: a further event of a case as a form; gives a piece of YAML, and the command that adds it."""

from __future__ import annotations

from checker.model.policy import Policy, Revision
from checker.pages.forms.case import SCRIPT, address, no_script, settings
from checker.pages.forms.controls import Options, folded, group, line, result, select
from checker.pages.forms.parts import actor, records, staff, staff_list, units
from checker.pages.html import el, esc
from checker.pages.page import Page, heading
from checker.pages.view import Site
from checker.rules.deadline import Deadline

TITLE = "追加事件"


def path(policy: Policy) -> str:
    """The page's place."""
    return f"forms/{policy.id}/event"


def page(site: Site, policy: Policy) -> Page:
    """The form under the revision in force."""
    revision = site.current(policy)
    form = el(
        "form",
        group("哪件投诉，发生了什么", *_what(revision), *actor(site)),
        folded("留痕", records(revision)),
        folded("延期、指定、更正", *_special(site, revision)),
        staff_list(site),
        el("p", el("button", esc("生成"), type="submit", class_="md-button md-button--primary")),
        el("p", class_="tousu-wrong", role="alert"),
        result("生成的事件"),
        **settings(site, policy, "event"),
    )
    intro = (
        "只在案件末尾增加，不改已经写下的。所填内容只留在这一页里，不会发送到任何地方。"
        "生成之后，把它贴到案件文件 events 的末尾，或者运行给出的命令。"
    )
    return Page(
        path=path(policy),
        title=TITLE,
        parts=(heading(1, TITLE, "form"), el("p", esc(intro)), no_script(), form),
        hide=("toc",),
        scripts=(address(SCRIPT, path(policy)),),
    )


def _types(revision: Revision) -> Options:
    for name, kind in revision.events.items():
        after = f"之后案件为“{kind.status}”" if kind.status else ""
        yield name, kind.label, "；".join(filter(None, (kind.definition, after)))


def _what(revision: Revision) -> list[str]:
    return [
        line("case", "案件编号", "id", wanted=True, hint="如 TS-2026-000123"),
        line("id", "事件编号", "id", wanted=True, hint="案件里还没有的，如最后一个是 e4 就写 e5"),
        select("type", "事件类型", _types(revision), wanted=True),
    ]


def _special(site: Site, revision: Revision) -> list[str]:
    limits = [
        (rule.id, rule.title, "")
        for rule in revision.rules
        if isinstance(rule, Deadline) and rule.extension is not None
    ]
    return [
        select("deadline", "延长哪条时限", limits),
        staff(site, "designee.staff", "指定人员"),
        select("designee.unit", "指定单位", units(site)),
        line("corrects", "更正哪个事件", "id", hint="被更正的事件编号"),
        line("was", "原来的值"),
        line("now", "现在的值"),
    ]
