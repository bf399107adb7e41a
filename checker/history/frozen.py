"""Frozen revisions over the history: what the lock held before a step, against what came after.

Judged by the lock as it stood before the step: an altered revision that is locked anew in the same
step is altered all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from checker.document import Document, Limits, Refused, read_document
from checker.history.blobs import Blobs
from checker.history.branch import Passed, policies_in
from checker.history.repository import Repository
from checker.history.tree import files
from checker.lazily import dataclass
from checker.loading.locking import LOCK
from checker.loading.parts import digest_of


@dataclass(frozen=True)
class Altered:
    """A frozen revision that a step altered, took away or let go."""

    passed: Passed
    policy: str
    day: str
    how: Literal["altered", "gone", "unlocked"]


def altered_revisions(
    repository: Repository, steps: tuple[Passed, ...], blobs: Blobs, limits: Limits
) -> Iterator[Altered]:
    """Every frozen revision that a step of the branch left other than the lock had it."""
    for passed in steps:
        commit = passed.commit
        names = policies_in(commit)
        if names and commit.parents:
            before = files(repository, commit.parents[0], "policy")
            after = files(repository, commit.id, "policy")
            for name in sorted(names):
                for day, how in _altered(name, before, after, blobs, limits):
                    yield Altered(passed, name, day, how)


def _altered(
    name: str, before: dict[str, str], after: dict[str, str], blobs: Blobs, limits: Limits
) -> Iterator[tuple[str, Literal["altered", "gone", "unlocked"]]]:
    held, holds = (
        _locked(tree.get(f"policy/{name}/{LOCK}"), blobs, limits) for tree in (before, after)
    )
    for day, digest in sorted(held.items()):
        folder = f"policy/{name}/{day}/"
        parts = _parts(after, folder)
        if not parts and _parts(before, folder):
            yield day, "gone"
        elif parts != _parts(before, folder) and _digest(parts, blobs, limits) != digest:
            yield day, "altered"
        elif holds.get(day) != digest:
            yield day, "unlocked"


def _locked(lock: str | None, blobs: Blobs, limits: Limits) -> dict[str, str]:
    return {} if lock is None else _data(blobs.read(lock), limits)


def _data(content: bytes, limits: Limits) -> dict[str, str]:
    try:
        data = read_document(content, LOCK, limits).data
    except Refused:
        return {}
    held = data.items() if isinstance(data, dict) else ()
    return {day: digest for day, digest in held if isinstance(digest, str)}


def _parts(tree: dict[str, str], folder: str) -> dict[str, str]:
    return {
        path: blob
        for path, blob in tree.items()
        if path.startswith(folder) and path.endswith(".yml") and "/" not in path[len(folder) :]
    }


def _digest(parts: dict[str, str], blobs: Blobs, limits: Limits) -> str | None:
    """The digest of a revision's files, as its lock has it; None where one cannot be read."""
    documents: list[Document] = []
    for path, blob in parts.items():
        try:
            documents.append(read_document(blobs.read(blob), path, limits))
        except Refused:
            return None
    return digest_of(documents)
