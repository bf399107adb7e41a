"""Hover, completion, definition, hints, symbols: what an editor shows of ids and dates."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp

from .editor import Editor, applied, at

CASE = "cases/2025/TS-2025-000003.yml"
FOLDER = "policy/complaint-handling/2020-01-01"


@pytest.fixture(scope="module")
def file(root: Path, editor: Editor) -> Path:
    found = root / CASE
    text = found.read_text(encoding="utf-8")
    found.write_text(text.replace("severity:", "previous: [TS-2025-000001]\nseverity:"), "utf-8")
    assert editor.open(found) == []
    return found


@pytest.fixture
def text(editor: Editor, file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    editor.change(file, text)
    return text


@pytest.fixture
def rules(root: Path, editor: Editor) -> Path:
    found = root / FOLDER / "rules.yml"
    editor.open_quietly(found, found.read_text(encoding="utf-8"))
    return found


# --- hover

HOVERS = {
    "a choice": ("severity: major", "**重大投诉** `major`\n\n损失大、人数多，或者可能公开传播"),
    "a person": (
        "staff: E0102",
        "**丙某** `E0102`\n\n客户服务中心 · 投诉专员 · 受理人员、办理人员",
    ),
    "a unit": (
        "{unit: service",
        "**客户服务中心** `service`\n\n服务中心 · 隶属总部 · 负责人 E0101",
    ),
    "a kind of record": ("kind: document, title: 转办函"[:14], None),
    "a key of the policy": ("category", "**业务类别**"),
    "a key of the case": ("responsible", "**投诉责任单位/人**"),
    "free text": ("title: 系统中断造成损失", ""),
    "a case of the register": ("TS-2025-000001", "`cases/2025/TS-2025-000001.yml`"),
}


@pytest.mark.parametrize(("where", "says"), HOVERS.values(), ids=HOVERS)
def test_hover(editor, file, text, where, says) -> None:
    if says is None:
        line = text.split("\n")[text[: text.index("title: 转办函")].count("\n")]
        place = lsp.Position(
            text[: text.index("title: 转办函")].count("\n"), line.index("document")
        )
        assert editor.hover(file, place) == "**书面材料** `document`"
        return
    told = editor.hover(file, at(text, where, end=True))
    assert told == says if not says else says in told


def test_an_event_tells_the_deadlines_it_starts(editor, file, text) -> None:
    assert editor.hover(file, at(text, "type: received", end=True)) == (
        "**接到投诉** `received`\n\n之后案件为“待受理”\n\n"
        "- 当日登记 2025-06-16 · 已履行 `register-in-time`\n"
        "- 受理时限 2025-06-19 · 已履行 `accept-in-time`\n"
        "- 重大投诉报告时限 2025-06-17 09:10 · 已履行 `report-major-in-time`"
    )


def test_a_rule_tells_itself_and_its_clauses(editor, file, text) -> None:
    told = editor.hover(file, at(text, "deadline: close-in-time", end=True))
    assert told.startswith("**办结时限** `close-in-time`\n\n受理后 30 日内应办结；")
    assert "> **第六条（一）** " in told
    assert told.endswith("处理：到期前办不完的，先请上级批准延期。")


def test_a_basis_tells_the_clause(editor, rules, root) -> None:
    text = rules.read_text(encoding="utf-8")
    told = editor.hover(rules, at(text, '"3.2"'))
    assert told.startswith("> **第三条（二）** ")


def test_a_choice_key_of_a_rule_is_explained_in_chinese(editor, rules) -> None:
    text = rules.read_text(encoding="utf-8")
    told = editor.hover(rules, at(text, "cutoff"))
    assert told.startswith("**当日截止时刻")


def test_hover_stays_while_the_text_is_broken(editor, file, text) -> None:
    broken = text.replace("by: E0103}", "by: E0103")
    assert [one.code for one in editor.change(file, broken)] == ["yaml-syntax"]
    told = editor.hover(file, at(broken, "type: received", end=True))
    assert "受理时限 2025-06-19" in told
    assert editor.hover(file, at(broken, "severity: major", end=True)).startswith("**重大投诉**")


# --- completion


def offered(editor: Editor, file: Path, text: str, needle: str) -> dict[str, lsp.CompletionItem]:
    editor.change(file, text)
    return editor.completion(file, at(text, needle, end=True))


def test_keys_of_a_case_without_those_it_has(editor, file, text) -> None:
    found = offered(editor, file, text + "\n#\nwai", "\nwai")
    assert "waivers" in found
    assert "acknowledgements" in found
    assert not {"severity", "events", "title"} & found.keys()
    assert found["waivers"].detail == "豁免"
    assert found["waivers"].text_edit.new_text == "waivers: "


def test_keys_of_an_event(editor, file, text) -> None:
    found = offered(editor, file, text + "  - {id: e10, type: closed, no", "closed, no")
    assert {"note", "at", "by", "records", "deadline"} <= found.keys()
    assert not {"id", "type"} & found.keys()


def test_event_types_replace_what_is_typed(editor, file, text) -> None:
    typed = text + "  - {id: e10, type: reo"
    found = offered(editor, file, typed, "type: reo")
    assert found["reopened"].detail == "重新办理"
    assert applied(typed, [found["reopened"].text_edit]).endswith("type: reopened")


def test_staff_of_that_day_alone(editor, file, text, root) -> None:
    organization = root / "policy/organization.yml"
    people = organization.read_text(encoding="utf-8")
    gone = people.replace("title: 客户经理}", "title: 客户经理, until: 2025-07-01}")
    editor.open_quietly(organization, gone)
    found = offered(editor, file, text + "  - {id: e10, at: 2025-08-06, by: E", "08-06, by: E")
    assert found["E0103"].detail == "丁某 回访专员 客户服务中心"
    assert "E1003" not in found
    editor.close(organization)


OFFERED = {
    "units": (
        "complainant: {ref: C-0000003, name: 王**, unit: ",
        {"head-office", "service", "branch-1"},
    ),
    "choices": ("category: ", {"service", "product", "system", "conduct", "other"}),
    "earlier cases": ("previous: [", {"TS-2025-000001", "TS-2025-000002"}),
}


@pytest.mark.parametrize(("where", "options"), OFFERED.values(), ids=OFFERED)
def test_values(editor, file, text, where, options) -> None:
    assert offered(editor, file, text, where).keys() == options


def test_rules_that_may_be_waived_and_extended(editor, file, text) -> None:
    waived = offered(editor, file, text + "waivers:\n  - rule: ", "- rule: ")
    assert "accept-in-time" in waived
    assert "accused-does-not-handle" not in waived
    extended = offered(editor, file, text + "  - {id: e10, deadline: ", "e10, deadline: ")
    assert extended.keys() == {"close-in-time"}
    owned = offered(editor, file, text + "acknowledgements:\n  - rule: ", "- rule: ")
    assert {"accused-does-not-handle", "required-field"} <= owned.keys()


def test_events_to_correct(editor, file, text) -> None:
    editor.change(file, text)
    found = offered(editor, file, text + "  - {id: e10, type: corrected, corrects: ", "corrects: ")
    assert list(found) == [f"e{number}" for number in range(1, 10)]
    assert found["e4"].detail == "受理"


def test_kinds_of_record(editor, file, text) -> None:
    found = offered(editor, file, text + "  - {id: e10, records: [{kind: ", "records: [{kind: ")
    assert found.keys() == {"recording", "document"}


def test_nothing_in_free_text_and_comments(editor, file, text) -> None:
    assert offered(editor, file, text, "客户称系统中断") == {}
    assert offered(editor, file, text + "# 说明 se", "说明 se") == {}


IN_POLICY = {
    "a kind of rule": ("    kind: ", "separation-of-duties", "职责分离：不得由同一人办理"),
    "a clause": ('    kind: form\n    basis: ["6.3", ', "3.2", "第三条（二）"),
    "an event type": ("    kind: deadline\n    from: ", "received", "接到投诉"),
    "a level": ("    kind: deadline\n    level: ", "warning", "警告"),
}


@pytest.mark.parametrize(("typed", "option", "called"), IN_POLICY.values(), ids=IN_POLICY)
def test_values_of_a_rule(editor, rules, typed, option, called) -> None:
    text = rules.read_text(encoding="utf-8") + f"\n  - id: x\n{typed}"
    editor.type(rules, text)
    end = lsp.Position(text.count("\n"), len(text.rpartition("\n")[2]))
    assert editor.completion(rules, end)[option].detail == called


# --- definition

DEFINED = {
    "a rule": ("deadline: close-in-time", f"{FOLDER}/rules.yml", "id: close-in-time"),
    "a choice": ("severity: major", f"{FOLDER}/fields.yml", "{id: major"),
    "an event type": ("type: reported", f"{FOLDER}/events.yml", "\n  reported"),
    "a field": ("category", f"{FOLDER}/fields.yml", "\n  category"),
    "a person": ("by: E0103", "policy/organization.yml", "{id: E0103"),
    "a unit": ("{unit: service", "policy/organization.yml", "{id: service"),
    "a case": ("TS-2025-000001", "cases/2025/TS-2025-000001.yml", None),
}


@pytest.mark.parametrize(("where", "file_", "needle"), DEFINED.values(), ids=DEFINED)
def test_definition(editor, file, text, root, where, file_, needle) -> None:
    (found,) = editor.definition(file, at(text, where, end=True))
    assert found.uri == editor.uri(root / file_)
    if needle is None:
        assert found.range.start == lsp.Position(0, 0)
        return
    there = (root / file_).read_text(encoding="utf-8")
    assert found.range.end == at(there, needle, end=True)


def test_a_clause_leads_to_its_text(editor, rules, root) -> None:
    text = rules.read_text(encoding="utf-8")
    (found,) = editor.definition(rules, at(text, '"3.2"'))
    assert found.uri == editor.uri(root / FOLDER / "text.yml")
    line = (
        (root / FOLDER / "text.yml").read_text(encoding="utf-8").split("\n")[found.range.start.line]
    )
    assert 'id: "3.2"' in line


def test_a_corrected_event_leads_to_it(editor, file, text) -> None:
    more = text + "  - {id: e10, type: corrected, at: 2025-08-06, by: E0103, corrects: e4}\n"
    editor.change(file, more)
    (found,) = editor.definition(file, at(more, "corrects: e4", end=True))
    assert found.range.start == at(more, "{id: e4").__class__(
        at(more, "{id: e4").line, at(more, "{id: e4").character + 5
    )


# --- hints and symbols


def test_due_dates_stand_beside_what_started_them(editor, file, text) -> None:
    hints = {hint.position.line: hint for hint in editor.hints(file)}
    lines = text.split("\n")
    received = next(n for n, line in enumerate(lines) if "2025-06-16T09:10" in line)
    accepted = next(n for n, line in enumerate(lines) if "type: accepted" in line)
    assert hints.keys() == {received, accepted}
    assert hints[accepted].label == "办结时限 2025-08-15（已履行）"
    assert hints[received].position.character == len(lines[received])
    assert "受理时限 2025-06-19（已履行）" in hints[received].label
    assert editor.hints(file, lines=3) == []


def test_hints_wait_for_a_text_that_parses(editor, file, text) -> None:
    editor.change(file, text + "{")
    assert editor.hints(file) == []
    assert editor.symbols(file) == []


def test_the_outline_of_a_case(editor, file, text) -> None:
    found = editor.symbols(file)
    assert [(one.name, one.detail) for one in found][:2] == [
        ("接到投诉", "2025-06-16T09:10"), ("登记", "2025-06-16T09:30"),
    ]  # fmt: skip
    for one in found:
        assert (
            one.range.start <= one.selection_range.start <= one.selection_range.end <= one.range.end
        )


def test_the_outline_of_a_policy_and_of_people(editor, rules, root) -> None:
    names = {one.name for one in editor.symbols(rules)}
    assert {"当日登记", "受理时限"} <= names
    organization = root / "policy/organization.yml"
    editor.open_quietly(organization, organization.read_text(encoding="utf-8"))
    assert {"总部", "甲某"} <= {one.name for one in editor.symbols(organization)}
    text = root / FOLDER / "text.yml"
    editor.open_quietly(text, text.read_text(encoding="utf-8"))
    assert "第三条" in {one.name for one in editor.symbols(text)}
