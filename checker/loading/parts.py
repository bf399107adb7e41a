"""The files of a revision merged into one mapping that still knows where each thing stands."""

from __future__ import annotations

import hashlib
from dataclasses import field
from pathlib import Path
from typing import Any

from checker.document import Document, Limits
from checker.lazily import dataclass
from checker.loading.files import NO_OVERLAY, Overlay, misnamed, read_file
from checker.loading.placing import file_diagnostic
from checker.model.finding import Diagnostic, Problem
from checker.model.finding import Path as DataPath
from checker.model.text import say

JOINED = ("terms", "provenance", "chapters", "rules")


MERGED = ("fields", "events", "records", "changes")


@dataclass
class Parts:
    """The files of one revision as one mapping, and which file each thing came from."""

    folder: str
    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[DataPath, tuple[Document, DataPath]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def add(self, document: Document) -> None:
        """Merge one part: lists are joined, mappings merged, a key given twice is a problem."""
        self.documents.append(document)
        if not isinstance(document.data, dict):
            if document.data is not None:
                self._problem(document, Problem("policy-invalid", KEYS_WANTED))
            return
        for key, value in document.data.items():
            if value is None:
                continue
            if key in JOINED and isinstance(value, list):
                self._join(document, key, value)
            elif key in MERGED and isinstance(value, dict):
                self._merge(document, key, value)
            else:
                self._single(document, key, value)

    def _join(self, document: Document, key: str, value: list[Any]) -> None:
        items = self.data.setdefault(key, [])
        for index, item in enumerate(value):
            self.origins[(key, len(items))] = (document, (key, index))
            items.append(item)
        self.origins.setdefault((key,), (document, (key,)))

    def _merge(self, document: Document, key: str, value: dict[str, Any]) -> None:
        items = self.data.setdefault(key, {})
        for name, item in value.items():
            if name in items:
                self._problem(document, Problem("duplicate-key", _TWICE, (key, name), key=True))
            items[name] = item
            self.origins[(key, name)] = (document, (key, name))
        self.origins.setdefault((key,), (document, (key,)))

    def _single(self, document: Document, key: str, value: Any) -> None:
        if key in self.data:
            self._problem(document, Problem("duplicate-key", _TWICE, (key,), key=True))
        self.data[key] = value
        self.origins[(key,)] = (document, (key,))

    def _problem(self, document: Document, problem: Problem) -> None:
        self.problems.append(file_diagnostic(problem, document.file, document))

    def place(self, problem: Problem) -> Diagnostic:
        """A problem of the merged data as a diagnostic in the part it stands in."""
        document, path = self.origin(problem.place)
        local = Problem(
            problem.code, problem.message, path, problem.remedy, problem.at, problem.key
        )
        return file_diagnostic(local, document.file, document)

    def origin(self, place: DataPath) -> tuple[Document, DataPath]:
        """The file and the path in it of a path in the merged data."""
        for length in (2, 1):
            if (found := self.origins.get(place[:length])) is not None and len(place) >= length:
                document, prefix = found
                return document, (*prefix, *place[length:])
        return self._head(), ()

    def _head(self) -> Document:
        heads = [item for item in self.documents if item.file.endswith("/revision.yml")]
        return (heads or self.documents)[0]


KEYS_WANTED = say("应写成“键: 值”", "keys and values are wanted here")


_TWICE = say("同一个键在不同文件里写了两次", "the same key stands in two parts")


def read_parts(root: Path, path: Path, limits: Limits, overlay: Overlay = NO_OVERLAY) -> Parts:
    """Read and merge the parts of a revision: every `.yml` file in its folder."""
    parts = Parts(path.relative_to(root).as_posix())
    for file in sorted(path.glob("*.yml")):
        name = file.relative_to(root).as_posix()
        document, problem = read_file(root, name, limits, overlay=overlay)
        if problem is not None:
            parts.problems.append(problem)
        elif document is not None:
            parts.add(document)
    for file in sorted(path.iterdir()):
        if file.suffix.lower() in (".yml", ".yaml") and file.suffix != ".yml":
            parts.problems.append(misnamed(file.relative_to(root).as_posix()))
    if not parts.documents and not parts.problems:
        problem_ = Problem(
            "policy-invalid",
            say("修订文件夹里没有 .yml 文件", "no .yml file in the revision's folder"),
        )
        parts.problems.append(file_diagnostic(problem_, parts.folder, None))
    return parts


def digest_of(documents: list[Document]) -> str:
    """The digest of a revision: its files' names and text, whatever the line endings."""
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda item: item.file):
        name = document.file.rsplit("/", 1)[-1]
        text = document.text.replace("\r\n", "\n").encode()
        digest.update(f"{name}\n{len(text)}\n".encode() + text)
    return f"sha256:{digest.hexdigest()}"
