"""Commits and the files they change, as `git log --raw` tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.history.git import Telling
from checker.history.repository import Repository
from checker.history.tree import SUBMODULE
from checker.model.trail import Change, Commit, Identity

FIELDS = ("H", "P", "aN", "aE", "cN", "cE", "an", "ae", "cn", "ce", "at", "ct")
FORMAT = "--format=tformat:" + "%x00".join(f"%{name}" for name in FIELDS)
LAST_SECOND = 7_258_000_000
"""In the year 2199: the last that this program counts with."""
PLAIN = (
    "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color",
    "--no-notes", "--no-decorate", "--encoding=UTF-8", "--ignore-submodules=none", FORMAT,
)  # fmt: skip


def begin_steps(
    repository: Repository, head: str, since: str | None = None, under: Sequence[str] = ()
) -> Telling:
    """Let git tell the steps of a branch that change files `under`, while other things are done.

    `since` and what lies before it is left out. `head` and `since` are full ids.
    """
    span = head if since is None else f"{since}..{head}"
    # sparse: git does not look at each tree twice, but tells of other steps too
    flags = ["--first-parent", "--diff-merges=first-parent", "--reverse", "--sparse", span]
    return repository.git.begin(*_asked(repository, flags, under))


def steps(repository: Repository, telling: Telling) -> Iterator[Commit]:
    """The steps that were begun to be told, oldest first: merges and plain commits.

    A merge has all that it brings, against its first parent; what its branch did on the way is
    no step. Raises `NoHistory` where git fails.
    """
    for commit, told in _commits(telling.told(), repository.prefix):
        if told:
            yield commit


def own_changes(
    repository: Repository, commits: Sequence[str], under: Sequence[str] = ()
) -> Iterator[Commit]:
    """Single commits with what each itself changed `under`.

    Of a merge only the files that are like in none of its parents: its own, not its branches'.
    """
    stdin = "".join(f"{commit}\n" for commit in commits).encode()
    flags = ["--no-walk=unsorted", "--diff-merges=combined", "--stdin"]
    raw = repository.git.run(*_asked(repository, flags, under), stdin=stdin)
    return (commit for commit, _ in _commits(raw, repository.prefix))


def ancestry(
    repository: Repository, head: str, since: str | None = None
) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Every commit up to `head` and not up to `since`: committer's second and parents."""
    span = [head] if since is None else [head, f"^{since}"]
    told = repository.git.run("rev-list", "--parents", "--timestamp", *span).decode("ascii")
    found = {}
    for line in told.splitlines():
        second, commit, *parents = line.split(" ")
        found[commit] = (within_reach(second), tuple(parents))
    return found


NO_BLOB = ("000000", SUBMODULE)
"""Modes of a file that is not there, and of what is no file."""
MODE = 6
"""Digits of a mode."""
CHANGED = (":", "\n:")
"""How a line of raw output begins."""


def within_reach(written: str) -> int:
    """A date as a commit gives it, in seconds; one that no calendar reaches at the nearest end."""
    return min(max(int(written or 0), 0), LAST_SECOND)


def _asked(repository: Repository, flags: list[str], under: Sequence[str]) -> list[str]:
    places = [f"{repository.prefix}{name}" for name in under]
    return ["log", *PLAIN, *flags, "--", *places]


def _commits(raw: bytes, prefix: str) -> Iterator[tuple[Commit, int]]:
    """Commits as told, and how many files each changes, whatever they are."""
    tokens = raw.decode(errors="surrogateescape").split("\0")
    place, end = 0, len(tokens) - 1
    while place < end:
        values = tokens[place : place + len(FIELDS)]
        place += len(FIELDS)
        place += place < end and not tokens[place]  # what a combined diff begins with
        changes: list[Change] = []
        begin = place
        while place < end and tokens[place].startswith(CHANGED):
            path = tokens[place + 1]
            if path.startswith(prefix):
                changes.append(_change(tokens[place], path.removeprefix(prefix)))
            place += 2
        yield _commit(values, tuple(changes)), (place - begin) // 2


def _commit(values: list[str], changes: tuple[Change, ...]) -> Commit:
    commit, parents, *names = values
    people = [Identity(names[n], names[n + 1]) for n in range(0, 8, 2)]
    return Commit(
        id=commit,
        parents=tuple(parents.split()),
        author=people[0],
        committer=people[1],
        also=(people[2], people[3]),
        authored=within_reach(names[8]),
        committed=within_reach(names[9]),
        changes=changes,
    )


def _change(head: str, path: str) -> Change:
    """A line of raw output; of a merge's several sides before, the first is told."""
    parts = head.split(" ")
    last = (len(parts) - 3) // 2  # modes of all sides, as many blobs, a letter
    before, after = parts[last + 1], parts[2 * last + 1]
    return Change(
        path,
        None if parts[0][-MODE:] in NO_BLOB else before,
        None if parts[last] in NO_BLOB else after,
    )
