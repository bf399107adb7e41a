"""A commit as plain data: who, when, which files; what rules of history look at.

Instants are seconds since 1970. Whoever makes a commit writes both dates himself.
"""

from __future__ import annotations

from typing import Any, Literal

from checker.lazily import dataclass


@dataclass(frozen=True)
class Identity:
    """Who a commit says somebody is."""

    name: str
    email: str


@dataclass(eq=False)  # there are as many as versions of cases: what is not frozen is quicker made
class Change:
    """One file changed by a commit, against its first parent."""

    path: str
    """From the instance's root."""
    before: str | None
    """The blob before; None where there was no file."""
    after: str | None
    """The blob after; None where there is no file any more."""


@dataclass(frozen=True, kw_only=True)
class Commit:
    """One commit; `author` and `committer` are as `.mailmap` has them."""

    id: str
    parents: tuple[str, ...]
    author: Identity
    committer: Identity
    also: tuple[Identity, ...]
    """Author and committer as the commit itself says."""
    authored: int
    committed: int
    changes: tuple[Change, ...] = ()

    @property
    def short(self) -> str:
        """The id as people write it."""
        return self.id[:10]

    @property
    def merge(self) -> bool:
        return len(self.parents) > 1

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Everybody whom the commit names as author or committer, mapped or not."""
        return (self.author, self.committer, *self.also)


Entry = tuple[tuple[str, str], ...]
"""What may be told of an entry: keys with ids, dates and choices, never free text."""


@dataclass(frozen=True)
class Seen:
    """What git says of a finding: the commit, whose it is, and an entry before and after."""

    commit: str
    author: str
    """A staff id, or the e-mail address where nobody of the organization has it."""
    second: int
    """When the commit came into the protected branch."""
    before: Entry | None = None
    after: Entry | None = None


@dataclass(frozen=True)
class Signature:
    """What a commit's signature proves."""

    state: Literal["good", "unsigned", "unknown-key", "bad"]
    principal: str | None = None
    """Whose key it is, by the file of allowed signers; only of a good one."""


@dataclass(frozen=True)
class Version:
    """A case file as one commit left it; `data` is None where it cannot be read."""

    data: dict[str, Any] | None

    def entries(self, kind: str) -> list[Any]:
        """The events, waivers or acknowledgements, as written."""
        found = (self.data or {}).get(kind)
        return found if isinstance(found, list) else []


@dataclass(frozen=True)
class Brought:
    """A commit that itself changed the case: a step's own, or one of the branch it merges."""

    commit: Commit
    before: Version | None
    after: Version | None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the protected branch that changes one case."""

    commit: Commit
    second: int
    """When it came: its own date, but never before the step that it stands on."""
    path: str
    """Where the case is after it; where it was, if it is gone."""
    before: Version | None
    """The last version that could be read; None where the case is new."""
    after: Version | None
    """None where the file is gone; its `data` None where it cannot be read."""
    brought: tuple[Brought, ...]
    policies: frozenset[str] = frozenset()
    """Folders of revisions that the same commit or merge changes."""
    restored: bool = False
    """Whether the file had been gone before."""
