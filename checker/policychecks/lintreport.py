"""The lint as text, JSON and Markdown; every finding in each."""

from __future__ import annotations

from typing import Any

from checker.model.text import Lang, Say, say
from checker.policychecks.lint import LintReport
from checker.policychecks.looking import Found
from checker.policychecks.printing import as_json, table

VERSION = 1


def render(report: LintReport, format_name: str, lang: Lang) -> str:
    """The report in one of the formats, with a final newline."""
    match format_name:
        case "json":
            return as_json(as_data(report, lang))
        case "markdown":
            return markdown(report, lang)
        case _:
            return text(report, lang)


def text(report: LintReport, lang: Lang) -> str:
    """A line to jump to for each finding, its cure below, the counts at the end."""
    lines = [line for item in report.findings for line in _lines(item, lang)]
    return "\n".join([*lines, summary(report).render(lang)]) + "\n"


def _lines(item: Found, lang: Lang) -> list[str]:
    where = f"{item.path}:{item.line}:{item.column}"
    lines = [f"{where}: {item.level}: {item.message.render(lang)} [{item.code}]"]
    if item.remedy is not None:
        cure = say("处理：{cure}", "remedy: {cure}", cure=item.remedy)
        lines.append(f"  {cure.render(lang)}")
    return lines


def summary(report: LintReport) -> Say:
    """How many of each level."""
    return say(
        "制度检查：错误 {errors}，警告 {warnings}",
        "policy lint: {errors} error(s), {warnings} warning(s)",
        errors=report.count("error"),
        warnings=report.count("warning"),
    )


def as_data(report: LintReport, lang: Lang) -> dict[str, Any]:
    """The report as plain data: `version policies summary findings`."""
    return {
        "version": VERSION,
        "policies": report.policies,
        "summary": {level: report.count(level) for level in ("error", "warning")},
        "findings": [
            {
                "code": item.code,
                "level": item.level,
                "path": item.path,
                "line": item.line,
                "column": item.column,
                "message": item.message.render(lang),
                "remedy": item.remedy.render(lang) if item.remedy else None,
            }
            for item in report.findings
        ],
    }


def markdown(report: LintReport, lang: Lang) -> str:
    """The counts and a table."""
    parts = [say("# 制度检查", "# Policy lint").render(lang), summary(report).render(lang)]
    if report.findings:
        head = (
            ["位置", "级别", "问题", "处理"]
            if lang == "zh"
            else ["Place", "Level", "Finding", "Remedy"]
        )
        parts.append(table(head, [_cells(item, lang) for item in report.findings]))
    return "\n\n".join(parts) + "\n"


def _cells(item: Found, lang: Lang) -> list[str]:
    return [
        f"{item.path}:{item.line}",
        item.level,
        f"{item.message.render(lang)} [{item.code}]",
        item.remedy.render(lang) if item.remedy else "",
    ]
