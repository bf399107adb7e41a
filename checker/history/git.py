"""Running git to read a repository, so that nothing in the repository decides what is read.

Only this module starts git. It runs inside the git directory: no file of the work tree is seen (no
`.mailmap`, no `.gitattributes`), nothing is fetched, no hook, filter, pager or replaced object
takes part. A revision is never taken for an option.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Self

from checker.lazily import dataclass
from checker.model.text import Say, say

NOWHERE = os.devnull
BUFFER = 1 << 20
"""Bytes read from a git process at once."""
SETTINGS = {
    "core.attributesFile": NOWHERE,
    "core.commitGraph": "false",  # written beside the commits, it could tell of other parents
    "core.fsmonitor": "false",
    "core.hooksPath": NOWHERE,
    "core.quotePath": "false",
    "diff.external": "",
    "diff.orderFile": NOWHERE,
    "format.pretty": "medium",  # a name that git does not know would stop it
    "log.showRoot": "true",
    "log.showSignature": "false",
    "protocol.allow": "never",
}
"""What a user's or a repository's configuration may not decide here."""
ENVIRONMENT = {
    "GIT_GRAFT_FILE": NOWHERE,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
"""Which configuration is read is the user's own choice: `safe.directory` stands there."""


class NoHistory(Exception):
    """The history cannot be read; carries the sentence that says why."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True)
class Git:
    """Git over one repository; `folder` is its git directory, absolute."""

    folder: Path
    settings: tuple[tuple[str, str], ...] = ()
    """Further settings, such as where the mailmap is."""

    def command(self, *arguments: str) -> list[str]:
        """The full command line of a git command."""
        given = [f"{name}={value}" for name, value in (*SETTINGS.items(), *self.settings)]
        flags = [part for item in given for part in ("-c", item)]
        return ["git", "--no-pager", f"--git-dir={self.folder}", *flags, *arguments]

    def run(self, *arguments: str, stdin: bytes | None = None) -> bytes:
        """What a command writes.

        Raises `NoHistory` where it fails: whatever git says may print what nobody should read.
        """
        done = started(self.command(*arguments), self.folder, stdin)
        if done.returncode:
            raise _failed(arguments[0])
        return done.stdout

    def begin(self, *arguments: str) -> Telling:
        """A command that is not waited for: it writes into a file while other things are done."""
        output = tempfile.TemporaryFile()  # noqa: SIM115 - closed with what is told
        return Telling(
            arguments[0], self.open(*arguments, stdin=subprocess.DEVNULL, stdout=output), output
        )

    def asked(self, *arguments: str) -> str | None:
        """The one line that a question is answered with; None where git knows no answer."""
        done = started(self.command(*arguments), self.folder, None)
        return None if done.returncode else done.stdout.decode(errors="surrogateescape").strip()

    def open(
        self,
        *arguments: str,
        stdin: IO[bytes] | int = subprocess.PIPE,
        stdout: IO[bytes] | int = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        """A git process to talk to, or one that reads or writes a file."""
        return subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            self.command(*arguments),
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            bufsize=BUFFER,
            pipesize=BUFFER,
            cwd=self.folder,
            env=environment(),
        )


class Telling:
    """A git command under way; a context manager, which ends it if nobody waited for it."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], output: IO[bytes]) -> None:
        self._name, self._process, self._output = name, process, output

    def told(self) -> bytes:
        """All that it writes, when it is done. Raises `NoHistory` where it failed."""
        if self._process.wait():
            raise _failed(self._name)
        self._output.seek(0)
        return self._output.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._output.close()


def _failed(name: str) -> NoHistory:
    return NoHistory(
        say(
            "git {name} 失败：仓库不完整或已损坏",
            "git {name} failed: the repository is incomplete or damaged",
            name=name,
        )
    )


def environment(given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without what steers git."""
    given = os.environ if given is None else given
    kept = {
        name: value
        for name, value in given.items()
        if not name.upper().startswith("GIT_") or name in KEPT
    }
    return {**kept, **ENVIRONMENT}


def started(
    command: Iterable[str], folder: Path, stdin: bytes | None
) -> subprocess.CompletedProcess[bytes]:
    """Run to the end; git that is not installed is `NoHistory`."""
    try:
        return subprocess.run(  # noqa: S603 - our own arguments, no shell
            list(command),
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            env=environment(),
            check=False,
        )
    except OSError:
        raise NoHistory(say("运行不了 git", "git cannot be run")) from None
