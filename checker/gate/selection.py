"""The cases whose verdict a change can touch: what changed, and whatever is judged beside it.

Rather too many than one too few: where policy, organization, calendars, settings or a report
changed, it is all of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from pathlib import Path

from checker.casefiles import stem_of
from checker.document import Refused, read_document
from checker.gate.step import part_of_policy
from checker.gate.trees import Tree, tree_of
from checker.history.blobs import Blobs
from checker.history.repository import Repository
from checker.history.tree import LINK
from checker.lazily import dataclass
from checker.loading.instance import Instance, may_be_case
from checker.receipts.files import policy_files, records_of
from checker.related import Link, link_of, says_of_others


@dataclass(frozen=True)
class Seen:
    """A case file as it says of itself, of others and of its evidence."""

    file: str
    names: frozenset[str]
    """Its id and its file's stem, without regard to capitals: what another may duplicate."""
    link: Link | None
    evidence: frozenset[str]


@dataclass
class _Reach:
    """What a changed case touches: incidents it was or is in, names it had or has."""

    incidents: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def add(self, seen: Seen) -> None:
        self.names |= seen.names
        if seen.link is not None:
            self.ids.add(seen.link.id)
            self.incidents |= {seen.link.incident} if seen.link.incident else set()


def changed_cases(instance: Instance, repository: Repository, commit: str) -> list[str] | None:
    """The case files of the work tree to check against a commit; None where it is all of them.

    Raises `NoHistory` where the commit cannot be read.
    """
    then = tree_of(repository, commit)
    if _judge_changed(instance, then):
        return None
    now = [_seen(instance, file) for file in instance.case_files()]
    changed = {seen.file for seen in now if _differs(instance.root, seen.file, then)}
    before = list(_before(instance, repository, then, changed, {seen.file for seen in now}))
    return _reached(
        now,
        before,
        changed,
        lambda seen: any(
            _differs(instance.root, path, then, follow=True) for path in seen.evidence
        ),
    )


def reached_by(changed: frozenset[str], before: Instance, after: Instance) -> list[str] | None:
    """The case files of a state to judge again after a step; None where it is all of them.

    Both states are judged by one policy; `changed` are all paths that differ between them.
    """
    if any(path.startswith("cases/reports/") for path in changed):
        return None
    now = [_seen(after, file) for file in after.case_files()]
    old = [_seen(before, file) for file in before.case_files() if file in changed]
    return _reached(
        now,
        old,
        {seen.file for seen in now if seen.file in changed},
        lambda seen: not changed.isdisjoint(seen.evidence),
    )


def _reached(
    now: list[Seen], before: list[Seen], changed: set[str], evidence: Callable[[Seen], bool]
) -> list[str]:
    reach = _Reach()
    for seen in (*before, *(item for item in now if item.file in changed)):
        reach.add(seen)
    leading = _leading_to(reach.ids, (*before, *now))
    return sorted(
        seen.file
        for seen in now
        if seen.file in changed
        or seen.names & reach.names
        or (seen.link and (seen.link.incident in reach.incidents or seen.link.id in leading))
        or evidence(seen)
    )


def _judge_changed(instance: Instance, then: Tree) -> bool:
    """Whether anything changed that every case, or the register as a whole, is judged by."""
    now = {*policy_files(instance.root), *instance.report_files()}
    old = {path for path in then if path.startswith(("policy/", "cases/reports/"))}
    return any(
        _differs(instance.root, path, then) for path in now | old if part_of_policy(path) != "tests"
    )


def _before(
    instance: Instance, repository: Repository, then: Tree, changed: set[str], now: set[str]
) -> Iterator[Seen]:
    """The changed and removed cases as they were."""
    files = [path for path in then if may_be_case(path) and (path in changed or path not in now)]
    with Blobs(repository.git) as blobs:
        for file, content in zip(
            files, blobs.read_all([then[path].blob for path in files]), strict=True
        ):
            yield _told(instance, file, content)


def _leading_to(ids: set[str], cases: Iterable[Seen]) -> set[str]:
    """The ids of all cases whose `previous` leads, over any number of cases, to one of these."""
    naming: dict[str, set[str]] = {}
    for seen in cases:
        for name in seen.link.previous if seen.link else ():
            naming.setdefault(name, set()).add(seen.link.id if seen.link else "")
    found, pending = set(ids), list(ids)
    while pending:
        for name in naming.get(pending.pop(), set()) - found:
            found.add(name)
            pending.append(name)
    return found


def _seen(instance: Instance, file: str) -> Seen:
    path = instance.root / file
    try:
        if path.is_symlink() or not path.is_file():
            raise OSError(file)
        with path.open("rb") as stream:
            return _told(instance, file, stream.read(instance.settings.limits.file_bytes + 1))
    except OSError:
        return _told(instance, file, b"")


def _told(instance: Instance, file: str, content: bytes) -> Seen:
    if _says_nothing(file, content):
        return Seen(file, frozenset({stem_of(file).casefold()}), None, frozenset())
    try:
        data = read_document(content, file, instance.settings.limits).data
    except Refused:
        data = None
    name = data.get("id") if isinstance(data, dict) else None
    names = {stem_of(file).casefold(), *([name.casefold()] if isinstance(name, str) else [])}
    evidence = frozenset(item.path for item in records_of(file, data) if item.path)
    return Seen(file, frozenset(names), link_of(data), evidence)


def _says_nothing(file: str, content: bytes) -> bool:
    """Whether no parser is needed to see that a case names no other case and no local evidence."""
    line = f"id: {stem_of(file)}\n".encode(errors="surrogateescape")
    named = content.startswith(line) or b"\n" + line in content
    return named and not says_of_others(content) and b"path" not in content


def _differs(root: Path, path: str, then: Tree, *, follow: bool = False) -> bool:
    """Whether a file is not, byte for byte, what the commit has; a link always is not."""
    entry, file = then.get(path), root / path
    try:
        real = file.resolve(strict=True)
        if real != root.resolve() / path or not real.is_file():
            return True
        return entry is None or entry.mode == LINK or _blob(real, len(entry.blob)) != entry.blob
    except (OSError, RuntimeError, ValueError):
        return entry is not None or follow


def _blob(file: Path, length: int) -> str:
    """The id that git gives a file's bytes; a repository's ids are SHA-1 or SHA-256."""
    content = file.read_bytes()
    digest = (
        hashlib.sha256()
        if length == hashlib.sha256().digest_size * 2
        else hashlib.sha1(usedforsecurity=False)
    )
    digest.update(b"blob %d\0" % len(content) + content)
    return digest.hexdigest()
