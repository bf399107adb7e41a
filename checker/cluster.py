"""The same run on a Dask cluster: workers read the instance where they are, at the same path.

A worker's word is taken only for what it read: it says which bytes it saw, and they must be the
ones that are here. A cluster that cannot be reached, dies or sees other files gives no result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from checker.engine import Options, Progress, Result, Run, check_by
from checker.loading.instance import Instance, load_instance
from checker.model.text import Say, say
from checker.outcomes import Outcome
from checker.related import Link

CHUNK = 500
"""Files that a worker is given at once, at most; each time it looks whether its program is ours."""
CHUNKS = 20
"""At least as many, so that every worker has something to do."""
PATIENCE_SECONDS = 20
"""How long to wait for a first answer, and between looks whether anybody still works."""
CODE = Path(__file__).parent
Seen = dict[str, str]
"""Files to the digests of their bytes."""


class NoCluster(Exception):  # noqa: N818 - a fact about the cluster
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
        root, options = str(self.run.instance.root), self.run.options
        size = min(CHUNK, len(files) // CHUNKS + 1)
        chunks = [files[start : start + size] for start in range(0, len(files), size)]
        futures = [
            self.client.submit(_share, root, self.inputs, options, chunk, links, pure=False)
            for chunk in chunks
        ]
        for future in futures:
            answer = self._wait(future)
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


def _share(
    root: str, inputs: str, options: Options, files: list[str], links: list[Link] | None
) -> tuple[list[Outcome], Seen] | None:
    """Runs on a worker: its outcomes and what it read; None where its policy or program differs."""
    if _inputs(Path(root)) != inputs:
        return None
    outcomes = list(_run(root, inputs, options).outcomes(files, links))
    read = {*files, *(path for item in outcomes for path in item.evidence)}
    return outcomes, {file: _digest(Path(root) / file) for file in sorted(read)}


@lru_cache(maxsize=2)
def _run(root: str, inputs: str, options: Options) -> Run:
    """What a worker judges by, worked out once and not once a chunk; `inputs` tells a changed policy."""
    return Run(load_instance(Path(root)), options, files=[])


def _inputs(root: Path) -> str:
    """The digest of the program and of everything under `policy/`."""
    digest = hashlib.sha256()
    code = [path for path in CODE.rglob("*") if path.suffix in (".py", ".yml")]
    for base, paths in ((CODE, code), (root, list((root / "policy").rglob("*")))):
        for path in sorted(path for path in paths if path.is_file()):
            digest.update(f"{path.relative_to(base).as_posix()} {_digest(path)}\n".encode())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    """The digest of a file's bytes; empty where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
