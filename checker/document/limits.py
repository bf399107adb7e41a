"""How large one file may be."""

from __future__ import annotations

from checker.lazily import dataclass


@dataclass(frozen=True)
class Limits:
    """How large one file may be; an instance may raise them, never lower them."""

    file_bytes: int = 256 * 1024
    depth: int = 32
    entries: int = 10_000
    """Entries of one list or mapping."""


DEFAULT_LIMITS = Limits()
