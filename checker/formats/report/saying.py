"""The words that every format of a report says around its numbers."""

from __future__ import annotations

from checker.model.text import Say, say
from checker.reporting import Report

REMARKS = say("概要", "What stands out")
DEFINITIONS = say("口径", "What the numbers mean")
NOTHING = say("没有。", "None.")
CASES = say(
    "每个数字所依据的案件：--format json 逐项列出，XLSX 的“案件”工作表逐件列出。",
    "The cases behind each number: in --format json beside it, in XLSX on the sheet of cases.",
)


def heading(report: Report) -> Say:
    """投诉分析报告：2026 年 2 月."""
    name = say("投诉分析报告：{title}", "Complaint report: {title}", title=report.title)
    if report.ended:
        return name
    return say("{name}（未结束）", "{name} (not over)", name=name)


def dated(report: Report) -> Say:
    """The days and the instant that the numbers rest on."""
    return say(
        "{first} 至 {last}；按截至 {as_of} 的登记簿计算。",
        "{first} to {last}; computed from the register as of {as_of}.",
        first=report.first_day,
        last=report.last_day,
        as_of=report.as_of,
    )
