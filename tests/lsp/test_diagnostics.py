"""What is marked while somebody types: the text in the editor is judged, not the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from .editor import Editor, at, units

CASE = "cases/2025/TS-2025-000001.yml"
LATE = "at: 2025-03-19T09:30"
SEVERITY = lsp.DiagnosticSeverity


@pytest.fixture
def file(root: Path, editor: Editor) -> Path:
    found = root / CASE
    assert editor.open(found) == []
    return found


@pytest.fixture
def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def codes(found: list[lsp.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found]


def test_an_unsaved_breach_is_marked_and_the_file_left_alone(editor, file, text) -> None:
    late = text.replace("at: 2025-03-11T09:30", LATE)
    found = editor.change(file, late)
    assert codes(found) == ["accept-in-time", "close-in-time", "steps-in-order"]
    one = found[0]
    assert one.source == "tousu"
    assert one.severity == SEVERITY.Error
    assert one.message.split("\n")[:2] == [
        "受理于 2025-03-19 09:30，晚于期限 2025-03-13（3 个工作日）",
        "依据：第三条（二）",
    ]
    assert (one.range.start, one.range.end) == (
        at(late, "2025-03-19T09:30"), at(late, "2025-03-19T09:30", end=True),
    )  # fmt: skip
    assert file.read_text(encoding="utf-8") == text
    assert editor.change(file, text) == []


def test_what_explains_a_breach_is_shown_beside_it(editor, file, text) -> None:
    found = editor.change(file, text.replace("at: 2025-03-11T09:30", LATE))
    (related,) = found[0].related_information
    assert related.message == "起算：2025-03-10 10:15 接到投诉"
    assert related.location.uri == editor.uri(file)
    assert related.location.range.start == at(text, "2025-03-10T10:15")


def test_the_accused_is_shown_beside_a_recusal(editor, file, text) -> None:
    accused = text.replace("severity: general", "accused: [{staff: E1002}]\nseverity: general")
    found = [one for one in editor.change(file, accused) if one.code == "accused-does-not-handle"]
    assert found
    places = [place.message for one in found for place in one.related_information or ()]
    assert "被投诉：E1002" in places


def test_levels_become_severities(editor, file, text) -> None:
    start, end = text.index("    records:\n"), text.index("  - {id: e2")
    found = editor.change(file, text[:start] + text[end:])
    assert [(one.code, one.severity) for one in found] == [
        ("contact-leaves-a-trace", SEVERITY.Warning)
    ]


def test_what_is_due_soon_is_told_and_what_is_owned_only_hinted_at(start, own) -> None:
    editor = start(own)
    (own / "policy/settings.yml").write_text("as_of: 2025-03-13T09:00\n", encoding="utf-8")
    file = own / CASE
    text = file.read_text(encoding="utf-8")
    opened = text[: text.index("  - {id: e3")]
    found = editor.open(file, opened)
    assert [(one.code, one.severity) for one in found] == [("accept-in-time", SEVERITY.Information)]
    assert found[0].message.startswith("即将到期: 应在 2025-03-13 前受理或不予受理")
    owned = text.replace("at: 2025-03-10T11:00", "at: 2025-03-11T11:00") + (
        "acknowledgements:\n  - {rule: register-in-time, cause: 忙, measure: 改, by: E1001, at: 2025-03-12}\n"
    )
    (own / "policy/settings.yml").write_text("as_of: 2025-08-29\n", encoding="utf-8")
    editor.disk_changed(own / "policy/settings.yml", lsp.FileChangeType.Changed)
    found = editor.change(file, owned)
    assert ("register-in-time", SEVERITY.Hint) in [(one.code, one.severity) for one in found]


def test_broken_text_has_one_mark_at_its_place(editor, file, text) -> None:
    found = editor.change(file, text.replace("by: E0103}", "by: E0103"))
    assert codes(found) == ["yaml-syntax"]
    assert editor.change(file, text) == []


def test_problems_of_the_file_are_marked(editor, file, text) -> None:
    found = editor.change(file, text.replace("category: service", "catgory: service"))
    assert codes(found) == ["unknown-key"]
    assert "category" in found[0].message
    assert found[0].range.start == lsp.Position(text[: text.index("category")].count("\n"), 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_are_in_the_agreed_units(start, own, encoding) -> None:
    editor = start(own, encodings=[lsp.PositionEncodingKind(encoding)])
    assert editor.server.capabilities.position_encoding == encoding
    file = own / CASE
    line = "  - {note: 客户😀𠮷说, id: e3, type: acepted, at: 2025-03-11T09:30, by: E1002}"
    old = "  - {id: e3, type: accepted, at: 2025-03-11T09:30, by: E1002}"
    found = editor.open(file, file.read_text(encoding="utf-8").replace(old, line))
    (mark,) = [one for one in found if one.code == "unknown-reference"]
    before = units(line[: line.index("acepted")], encoding)
    assert (mark.range.start.character, mark.range.end.character) == (before, before + 7)


def test_utf_16_unless_agreed_otherwise(editor) -> None:
    assert editor.server.capabilities.position_encoding == "utf-16"


def test_windows_line_ends_and_a_byte_order_mark(editor, file, text) -> None:
    late = text.replace("at: 2025-03-11T09:30", LATE)
    windows = late.replace("\n", "\r\n")
    assert editor.change(file, windows)[0].range.start == at(late, "2025-03-19T09:30")
    marked = editor.change(file, "\ufeffidd: x\r\n" + windows)
    assert marked[0].range.start in (lsp.Position(0, 0), lsp.Position(0, 1))


def test_a_policy_that_breaks_is_marked_on_its_file_and_said_on_each_case(start, own) -> None:
    editor = start(own)
    case, rules = own / CASE, own / "policy/complaint-handling/2020-01-01/rules.yml"
    assert editor.open(case) == []
    text = rules.read_text(encoding="utf-8")
    editor.marks.clear()
    found = editor.open(rules, text.replace("kind: deadline", "kind: deadlin", 1))
    assert codes(found) == ["policy-invalid"]
    assert found[0].range.start.character == len("    kind: ")
    (said,) = editor.wait(case)
    assert "不可靠" in said.message
    assert said.severity == SEVERITY.Error
    editor.marks.clear()
    assert editor.change(rules, text) == []
    assert editor.wait(case) == []


def test_a_policy_broken_on_the_disk_is_never_green(start, own) -> None:
    rules = own / "policy/complaint-handling/2020-01-01/rules.yml"
    rules.write_text("rules: [", encoding="utf-8")
    editor = start(own)
    found = editor.open(own / CASE)
    assert "不可靠" in found[0].message
    assert codes(editor.wait(rules)) == ["yaml-syntax"]


def test_a_case_not_yet_opened_does_not_look_fine(start, own) -> None:
    (own / "policy/settings.yml").write_text("as_of: 2025-01-01\n", encoding="utf-8")
    editor = start(own)
    found = editor.open(own / CASE)
    assert [(one.code, one.severity) for one in found] == [("not-judged", SEVERITY.Warning)]
    assert "2025-01-01T23:59:59+08:00" in found[0].message


def test_a_rule_changed_in_the_editor_judges_the_open_case(start, own) -> None:
    (own / "policy/complaint-handling/revisions.lock").unlink()
    editor = start(own)
    case, rules = own / CASE, own / "policy/complaint-handling/2020-01-01/rules.yml"
    assert editor.open(case) == []
    text = rules.read_text(encoding="utf-8")
    editor.open_quietly(
        rules, text.replace("within: {calendar_days: 30}", "within: {calendar_days: 1}")
    )
    editor.marks.clear()
    assert "close-in-time" in codes(editor.wait(case))


def test_a_colleague_of_the_case_changes_its_verdict_only_where_it_says_so(
    editor, file, text
) -> None:
    other = file.with_name("TS-2025-000009.yml")
    found = editor.open(other, text)
    assert "misplaced-file" in codes(found) or "duplicate-id" in codes(found)
    editor.close(other)
    assert editor.wait(file) == []


def test_a_file_deleted_on_the_disk(start, own) -> None:
    editor = start(own)
    file, copy = own / CASE, own / "cases/2025/ts-2025-000001.yml"
    text = file.read_text(encoding="utf-8")
    copy.write_text(text, encoding="utf-8")
    assert codes(editor.open(file)) == ["duplicate-id"]
    copy.unlink()
    editor.marks.clear()
    editor.disk_changed(copy, lsp.FileChangeType.Deleted)
    assert editor.wait(file) == []
    file.unlink()
    editor.disk_changed(file, lsp.FileChangeType.Deleted)
    assert editor.change(file, text.replace("at: 2025-03-11T09:30", LATE))
    editor.marks.clear()
    editor.close(file)
    assert editor.wait(file) == []


def test_a_new_file_that_only_the_editor_has(editor, file, text) -> None:
    new = file.with_name("TS-2025-000011.yml")
    renamed = text.replace("id: TS-2025-000001\n", "id: TS-2025-000011\n").replace(
        "at: 2025-03-11T09:30", LATE
    )
    assert "accept-in-time" in codes(editor.open(new, renamed))
    editor.close(new)


OWED = """
  - id: report-monthly
    kind: periodic-report
    title: 月报
    basis: ["9"]
    every: month
    document: monthly
    first: 2025-07
    within: {working_days: 5}
  - id: somebody-answers
    kind: staffing
    title: 有人受理
    basis: ["9"]
    units: {unit_type: [headquarters]}
    role: intake
