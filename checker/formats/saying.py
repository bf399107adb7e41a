"""What every format says of a diagnostic: the word for its status, why, and the cure."""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Result
from checker.model.finding import STATUS_WORDS, Diagnostic, Level
from checker.model.text import Lang, Say, listed, say

GATED = frozenset({"invalid", "violation", "undetermined"})


def reasons(item: Diagnostic) -> Iterator[Say]:
    """What a report says below the message: notes, the basis, the remedy."""
    yield from item.finding.notes
    if item.basis:
        labels = listed(item.basis_labels or item.basis)
        yield say("依据：{basis}", "basis: {basis}", basis=labels)
    cure = remedy(item)
    if cure is not None:
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
    """What to do about what may count: the rule's own remedy, else the one for the reason.

    What cannot be said is put right by what is missing, not by what the rule would have done.
    """
    if item.status not in GATED:
        return None
    general = REMEDIES.get(item.finding.reason or "")
    if item.status == "undetermined":
        return general or item.remedy
    return item.remedy or general


_OWN_IT = say(
    "在 acknowledgements 中写明原因和整改措施，由非当事人确认",
    "own it in acknowledgements with cause and measure, by somebody else",
)
REMEDIES = {
    "late": _OWN_IT,
    "out_of_order": _OWN_IT,
    "same_actor": _OWN_IT,
    "not_designated": _OWN_IT,
    "forbidden_actor": say(
        "改由不须回避的人重新办理；已发生的写入 acknowledgements，由非当事人确认",
        "have it done again by somebody not barred; own what happened in acknowledgements",
    ),
    "wrong_actor": say(
        "由有权的人重新办理；已发生的写入 acknowledgements，由非当事人确认",
        "have it done again by somebody entitled; own what happened in acknowledgements",
    ),
    "below_floor": say("核对并改正该项的取值", "check the value and correct it"),
    "wrong_value": say("核对并改正该项的取值", "check the value and correct it"),
    "unstaffed": say(
        "配齐人员，并更新 policy/organization.yml",
        "fill the post and update policy/organization.yml",
    ),
    "unknown_value": say("补填判断所需的信息", "fill in what is needed to judge"),
    "no_revision": say(
        "核对立案日期；制度在该日尚未生效或已废止",
        "check the opening day: no revision was in force",
    ),
    "bad_waiver": say(
        "由有权且无利害关系的人重新出具豁免，或写入 acknowledgements",
        "have somebody who may and is not concerned waive it, or own it in acknowledgements",
    ),
    "expired_waiver": say(
        "立即办理；已发生的写入 acknowledgements",
        "do it now; own what happened in acknowledgements",
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
    "removed": say(
        "从历史中恢复文件，再写入 acknowledgements",
        "put the file back from history, then own it in acknowledgements",
    ),
    "rewritten": say(
        "恢复原记录；要更正的，另加一条指明原事件的更正",
        "restore the entry; correct it by a new event that names it",
    ),
    "recorded_late": say(
        "以后及时入库；已迟的写入 acknowledgements",
        "record in time; own what was late in acknowledgements",
    ),
    "self_serving": say(
        "拆成两次提交，由无利害关系的人复核；写入 acknowledgements",
        "part the two, have somebody not concerned review; own it in acknowledgements",
    ),
    "lowered": say(
        "恢复原级别；确需下调的，记录一条调整事件",
        "restore the value; record an event that reclassifies",
    ),
    "unsigned": say(
        "以后签名提交；钥匙经复核写入 policy/allowed_signers",
        "sign commits; keys come into policy/allowed_signers by review",
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
