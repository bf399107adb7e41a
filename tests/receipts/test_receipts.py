from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.gate.world import AS_OF, CLOSED, LATE, OPEN, REVISION, Repo, write

Run = Callable[..., Result]
DIGEST = "policy/house/2025-01-01/revision.yml"


@pytest.fixture
def receipt(root: Path, run: Run, tmp_path: Path) -> Path:
    write(root, {"cases/2026/C-3.yml": LATE})
    file = tmp_path / "r.json"
    assert run("check", "--as-of", AS_OF, "--receipt", str(file)).exit_code == 1
    return file


def test_same_inputs_same_bytes_and_nothing_of_a_case_but_ids(
    root: Path, run: Run, receipt: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(root, other)
    again = tmp_path / "again.json"
    run("check", "--as-of", AS_OF, "--receipt", str(again), "--all", "--format", "json")
    assert again.read_bytes() == receipt.read_bytes()
    assert all(word.encode() not in receipt.read_bytes() for word in ("张", "K-1", "甲"))
    data = json.loads(receipt.read_bytes())
    assert data["as_of"] == "2026-03-20T23:59:59+08:00"
    assert set(data["inputs"]["policy"]) == {
        "policy/organization.yml",
        "policy/house/2025-01-01/revision.yml",
        "policy/house/tests/rules.yml",
    }
    assert set(data["inputs"]["calendars"]) == {"CN/2026.yml"}
    assert set(data["inputs"]["evidence"]) == {"cases/evidence/C-1/form.txt"}
    assert data["inputs"]["evidence"]["cases/evidence/C-1/form.txt"].endswith("f20015ad")
    late = [item for item in data["verdicts"]["cases/2026/C-3.yml"] if item["reason"] == "late"]
    assert late[0]["rule"] == "accept-in-time"
    assert late[0]["due"] == "2026-03-10T24:00:00+08:00"


def test_the_output_is_the_same_with_and_without_a_receipt(run: Run, tmp_path: Path) -> None:
    plain = run("check", "--as-of", AS_OF)
    receipted = run("check", "--as-of", AS_OF, "--receipt", str(tmp_path / "r.json"))
    assert plain.stdout == receipted.stdout
    assert "即将到期" not in plain.stdout


def test_the_commit_is_named_and_whether_anything_was_not_in_it(tmp_path: Path, run: Run) -> None:
    repo = Repo(tmp_path / "register")
    commit = repo.commit({})
    file = tmp_path / "r.json"
    run("check", "--as-of", AS_OF, "--receipt", str(file))
    assert json.loads(file.read_text())["source"] == {
        "commit": commit, "clean": True, "base": None,
    }  # fmt: skip
    write(repo.root, {"cases/2026/C-2.yml": OPEN + "# not committed\n"})
    run("check", "--as-of", AS_OF, "--receipt", str(file))
    assert json.loads(file.read_text())["source"]["clean"] is False


def test_verdicts_that_still_follow(run: Run, receipt: Path) -> None:
    result = run("verify", str(receipt))
    assert result.exit_code == 0
    assert "仍然成立" in result.stdout


CHANGES = {
    "the case that the verdict is on": (
        {"cases/2026/C-3.yml": LATE.replace("03-12", "03-10")},
        "accept-in-time：当时违规（late，2026-03-10T24:00:00+08:00，2025），现在已履行（2026-03-10T24:00:00+08:00，2025）（有变：cases/2026/C-3.yml）",
    ),
    "the policy": (
        {DIGEST: REVISION.replace("working_days: 1}", "working_days: 9}")},
        f"现在已履行（2026-03-20T24:00:00+08:00，2025）（有变：{DIGEST}）",
    ),
    "the calendar": (
        {"policy/calendars/CN/2026.yml": 'year: 2026\noff: ["2026-03-10", "2026-03-11"]\n'},
        "现在已履行（2026-03-12T24:00:00+08:00，2025）（有变：policy/calendars/CN/2026.yml）",
    ),
    "evidence": (
        {"cases/evidence/C-1/form.txt": "abd"},
        "（有变：cases/evidence/C-1/form.txt）",
    ),
    "a case that is gone": (
        {"cases/2026/C-1.yml": None},
        "现在没有这个结论（有变：cases/2026/C-1.yml）",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_verdict_that_no_longer_follows_is_named_with_its_cause(
    name: str, root: Path, run: Run, receipt: Path
) -> None:
    files, told = CHANGES[name]
    write(root, files)
    result = run("verify", str(receipt))
    assert result.exit_code == 1
    assert told in result.stdout


def test_inputs_may_change_and_the_verdicts_follow_all_the_same(
    root: Path, run: Run, receipt: Path
) -> None:
    write(root, {"cases/2026/C-1.yml": CLOSED.replace("# kept", "# still kept")})
    result = run("verify", str(receipt))
    assert result.exit_code == 0
    assert "cases/2026/C-1.yml 内容不同" in result.stdout


def test_what_was_entered_since_is_told_apart(root: Path, run: Run, receipt: Path) -> None:
    write(root, {"cases/2026/C-4.yml": LATE.replace("C-3", "C-4")})
    result = run("verify", str(receipt))
    assert result.exit_code == 0
    assert "cases/2026/C-4.yml：收据之后录入的" in result.stdout


def test_a_receipt_of_the_clock_is_asked_again_as_the_register_stood(
    root: Path, run: Run, receipt: Path
) -> None:
    data = json.loads(receipt.read_text())
    data["clock"] = True
    receipt.write_text(json.dumps(data))
    grown = OPEN + "  - {id: e3, type: closed, at: 2026-04-02T10:00, by: E3}\n"
    write(root, {"cases/2026/C-2.yml": grown})
    result = run("verify", str(receipt))
    assert result.exit_code == 0, result.stdout


def test_what_lay_in_the_future_of_the_clock_still_does(
    root: Path, run: Run, tmp_path: Path
) -> None:
    """An unchanged file with an event after the instant stays invalid, as it was."""
    write(root, {"cases/2026/C-2.yml": OPEN.replace("03-19", "03-29")})
    file = tmp_path / "r.json"
    run("check", "--as-of", AS_OF, "--receipt", str(file))
    data = json.loads(file.read_text())
    future = {"rule": "future-event", "status": "invalid", "level": "error", "about": "events.1.at"}
    data |= {"clock": True}
    data["verdicts"]["cases/2026/C-2.yml"] = [future]
    file.write_text(json.dumps(data))
    assert run("verify", str(file)).exit_code == 0


def test_verdicts_under_a_revision_later_found_faulty(
    run: Run, receipt: Path, tmp_path: Path
) -> None:
    digest = json.loads(receipt.read_text())["revisions"][0]["digest"]
    short = digest.removeprefix("sha256:")[:8]
    result = run("verify", "--under", short, str(receipt), str(receipt))
    assert result.exit_code == 1
    assert (
        "cases/2026/C-3.yml：accept-in-time 违规（late，2026-03-10T24:00:00+08:00，2025）"
        in result.stdout
    )
    listed = json.loads(run("verify", "--under", digest, "--format", "json", str(receipt)).stdout)
    assert len(listed["verdicts"]) * 2 == len(result.stdout.splitlines()) - 1
    assert run("verify", "--under", "0" * 8, str(receipt)).exit_code == 2
    assert run("verify", "--under", "", str(receipt)).exit_code == 2


HOSTILE = {
    "nothing": b"",
    "no JSON": b"{",
    "not text": b"\xff\xfe\x00",
    "a list": b"[]",
    "another file": b'{"version": 1}',
    "a foreign version": b'{"receipt": 2}',
    "true for one": b'{"receipt": true}',
    "deep": b'{"receipt": 1, "x": ' + b"[" * 100_000,
    "a long number": b'{"receipt": ' + b"9" * 10_000 + b"}",
    "a key twice": b'{"receipt": 1, "receipt": 1}',
    "no number": b'{"receipt": NaN}',
    "parts missing": b'{"receipt": 1}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_receipt_is_one_line_and_exit_2(name: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_bytes(HOSTILE[name])
    result = run("verify", str(file))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "收据" in result.stderr


def test_damage_anywhere_is_seen(run: Run, receipt: Path) -> None:
    sound = json.loads(receipt.read_text())
    for key in sound:
        spoilt = {**sound, key: {"\x1b[31m": ["\x1b[31m"]}}
        receipt.write_text(json.dumps(spoilt))
        result = run("verify", str(receipt))
        assert result.exit_code == 2, key
        assert "\x1b" not in result.output


def test_what_a_receipt_says_does_not_act_on_the_terminal(run: Run, receipt: Path) -> None:
    data = json.loads(receipt.read_text())
    data["verdicts"]["\x1b[31mcases"] = [
        {"rule": "\x1b[2J", "status": "\u202e", "level": "x", "about": ""}
    ]
    receipt.write_text(json.dumps(data))
    for form in ("text", "markdown", "json"):
        result = run("verify", str(receipt), "--format", form)
        assert result.exit_code == 1
        assert "\x1b" not in result.stdout
        assert "\u202e" not in result.stdout


def test_a_broken_policy_is_no_answer(root: Path, run: Run, receipt: Path) -> None:
    write(root, {DIGEST: "rules: {"})
    assert run("verify", str(receipt)).exit_code == 2


def test_the_manifest_is_checked_by_sha256sum(root: Path, run: Run) -> None:
    write(root, {"cases/2026/a\\b.yml.txt": "odd"})
    text = run("manifest").stdout
    checked = subprocess.run(
        ["sha256sum", "-c", "--strict", "--quiet"], cwd=root, input=text.encode(), check=False
    )
    assert checked.returncode == 0
    assert "  cases/evidence/C-1/form.txt\n" in text
    write(root, {"cases/evidence/C-1/form.txt": "abd"})
    checked = subprocess.run(
        ["sha256sum", "-c", "--status"], cwd=root, input=text.encode(), check=False
    )
    assert checked.returncode == 1


def test_the_manifest_tells_what_lies_elsewhere(root: Path, run: Run) -> None:
    record = "records: [{kind: recording, uri: 'archive:e1.wav', sha256: " + "a" * 64 + "}]}\n"
    write(root, {"cases/2026/C-2.yml": OPEN.replace("by: E3}\n", "by: E3, " + record, 1)})
    assert f"# {'a' * 64}  archive:e1.wav\n" in run("manifest").stdout
    data = json.loads(run("manifest", "--format", "json").stdout)
    assert data["elsewhere"] == [
        {"case": "cases/2026/C-2.yml", "event": "e1", "uri": "archive:e1.wav",
         "sha256": "a" * 64, "bytes": None}
    ]  # fmt: skip
    assert {item["kind"] for item in data["files"]} == {"policy", "case", "report", "evidence"}


def test_a_manifest_that_lacks_a_file_is_not_green(root: Path, run: Run) -> None:
    write(root, {"cases/evidence/C-1/form.txt": None})
    result = run("manifest")
    assert result.exit_code == 2
    assert "cases/evidence/C-1/form.txt" in result.stderr