"""


def add_rules(own: Path, text: str) -> None:
    """More rules for the revision, which is frozen no longer."""
    (own / "policy/complaint-handling/revisions.lock").unlink()
    rules = own / "policy/complaint-handling/2020-01-01/rules.yml"
    with rules.open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_a_report_and_the_organization_are_told_what_they_owe(start, own) -> None:
    add_rules(own, OWED)
    editor = start(own)
    report = own / "cases/reports/monthly/2025-07.yml"
    late = "period: 2025-07\nissued: 2025-08-20\nby: E0101\n"
    assert codes(editor.open(report, late)) == ["report-monthly"]
    assert editor.change(report, late.replace("08-20", "08-04")) == []
    assert "unknown-reference" in codes(editor.change(report, late.replace("E0101", "E9")))
    assert codes(editor.open(own / "policy/organization.yml")) == ["somebody-answers"]


def test_two_folders_two_instances(start, fresh, tmp_path) -> None:
    one, other = (Path(shutil.copytree(fresh, tmp_path / name)) for name in ("甲 社", "乙社"))
    (other / "policy/organization.yml").write_text(
        (other / "policy/organization.yml").read_text(encoding="utf-8").replace("E1002", "E1009"),
        encoding="utf-8",
    )
    editor = start(one, other)
    assert editor.open(one / CASE) == []
    assert "unknown-reference" in codes(editor.open(other / CASE))
    assert len(editor.told) == 2


def test_files_of_no_instance_are_left_alone(editor, tmp_path, file) -> None:
    stray = tmp_path / "notes.yml"
    editor.open_quietly(stray, "a: 1\n")
    assert editor.hover(stray, lsp.Position(0, 0)) == ""
    assert editor.completion(stray, lsp.Position(0, 0)) == {}
    assert editor.uri(stray) not in editor.marks


def test_a_day_held_still_is_said_once(editor, file, text) -> None:
    editor.change(file, text)
    assert [one for one in editor.told if "2025-08-29" in one] == editor.told[:1]
    assert len(editor.told) == 1


def test_the_clock_is_used_where_no_day_is_held(start, own) -> None:
    (own / "policy/settings.yml").unlink()
    editor = start(own)
    text = (own / CASE).read_text(encoding="utf-8")
    found = editor.open(own / CASE, text.replace("2025-03-18T14:00", "2199-01-01"))
    assert codes(found) == ["future-event"]
    assert editor.told == []


def test_the_handbook_and_the_language_are_options(start, own) -> None:
    editor = start(own, options={"site": "https://intranet.example/tousu/", "lang": "en"})
    text = (own / CASE).read_text(encoding="utf-8")
    found = editor.open(own / CASE, text.replace("at: 2025-03-11T09:30", LATE))
    address = "https://intranet.example/tousu/rules/complaint-handling/accept-in-time/"
    assert found[0].code_description.href == address
    assert "later than due 2025-03-13" in found[0].message


def test_no_address_unless_configured(editor, file, text) -> None:
    found = editor.change(file, text.replace("at: 2025-03-11T09:30", LATE))
    assert found[0].code_description is None


def test_the_server_asks_to_be_told_of_files(editor) -> None:
    assert editor.watching == [lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES]


HOSTILE = [
    "", "\n", "\x00", "- - -", "{", "a: &x 1", "events: {}", "events: [1, [2], {id: {}}]",
    "id: [x]\nevents: text", "\ud800", "🙂" * 50, "? a", "events:\n\t- x", "%YAML 1.1\n---\n",
    "a: " + "[" * 100, "previous: {a: b}", "accused: 3\nevents:\n  - type: [x]\n",
]  # fmt: skip


@pytest.mark.parametrize("broken", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_stops_it(editor, file, text, broken) -> None:
    if "\ud800" in broken:
        broken = "\ufffe"
    found = editor.change(file, broken)
    assert found
    for line in (0, 1, 99):
        for question in (editor.hover, editor.completion, editor.definition):
            question(file, lsp.Position(line, 2))
    editor.symbols(file)
    editor.hints(file)
    editor.actions(file, found[0].range, found)
    assert editor.change(file, text) == []


def test_what_other_cases_say_is_heard(start, own) -> None:
    add_rules(own, GROUP)
    editor = start(own)
    case, other = own / CASE, own / "cases/2025/TS-2025-000002.yml"
    text = case.read_text(encoding="utf-8") + "incident: INC-1\n"
    assert codes(editor.open(case, text)) == []
    editor.open(other, other.read_text(encoding="utf-8") + "incident: INC-1\n")
    editor.marks.clear()
    editor.type(other, other.read_text(encoding="utf-8") + "incident: INC-1 \n")
    assert codes(editor.wait(case)) == ["a-group-is-serious"]
    editor.marks.clear()
    editor.close(other)
    assert codes(editor.wait(case)) == []


GROUP = """
  - id: a-group-is-serious
    kind: classification
    title: 两人以上至少为严重
    basis: ["4.1"]
    when: {related.group_size: {gte: 2}}
    field: severity
    at_least: serious
"""


def test_marks_say_which_version_they_are_of(start, own) -> None:
    editor, file = start(own), own / CASE
    text = file.read_text(encoding="utf-8")
    editor.open(file)
    editor.change(file, text.replace("by: E0103}", "by: E0103"))
    assert editor.change(file, text) == []
    assert editor.marked == {editor.uri(file): 3}
    editor.marks.clear()
    editor.close(file)
    editor.wait(file)
    assert editor.marked == {editor.uri(file): None}
