"""Where an audit starts: the branch is found and git begins to tell its log.

That takes git as long as loading the checker and reading the policy takes us, so both are done at
once: nothing that is dear to import stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.history.git import NoHistory, Telling
from checker.history.log import begin_steps
from checker.history.repository import Repository, find_repository
from checker.lazily import dataclass
from checker.model.text import say

UNDER = ("cases", "policy")


@dataclass(frozen=True)
class Start:
    """The protected branch to be walked, from `since` to its end, both full ids."""

    repository: Repository
    name: str
    head: str
    since: str | None
    log: Telling


@contextmanager
def begun(root: Path, branch: str | None = None, since: str | None = None) -> Iterator[Start]:
    """The start of an audit of the instance at `root`; git stops with the context.

    Raises `NoHistory` where there is nothing that can be audited.
    """
    found = find_repository(root)
    name, head = found.protected(branch)
    after = found.commit(since) if since is not None else None
    if after is not None and not found.is_ancestor(after, head):
        raise NoHistory(
            say(
                "{since} 不在 {branch} 的历史中：起点写错了，或历史被改写过",
                "{since} is not in the history of {branch}: a slip, or history was rewritten",
                since=after[:10],
                branch=name,
            )
        )
    repository = found.with_mailmap(head)
    with begin_steps(repository, head, after, UNDER) as log:
        yield Start(repository, name, head, after, log)
