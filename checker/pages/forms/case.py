"""登记投诉: a new case as a form; gives the whole file."""

from __future__ import annotations

import json

from checker.model.policy import Policy
from checker.pages.forms.controls import area, boxes, folded, group, line, result, select
from checker.pages.forms.parts import NO_NUMBERS, actor, field, records, staff, staff_list, units
from checker.pages.html import el, esc
from checker.pages.page import Page, heading
from checker.pages.view import Site

SCRIPT = "assets/forms.js"
TITLE = "登记投诉"


def path(policy: Policy) -> str:
    """The page's place."""
    return f"forms/{policy.id}/case"


def page(site: Site, policy: Policy) -> Page:
    """The form under the revision in force."""
    revision = site.current(policy)
    asked = [
        field(site, name, spec) for name, spec in revision.fields.items() if spec.required is True
    ]
    others = [
        field(site, name, spec)
        for name, spec in revision.fields.items()
        if spec.required is not True
    ]
    form = el(
        "form",
        group("这件投诉", *_about(site)),
        group("谁", *_who(site)),
        group("分类", *asked),
        folded("其他栏目", *others),
        group("接收", *actor(site, "event."), folded("留痕", records(revision, "event."))),
        staff_list(site),
        el(
            "p", el("button", esc("生成文件"), type="submit", class_="md-button md-button--primary")
        ),
        el("p", class_="tousu-wrong", role="alert"),
        result("生成的文件"),
        **settings(site, policy, "case"),
        data_event=revision.opening_type,
    )
    intro = (
        f"按 {revision.label} 修订的栏目填写。所填内容只留在这一页里，不会发送到任何地方；"
        "生成的文件由您保存，再按平常的办法提交。"
    )
    return Page(
        path=path(policy),
        title=TITLE,
        parts=(heading(1, TITLE, "form"), el("p", esc(intro)), no_script(), form),
        hide=("toc",),
        scripts=(address(SCRIPT, path(policy)),),
    )


def settings(site: Site, policy: Policy, kind: str) -> dict[str, str | None]:
    """What the script must know, as attributes of the form."""
    several = len(site.policies) > 1
    forge = site.result.instance.settings.forge
    return {
        "class_": "tousu-form",
        "novalidate": "novalidate",
        "hidden": "hidden",
        "data_form": kind,
        "data_policy": policy.id if several else None,
        "data_from": site.current(policy).effective_from.isoformat(),
        "data_ids": json.dumps(last_ids(site)),
        "data_forge": forge,
    }


def last_ids(site: Site) -> list[str]:
    """The last id of each year, from which the script takes the next."""
    latest: dict[int, str] = {}
    for case in sorted(site.cases, key=lambda case: (len(case.id), case.id)):
        latest[case.opened.day.year] = case.id
    return [latest[year] for year in sorted(latest)]


def no_script() -> str:
    """Where no script runs there is no form."""
    told = "这一页要用脚本。没有脚本时请用 tousu new、tousu add，或导出的表格。"
    return el("noscript", el("p", esc(told)))


def address(there: str, here: str) -> str:
    """An asset's address as seen from a page."""
    return "../" * here.count("/") + there


def _about(site: Site) -> list[str]:
    return [
        line("id", "编号", "id", wanted=True, hint="登记簿里没有用过的；建议的是下一个"),
        line("title", "标题", hint="一句话，不写姓名"),
        area("summary", "投诉内容", hint=f"客户说了什么；{NO_NUMBERS}"),
        line("incident", "共同事件的编号", "id", hint="同一事件引起的各件投诉写同一个编号"),
        line("previous", "既往投诉", "ids", hint="同一客户就同一件事的先前投诉，多个用逗号分开"),
    ]


def _who(site: Site) -> list[str]:
    many = "工号，多个用逗号分开"
    return [
        line("complainant.ref", "客户编号", "id", hint="不写证件号码"),
        line("complainant.name", "客户姓名（遮蔽）", hint="如 张**"),
        select("complainant.unit", "客户所属机构", units(site)),
        line("accused.staff", "被投诉的人员", "ids", hint=f"{many}；漏写了，该回避的就查不出来"),
        folded("被投诉的单位", boxes("accused.unit", "被投诉的单位", units(site))),
        select("responsible.unit", "责任单位", units(site)),
        staff(site, "responsible.staff", "责任人"),
        line("assisting.staff", "协助处理的人员", "ids", hint=many),
        folded("协助处理的单位", boxes("assisting.unit", "协助处理的单位", units(site))),
    ]
