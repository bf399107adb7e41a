"""The same audit on several cores: each process reads and judges its share of the cases.

Processes are forked after the branch was walked, so git's log is read once. Shares add up in the
order of the cases, so the result does not depend on how many processes there are.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

from checker.history.git import NoHistory
from checker.history.histories import Histories, Share
from checker.history.lineages import Lineage
from checker.model.text import Say

WORTH_IT = 400
"""Cases from which several processes are quicker than one."""


def judge_on_cores(audit: Histories, lineages: list[Lineage], jobs: int) -> Share:
    """Judge with `jobs` processes; with one where forking is not to be had or not worth it.

    Raises `NoHistory` as one process would, `EOFError` where a process died.
    """
    if jobs == 1 or len(lineages) < WORTH_IT or not _can_fork():
        return audit.judged(lineages)
    size = -(-len(lineages) // jobs)
    shares = [lineages[start : start + size] for start in range(0, len(lineages), size)]
    others = [_Other(audit, share) for share in shares[1:]]
    return sum((other.told() for other in others), audit.judged(shares[0]))


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


class _Other:
    """Another process at its share; ours does the first one itself."""

    def __init__(self, audit: Histories, lineages: list[Lineage]) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_share, args=(audit, lineages, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def told(self) -> Share:
        """What it found. Raises `NoHistory` and `EOFError`."""
        told = self._pipe.recv()
        self._process.join()
        if isinstance(told, Say):
            raise NoHistory(told)
        share: Share = told
        return share


def _share(audit: Histories, lineages: list[Lineage], pipe: Connection) -> None:
    try:
        told: Share | Say = audit.judged(lineages)
    except NoHistory as no_history:
        told = no_history.sentence
    pipe.send(told)
    pipe.close()
