"""`tousu lsp` as a command: it ends when its editor does, and says what is missing."""

from __future__ import annotations

import subprocess
import sys

from .conftest import environment

WITHOUT = """
import sys
sys.modules["pygls"] = None
sys.argv = ["tousu", "lsp"]
from checker.cli import main
main()
"""


def run(*words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *words], env=environment() | more, stdin=subprocess.DEVNULL,
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_it_ends_with_its_editor() -> None:
    for words in ((), ("--stdio",)):
        done = run("-m", "checker", "lsp", *words)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_without_its_part_it_says_what_to_install() -> None:
    for lang, said in (
        ("zh", "错误：没有安装语言服务"),
        ("en", "error: the language server is not installed"),
    ):
        done = run("-c", WITHOUT, TOUSU_LANG=lang)
        assert (done.returncode, done.stdout) == (2, b"")
        assert (
            done.stderr.decode()
            == f"{said}{'：' if lang == 'zh' else ': '}pip install 'tousu[lsp]'\n"
        )
