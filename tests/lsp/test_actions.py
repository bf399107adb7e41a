"""What the editor offers to put right: each edit is applied and judged again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from .editor import Editor, applied, at

CASE = "cases/2025/TS-2025-000001.yml"
LINE = "  - {id: e6, type: closed, at: 2025-03-13T10:30, by: E1002}\n"


@pytest.fixture
def file(root: Path, editor: Editor) -> Path:
    found = root / CASE
    editor.open(found)
    return found


@pytest.fixture
def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def offered(editor: Editor, file: Path, text: str) -> dict[str, lsp.CodeAction]:
    found = editor.change(file, text)
    return editor.actions(file, found[0].range, found)


def edited(text: str, action: lsp.CodeAction) -> str:
    (edits,) = action.edit.changes.values()
    return applied(text, edits)


def test_the_missing_event_is_added_and_asks_who_did_it(editor, file, text) -> None:
    opened = text[: text.index(LINE)]
    assert [one.code for one in editor.change(file, opened)] == ["close-in-time"]
    action = offered(editor, file, opened)["补记事件：办结"]
    assert action.kind == lsp.CodeActionKind.QuickFix
    new = edited(opened, action)
    assert new == opened + '  - id: e6\n    type: closed\n    at: 2025-08-29T23:59\n    by: ""\n'
    assert "schema" in [one.code for one in editor.change(file, new)]
    done = new.replace('by: ""', "by: E1002")
    assert [one.code for one in editor.change(file, done)] == ["close-in-time"]


def test_a_step_that_was_skipped(editor, file, text) -> None:
    skipped = text.replace(
        "  - {id: e4, type: investigated, at: 2025-03-12T15:00, by: E1002}\n", ""
    )
    assert "补记事件：核查完毕" in offered(editor, file, skipped)


def test_either_of_two_events_is_offered(editor, file, text) -> None:
    opened = text[: text.index("  - {id: e3")]
    assert {"补记事件：受理", "补记事件：不予受理"} <= offered(editor, file, opened).keys()


def test_a_breach_is_owned_only_when_somebody_said_why(editor, file, text) -> None:
    late = text.replace("at: 2025-03-10T11:00", "at: 2025-03-11T08:00")
    action = offered(editor, file, late)["认账：register-in-time"]
    new = edited(late, action)
    assert new == late + (
        "acknowledgements:\n  - rule: register-in-time\n"
        '    cause: ""\n    measure: ""\n    by: ""\n    at: 2025-08-29T23:59\n'
    )
    assert "schema" in [one.code for one in editor.change(file, new)]
    said = new.replace('cause: ""', "cause: 忙").replace('measure: ""', "measure: 改")
    found = editor.change(file, said.replace('by: ""', "by: E1001"))
    assert [(one.code, one.severity) for one in found] == [
        ("register-in-time", lsp.DiagnosticSeverity.Hint)
    ]


def test_a_second_acknowledgement_joins_the_first(editor, file, text) -> None:
    late = text.replace("at: 2025-03-10T11:00", "at: 2025-03-11T08:00").replace(
        "at: 2025-03-11T09:30", "at: 2025-03-15T09:30"
    )
    entry = "  - {rule: accept-in-time, cause: 忙, measure: 改, by: E1001, at: 2025-03-20}\n"
    owned = f"{late}acknowledgements:\n{entry}"
    new = edited(owned, offered(editor, file, owned)["认账：register-in-time"])
    assert new.count("acknowledgements:") == 1
    assert new.startswith(owned)


def test_what_is_still_owed_cannot_be_owned(editor, file, text) -> None:
    opened = text[: text.index(LINE)]
    assert not [title for title in offered(editor, file, opened) if title.startswith("认账")]


def test_windows_line_ends_stay(editor, file, text) -> None:
    opened = text[: text.index(LINE)].replace("\n", "\r\n")
    new = edited(opened, offered(editor, file, opened)["补记事件：办结"])
    assert new.startswith(opened)
    assert new.endswith('    by: ""\r\n')


# --- evidence

RECORDS = {
    "in braces": "      - {kind: document, title: 表, path: PATH}\n",
    "wrong ones": "      - {kind: document, sha256: 00, bytes: 3, path: PATH}\n",
    "a blank one": "      - {kind: document, bytes: , path: PATH}\n",
    "in lines": "      - kind: document\n        path: PATH\n        title: 表\n",
    "blank in lines": "      - kind: document\n        bytes:\n        path: PATH\n",
}


@pytest.fixture
def evidence(root: Path) -> str:
    path = "cases/evidence/TS-2025-000001/登记 表.txt"
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes("客户签字".encode())
    return path


def with_record(text: str, record: str, path: str) -> str:
    old = text[text.index("      - {kind: document, title: 登记表") : text.index("  - {id: e2")]
    return text.replace(old, record.replace("PATH", path))


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_the_digest_of_evidence_is_filled_in(editor, file, text, evidence, record) -> None:
    given = with_record(text, record, evidence)
    editor.change(file, given)
    place = at(given, evidence)
    found = editor.actions(file, lsp.Range(place, place), [])
    new = edited(given, found["填写摘要和字节数"])
    assert f"sha256: {hashlib.sha256('客户签字'.encode()).hexdigest()}" in new
    assert "bytes: 12" in new
    assert editor.change(file, new) == []
    assert editor.actions(file, lsp.Range(place, place), []) == {}


@pytest.mark.parametrize(
    "path", ["cases/evidence/none.txt", "../secret.txt", "/etc/hostname", "cases"]
)
def test_nothing_is_read_that_is_no_evidence(editor, file, text, path, root) -> None:
    (root.parent / "secret.txt").write_text("x", encoding="utf-8")
    given = with_record(text, RECORDS["in braces"], path)
    editor.change(file, given)
    place = at(given, f"path: {path}")
    assert editor.actions(file, lsp.Range(place, place), []) == {}
