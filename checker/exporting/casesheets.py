"""The columns in which cases are written and read: one table for cases, one for what each holds.

The same columns make the export, the template and what an import understands, so that what was
exported can be imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.exporting.table import Column, Kind, Reads, Reference, Table
from checker.exporting.vocabulary import Vocabulary, choice_words
from checker.model.organization import Organization
from checker.model.policy import Field, FieldType, Policy, Revision

KINDS: dict[FieldType, Kind] = {
    "integer": "integer",
    "number": "number",
    "money": "number",
    "date": "date",
}
"""How a field's value stands in a table; every other type is text."""
READS: dict[FieldType, Reads] = {
    "text": "text",
    "integer": "number",
    "number": "number",
    "money": "number",
    "date": "time",
    "datetime": "time",
}
CURRENCY = ".currency"
YES_NO = {"true": "是", "false": "否"}
TIME = "写成 2026-03-02T10:15；没有时刻的只写 2026-03-02"
NO_NUMBERS = "不写姓名、证件号码、手机号、银行卡号"
NEW_ID = "如 TS-2026-000123；要自动编号，写 新1、新2 …，其他表里也这样写；只有一件时可以不写"
ROLES = {"accused": "被投诉人", "assisting": "协助处理"}
PEOPLE = frozenset({"by", "staff", "responsible.staff", "designee.staff"})
_CASE = Column("case", "案件编号", "case", note="与“案件”表的编号相同", wanted=True)


def case_tables(policies: Sequence[Policy], organization: Organization) -> list[Table]:
    """The tables of cases, empty."""
    words = Vocabulary.of(policies, organization)
    revisions = [revision for policy in policies for revision in reversed(policy.revisions)]
    event = Reference(("case", "event"), "events", ("case", "id"))
    case = Reference(("case",), "cases", ("id",))
    made = [
        ("cases", "案件", "cases", _cases(words, revisions), ("id",), ()),
        ("events", "事件", "events", _events(words), ("case", "id"), (case,)),
        ("records", "记录", "records", _records(words), (), (event,)),
        ("parties", "当事人", "parties", _parties(words), (), (case,)),
        ("waivers", "豁免", "waivers", _waivers(words), (), (case,)),
        ("acknowledgements", "违规确认", "acknowledgements", _owned(words), (), (case,)),
    ]
    return [
        Table(id=name, zh=zh, en=en, columns=tuple(columns), rows=(), key=key, refers=refers)
        for name, zh, en, columns, key, refers in made
    ]


def case_tables_with_people(policies: Sequence[Policy], organization: Organization) -> list[Table]:
    """The tables of cases with the names of staff beside their ids, as offered and as read back."""
    return [_with_people(table, organization) for table in case_tables(policies, organization)]


def _with_people(table: Table, organization: Organization) -> Table:
    words = {entry.id: f"{entry.id} {entry.name}" for entry in organization.staff}
    columns = [
        replace(column, words=words) if column.id in PEOPLE else column for column in table.columns
    ]
    return replace(table, columns=tuple(columns))


def _cases(words: Vocabulary, revisions: list[Revision]) -> list[Column]:
    return [
        Column("id", "编号", "id", note=NEW_ID),
        Column("opened", "立案日期", "opened", "date", made=True),
        Column("closed", "办结日期", "closed", "date", made=True),
        Column("status", "状态", "status", made=True),
        Column(
            "policy", "制度", "policy", words=words.policies, many=True, note="只有一个制度时不写"
        ),
        Column("title", "标题", "title", note=f"一句话；{NO_NUMBERS}", reads="text"),
        Column("summary", "投诉内容", "summary", note=f"客户说了什么；{NO_NUMBERS}", reads="text"),
        Column("complainant.ref", "客户编号", "complainant number", note="不写证件号码"),
        Column(
            "complainant.name",
            "客户姓名（遮蔽）",
            "complainant name (masked)",
            note="如 张**",
            reads="text",
        ),
        Column("complainant.unit", "客户所属机构", "complainant unit", words=words.units),
        Column("responsible.unit", "责任单位", "responsible unit", words=words.units),
        Column("responsible.staff", "责任人", "responsible staff", note="工号"),
        Column("incident", "事件群编号", "incident", note="同一事件引起的各件投诉写同一个编号"),
        Column(
            "previous", "既往投诉", "previous", many=True, note="先前投诉的编号，多个用逗号分开"
        ),
        *(
            column
            for name, spec in words.fields.items()
            for column in _field(name, spec, words, revisions)
        ),
    ]


