"""A receipt as plain data: what was asked, what the answer rests on, the verdicts.

It holds digests and ids, never a text of a case. `not_applicable` is left out: it asks nothing.
"""

from __future__ import annotations

from typing import Any, ClassVar

from checker.lazily import dataclass
from checker.model.scalars import CONFIG

FORMAT = 1

Digests = dict[str, str]
"""Paths to `sha256:…` of the files' bytes."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the run was asked to look at; everything unless said."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    paths: tuple[str, ...] | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    policy: str | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """The commit that was judged."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    commit: str
    clean: bool
    """Whether policy and cases were as that commit has them."""
    base: str | None = None
    """The commit whose policy judged, where that was another one."""


@dataclass(frozen=True, kw_only=True)
class RevisionDigest:
    """A revision that judged, or could have."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    policy: str
    revision: str
    effective: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Every file that the verdicts rest on, by kind."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    policy: Digests
    """Revisions, organization, settings, the instance's own calendars."""
    calendars: Digests
    """The shipped calendar files that a verdict used."""
    schema: Digests
    cases: Digests
    """All of the register: a case is judged beside those it names."""
    reports: Digests
    evidence: Digests
    """Local files that a record of a case names; `missing` where there is none."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One verdict."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    rule: str
    status: str
    level: str
    reason: str | None = None
    policy: str | None = None
    revision: str | None = None
    about: str = ""
    """Which occurrence: the event, else the place in the file."""
    due: str | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What a run found, and on what that rests."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    receipt: int
    """The version of this format."""
    version: str
    """Of the program."""
    program: str
    """The digest of the program's own code."""
    as_of: str
    clock: bool
    """Whether the instant was the clock's: then what lies after it is a problem."""
    source: Source | None = None
    asked: Asked
    revisions: tuple[RevisionDigest, ...]
    inputs: Inputs
    summary: dict[str, int]
    verdicts: dict[str, tuple[Judged, ...]]
    """By the file that a verdict is about."""
