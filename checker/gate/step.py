"""The step that a merge would make: the protected branch before it, and after it.

A branch may be behind: what is judged is the protected branch with the branch's changes laid on
top, file by file, never the branch's old copies of what has moved on.
"""

from __future__ import annotations

from functools import cached_property

from checker.gate.trees import Entry, Tree, tree_of
from checker.history.git import NoHistory
from checker.history.repository import Repository
from checker.lazily import dataclass
from checker.model.text import say


@dataclass(frozen=True)
class Step:
    """Two states of the instance; commits are full ids."""

    base: str
    head: str
    since: str
    """The commit at which the branch left the protected one."""
    before: Tree
    after: Tree

    @cached_property
    def changed(self) -> frozenset[str]:
        """The paths that are not the same before and after."""
        paths = self.before.keys() | self.after.keys()
        return frozenset(path for path in paths if self.before.get(path) != self.after.get(path))

    @property
    def behind(self) -> bool:
        """Whether the protected branch has moved on since."""
        return self.since != self.base

    @property
    def under_base(self) -> Tree:
        """The state after the step under the policy from before it."""
        kept = {path: entry for path, entry in self.before.items() if of_policy(path)}
        rest = {path: entry for path, entry in self.after.items() if not of_policy(path)}
        return kept | rest


def of_policy(path: str) -> bool:
    """Whether a file judges rather than is judged."""
    return path == "policy" or path.startswith("policy/")


def part_of_policy(path: str) -> str | None:
    """What a file that judges is: of a `revision`, of the rule `tests`, or `other`; None if it is none."""
    match path.split("/"):
        case ["policy", _, "tests", _, *_]:
            return "tests"
        case ["policy", "calendars", *_]:
            return "other"
        case ["policy", _, _, _, *_]:
            return "revision"
    return "other" if of_policy(path) else None


def take_step(repository: Repository, base: str, head: str) -> Step:
    """The step from one revision to another.

    Raises `NoHistory` where they share no commit, or where it cannot be said what a merge gives.
    """
    base, head = repository.commit(base), repository.commit(head)
    since = _fork(repository, base, head)
    before, after = tree_of(repository, base), tree_of(repository, head)
    if since != base:
        after = _merged(tree_of(repository, since), before, after)
    return Step(base=base, head=head, since=since, before=before, after=after)


def _fork(repository: Repository, base: str, head: str) -> str:
    found = (repository.git.asked("merge-base", "--all", base, head) or "").split()
    if not found:
        raise NoHistory(
            say(
                "两个提交没有共同的历史，比不出改动",
                "the two commits share no history: there is no step between them",
            )
        )
    if len(found) > 1:
        raise NoHistory(
            say(
                "两个分支多次互相合并，共同的起点不止一个：先把基准合并到本分支",
                "the branches were merged to and fro: merge the base into the branch first",
            )
        )
    return found[0]


def _merged(since: Tree, base: Tree, head: Tree) -> Tree:
    """The base with the branch's changes on top.

    Raises `NoHistory` where both changed a file, each in its own way.
    """
    merged: Tree = {}
    for path in sorted(since.keys() | base.keys() | head.keys()):
        entry = _of_three(path, since.get(path), base.get(path), head.get(path))
        if entry is not None:
            merged[path] = entry
    return merged


def _of_three(
    path: str, since: Entry | None, base: Entry | None, head: Entry | None
) -> Entry | None:
    if head in (since, base):
        return base
    if base == since or not path.startswith(("policy/", "cases/")):
        return head
    raise NoHistory(
        say(
            "基准和本分支都改了 {path}：先把基准合并到本分支（或变基），再检查",
            "both the base and the branch changed {path}: merge the base first, or rebase",
            path=path,
        )
    )
