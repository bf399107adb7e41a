"""Completion scripts, what they ask the command, and that it never fails loudly."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["bash", "zsh", "fish", "powershell"])
def test_scripts_name_the_command_and_the_variable(run_anywhere, name: str) -> None:
    result = run_anywhere("completion", name)
    assert result.exit_code == 0
    assert "_TOUSU_COMPLETE" in result.stdout
    assert "tousu" in result.stdout


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_scripts_are_sound(run_anywhere, name: str) -> None:
    shell = shutil.which(name)
    if shell is None:
        pytest.skip(f"{name} is not here")
    script = run_anywhere("completion", name).stdout
    done = subprocess.run([shell, "-n"], input=script.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_unknown_shell_is_refused(run_anywhere) -> None:
    assert run_anywhere("completion", "tcsh").exit_code == 2


def completed(shell, *words: str) -> list[str]:
    """What bash would offer after these words, the last of them unfinished."""
    done = shell(
        _TOUSU_COMPLETE="bash_complete",
        COMP_WORDS=" ".join(("tousu", *words)),
        COMP_CWORD=str(len(words)),
    )
    assert done.err == ""
    return [line.partition(",")[2] for line in done.out.splitlines() if line]


RE = ["received", "registered", "reported", "resumed", "replied", "reopened", "reclassified"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["expl"], ["explain"]),
        (["explain", "TS-2025-000003"], ["TS-2025-000003"]),
        (["explain", "acc"], ["accept-in-time", "accused-does-not-handle"]),
        (["explain", "TS-2025-000003", "close"], ["close-in-time"]),
        (["show", "ts-2025-000002"], ["TS-2025-000002"]),
        (["add", "TS-2025-000003", "re"], RE),
        (["due", "--unit", "s"], ["service"]),
        (["due", "--staff", "E01"], ["E0101", "E0102", "E0103"]),
        (["add", "x", "extended", "--deadline", "close"], ["close-in-time"]),
        (["completion", "f"], ["fish"]),
        (["show", "nothing"], []),
    ],
)  # fmt: skip
def test_ids_are_completed(shell, words: list[str], wanted: list[str]) -> None:
    assert completed(shell, *words) == wanted


def test_silence_where_there_is_nothing_to_complete(root: Path, shell) -> None:
    (root / "policy/organization.yml").write_text("units: [", encoding="utf-8")
    assert completed(shell, "due", "--unit", "s") == []
    shutil.rmtree(root / "policy")
    for words in (["explain", "a"], ["show", "T"], ["add", "x", "r"], ["due", "--staff", "E"]):
        assert completed(shell, *words) == []
