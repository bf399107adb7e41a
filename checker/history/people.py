"""Whom an identity of git stands for, by the ids and aliases of the organization.

They are compared as they look: without regard to case, width, or characters that cannot be seen. A
staff id may also be an address's local part, and a tag behind or before a `+` in it says nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from checker.document import INVISIBLE
from checker.model.organization import Organization
from checker.model.trail import Commit, Identity


class People:
    """Staff by what they may be called in git, now and in any earlier organization."""

    def __init__(self, *organizations: Organization) -> None:
        self._names: dict[str, set[str]] = {}
        self._ids: dict[str, set[str]] = {}
        self._known: dict[Identity, frozenset[str]] = {}
        for entry in (item for organization in organizations for item in organization.staff):
            for name in (entry.id, *entry.aliases):
                self._names.setdefault(name.casefold(), set()).add(entry.id)
                if "@" not in name:
                    self._ids.setdefault(name.casefold(), set()).add(entry.id)

    def staff_of(self, identity: Identity) -> frozenset[str]:
        """The staff ids that a name or an address stands for; none where nobody has it."""
        found = self._known.get(identity)
        if found is None:
            local, _, domain = _plain(identity.email).partition("@")
            parts = {local, *local.split("+")}
            names = {_plain(identity.name), *(f"{part}@{domain}" for part in parts)}
            found = frozenset().union(
                *(self._names.get(name, ()) for name in names),
                *(self._ids.get(part, ()) for part in parts),
            )
            self._known[identity] = found
        return found

    def strangers(self, commits: Iterable[Commit]) -> list[str]:
        """Addresses of authors and committers that nobody of the organization has, sorted."""
        identities = {who for commit in commits for who in (commit.author, commit.committer)}
        return sorted({who.email for who in identities if not self.staff_of(who)})


def _plain(text: str) -> str:
    """A name as it looks."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip().casefold()
