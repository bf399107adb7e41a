"""The parties in a case file: the complainant, and people or units."""

from __future__ import annotations

from checker.schemas.parts import (
    Schema,
    identifier,
    mapping,
    moment,
    text,
    titled,
)


def complainant_schema() -> Schema:
    """The one who complains."""
    keys = {
        "ref": identifier("客户编号", "不写证件号码"),
        "name": text("客户姓名（遮蔽）", "如 张**"),
        "unit": identifier("客户所属机构", "organization.yml 中的单位"),
    }
    return titled(mapping(keys, absent=True), "投诉人")


def party_schema(*, dated: bool = False, absent: bool = False) -> Schema:
    """A person or a unit; `dated` where it may say since when."""
    keys = {
        "staff": identifier("人员", "工号或别名", alias=True),
        "unit": identifier("单位", "organization.yml 中的单位"),
    }
    if dated:
        keys["since"] = moment("自何时起", "从何时起知道被投诉；不写则自始")
    return mapping(keys, absent=absent)
