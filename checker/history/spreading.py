"""The same audit on several cores: each process reads and judges its share of the cases.

Processes are forked after the branch was walked, so git's log is read once. Shares add up in the
order of the cases, so the result does not depend on how many processes there are.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

from checker.history.auditing import Audit, Share
from checker.history.git import NoHistory
from checker.history.lineages import Lineage
from checker.model.text import Say

WORTH_IT = 400
"""Cases from which several processes are quicker than one."""


def judge_on_cores(audit: Audit, lineages: list[Lineage], jobs: int) -> Share:
    """Judge with `jobs` processes; with one where forking is not to be had or not worth it.

    Raises `NoHistory` as one process would, `EOFError` where a process died.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if jobs < 2 or not can_fork or len(lineages) < WORTH_IT:  # noqa: PLR2004
        return audit.judged(lineages)
    context = multiprocessing.get_context("fork")
    size = -(-len(lineages) // jobs)
    pipes, processes = [], []
    for start in range(0, len(lineages), size):
        ours, theirs = context.Pipe(duplex=False)
        share = lineages[start : start + size]
        process = context.Process(target=_share, args=(audit, share, theirs))
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    told = [pipe.recv() for pipe in pipes]
    for process in processes:
        process.join()
    whole = Share()
    for item in told:
        if isinstance(item, Say):
            raise NoHistory(item)
        whole += item
    return whole


def _share(audit: Audit, lineages: list[Lineage], pipe: Connection) -> None:
    try:
        told: Share | Say = audit.judged(lineages)
    except NoHistory as no_history:
        told = no_history.sentence
    pipe.send(told)
    pipe.close()
