"""The lock: the digest of every revision once in force, so that none changes unseen.

An entry that is there is never changed but by force; what is not in force yet may still change.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from pathlib import Path

from checker.document import Limits
from checker.lazily import dataclass
from checker.loading.files import read_file
from checker.loading.loaded import LoadedPolicy
from checker.loading.locking import LOCK
from checker.loading.parts import digest_of
from checker.model.moment import parse_day
from checker.saving import write

ALTERED = "revision-altered"
HEADER = """\
# 曾经生效的修订，各按内容冻结：生效日和摘要值。由 tousu policy lock 写入，不要手改。
# Digests of the revisions once in force, written by `tousu policy lock`.
"""


@dataclass
class LockPlan:
    """What the lock of a policy should hold, and how that differs from what it holds."""

    policy: str
    entries: dict[str, str]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Days whose entry would get another digest, or go: only by force."""

    @property
    def file(self) -> str:
        return f"policy/{self.policy}/{LOCK}"


def lockable(loaded: LoadedPolicy) -> bool:
    """Whether the policy is sound, an altered revision aside."""
    return all(problem.rule == ALTERED for problem in loaded.problems)


def plan(root: Path, loaded: LoadedPolicy, today: date, limits: Limits) -> LockPlan:
    """The lock of a policy at a day; every revision that began by then is in it."""
    digests = {
        folder.rsplit("/", 1)[-1]: digest_of(parts.documents)
        for folder, parts in loaded.parts.items()
    }
    old = _entries(root, loaded.id, limits)
    new = {day: digests[day] for day in digests if _begun(day, today) or day in old}
    return LockPlan(
        policy=loaded.id,
        entries=dict(sorted(new.items())),
        added=sorted(new.keys() - old.keys()),
        changed=sorted(day for day, digest in old.items() if new.get(day) != digest),
    )


def _begun(day: str, today: date) -> bool:
    start = parse_day(day)
    return start is not None and start <= today


def _entries(root: Path, policy: str, limits: Limits) -> dict[str, str]:
    file = f"policy/{policy}/{LOCK}"
    if not (root / file).exists():
        return {}
    document, _ = read_file(root, file, limits)
    return dict(document.data) if document is not None and document.data else {}


def text_of(entries: dict[str, str]) -> str:
    """The lock file: quoted, sorted by day."""
    return HEADER + "".join(f'"{day}": "{entries[day]}"\n' for day in sorted(entries))


def write_lock(root: Path, lock: LockPlan) -> None:
    """Write the lock file whole or not at all.

    Raises `OSError` where the folder cannot be written.
    """
    write(root / lock.file, text_of(lock.entries).encode())
