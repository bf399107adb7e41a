"""The same run on several cores: each process reads and judges its share of the files.

Processes are forked, so policy and calendars are read once. Cases know of each other only
through their links, which are exchanged between reading and judging; so the result does not
depend on how many processes there are.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

from checker.casefiles import links_of, mark_duplicates
from checker.engine import Options, Part, Progress, Result, Run, check_instance
from checker.loading.instance import Instance

WORTH_IT = 400
"""Case files from which several processes are quicker than one."""


def check_on_cores(
    instance: Instance, options: Options, jobs: int, progress: Progress | None = None
) -> Result:
    """Check with `jobs` processes; with one where forking is not to be had or not worth it.

    Raises `EOFError` where a process died: a run that is not whole has no result.
    """
    run = Run(instance, options)
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if jobs < 2 or not can_fork or not run.policies or len(run.files) < WORTH_IT:  # noqa: PLR2004
        return check_instance(instance, options, progress)
    return _fork(run, jobs, progress)


def _fork(run: Run, jobs: int, progress: Progress | None) -> Result:
    context = multiprocessing.get_context("fork")
    pipes, processes = [], []
    for place in range(jobs):
        ours, theirs = context.Pipe()
        process = context.Process(target=_share, args=(run, run.files[place::jobs], theirs))
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    told = [pipe.recv() for pipe in pipes]
    links = [link for shared, _ in told for link in shared]
    links += run.other_links({file for _, files in told for file in files})
    for pipe in pipes:
        pipe.send(links)
    part = Part.of([])
    for pipe in pipes:
        part += pipe.recv()
        if progress is not None:
            progress(part.matched, len(run.files))
    for process in processes:
        process.join()
    return run.result(part, run.world(links), [])


def _share(run: Run, files: list[str], pipe: Connection) -> None:
    """One process's share: read, tell the links, hear all links, judge, tell the outcome."""
    cases = run.read(files)
    mark_duplicates(cases, run.all_files)
    pipe.send((links_of(cases, run.as_of), [item.file for item in cases]))
    world = run.world(pipe.recv())
    for item in cases:
        run.judge(item, world)
    pipe.send(Part.of(cases))
    pipe.close()
