"""Files in, findings out: read the cases, bind revisions, judge, place, sort, sum up.

Deterministic: the same files and `as_of` give the same diagnostics in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from checker.document import Document
from checker.judging import Verdict, World, as_it_stood, judge_case
from checker.loading.cases import CaseWorld, ReadCase, read_case
from checker.loading.evidence import check_evidence
from checker.loading.files import read_file
from checker.loading.instance import Instance
from checker.loading.placing import UTC, file_diagnostic
from checker.model.case import Case
from checker.model.finding import (
    QUIET,
    STATUSES,
    Diagnostic,
    Finding,
    Level,
    Problem,
    Problems,
    Related,
    RelatedPlace,
)
from checker.model.moment import Moment, at_second, compare
from checker.model.policy import Revision
from checker.model.text import plain, say
from checker.registerwide import register_verdicts
from checker.related import Link, Relations, link_of


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do."""

    second: int
    """`as_of` as an instant."""
    clock: bool = True
    """Whether that is the clock's; what lies after it is then a problem, else left out."""
    paths: tuple[str, ...] | None = None
    """Files or folders from the root; all cases unless given."""
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    policy: str | None = None
    everything: bool = False
    """Whether quiet findings are placed too: met, pending, not_applicable."""

    def selected(self, rule: str) -> bool:
        return (not self.select or rule in self.select) and rule not in self.ignore


@dataclass(slots=True)
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
        data = self.document.data if self.document else None
        found = data.get("id") if isinstance(data, dict) else None
        return found if isinstance(found, str) else self.file.rsplit("/", 1)[-1].split(".")[0]


@dataclass(eq=False)
class Result:
    """What a run found."""

    instance: Instance
    as_of: Moment
    zone: ZoneInfo
    diagnostics: list[Diagnostic]
    summary: dict[str, int]
    cases: list[CaseFile]
    revisions: list[Revision]
    relations: Relations
    register: list[Verdict]
    """Verdicts on the register and the organization, not on a case."""
    matched: int = 0
    """Case files that the run concerned, whatever came of them."""

    @property
    def broken(self) -> bool:
        """Whether policy, calendars, organization or settings have a problem."""
        return bool(self.instance.problems)

    @cached_property
    def by_id(self) -> dict[str, CaseFile]:
        return {item.id: item for item in self.cases}


def check_instance(
    instance: Instance, options: Options, progress: Callable[[int, int], None] | None = None
) -> Result:
    """Check the cases of an instance; `progress` is told how many of how many are done."""
    return _Run(instance, options, progress).result()