def _field(
    name: str, spec: Field, words: Vocabulary, revisions: list[Revision]
) -> Iterable[Column]:
    offered: Mapping[str, str] = {}
    if spec.choices:
        offered = choice_words(name, revisions)
    elif spec.type in ("unit", "boolean"):
        offered = words.units if spec.type == "unit" else YES_NO
    yield Column(
        name,
        spec.label,
        name,
        KINDS.get(spec.type, "text"),
        words=offered,
        many=spec.type == "choices",
        reads=READS.get(spec.type, "id"),
        wanted=spec.required is True,
        note=_meaning(spec),
    )
    if spec.type == "money":
        yield Column(
            f"{name}{CURRENCY}",
            f"{spec.label}（币种）",
            f"{name} currency",
            note="如 CNY；不写为本币",
        )


def _meaning(spec: Field) -> str:
    """What a field asks for, and what each choice means."""
    lines = [spec.definition or ""]
    lines += [
        f"{one.label}：{one.definition}" if one.definition else one.label for one in spec.choices
    ]
    if spec.type == "choices":
        lines.append("可以写几项，用逗号分开")
    return "\n".join(line for line in lines if line)


def _events(words: Vocabulary) -> list[Column]:
    return [
        _CASE,
        Column("id", "事件编号", "event", note="案件内不重复，如 e1；不写则按次序编"),
        Column("type", "事件类型", "type", words=words.events, wanted=True),
        Column("at", "时间", "at", note=TIME, reads="time", wanted=True),
        Column("day", "日期", "day", "date", made=True),
        Column("instant", "时刻（带时区）", "instant", made=True),
        Column("by", "经办人", "by", note="工号或别名", wanted=True),
        Column("unit", "所代表的单位", "unit", words=words.units, note="不写则为经办人自己的单位"),
        Column("note", "备注", "note", note=NO_NUMBERS, reads="text"),
        Column("deadline", "所延长的时限", "deadline", words=words.rules),
        Column("designee.staff", "指定人员", "designee staff", note="工号"),
        Column("designee.unit", "指定单位", "designee unit", words=words.units),
        Column("corrects", "更正哪个事件", "corrects", note="同一案件的事件编号"),
        Column("was", "原来的值", "was", reads="text"),
        Column("now", "现在的值", "now", reads="text"),
    ]


def _records(words: Vocabulary) -> list[Column]:
    return [
        _CASE,
        Column("event", "事件编号", "event"),
        Column("kind", "记录种类", "kind", words=words.records, wanted=True),
        Column("title", "名称", "title", reads="text"),
        Column("sha256", "摘要", "sha256", note="文件的 SHA-256，64 位十六进制"),
        Column("bytes", "字节数", "bytes", "integer", reads="number"),
        Column("uri", "地址", "uri", note="存放在别处的，如 archive:2026/03/e1.wav", reads="place"),
        Column("path", "文件", "path", note="在实例里的，从实例根目录写起", reads="place"),
    ]


def _parties(words: Vocabulary) -> list[Column]:
    return [
        _CASE,
        Column("role", "身份", "role", words=ROLES, wanted=True),
        Column("staff", "人员", "staff", note="工号或别名"),
        Column("unit", "单位", "unit", words=words.units),
        Column(
            "since", "自何时起", "since", note=f"被投诉人才写，不写则自始；{TIME}", reads="time"
        ),
    ]


def _waivers(words: Vocabulary) -> list[Column]:
    return [
        _CASE,
        Column("rule", "规则", "rule", words=words.rules, wanted=True),
        Column("reason", "理由", "reason", reads="text"),
        Column("by", "批准人", "by", note="工号或别名", wanted=True),
        Column("at", "批准时间", "at", note=TIME, reads="time", wanted=True),
        Column(
            "until",
            "到哪天为止",
            "until",
            note="写成 2026-04-30，含当日",
            reads="time",
            wanted=True,
        ),
    ]


def _owned(words: Vocabulary) -> list[Column]:
    return [
        _CASE,
        Column("rule", "规则", "rule", words=words.rules, wanted=True),
        Column("cause", "原因", "cause", reads="text"),
        Column("measure", "整改措施", "measure", reads="text"),
        Column("by", "确认人", "by", note="工号或别名", wanted=True),
        Column("at", "确认时间", "at", note=TIME, reads="time", wanted=True),
    ]
