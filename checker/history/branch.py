"""The protected branch walked: its steps, when each came, and the commits that each brought.

A step's instant is its committer's date, but never before the step that it stands on: a commit
cannot have been made before its parent, whatever its date says. Of two dates that contradict each
other the later is believed: nothing becomes punctual by a date that somebody wrote.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.history.git import NoHistory
from checker.history.log import ancestry, own_changes, steps, within_reach
from checker.history.repository import Repository
from checker.history.start import UNDER, Start
from checker.history.tree import files
from checker.lazily import dataclass
from checker.model.text import say
from checker.model.trail import Commit


@dataclass(frozen=True)
class Passed:
    """A step of the branch with all that came with it."""

    commit: Commit
    second: int
    brought: tuple[Commit, ...]
    """The commits of a merged branch with their own changes; of a plain commit, itself."""
    new_policies: frozenset[str] = frozenset()
    """Policies that were not there before; only looked for where cases come with them."""


@dataclass(frozen=True)
class Branch:
    """The protected branch from one commit to its end."""

    name: str
    head: str
    since: str | None
    second: int
    """When its last commit was made."""
    passed: tuple[Passed, ...]


def walk(start: Start) -> Branch:
    """Every step of a branch after `since` that changes cases or policy, oldest first.

    Raises `NoHistory` where `since` is none of the branch's own steps: what stood there cannot be followed.
    """
    repository, head, since = start.repository, start.head, start.since
    graph = ancestry(repository, head, since)
    chain = _chain(graph, head)
    if since is not None and chain and graph[chain[0]][1][:1] != (since,):
        raise _aside(start.name, since)
    seconds = _seconds(graph, chain, _second(repository, since) if since else 0)
    found = list(steps(repository, start.log))
    sides = _sides(graph, chain)
    asked = [item for step in found if step.merge for item in (*sides[step.id], step.id)]
    own = {item.id: item for item in own_changes(repository, asked, UNDER)} if asked else {}
    passed = tuple(
        Passed(step, seconds[step.id], _brought(step, sides, own), _new_policies(repository, step))
        for step in found
    )
    return Branch(start.name, head, since, seconds.get(head) or _second(repository, head), passed)


def _aside(name: str, since: str) -> NoHistory:
    return NoHistory(
        say(
            "{since} 不是 {branch} 自己的一步，而是合并带入的：起点写错了，或合并的方向反了",
            "{since} is no step of {branch} but came with a merge: a slip, or a merge the wrong way",
            since=since[:10],
            branch=name,
        )
    )


def _second(repository: Repository, commit: str) -> int:
    told = repository.git.run("rev-list", "--timestamp", "--max-count=1", commit)
    return within_reach(told.split()[0].decode("ascii"))


def _chain(graph: Mapping[str, tuple[int, tuple[str, ...]]], head: str) -> list[str]:
    """The branch's own commits, oldest first: from each to its first parent."""
    chain = []
    current: str | None = head
    while current is not None and current in graph:
        chain.append(current)
        parents = graph[current][1]
        current = parents[0] if parents else None
    return chain[::-1]


def _seconds(
    graph: Mapping[str, tuple[int, tuple[str, ...]]], chain: list[str], start: int
) -> dict[str, int]:
    seconds, latest = {}, start
    for commit in chain:
        latest = seconds[commit] = max(latest, graph[commit][0])
    return seconds


def _sides(
    graph: Mapping[str, tuple[int, tuple[str, ...]]], chain: list[str]
) -> dict[str, list[str]]:
    """What each merge of the branch brought: commits reachable from its other parents alone."""
    seen = set(chain)
    sides: dict[str, list[str]] = {}
    for commit in chain:
        found: list[str] = []
        pending = list(graph[commit][1][1:])
        while pending:
            current = pending.pop()
            if current in graph and current not in seen:
                seen.add(current)
                found.append(current)
                pending += graph[current][1]
        sides[commit] = found
    return sides


def policies_in(commit: Commit) -> set[str]:
    """Policies of whose folders a commit changes a file."""
    return {
        item.path.split("/")[1]
        for item in commit.changes
        if item.path.startswith("policy/") and item.path.count("/") > 1
    }


def _new_policies(repository: Repository, step: Commit) -> frozenset[str]:
    names = policies_in(step)
    if not names or not any(item.path.startswith("cases/") for item in step.changes):
        return frozenset()
    held = files(repository, step.parents[0], "policy") if step.parents else {}
    return frozenset(names - {path.split("/")[1] for path in held})


def _brought(
    step: Commit, sides: Mapping[str, list[str]], own: Mapping[str, Commit]
) -> tuple[Commit, ...]:
    if not step.merge:
        return (step,)
    return tuple(own[item] for item in (*sides[step.id], step.id) if item in own)
