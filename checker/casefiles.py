"""The case files of a register read one by one, and what they say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from checker.document import Document
from checker.lazily import dataclass
from checker.loading.cases import CaseWorld, ReadCase, read_case
from checker.loading.evidence import check_evidence
from checker.loading.files import read_file
from checker.loading.instance import Instance
from checker.loading.placing import file_diagnostic
from checker.model.case import Case
from checker.model.finding import Diagnostic, Problem
from checker.model.moment import Moment, compare
from checker.model.scalars import ID
from checker.model.text import say
from checker.related import Link, link_of
from checker.verdicts import Verdict

FEW = 20
"""Names that are sooner looked for than all names gathered."""


@dataclass
class CaseFile:
    """A case file as read, with what is needed to judge and to place."""

    file: str
    document: Document | None
    read: ReadCase | None
    diagnostics: list[Diagnostic]
    verdicts: list[Verdict] = field(default_factory=list)
    case: Case | None = None
    """The case as it stood at `as_of`; None where it is invalid or was not open yet."""
    left_out: int = 0

    @property
    def id(self) -> str:
        """The case's id, or its file's name where it says none; what is no id may be free text."""
        data = self.document.data if self.document else None
        found = data.get("id") if isinstance(data, dict) else None
        return found if isinstance(found, str) and ID.fullmatch(found) else stem_of(self.file)

    def concerns(self, policy: str | None, broken: frozenset[str]) -> bool:
        """Whether a run under one policy judges it; a broken policy's own cases are passed over."""
        data = self.document.data if self.document else None
        named = data.get("policy") if isinstance(data, dict) else None
        said = named if isinstance(named, list) else [named]
        names = [name for name in said if isinstance(name, str) and name]
        if names and all(name in broken for name in names):
            return False
        return policy is None or not names or policy in names


def read_case_file(file: str, instance: Instance, world: CaseWorld) -> CaseFile:
    """Read one file; its problems, evidence included, are diagnostics."""
    document, problem = read_file(
        instance.root, file, instance.settings.limits, overlay=instance.overlay
    )
    if document is None:
        item = CaseFile(file, None, None, [])
        item.diagnostics = [replace(problem, case=item.id)] if problem is not None else []
        return item
    read = read_case(document.data, file, world)
    item = CaseFile(file, document, read, [])
    _check_place(item, read)
    if read.case is not None:
        check_evidence(read.case, instance.root, read.problems)
    item.diagnostics = [
        file_diagnostic(problem, file, document, item.id) for problem in read.problems.items
    ]
    return item


def mark_duplicates(cases: Iterable[CaseFile], files: list[str]) -> None:
    """Name two cases with one id, or with ids that differ only in capitals."""
    cases = list(cases)
    others = doubled(((item.file, item.id) for item in cases), files)
    for item in cases:
        if item.file in others:
            problem = duplicate_of(others[item.file], item.file, item.document, item.id)
            item.diagnostics.append(problem)


def doubled(ids: Iterable[tuple[str, str]], files: list[str]) -> dict[str, str]:
    """The files, given with their ids, whose id is that of another; with the first such file.

    A file of the register that is not among them counts by its name, capitals aside.
    """
    ids = list(ids)
    names = {name.casefold() for file, name in ids for name in (stem_of(file), name)}
    known: dict[str, list[str]] = {}
    for file in files if len(names) > FEW else named_like(files, names):
        known.setdefault(stem_of(file).casefold(), []).append(file)
    for file, name in ids:
        if stem_of(file) != name:
            known.setdefault(name.casefold(), []).append(file)
    others: dict[str, str] = {}
    for file, name in ids:
        same = {*known[stem_of(file).casefold()], *known[name.casefold()]} - {file}
        if same:
            others[file] = min(same)
    return others


def named_like(files: list[str], names: Iterable[str]) -> Iterator[str]:
    """The files that may have one of a few names in small letters, told without looking at each."""
    text = "\0".join(files).casefold()
    for name in names:
        place = start = 0
        while (found := text.find(f"/{name}", start)) >= 0:
            place += text.count("\0", start, found)
            yield files[place]
            start = found + 1


def duplicate_of(other: str, file: str, document: Document | None, case: str) -> Diagnostic:
    """The problem of a case whose id another file has too."""
    message = say("编号与 {other} 重复", "the id is also that of {other}", other=other)
    return file_diagnostic(Problem("duplicate-id", message, ("id",)), file, document, case)


def links_of(cases: Iterable[CaseFile], as_of: Moment) -> list[Link]:
    """What the cases say of each other."""
    links = (link_in(item, as_of) for item in cases)
    return [link for link in links if link is not None]


def link_in(item: CaseFile, as_of: Moment) -> Link | None:
    """What a case says of others, if anything; one that is not yet opened says nothing."""
    link = link_of(item.document.data) if item.document is not None else None
    opened = item.read.opened if item.read is not None else None
    return link if opened is None or compare(opened, as_of) <= 0 else None


def stem_of(file: str) -> str:
    """The file's name without its ending."""
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _check_place(item: CaseFile, read: ReadCase) -> None:
    """A case lies in the folder of its opening year, under its own id."""
    if read.opened is None:
        return
    wanted = f"cases/{read.opened.day.year}/{item.id}.yml"
    if item.file != wanted:
        read.case = None
        read.problems.add(
            "misplaced-file",
            ("id",),
            say("文件应放在 {wanted}", "the file belongs at {wanted}", wanted=wanted),
            say(
                "把文件移到那里；id 或立案时间写错的，改正它",
                "move it there; or put right the id, or the time of the opening event",
            ),
        )
