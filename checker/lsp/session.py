"""What the server knows while one editor runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from pygls.uris import to_fs_path

from checker.lazily import dataclass
from checker.loading.instance import NoInstance, find_root
from checker.lsp.register import Register
from checker.model.text import Lang


@dataclass
class Opened:
    """A file in the editor and the instance it belongs to."""

    register: Register
    file: str
    uri: str


@dataclass
class Session:
    """What the server knows while an editor runs."""

    clock: Callable[[], int]
    lang: Lang = "zh"
    site: str | None = None
    pause: float = 0.15
    """Seconds without a change after which the text is judged."""
    registers: dict[Path, Register] = field(default_factory=dict)
    opened: dict[str, Opened] = field(default_factory=dict)
    """Open files by address."""
    marked: dict[Path, set[str]] = field(default_factory=dict)
    """Addresses of policy files that were told they have problems, by instance."""
    waiting: dict[Path, asyncio.TimerHandle] = field(default_factory=dict)
    told_day: set[Path] = field(default_factory=set)

    def place(self, uri: str) -> Opened | None:
        """The instance that a file belongs to; None for files of no instance."""
        name = to_fs_path(uri)
        if name is None:
            return None
        path = Path(name)
        try:
            root = find_root(path.parent)
        except (NoInstance, OSError):
            return None
        register = self.registers.setdefault(root, Register(root, self.clock))
        return Opened(register, path.relative_to(root).as_posix(), uri)
