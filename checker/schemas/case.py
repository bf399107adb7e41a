"""The schema of a case file: core keys, and the fields, events and records of the policies."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.case import CORE_KEYS
from checker.model.policy import Policy
from checker.schemas.event import event_schema, events_schema, record_schema
from checker.schemas.field import field_schema, fields_by_name
from checker.schemas.parts import (
    Schema,
    choice,
    document,
    identifier,
    identifiers,
    listing,
    mapping,
    text,
    titled,
)
from checker.schemas.party import complainant_schema, party_schema
from checker.schemas.statement import acknowledgement_schema, rule_ids, waiver_schema


def case_schema(policies: Sequence[Policy]) -> Schema:
    """The schema of case files under any of these policies."""
    revisions = [revision for policy in policies for revision in policy.revisions]
    properties = _core(policies)
    properties |= {name: field_schema(specs) for name, specs in fields_by_name(revisions).items()}
    definitions = {
        "event": event_schema(revisions),
        "record": record_schema(revisions),
        "party": party_schema(),
        "accused": party_schema(dated=True),
        "rule": rule_ids(revisions),
    }
    body = mapping(properties, required=("id", "events")) | {"$defs": definitions}
    return document("投诉案件", "一件投诉的登记：cases/<年份>/<编号>.yml", body)


def _core(policies: Sequence[Policy]) -> dict[str, Schema]:
    party = {"$ref": "#/$defs/party"}
    accused = {"$ref": "#/$defs/accused"}
    keys = {
        "id": identifier("编号", "与文件名相同，如 TS-2026-000123", absent=False),
        "policy": _policy(policies),
        "title": text("标题", "一句话，不写姓名和证件号码"),
        "summary": text("投诉内容", "客户说了什么；不写证件号码、手机号、银行卡号"),
        "complainant": complainant_schema(),
        "accused": listing("被投诉人", accused, "客户所指的人员或单位，可以为空"),
        "responsible": titled(party_schema(absent=True), "投诉责任单位/人"),
        "assisting": listing("协助处理单位/人", party),
        "incident": identifier("事件编号", "同一事件引起的各件投诉写同一个编号"),
        "previous": identifiers("既往投诉", "同一客户就同一件事的先前投诉的编号"),
        "events": events_schema(),
        "waivers": listing("豁免", waiver_schema(), "事先批准不按某条规则办理"),
        "acknowledgements": listing(
            "确认", acknowledgement_schema(), "已发生的违规，由非当事人认账"
        ),
    }
    assert tuple(keys) == CORE_KEYS
    return keys


def _policy(policies: Sequence[Policy]) -> Schema:
    options = [(policy.id, policy.revisions[-1].head.title, "") for policy in policies]
    one = choice(options, absent=False)
    many = {"type": "array", "items": one}
    help_text = "所依据的制度；只有一个制度时可以不写，写多个则逐一检查"
    return titled({"anyOf": [one, many, {"type": "null"}]}, "制度", help_text)
