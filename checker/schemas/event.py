"""What happened, in a case file: events of the policies' types, and the records kept of them."""

from __future__ import annotations

from collections.abc import Iterable

from checker.loading.events import EVENT_KEYS, RECORD_KEYS
from checker.model.policy import EventType, RecordKind, Revision
from checker.schemas.parts import (
    Options,
    Schema,
    choice,
    identifier,
    listing,
    mapping,
    moment,
    number,
    text,
    titled,
)
from checker.schemas.party import party_schema


def events_schema() -> Schema:
    """The list of what happened."""
    return {
        "title": "经过",
        "description": "按记录的先后列出；已经记录的不改，写错了另记一条更正",
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/$defs/event"},
    }


def event_schema(revisions: list[Revision]) -> Schema:
    """One event of any type of these revisions."""
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
        "designee": titled(party_schema(absent=True), "指定给谁"),
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


def record_schema(revisions: list[Revision]) -> Schema:
    """Evidence kept of an event, here or elsewhere."""
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
