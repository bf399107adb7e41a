"""Evidence files kept in the instance: there, inside it, and unchanged."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from checker.model.case import Case, Record
from checker.model.finding import Path as DataPath
from checker.model.finding import Problems
from checker.model.text import say

CHUNK = 1 << 16


def evidence_of(case: Case) -> tuple[str, ...]:
    """The paths of the evidence that is kept in the instance, as the case writes them."""
    return tuple(
        record.path for event in case.events for record in event.records if record.path is not None
    )


def check_evidence(case: Case, root: Path, problems: Problems) -> None:
    """Compare each record's `path` with its file, its `sha256` and its `bytes`."""
    for event in case.events:
        for index, record in enumerate(event.records):
            if record.path is not None:
                _check(record, root, ("events", event.index, "records", index), problems)


def _check(record: Record, root: Path, place: DataPath, problems: Problems) -> None:
    path = root / (record.path or "")
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve())
        size, digest = _measure(path, record.bytes) if inside and path.is_file() else (None, None)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle
        size, digest = None, None
    if size is None:
        problems.add(
            "evidence-missing",
            (*place, "path"),
            say("证据文件不存在或读不出来", "the evidence file is missing or cannot be read"),
            say("把文件放到所写的位置，或改用 uri", "put the file there, or give a uri instead"),
        )
    elif record.bytes is not None and size != record.bytes:
        problems.add(
            "evidence-mismatch",
            (*place, "bytes"),
            say(
                "证据文件的大小变了：记的是 {wanted} 字节，现在是 {found} 字节",
                "the evidence file was resized: {wanted} bytes recorded, {found} found",
                wanted=record.bytes,
                found=size,
            ),
            _CHANGED_REMEDY,
        )
    elif record.sha256 is not None and digest != record.sha256:
        problems.add("evidence-mismatch", (*place, "sha256"), _CHANGED, _CHANGED_REMEDY)


_CHANGED = say("证据文件与 sha256 摘要不符", "the evidence file does not match its sha256")
_CHANGED_REMEDY = say(
    "还原原来的文件；不得改动证据。新材料另立一条记录",
    "restore the original; evidence is not changed, new material is a new record",
)


def _measure(path: Path, wanted: int | None) -> tuple[int, str]:
    """Size and digest of a file; no digest where its size is not the one wanted: that is defect enough."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        found = os.fstat(stream.fileno()).st_size
        if wanted not in (None, found):
            return found, ""
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()
