"""What both forms ask: who, for which unit, what was kept of it; and what may be offered to choose."""

from __future__ import annotations

from datetime import date

from checker.model.organization import Organization
from checker.model.policy import Field, Revision
from checker.pages.forms.controls import (
    Options,
    area,
    boxes,
    group,
    line,
    moment,
    select,
    suggestions,
)
from checker.pages.view import Site

STAFF = "tousu-staff"
NO_NUMBERS = "不写证件号码、手机号、银行卡号"
RECORDS = 3
"""Records that one event of the form may have; further ones are added in the file."""
TRUTH: Options = (("true", "是", ""), ("false", "否", ""))


def units(site: Site) -> Options:
    """The units of the day by name; unit names are public."""
    day, organization = site.result.as_of.day, site.result.instance.organization
    return [(unit.id, unit.name, "") for unit in organization.units.values() if unit.exists_on(day)]


def staff_list(site: Site) -> str:
    """People to choose from, for readers who may know them; nothing in a public site."""
    if not site.internal:
        return ""
    return suggestions(STAFF, _staff(site.result.instance.organization, site.result.as_of.day))


def _staff(organization: Organization, day: date) -> dict[str, str]:
    return {entry.id: entry.name for entry in organization.staff if entry.exists_on(day)}


def staff(site: Site, key: str, label: str, *, wanted: bool = False, hint: str = "工号") -> str:
    """A staff id, typed; suggested where the reader may know who there is."""
    listed = STAFF if site.internal else None
    return line(key, label, "staff", hint=hint, wanted=wanted, listed=listed)


def field(site: Site, name: str, spec: Field) -> str:
    """A field of the policy, by its type."""
    wanted, hint = spec.required is True, spec.definition or ""
    if isinstance(spec.required, str):
        hint = "；".join(filter(None, (hint, "以后才必填")))
    choices = [(one.id, one.label, one.definition or "") for one in spec.choices]
    match spec.type:
        case "choice":
            return select(name, spec.label, choices, hint=hint, wanted=wanted)
        case "choices":
            return boxes(name, spec.label, choices, wanted=wanted)
        case "boolean":
            return select(name, spec.label, TRUTH, hint=hint, wanted=wanted)
        case "unit":
            return select(name, spec.label, units(site), hint=hint, wanted=wanted)
        case "staff":
            return staff(site, name, spec.label, wanted=wanted, hint=hint or "工号")
        case "integer" | "number" | "money":
            return line(name, spec.label, "number", hint=hint or "如 1200.00", wanted=wanted)
        case "date" | "datetime":
            return moment(name, spec.label, hint=hint, wanted=wanted)
        case _:
            return line(name, spec.label, hint=hint, wanted=wanted)


def actor(site: Site, prefix: str = "") -> list[str]:
    """When, by whom, for which unit, and a note."""
    return [
        moment(f"{prefix}at", "时间", wanted=True, hint="当地时间；没有时刻的只写日期"),
        staff(site, f"{prefix}by", "经办人", wanted=True),
        select(f"{prefix}unit", "所代表的单位", units(site), hint="不写则为经办人自己的单位"),
        area(f"{prefix}note", "备注", hint=NO_NUMBERS),
    ]


def records(revision: Revision, prefix: str = "") -> str:
    """What was kept of the event: a few rows."""
    kinds = [(name, it.label, it.definition or "") for name, it in revision.records.items()]
    rows = [_record(f"{prefix}records.{number}.", number + 1, kinds) for number in range(RECORDS)]
    return group("留痕（材料放在档案系统，这里只写位置和摘要）", *rows)


def _record(prefix: str, number: int, kinds: Options) -> str:
    return group(
        f"第 {number} 份",
        select(f"{prefix}kind", "种类", kinds),
        line(f"{prefix}title", "名称"),
        line(f"{prefix}sha256", "摘要", "id", hint="文件的 SHA-256，64 位十六进制"),
        line(f"{prefix}bytes", "字节数", "number"),
        line(f"{prefix}uri", "地址", "place", hint="如 archive:2026/03/e1.wav"),
    )