class _Run:
    def __init__(
        self,
        instance: Instance,
        options: Options,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.instance = instance
        self.options = options
        self.progress = progress
        self.policies = {
            name: policy
            for name, policy in instance.policies.items()
            if options.policy in (None, name)
        }
        zones = [policy.zone for policy in instance.policies.values()]
        self.zone = zones[0] if zones else UTC
        self.as_of = at_second(options.second, self.zone)

    def result(self) -> Result:
        files = self.instance.case_files()
        named = files if self.options.paths is None else _named(files, self.options.paths)
        cases = self._read(named) if self.policies else []
        relations = self._relations(cases, files)
        world = World(
            self.instance.organization,
            self.instance.shelf,
            relations,
            self.as_of,
            self.options.selected,
        )
        for done, item in enumerate(cases):
            self._judge(item, world)
            if self.progress is not None:
                self.progress(done + 1, len(cases))
        whole = len(named) == len(files) and self._covers_register()
        register, report_problems = (
            register_verdicts(self.instance, world, self.policies, clock=self.options.clock)
            if whole and self.policies
            else ([], [])
        )
        diagnostics = [*self.instance.problems, *report_problems]
        for item in cases:
            diagnostics += item.diagnostics
        diagnostics += self._register_diagnostics(register)
        summary = self._summary(cases, register, report_problems)
        return Result(
            instance=self.instance,
            as_of=self.as_of,
            zone=self.zone,
            diagnostics=sorted(diagnostics, key=lambda item: item.sort_key),
            summary=summary,
            cases=cases,
            revisions=[
                revision for policy in self.policies.values() for revision in policy.revisions
            ],
            relations=relations,
            register=register,
            matched=len(cases) if self.policies else len(named),
        )

    def _covers_register(self) -> bool:
        paths = self.options.paths
        return paths is None or any(path in ("", ".", "cases") for path in paths)

    def _read(self, files: list[str]) -> list[CaseFile]:
        world = CaseWorld(
            self.instance.policies,
            self.instance.organization,
            self.as_of,
            self.options.clock,
            broken=self.instance.broken,
        )
        cases = [self._read_one(file, world) for file in files]
        self._duplicates(cases)
        return [item for item in cases if self._wanted(item)]

    def _wanted(self, item: CaseFile) -> bool:
        """Whether the run's policy concerns the case; a broken policy's cases are passed over."""
        data = item.document.data if item.document else None
        named = data.get("policy") if isinstance(data, dict) else None
        names = named if isinstance(named, list) else [named] if named else []
        if names and all(name in self.instance.broken for name in names):
            return False
        if self.options.policy is None or not names:
            return True
        return self.options.policy in names

    def _read_one(self, file: str, world: CaseWorld) -> CaseFile:
        document, problem = read_file(self.instance.root, file, self.instance.settings.limits)
        if document is None:
            found = [problem] if problem is not None else []
            item = CaseFile(file, None, None, found)
            item.diagnostics = [_with_case(diagnostic, item.id) for diagnostic in found]
            return item
        read = read_case(document.data, file, world)
        item = CaseFile(file, document, read, [])
        _check_place(item, read)
        if read.case is not None:
            check_evidence(read.case, self.instance.root, read.problems)
        self._keep_problems(item, read.problems)
        return item

    def _keep_problems(self, item: CaseFile, problems: Problems) -> None:
        item.diagnostics = [
            file_diagnostic(problem, item.file, item.document, item.id)
            for problem in problems.items
        ]

    def _duplicates(self, cases: list[CaseFile]) -> None:
        """Two cases with one id, or with ids that differ only in case."""
        stems: dict[str, list[str]] = {}
        for file in self.instance.case_files():
            stems.setdefault(_stem(file).casefold(), []).append(file)
        ids: dict[str, list[str]] = {}
        for item in cases:
            ids.setdefault(item.id.casefold(), []).append(item.file)
        for item in cases:
            same = {*stems.get(_stem(item.file).casefold(), ()), *ids[item.id.casefold()]}
            others = sorted(same - {item.file})
            if others:
                message = say(
                    "编号与 {other} 重复", "the id is also that of {other}", other=others[0]
                )
                problem = Problem("duplicate-id", message, ("id",))
                item.diagnostics.append(file_diagnostic(problem, item.file, item.document, item.id))

    def _relations(self, cases: list[CaseFile], files: list[str]) -> Relations:
        """Links of all cases, of the register too where only some are checked."""
        links: list[Link] = []
        seen = set()
        for item in cases:
            seen.add(item.file)
            self._add_link(links, item.document, item.read)
        for file in files:
            if file not in seen:
                document, _ = read_file(self.instance.root, file, self.instance.settings.limits)
                self._add_link(links, document, None)
        return Relations(links)

    def _add_link(
        self, links: list[Link], document: Document | None, read: ReadCase | None
    ) -> None:
        link = link_of(document.data) if document is not None else None
        opened = read.opened if read is not None else None
        if link is not None and (opened is None or compare(opened, self.as_of) <= 0):
            links.append(link)

    def _judge(self, item: CaseFile, world: World) -> None:
        if item.read is None or item.read.case is None or item.diagnostics:
            return
        opened = item.read.opened
        if opened is None or compare(opened, self.as_of) > 0:
            item.left_out = 1
            return
        item.case, item.left_out = as_it_stood(item.read.case, self.as_of)
        document = item.document
        assert document is not None
        verdicts = judge_case(item.read, item.case, world, document.comments)
        item.verdicts = [
            verdict for verdict in verdicts if self.options.policy in (None, verdict.policy)
        ]
        item.diagnostics = [
            self.place(verdict, item)
            for verdict in item.verdicts
            if self.options.everything or _shown(verdict.finding)
        ]

    def place(self, verdict: Verdict, item: CaseFile) -> Diagnostic:
        """A verdict on a case, placed in its file."""
        return place_verdict(verdict, item.document, item.file, item.id, self.zone)

    def _register_diagnostics(self, register: list[Verdict]) -> Iterable[Diagnostic]:
        for verdict in register:
            if self.options.everything or _shown(verdict.finding):
                file = verdict.finding.file or ""
                document = (
                    self.instance.organization_document if verdict.kind == "staffing" else None
                )
                yield place_verdict(verdict, document, file, None, self.zone)

    def _summary(
        self, cases: list[CaseFile], register: list[Verdict], problems: list[Diagnostic]
    ) -> dict[str, int]:
        judged = [item for item in cases if item.case is not None]
        invalid = [item for item in cases if item.case is None and not item.left_out]
        summary = {"cases": len(judged) + len(invalid)}
        summary |= dict.fromkeys(STATUSES, 0)
        summary["invalid"] = len(invalid) + len({item.path for item in problems})
        for verdict in [*(v for item in judged for v in item.verdicts), *register]:
            summary[verdict.finding.status] += 1
        summary["left_out"] = sum(item.left_out for item in cases)
        return summary


def place_verdict(
    verdict: Verdict, document: Document | None, file: str, case: str | None, zone: ZoneInfo
) -> Diagnostic:
    """A verdict as a diagnostic; its paths become lines here and nowhere else."""
    finding, revision, rule = verdict.finding, verdict.revision, verdict.rule
    line, column = _line(document, finding.place)
    labels = revision.clause_labels if revision else {}
    return Diagnostic(
        case=case,
        rule=verdict.rule_id,
        policy=verdict.policy,
        revision=revision.label if revision else None,
        kind=verdict.kind,
        level=_level(finding, rule.level if rule else "error"),
        basis=verdict.basis,
        basis_labels=tuple(labels.get(name, name) for name in verdict.basis),
        remedy=plain(rule.remedy) if rule is not None and rule.remedy else None,
        path=file,
        line=line,
        column=column,
        finding=finding,
        related=tuple(_placed(item, document, file) for item in finding.related),
        zone=revision.zone if revision else zone,
    )


def _level(finding: Finding, level: Level) -> Level:
    """Undetermined counts as an error, whatever the rule's level."""
    if finding.level is not None:
        return finding.level
    return "error" if finding.status == "undetermined" else level


def _line(document: Document | None, place: tuple[str | int, ...]) -> tuple[int, int]:
    if place[:1] == ("#",):
        return int(place[1]), int(place[2])
    return document.locate(place) if document is not None else (1, 1)


def _placed(related: Related, document: Document | None, file: str) -> RelatedPlace:
    line, column = _line(document, related.place)
    return RelatedPlace(message=related.message, path=file, line=line, column=column)


def _shown(finding: Finding) -> bool:
    return finding.status not in QUIET or finding.level == "note"


def _with_case(diagnostic: Diagnostic, case: str) -> Diagnostic:
    return replace(diagnostic, case=case)


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _named(files: list[str], paths: tuple[str, ...]) -> list[str]:
    """The case files that the paths name: files themselves, or all below a folder."""
    return [
        file
        for file in files
        if any(path in ("", ".") or file == path or file.startswith(f"{path}/") for path in paths)
    ]


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
            say("把文件移到那里", "move it there"),
        )
