"""The same run on several cores: each process reads and judges files as they come.

Processes are forked, so policy and calendars are read once. Cases know of each other only
through their links, which are known when all are read; so the result does not depend on how many
processes there are, nor on which of them had which file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.cache.memory import Memory
from checker.engine import Options, Progress, Result, Run, check_by
from checker.loading.instance import Instance
from checker.outcomes import Outcome, Spread
from checker.related import Link

WORTH_IT = 200
"""Case files from which several processes are quicker than one."""
CHUNK = 50
"""Files that a process is given at once."""


def check_on_cores(
    instance: Instance,
    options: Options,
    jobs: int,
    progress: Progress | None = None,
    memory: Memory | None = None,
    files: list[str] | None = None,
) -> Result:
    """Check with `jobs` processes; with one where forking is not to be had or not worth it.

    With a memory only what is not known from an earlier run is judged. `files` is the instance's
    listing of case files where it was made already.

    Raises `EOFError` where a process died: a run that is not whole has no result.
    """
    run = Run(instance, options, files)
    several = jobs > 1 and len(run.files) >= WORTH_IT and _can_fork()
    spread = _Cores(run, jobs).outcomes if several else run.outcomes
    if memory is None:
        return check_by(run, _unkept(spread), progress)
    return memory.check(run, spread, progress)


def _unkept(spread: Spread) -> Spread:
    """Outcomes without digests, which only a cache asks for: of 100,000 cases they are 11 MB."""

    def outcomes(files: list[str], links: list[Link] | None) -> Iterator[Outcome]:
        for outcome in spread(files, links):
            outcome.digest = ""
            yield outcome

    return outcomes


def _can_fork() -> bool:
    import multiprocessing  # noqa: PLC0415 - dear, and a hook checks one file

    return "fork" in multiprocessing.get_all_start_methods()


class _Cores:
    """The spread over forked processes."""

    def __init__(self, run: Run, jobs: int) -> None:
        self.run = run
        self.jobs = jobs

    def outcomes(self, files: list[str], links: list[Link] | None) -> Iterator[Outcome]:
        if len(files) < WORTH_IT:
            yield from self.run.outcomes(files, links)
            return
        import multiprocessing  # noqa: PLC0415 - dear, and rarely used
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above

        context = multiprocessing.get_context("fork")
        chunks = [files[start : start + CHUNK] for start in range(0, len(files), CHUNK)]
        try:
            with ProcessPoolExecutor(self.jobs, context, _begin, (self.run, links)) as pool:
                for outcomes in pool.map(_share, chunks):
                    yield from outcomes
        except BrokenProcessPool:
            raise EOFError from None


_TASK: list[tuple[Run, list[Link] | None]] = []


def _begin(run: Run, links: list[Link] | None) -> None:
    """What a forked process works on: inherited, not sent."""
    _TASK[:] = [(run, links)]


def _share(files: list[str]) -> Iterable[Outcome]:
    run, links = _TASK[0]
    return list(run.outcomes(files, links))
