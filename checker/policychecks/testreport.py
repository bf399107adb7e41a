"""The outcome of rule tests as text, JSON and Markdown: failures in full, the rest counted."""

from __future__ import annotations

from typing import Any

from checker.model.finding import Finding
from checker.model.text import Lang, Say, joined, plain, say
from checker.policychecks.printing import as_json, problem_data, problem_text, table
from checker.policychecks.ruletests import Run, TestReport

VERSION = 1


def render(report: TestReport, format_name: str, lang: Lang) -> str:
    """The report in one of the formats, with a final newline."""
    match format_name:
        case "json":
            return as_json(as_data(report, lang))
        case "markdown":
            return markdown(report, lang)
        case _:
            return text(report, lang)


def text(report: TestReport, lang: Lang) -> str:
    """Problems, failures, and the counts in the last line."""
    blocks = [problem_text(item, lang) for item in report.problems]
    blocks += [_failure(run, lang) for run in report.failed]
    return "\n".join([*blocks, summary(report).render(lang)]) + "\n"


def summary(report: TestReport) -> Say:
    """How many tests, runs, failures."""
    return say(
        "规则测试 {tests} 个，按各修订共运行 {runs} 次：通过 {passed}，失败 {failed}，测试有误 {wrong}",
        "{tests} rule test(s), {runs} run(s) under their revisions: "
        "{passed} passed, {failed} failed, {wrong} problem(s)",
        **counts(report),
    )


def counts(report: TestReport) -> dict[str, int]:
    """The counts of a report by name."""
    failed = len(report.failed)
    return {
        "tests": report.tests,
        "runs": len(report.runs),
        "passed": len(report.runs) - failed,
        "failed": failed,
        "wrong": len(report.problems),
    }


def _failure(run: Run, lang: Lang) -> str:
    line, column = run.test.place()
    head = say(
        "失败：{name}（修订 {revision}）[{rule}]",
        "failed: {name} (revision {revision}) [{rule}]",
        name=run.test.name,
        revision=run.revision.label,
        rule=run.test.rule,
    ).render(lang)
    lines = [f"{run.test.file}:{line}:{column}: {head}"]
    lines.append("  " + say("应为：{e}", "expected: {e}", e=expected(run)).render(lang))
    found = [_found(run, item.finding) for item in run.verdicts] or [_nothing(run)]
    lines += ["  " + say("实为：{f}", "found: {f}", f=item).render(lang) for item in found]
    return "\n".join(lines)


def expected(run: Run) -> Say:
    """What a test expects, in a few words."""
    expect = run.test.expect
    keys = [key for key in ("reason", "due", "period", "unit") if key in expect.asked]
    return plain(" ".join([expect.status, *(f"{key}={_expected_value(run, key)}" for key in keys)]))


def _expected_value(run: Run, key: str) -> str:
    due = run.test.expect.due
    if key == "due" and due is not None:
        return due.short(run.revision.zone)
    return str(getattr(run.test.expect, key) or "null")


def _found(run: Run, finding: Finding) -> Say:
    due = finding.due.short(run.revision.zone) if finding.due else "null"
    words = plain(f"{finding.status} reason={finding.reason or 'null'} due={due}")
    about = [plain(f"[{finding.subject}]")] if finding.subject else []
    return joined([words, *about, finding.message], " ", " ")


def _nothing(run: Run) -> Say:
    if run.test.expect.unit or run.test.expect.period:
        return say("没有对该单位或期间的结论", "no finding on that unit or period")
    return say("没有结论", "no finding")


def as_data(report: TestReport, lang: Lang) -> dict[str, Any]:
    """The report as plain data: `version summary problems runs`."""
    return {
        "version": VERSION,
        "policies": [policy.id for policy in report.policies],
        "summary": counts(report),
        "problems": [problem_data(item, lang) for item in report.problems],
        "runs": [_run_data(run, lang) for run in report.runs],
    }


def _run_data(run: Run, lang: Lang) -> dict[str, Any]:
    line, column = run.test.place()
    return {
        "name": run.test.name,
        "rule": run.test.rule,
        "revision": run.revision.label,
        "passed": run.passed,
        "expected": expected(run).render(lang),
        "found": [_finding_data(run, item.finding, lang) for item in run.verdicts],
        "path": run.test.file,
        "line": line,
        "column": column,
    }


def _finding_data(run: Run, finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "status": finding.status,
        "reason": finding.reason,
        "due": finding.due.iso(run.revision.zone) if finding.due else None,
        "subject": finding.subject,
        "message": finding.message.render(lang),
    }


def markdown(report: TestReport, lang: Lang) -> str:
    """The counts, then a table of what failed and what could not be read."""
    parts = [say("# 规则测试", "# Rule tests").render(lang), summary(report).render(lang)]
    if report.problems:
        rows = [_problem_row(problem_data(item, lang)) for item in report.problems]
        parts.append(table(_words(lang, ("位置", "Place"), ("问题", "Problem")), rows))
    if report.failed:
        head = _words(
            lang,
            ("位置", "Place"),
            ("测试", "Test"),
            ("规则", "Rule"),
            ("修订", "Revision"),
            ("应为", "Expected"),
            ("实为", "Found"),
        )
        parts.append(table(head, [_failed_row(run, lang) for run in report.failed]))
    return "\n\n".join(parts) + "\n"


def _problem_row(item: dict[str, Any]) -> list[str]:
    return [f"{item['path']}:{item['line']}", f"{item['message']} [{item['code']}]"]


def _failed_row(run: Run, lang: Lang) -> list[str]:
    found = [_found(run, item.finding) for item in run.verdicts] or [_nothing(run)]
    return [
        f"{run.test.file}:{run.test.place()[0]}",
        run.test.name,
        run.test.rule,
        run.revision.label,
        expected(run).render(lang),
        "; ".join(item.render(lang) for item in found),
    ]


def _words(lang: Lang, *words: tuple[str, str]) -> list[str]:
    return [zh if lang == "zh" else en for zh, en in words]
