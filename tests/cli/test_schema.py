"""`tousu schema` writes what it should, and `--check` says what differs."""

from __future__ import annotations

import json
from pathlib import Path

NAMES = ["case", "organization", "policy", "report"]


def test_what_was_written_is_up_to_date(run) -> None:
    assert run("schema", "--check").exit_code == 0


def test_a_changed_file_is_named_and_rewritten(root: Path, run) -> None:
    file = root / "schema" / "case.schema.json"
    before = file.read_bytes()
    file.write_bytes(before.replace("一般投诉".encode(), b"x"))
    result = run("schema", "--check")
    assert (result.exit_code, result.stdout) == (1, "schema/case.schema.json\n")
    assert run("schema").stdout == "schema/case.schema.json\n"
    assert file.read_bytes() == before
    assert run("schema").stdout == ""


def test_line_endings_do_not_count(root: Path, run) -> None:
    file = root / "schema" / "case.schema.json"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run("schema", "--check").exit_code == 0


def test_missing_files_are_written(root: Path, run) -> None:
    for path in (root / "schema").iterdir():
        path.unlink()
    assert run("schema", "--check").exit_code == 1
    assert run("schema").exit_code == 0
    assert sorted(path.name.split(".")[0] for path in (root / "schema").iterdir()) == NAMES


def test_a_new_field_is_known_to_the_schema(root: Path, run) -> None:
    fields = root / "policy/complaint-handling/2020-01-01/fields.yml"
    (root / "policy/complaint-handling/revisions.lock").unlink()
    added = "  refund: {label: 退款, type: money, definition: 退给客户的金额}\n"
    fields.write_text(fields.read_text(encoding="utf-8") + added, encoding="utf-8")
    run("schema")
    schema = json.loads((root / "schema/case.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["refund"]["title"] == "退款"


def test_a_broken_policy_writes_nothing(root: Path, run) -> None:
    (root / "policy/complaint-handling/2020-01-01/rules.yml").write_text("rules: [")
    before = (root / "schema/case.schema.json").read_bytes()
    assert run("schema").exit_code == 2
    assert (root / "schema/case.schema.json").read_bytes() == before
