"""The schema of a case file: core keys, and the fields, events and records of the policies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.loading.events import EVENT_KEYS, RECORD_KEYS
from checker.loading.placing import FIXED_RULES
from checker.loading.statements import ACKNOWLEDGEMENT_KEYS, WAIVER_KEYS
from checker.model.case import CORE_KEYS
from checker.model.policy import EventType, Field, Policy, RecordKind, Revision
from checker.schemas.parts import (
    Schema,
    boolean,
    choice,
    day,
    document,
    identifier,
    identifiers,
    listing,
    mapping,
    moment,
    number,
    text,
    titled,
)

Options = list[tuple[str, str, str]]


def case_schema(policies: Sequence[Policy]) -> Schema:
    """The schema of case files under any of these policies."""
    revisions = [revision for policy in policies for revision in policy.revisions]
    properties = _core(policies)
    properties |= {name: _field(specs) for name, specs in _fields(revisions).items()}
    definitions = {
        "event": _event(revisions),
        "record": _record(revisions),
        "party": _party(),
        "accused": _party(dated=True),
        "rule": _rule_ids(revisions),
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
        "complainant": _complainant(),
        "accused": listing("被投诉人", accused, "客户所指的人员或单位，可以为空"),
        "responsible": titled(_party(absent=True), "投诉责任单位/人"),
        "assisting": listing("协助处理单位/人", party),
        "incident": identifier("事件编号", "同一事件引起的各件投诉写同一个编号"),
        "previous": identifiers("既往投诉", "同一客户就同一件事的先前投诉的编号"),
        "events": _events(),
        "waivers": listing("豁免", _waiver(), "事先批准不按某条规则办理"),
        "acknowledgements": listing("确认", _acknowledgement(), "已发生的违规，由非当事人认账"),
    }
    assert tuple(keys) == CORE_KEYS
    return keys


def _policy(policies: Sequence[Policy]) -> Schema:
    options = [(policy.id, policy.revisions[-1].head.title, "") for policy in policies]
    one = choice(options, absent=False)
    many = {"type": "array", "items": one}
    help_text = "所依据的制度；只有一个制度时可以不写，写多个则逐一检查"
    return titled({"anyOf": [one, many, {"type": "null"}]}, "制度", help_text)


def _complainant() -> Schema:
    keys = {
        "ref": identifier("客户编号", "不写证件号码"),
        "name": text("客户姓名（遮蔽）", "如 张**"),
        "unit": identifier("客户所属机构", "organization.yml 中的单位"),
    }
    return titled(mapping(keys, absent=True), "投诉人")


def _party(*, dated: bool = False, absent: bool = False) -> Schema:
    keys = {
        "staff": identifier("人员", "工号或别名", alias=True),
        "unit": identifier("单位", "organization.yml 中的单位"),
    }
    if dated:
        keys["since"] = moment("自何时起", "从何时起知道被投诉；不写则自始")
    return mapping(keys, absent=absent)


# --- events


def _events() -> Schema:
    return {
        "title": "经过",
        "description": "按记录的先后列出；已经记录的不改，写错了另记一条更正",
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/$defs/event"},
    }


def _event(revisions: list[Revision]) -> Schema:
    kinds: dict[str, EventType] = {}
    for revision in revisions:
        kinds |= revision.events
    keys = {
        "id": identifier("事件编号", "案件内不重复，如 e1", absent=False),
        "type": titled(choice(_event_options(kinds), absent=False), "事件类型"),
        "at": moment("时间", "如 2026-03-02T10:15；没有时刻的只写日期", absent=False),
        "by": identifier("经办人", "工号或别名", alias=True, absent=False),
        "unit": identifier("所代表的单位", "不写则为经办人自己的单位"),
        "note": text("备注", "不写证件号码、手机号、银行卡号"),
        "records": listing("留痕", {"$ref": "#/$defs/record"}),
        "deadline": titled({"$ref": "#/$defs/rule"}, "延长哪条时限"),
        "designee": titled(_party(absent=True), "指定给谁"),
        "corrects": identifier("更正哪个事件"),
        "was": text("原来的值"),
        "now": text("现在的值"),
    }
    assert tuple(keys) == EVENT_KEYS
    body = mapping(keys, required=("id", "type", "at", "by"))
    demands = list(_demands(kinds))
    return body | {"allOf": demands} if demands else body


def _event_options(kinds: dict[str, EventType]) -> Iterable[tuple[str, str, str]]:
    for name, kind in kinds.items():
        status = f"之后案件为“{kind.status}”" if kind.status else ""
        yield name, kind.label, "；".join(part for part in (kind.definition, status) if part)


def _demands(kinds: dict[str, EventType]) -> Iterable[Schema]:
    """What events of some types must carry."""
    for name, kind in kinds.items():
        wanted = ["corrects"] if kind.corrects else []
        wanted += ["was", "now"] if kind.reclassifies else []
        if wanted:
            is_type = {"properties": {"type": {"const": name}}, "required": ["type"]}
            yield {"if": is_type, "then": {"required": wanted}}


def _record(revisions: list[Revision]) -> Schema:
    kinds: dict[str, RecordKind] = {}
    for revision in revisions:
        kinds |= revision.records
    options: Options = [(name, kind.label, kind.definition or "") for name, kind in kinds.items()]
    anything = not all(revision.records for revision in revisions)
    kind = identifier("", absent=False) if anything else choice(options, absent=False)
    keys = {
        "kind": titled(kind, "记录种类"),
        "title": text("名称"),
        "sha256": _digest(),
        "bytes": number("字节数", whole=True),
        "uri": _uri(),
        "path": titled({"type": ["string", "null"]}, "文件", "从实例根目录写起"),
    }
    assert tuple(keys) == RECORD_KEYS
    either = [{"required": ["path"]}, {"required": ["uri"]}]
    return mapping(keys, required=("kind",)) | {"anyOf": either}


def _digest() -> Schema:
    pattern = {"type": ["string", "number", "null"], "pattern": "^[0-9a-fA-F]{64}$"}
    return titled(pattern, "摘要", "文件的 SHA-256，64 位十六进制")


def _uri() -> Schema:
    pattern = {"type": ["string", "null"], "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:[\\s\\S]+$"}
    return titled(pattern, "地址", "存放在别处的，如 archive:2026/03/e1.wav")


# --- waivers and acknowledgements


def _rule_ids(revisions: list[Revision]) -> Schema:
    titles = {rule.id: rule.title for revision in revisions for rule in revision.rules}
    titles |= {FIXED_RULES[0]: "必填栏目没有填写"}
    return choice((name, title, "") for name, title in titles.items())


def _waiver() -> Schema:
    keys = {
        "rule": titled({"$ref": "#/$defs/rule"}, "规则"),
        "reason": text("理由"),
        "by": identifier("批准人", "不得是被投诉人、责任人或当事人", alias=True),
        "at": moment("批准时间", absent=False),
        "until": moment("到期日", "含当日", absent=False),
    }
    assert tuple(keys) == WAIVER_KEYS
    return mapping(keys, required=("rule", "by", "at", "until"))


def _acknowledgement() -> Schema:
    keys = {
        "rule": titled({"$ref": "#/$defs/rule"}, "规则"),
        "cause": text("原因"),
        "measure": text("整改措施"),
        "by": identifier("确认人", "不得是被投诉人或违规者本人", alias=True),
        "at": moment("确认时间", absent=False),
    }
    assert tuple(keys) == ACKNOWLEDGEMENT_KEYS
    return mapping(keys, required=ACKNOWLEDGEMENT_KEYS)


# --- fields


def _fields(revisions: list[Revision]) -> dict[str, list[Field]]:
    """Fields by name, as each revision has them, the latest last."""
    fields: dict[str, list[Field]] = {}
    for revision in revisions:
        for name, spec in revision.fields.items():
            fields.setdefault(name, []).append(spec)
    return fields


def _field(specs: list[Field]) -> Schema:
    latest = specs[-1]
    title, description = latest.label, latest.definition or ""
    match latest.type:
        case "choice":
            return titled(choice(_options(specs)), title, description)
        case "choices":
            return listing(title, choice(_options(specs), absent=False), description)
        case "integer" | "number":
            return number(title, description, whole=latest.type == "integer")
        case "money":
            return _money(title, description)
        case "boolean":
            return boolean(title, description)
        case "date":
            return day(title, description)
        case "datetime":
            return moment(title, description)
        case "unit" | "staff":
            return identifier(title, description, alias=latest.type == "staff")
        case _:
            return text(title, description)


def _options(specs: list[Field]) -> Options:
    """The choices of any revision; what a later one says of them wins."""
    options = {one.id: (one.label, one.definition or "") for spec in specs for one in spec.choices}
    return [(name, label, meaning) for name, (label, meaning) in options.items()]


def _money(title: str, description: str) -> Schema:
    keys = {
        "amount": number("金额", "如 1200.00"),
        "currency": titled({"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}, "币种"),
    }
    plain = number("金额", "以制度的币种计")
    return titled({"anyOf": [plain, mapping(keys)]}, title, description)
