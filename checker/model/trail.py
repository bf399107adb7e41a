"""A commit as plain data: who, when, which files; what rules of history look at.

Instants are seconds since 1970. Whoever makes a commit writes both dates himself.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a commit says somebody is."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Change:
    """One file changed by a commit, against its first parent."""

    path: str
    """From the instance's root."""
    before: str | None
    """The blob before; None where there was no file."""
    after: str | None
    """The blob after; None where there is no file any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
