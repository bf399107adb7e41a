"""The schema of `policy/organization.yml`."""

from __future__ import annotations

from checker.loading.organizations import STAFF_KEYS, UNIT_KEYS
from checker.schemas.parts import (
    ALIAS,
    Schema,
    day,
    document,
    identifier,
    identifiers,
    listing,
    mapping,
    text,
    titled,
)


def organization_schema() -> Schema:
    """Units and staff, and what their types and roles are called."""
    keys = {
        "labels": _labels(),
        "units": listing("单位", _unit()),
        "staff": listing("人员", _staff()),
    }
    return document("组织和人员", "policy/organization.yml", mapping(keys))


def _labels() -> Schema:
    body = {"type": ["object", "null"], "additionalProperties": text("名称")}
    return titled(body, "名称表", "单位类型和角色的编号，各叫什么")


def _unit() -> Schema:
    keys = {
        "id": identifier("单位编号", absent=False),
        "name": text("名称"),
        "type": identifier("类别", "如 branch，规则按它选单位", absent=False),
        "parent": identifier("上级单位"),
        "head": _head(),
        "from": day("设立日", "不写则一直有"),
        "until": day("撤销日", "最后一天；不写则仍在"),
        "note": text("备注"),
    }
    assert tuple(keys) == UNIT_KEYS
    return mapping(keys, required=("id", "name", "type"))


def _head() -> Schema:
    entry = mapping(
        {
            "staff": identifier("负责人", alias=True, absent=False),
            "from": day("任职日", "不写则自始"),
        },
        required=("staff",),
    )
    one = {"type": ["string", "integer", "null"], "pattern": ALIAS}
    help_text = "工号；换过人的，列出每一任及任职日"
    return titled({"anyOf": [one, {"type": "array", "items": entry}]}, "负责人", help_text)


def _staff() -> Schema:
    keys = {
        "id": identifier("工号", absent=False),
        "name": text("姓名"),
        "unit": identifier("单位", absent=False),
        "title": text("职务"),
        "roles": identifiers("角色", "规则按它判断谁有权，如 intake"),
        "supervisor": identifier("直接上级", "不写则为单位负责人", alias=True),
        "aliases": _aliases(),
        "from": day("任职日", "不写则自始"),
        "until": day("离任日", "最后一天；不写则仍在任"),
        "note": text("备注"),
    }
    assert tuple(keys) == STAFF_KEYS
    return mapping(keys, required=("id", "name", "unit"))


def _aliases() -> Schema:
    one = {"type": ["string", "integer"], "pattern": ALIAS}
    many = {"type": "array", "items": one}
    body = {"anyOf": [one, many, {"type": "null"}]}
    return titled(body, "别名", "同一人的其他工号和 git 身份")
