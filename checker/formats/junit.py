"""JUnit XML: a suite for each policy, a test case for each case judged, green ones too.

What counts as error fails its case; lower levels and notes are told in its output. What could
not be judged is an error, never a pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from checker.engine import Result
from checker.formats.inert import visible
from checker.formats.saying import weight
from checker.formats.text import render_diagnostic
from checker.model.finding import Diagnostic
from checker.model.text import Lang

FILES = "files"
"""The suite of what belongs to no policy: files with a problem of their own."""
Key = tuple[str, str, str]
"""Suite, class name, name of a test case."""


def render(result: Result, lang: Lang) -> str:
    """The report; suites and test cases in the order of their names."""
    tests: dict[Key, list[Diagnostic]] = {key: [] for key in _judged(result)}
    for item in result.diagnostics:
        tests.setdefault(_key(item), []).append(item)
    root = ET.Element("testsuites", name="tousu")
    for suite in sorted({key[0] for key in tests}):
        _suite(root, suite, {key: tests[key] for key in sorted(tests) if key[0] == suite}, lang)
    _count(root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _judged(result: Result) -> Iterator[Key]:
    """All that was judged, whatever came of it: cases under each policy, and the register."""
    for item in result.outcomes:
        for policy in item.policies:
            yield policy, item.file, item.id
    for verdict in result.register:
        finding = verdict.finding
        yield verdict.policy, finding.file or "", f"{verdict.rule_id} {finding.subject}"


def _key(item: Diagnostic) -> Key:
    about = item.case or f"{item.rule} {item.finding.subject or ''}".strip()
    return item.policy or FILES, item.path, about


def _suite(root: ET.Element, name: str, tests: dict[Key, list[Diagnostic]], lang: Lang) -> None:
    suite = ET.SubElement(root, "testsuite", name=visible(name))
    for (_, file, about), items in tests.items():
        names = {"classname": file, "name": about, "file": file, "time": "0"}
        test = ET.SubElement(suite, "testcase", {k: visible(v) for k, v in names.items()})
        _outcome(test, items, lang)
    _count(suite)


def _outcome(test: ET.Element, items: list[Diagnostic], lang: Lang) -> None:
    """One failure or error for all that counts, as readers show only the first."""
    counts = [item for item in items if weight(item) == "error"]
    rest = [item for item in items if weight(item) != "error"]
    if counts:
        first = counts[0]
        told = {"type": first.rule, "message": first.finding.message.render(lang)}
        attributes = {name: visible(value) for name, value in told.items()}
        ET.SubElement(test, _tag(counts), attributes).text = _text(counts, lang)
    if rest:
        ET.SubElement(test, "system-out").text = _text(rest, lang)


def _tag(counts: list[Diagnostic]) -> str:
    broken = any(item.status == "violation" for item in counts)
    return "failure" if broken else "error"


def _text(items: list[Diagnostic], lang: Lang) -> str:
    return "\n".join(render_diagnostic(item, lang) for item in items)


def _count(element: ET.Element) -> None:
    """Set the totals that readers expect."""
    totals = {"tests": "testcase", "failures": "failure", "errors": "error"}
    for name, tag in totals.items():
        element.set(name, str(sum(1 for _ in element.iter(tag))))
    element.set("skipped", "0")
