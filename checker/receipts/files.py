"""The files of an instance and their digests: what verdicts rest on, what a manifest lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.document import Refused, read_document
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.receipts.receipt import Digests

CHUNK = 1 << 20
MISSING = "missing"


@dataclass(frozen=True)
class Measured:
    """A file's digest and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Evidence:
    """What a record of a case says of its evidence; nothing of it is checked."""

    case: str
    """The case's file."""
    event: str | None
    path: str | None
    uri: str | None
    sha256: str | None
    size: str | None


def measure(file: Path) -> Measured | None:
    """A regular file's digest and size; None where it is none or cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        if file.is_symlink() or not file.is_file():
            return None
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (OSError, ValueError):
        return None
    return Measured(digest.hexdigest(), size)


def measure_inside(root: Path, path: str) -> Measured | None:
    """The file that a record names, links followed, if it lies inside the instance."""
    try:
        real = (root / path).resolve(strict=True)
        return measure(real) if real.is_relative_to(root.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle
        return None


def digests(root: Path, files: list[str]) -> Digests:
    """Digests by path, sorted; `missing` for what is no regular file."""
    return {file: _told(measure(root / file)) for file in sorted(files)}


def evidence_digests(root: Path, evidence: list[Evidence]) -> Digests:
    """Digests of the local evidence, each file once."""
    paths = sorted({item.path for item in evidence if item.path is not None})
    return {path: _told(measure_inside(root, path)) for path in paths}


def policy_files(root: Path) -> list[str]:
    """Every file under `policy/`, sorted; hidden ones aside."""
    return sorted(_below(root / "policy", root))


def schema_files(root: Path) -> list[str]:
    """The generated schemas, sorted."""
    return sorted(path.relative_to(root).as_posix() for path in (root / "schema").glob("*.json"))


def evidence_of(instance: Instance) -> list[Evidence]:
    """What all cases say of evidence, in the order of files and records; broken files say nothing."""
    return [
        item
        for file in instance.case_files()
        if (data := _data(instance, file)) is not None
        for item in records_of(file, data)
    ]


def _data(instance: Instance, file: str) -> Any:
    """A case's plain data; None where no record can stand in it, which is told without parsing."""
    path, limits = instance.root / file, instance.settings.limits
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as stream:
            content = stream.read(limits.file_bytes + 1)
        # a key may be written with escapes, in double quotes
        if not any(mark in content for mark in (b"path", b"uri", b"\\")):
            return None
        return read_document(content, file, limits).data
    except (OSError, Refused):
        return None


def records_of(file: str, data: Any) -> Iterator[Evidence]:
    """What the plain data of a case says of evidence."""
    for event in _mappings(data.get("events") if isinstance(data, dict) else None):
        for record in _mappings(event.get("records")):
            path, uri, sha256, size, name = (
                value if isinstance(value, str) else None
                for value in (
                    record.get("path"),
                    record.get("uri"),
                    record.get("sha256"),
                    record.get("bytes"),
                    event.get("id"),
                )
            )
            if path is not None or uri is not None:
                yield Evidence(file, name, path, uri, sha256, size)


def _mappings(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        yield from (item for item in data if isinstance(item, dict))


def _below(folder: Path, root: Path) -> Iterator[str]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, root)
        else:
            yield path.relative_to(root).as_posix()


def _told(found: Measured | None) -> str:
    return f"sha256:{found.sha256}" if found else MISSING
