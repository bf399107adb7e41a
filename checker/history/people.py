"""Whom an identity of git stands for, by the ids and aliases of the organization.

Addresses are compared without regard to case; a staff id may also be an address's local part.
"""

from __future__ import annotations

from collections.abc import Iterable

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
            name, email = identity.name.casefold(), identity.email.casefold()
            local = email.partition("@")[0]
            found = frozenset(
                self._names.get(email, set())
                | self._names.get(name, set())
                | self._ids.get(local, set())
            )
            self._known[identity] = found
        return found

    def strangers(self, commits: Iterable[Commit]) -> list[str]:
        """Addresses of authors and committers that nobody of the organization has, sorted."""
        identities = {who for commit in commits for who in (commit.author, commit.committer)}
        return sorted({who.email for who in identities if not self.staff_of(who)})
