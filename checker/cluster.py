"""The same run on a Dask cluster: workers read the instance where they are, at the same path.

A worker's word is taken only for what it read: it says which bytes it saw, and they must be the
ones that are here. A cluster that cannot be reached, dies or sees other files gives no result.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from checker.engine import Options, Progress, Result, Run, check_by
from checker.lazily import dataclass
from checker.loading.instance import Instance, load_instance
from checker.model.text import Say, say
from checker.outcomes import Outcome
from checker.related import Link

CHUNK = 250
"""Files that a worker is given at once, at most."""
CHUNKS = 20
"""At least as many, so that every worker has something to do."""
PATIENCE_SECONDS = 20
"""How long to wait for a first answer, and between looks whether anybody still works."""
PART = 1 << 15
"""Bytes of a file that are read at once."""
CODE = Path(__file__).parent
Seen = dict[str, str]
"""Files to the digests of their bytes."""


@dataclass(frozen=True)
class Asked:
    """What every worker is asked to judge by; dask does not look into it."""

    root: Path
    inputs: str
    """The digest of program and policy."""
    options: Options
    links: tuple[Link, ...] | None


class NoCluster(Exception):
    """Nothing could be checked there; the sentence says why."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def check_on_cluster(
    instance: Instance, options: Options, address: str, progress: Progress | None = None
) -> Result:
    """Check with the workers of the scheduler at `address`, such as `tcp://host:8786`.

    Raises `NoCluster` where it cannot be reached, no worker is left, or one saw other files.
    """
    run = Run(instance, options)
    if not run.policies:
        return check_by(run, run.outcomes, progress)
    client = _client(address)
    try:
        return check_by(run, _Cluster(run, client).outcomes, progress)
    finally:
        client.close()


def _client(address: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415 - dear, and optional
    except ImportError:
        raise NoCluster(
            say(
                "没有安装 distributed", "distributed is not installed: pip install 'tousu[cluster]'"
            )
        ) from None
    try:
        return Client(address, timeout=PATIENCE_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError):
        raise NoCluster(say("连不上集群", "the cluster cannot be reached")) from None


class _Cluster:
    """The spread over workers."""

    def __init__(self, run: Run, client: Any) -> None:
        self.run = run
        self.client = client
        self.inputs = _inputs(run.instance.root)

    def outcomes(self, files: list[str], links: list[Link] | None) -> Iterator[Outcome]:
        """What workers find, file after file; an answer is let go of as soon as it is here."""
        run = self.run
        known = None if links is None else tuple(links)
        asked = Asked(run.instance.root, self.inputs, run.options, known)
        size = min(CHUNK, len(files) // CHUNKS + 1)
        chunks = [files[start : start + size] for start in range(0, len(files), size)]
        futures = deque(self.client.submit(_share, asked, chunk, pure=False) for chunk in chunks)
        while futures:
            answer = self._wait(futures.popleft())
            if answer is None:
                raise NoCluster(
                    say(
                        "集群看到的文件或程序不同",
                        "the cluster sees other files or another program",
                    )
                )
            outcomes, seen = answer
            self._compare(seen)
            yield from outcomes

    def _wait(self, future: Any) -> tuple[list[Outcome], Seen] | None:
        """The answer of one task, however long it takes while somebody works."""
        while True:
            try:
                answer: tuple[list[Outcome], Seen] | None = future.result(PATIENCE_SECONDS)
            except TimeoutError:
                if not self.client.scheduler_info()["workers"]:
                    raise _DIED from None
            except Exception:
                raise _DIED from None
            else:
                return answer

    def _compare(self, seen: Seen) -> None:
        for file, digest in seen.items():
            if _digest(self.run.instance.root / file) != digest:
                raise NoCluster(
                    say("集群看到的 {file} 不同", "the cluster sees another {file}", file=file)
                )


_DIED = NoCluster(say("集群中断，没有检查完", "the cluster broke off; not checked"))


def _share(asked: Asked, files: list[str]) -> tuple[list[Outcome], Seen] | None:
    """Runs on a worker: its outcomes and what it read; None where its policy or program differs."""
    with _ALONE:
        try:
            run = _run(asked.root, asked.inputs, asked.options)
        except _OtherInputs:
            return None
        outcomes = list(run.outcomes(files, _links(asked.links)))
        return outcomes, _seen(asked.root, files, outcomes)


def _seen(root: Path, files: list[str], outcomes: list[Outcome]) -> Seen:
    """What was read: of a case the very bytes that were judged; their digest goes no further."""
    seen = {item.file: item.digest for item in outcomes if item.digest}
    rest = {*files, *(path for item in outcomes for path in item.evidence)} - seen.keys()
    for item in outcomes:
        item.digest = ""
    return seen | {file: _digest(root / file) for file in sorted(rest)}


class _OtherInputs(Exception):
    """A worker has another policy or program; raised, so that it is not kept as an answer."""


@lru_cache(maxsize=2)
def _run(root: Path, inputs: str, options: Options) -> Run:
    """What a worker judges by, worked out once and not once a chunk.

    Raises `_OtherInputs` where it is not what `inputs` says, before it is read or after.
    """
    if _inputs(root) != inputs:
        raise _OtherInputs
    run = Run(load_instance(root), options, files=[])
    if _inputs(root) != inputs:
        raise _OtherInputs
    return run


@lru_cache(maxsize=1)
def _links(links: tuple[Link, ...] | None) -> list[Link] | None:
    """One list from one chunk to the next, so that what follows from it is worked out once."""
    return None if links is None else list(links)


_ALONE = Lock()
"""A worker's threads share what they judge by, and one interpreter judges no faster in two."""


def _inputs(root: Path) -> str:
    """The digest of the program and of everything under `policy/`."""
    return f"{_program()} {_digests(root, (root / 'policy').rglob('*'))}"


@cache
def _program() -> str:
    """The program as it is when first asked: a worker still has that one when files are replaced."""
    return _digests(CODE, (path for path in CODE.rglob("*") if path.suffix in (".py", ".yml")))


def _digests(base: Path, paths: Iterable[Path]) -> str:
    """One digest of files: their paths from `base` and their bytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.relative_to(base).as_posix()} {_digest(path)}\n".encode())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    """The digest of a file's bytes; empty where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as stream:
            while part := stream.read(PART):  # a larger room is dear to make for every small file
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()
