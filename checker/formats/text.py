"""The text format: a line to jump to, then what explains it; a summary at the end."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Result
from checker.formats.inert import visible
from checker.model.finding import Diagnostic, Level
from checker.model.text import Lang, Say, listed, say

STATUS_WORDS = {
    "invalid": say("文件有误", "invalid"),
    "violation": say("违规", "violation"),
    "undetermined": say("无法判断", "undetermined"),
    "due_soon": say("即将到期", "due soon"),
    "pending": say("待办", "pending"),
    "met": say("已履行", "met"),
    "acknowledged": say("违规已确认", "acknowledged"),
    "waived": say("已豁免", "waived"),
    "not_applicable": say("不适用", "not applicable"),
}
GATED = frozenset({"invalid", "violation", "undetermined"})


def render(result: Result, lang: Lang) -> str:
    """All diagnostics, one paragraph each, then the summary."""
    blocks = [render_diagnostic(item, lang) for item in result.diagnostics]
    return "\n".join([*blocks, summary(result, lang)]) + "\n"


def render_diagnostic(item: Diagnostic, lang: Lang) -> str:
    """`path:line:column: level: message [rule]`, and below it why and what to do."""
    head = f"{item.path}:{item.line}:{item.column}: {word(item, lang)}: "
    head += f"{item.finding.message.render(lang)} [{item.rule}]"
    return "\n".join(visible(line) for line in (head, *explained(item, lang)))


def explained(item: Diagnostic, lang: Lang) -> Iterator[str]:
    """The indented lines below a diagnostic: related places, notes, basis, remedy."""
    for place in item.related:
        where = f"{place.path}:{place.line}:{place.column}"
        yield f"  {where}: {place.message.render(lang)}"
    for text in reasons(item):
        yield "  " + text.render(lang)


def reasons(item: Diagnostic) -> Iterator[Say]:
    """What a report says below the message: notes, the basis, the remedy."""
    yield from item.finding.notes
    if item.basis:
        labels = listed(item.basis_labels or item.basis)
        yield say("依据：{basis}", "basis: {basis}", basis=labels)
    cure = remedy(item)
    if cure is not None and item.status in GATED:
        yield say("处理：{cure}", "remedy: {cure}", cure=cure)


def word(item: Diagnostic, lang: Lang) -> str:
    """The word after the place: the level of what may count, else the status."""
    if item.status in GATED or is_remark(item):
        return item.level
    return STATUS_WORDS[item.status].render(lang)


def is_remark(item: Diagnostic) -> bool:
    """Whether nothing applies and yet there is something to say: a stray extension."""
    return item.status == "not_applicable" and item.level == "note"


def weight(item: Diagnostic) -> Level | None:
    """The level at which a diagnostic counts against the gate; None where it never does."""
    if item.status not in GATED:
        return None
    return item.level if item.status == "violation" else "error"


def remedy(item: Diagnostic) -> Say | None:
    """What to do: the rule's own remedy, else the one for the reason."""
    if item.remedy is not None:
        return item.remedy
    return REMEDIES.get(item.finding.reason or "")


REMEDIES = {
    "late": say(
        "在 acknowledgements 中写明原因和整改措施，由非当事人确认",
        "own it in acknowledgements with cause and measure, by somebody else",
    ),
    "overdue": say("立即办理，并记录事件", "do it now and record the event"),
    "missing": say("补办并记录该事件", "do it and record the event"),
    "unfilled": say("补填该项", "fill it in"),
    "no_record": say("补录该事件的留痕材料", "add the records of the event"),
    "no_digest": say("为记录补上 sha256 摘要", "add the sha256 of the record"),
    "personal_data": say("遮蔽或删除个人信息", "mask or remove the personal data"),
    "not_published": say(
        "出具报告并登记到 cases/reports", "publish it and record it in cases/reports"
    ),
    "calendar_unknown": say(
        "把该年的放假通知加入 policy/calendars", "add that year's notice under policy/calendars"
    ),
    "time_needed": say("给事件写上时刻，如 2026-03-02T10:15", "give the event a time of day"),
}


def summary(result: Result, lang: Lang) -> str:
    """The last line: how many cases, how many of what, and as of when."""
    counts = result.summary
    parts = [
        say("{word} {n}", "{n} {word}", word=STATUS_WORDS[status], n=counts[status]).render(lang)
        for status in STATUS_WORDS
        if counts[status]
    ]
    if counts.get("left_out"):
        parts.append(say("未计入 {n}", "{n} left out", n=counts["left_out"]).render(lang))
    told = say(
        "案件 {cases} 件（截至 {as_of}）：{parts}",
        "{cases} case(s) as of {as_of}: {parts}",
        cases=counts["cases"],
        as_of=result.as_of.iso(result.zone),
        parts=("，" if lang == "zh" else ", ").join(parts) or "—",
    )
    return told.render(lang)
