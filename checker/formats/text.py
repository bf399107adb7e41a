"""The text format: a line to jump to, then what explains it; a summary at the end."""

from __future__ import annotations

from checker.engine import Result
from checker.model.finding import Diagnostic
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
    word = item.level if item.status in GATED else STATUS_WORDS[item.status].render(lang)
    if item.status == "not_applicable" and item.level == "note":
        word = "note"
    message = item.finding.message.render(lang)
    lines = [f"{item.path}:{item.line}:{item.column}: {word}: {message} [{item.rule}]"]
    for place in item.related:
        where = f"{place.path}:{place.line}:{place.column}"
        lines.append(f"  {where}: {place.message.render(lang)}")
    lines += [f"  {text.render(lang)}" for text in item.finding.notes]
    if item.basis:
        labels = listed(item.basis_labels or item.basis)
        lines.append("  " + say("依据：{basis}", "basis: {basis}", basis=labels).render(lang))
    remedy = _remedy(item)
    if remedy is not None and item.status in GATED:
        lines.append("  " + say("处理：{cure}", "remedy: {cure}", cure=remedy).render(lang))
    return "\n".join(lines)


def _remedy(item: Diagnostic) -> Say | None:
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
