"""The pages of the cases written, on several cores where there are many; those that are new."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from checker.cli.site.folders import write
from checker.cli.site.state import State, program_digest
from checker.lazily import dataclass
from checker.pages import PublicCase, Stamp

WORTH_IT = 400
"""Cases from which several processes are quicker than one."""
Stamped = dict[str, tuple[str, str]]
"""Pages by path: digests of what each was made from and of what it holds."""


@dataclass(frozen=True)
class Press:
    """What stamps, where to, and what stands there already."""

    stamp: Stamp
    folder: Path
    before: State

    def all(self, cases: Sequence[PublicCase]) -> Stamped:
        """Every page of every case, made or left as it is."""
        jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        can_fork = "fork" in multiprocessing.get_all_start_methods()
        if jobs == 1 or not can_fork or len(cases) < WORTH_IT:
            return self._some(cases)
        return self._on_cores(cases, jobs)

    def _on_cores(self, cases: Sequence[PublicCase], jobs: int) -> Stamped:
        """Each process takes its share; forked, so that nothing is handed over but the outcome."""
        context = multiprocessing.get_context("fork")
        running = []
        for place in range(jobs):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=self._share, args=(cases[place::jobs], theirs))
            process.start()
            theirs.close()
            running.append((ours, process))
        found: Stamped = {}
        for pipe, process in running:
            found |= pipe.recv()
            process.join()
        return found

    def _share(self, cases: Sequence[PublicCase], pipe: Connection) -> None:
        pipe.send(self._some(cases))
        pipe.close()

    def _some(self, cases: Sequence[PublicCase]) -> Stamped:
        found: Stamped = {}
        for case in cases:
            made_from = self._made_from(case)
            for path in self.stamp.paths(case):
                if self.before.holds(path, made_from, self.folder / path):
                    found[path] = self.before.stamped[path]
                    continue
                content = self.stamp.page(case, path)
                write(self.folder / path, content)
                found[path] = (made_from, hashlib.sha256(content).hexdigest())
        return found

    def _made_from(self, case: PublicCase) -> str:
        told = f"{program_digest()} {self.stamp.made_from(case)}"
        return hashlib.sha256(told.encode()).hexdigest()
