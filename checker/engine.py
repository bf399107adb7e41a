"""Files in, findings out: read the cases, judge them, place the verdicts, sort, sum up.

Deterministic: the same files and `as_of` give the same diagnostics in the same order, on however
many cores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from checker.casefiles import (
    CaseFile,
    links_of,
    links_of_files,
    mark_duplicates,
    read_case_file,
)
from checker.judging import judge_case
from checker.loading.cases import CaseWorld
from checker.loading.instance import Instance
from checker.loading.placing import UTC
from checker.model.finding import STATUSES, Diagnostic
from checker.model.moment import Moment, at_second, compare
from checker.model.policy import Revision
from checker.placement import is_shown, place_verdict
from checker.registerwide import register_verdicts
from checker.related import Link, Relations
from checker.verdicts import Verdict, World
from checker.viewing import as_it_stood

__all__ = ["CaseFile", "Options", "Part", "Result", "Run", "check_instance", "place_verdict"]

Progress = Callable[[int, int], None]


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
        """Whether a rule is looked at."""
        return (not self.select or rule in self.select) and rule not in self.ignore

    @property
    def whole_register(self) -> bool:
        """Whether the run covers all cases, and so what the register itself owes."""
        return self.paths is None or any(path in ("", ".", "cases") for path in self.paths)


@dataclass(eq=False)
class Result:
    """What a run found."""

    instance: Instance
    as_of: Moment
    zone: ZoneInfo
    diagnostics: list[Diagnostic]
    summary: dict[str, int]
    cases: list[CaseFile]
    """Every case file of the run with its verdicts; none where several processes judged."""
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
        """The case files by id."""
        return {item.id: item for item in self.cases}


def check_instance(
    instance: Instance, options: Options, progress: Progress | None = None
) -> Result:
    """Check the cases of an instance; `progress` is told how many of how many are done."""
    run = Run(instance, options)
    cases = run.read(run.files) if run.policies else []
    mark_duplicates(cases, run.all_files)
    world = run.world(run.links(cases))
    for done, item in enumerate(cases):
        run.judge(item, world)
        if progress is not None:
            progress(done + 1, len(cases))
    return run.result(Part.of(cases), world, cases)


@dataclass(slots=True)
class Part:
    """What judging some of the cases gave; parts add up to the whole."""

    diagnostics: list[Diagnostic]
    statuses: Counter[str]
    judged: int
    invalid: int
    left_out: int
    matched: int

    @classmethod
    def of(cls, cases: list[CaseFile]) -> Part:
        """The sum of these cases."""
        judged = [item for item in cases if item.case is not None]
        return cls(
            [diagnostic for item in cases for diagnostic in item.diagnostics],
            Counter(verdict.finding.status for item in judged for verdict in item.verdicts),
            len(judged),
            sum(item.case is None and not item.left_out for item in cases),
            sum(item.left_out for item in cases),
            len(cases),
        )

    def __add__(self, other: Part) -> Part:
        return Part(
            self.diagnostics + other.diagnostics,
            self.statuses + other.statuses,
            self.judged + other.judged,
            self.invalid + other.invalid,
            self.left_out + other.left_out,
            self.matched + other.matched,
        )


class Run:
    """One run over an instance: what is read, by what it is judged, what comes of it."""

    def __init__(
        self, instance: Instance, options: Options, files: list[str] | None = None
    ) -> None:
        """`files` are all case files of the instance, where somebody listed them already."""
        self.instance = instance
        self.options = options
        self.policies = {
            name: policy
            for name, policy in instance.policies.items()
            if options.policy in (None, name)
        }
        zones = [policy.zone for policy in instance.policies.values()]
        self.zone = zones[0] if zones else UTC
        self.as_of = at_second(options.second, self.zone)
        self.all_files = instance.case_files() if files is None else files
        self.files = _named(self.all_files, options.paths)

    def read(self, files: list[str]) -> list[CaseFile]:
        """The case files that the run concerns."""
        world = CaseWorld(
            self.instance.policies,
            self.instance.organization,
            self.as_of,
            self.options.clock,
            broken=self.instance.broken,
        )
        cases = (read_case_file(file, self.instance, world) for file in files)
        return [item for item in cases if item.concerns(self.options.policy, self.instance.broken)]

    def links(self, cases: list[CaseFile]) -> list[Link]:
        """The links of all cases, of those too that are not checked."""
        return links_of(cases, self.as_of) + self.other_links({item.file for item in cases})

    def other_links(self, checked: set[str]) -> list[Link]:
        """The links of the register's cases that are not checked."""
        others = [file for file in self.all_files if file not in checked]
        return links_of_files(others, self.instance)

    def world(self, links: list[Link]) -> World:
        """What every case is judged by."""
        return World(
            self.instance.organization,
            self.instance.shelf,
            Relations(links),
            self.as_of,
            self.options.selected,
        )

    def judge(self, item: CaseFile, world: World) -> None:
        """Judge one case; one with a problem of its file is not evaluated further."""
        if item.read is None or item.read.case is None or item.diagnostics:
            return
        opened = item.read.opened
        if opened is None or compare(opened, self.as_of) > 0:
            item.left_out = 1
            return
        item.case, item.left_out = as_it_stood(item.read.case, self.as_of)
        document = item.document
        assert document is not None  # it was read
        item.verdicts = [
            verdict
            for verdict in judge_case(item.read, item.case, world, document.comments)
            if self.options.policy in (None, verdict.policy)
        ]
        item.diagnostics = [
            place_verdict(verdict, document, item.file, item.id, self.zone)
            for verdict in item.verdicts
            if self.options.everything or is_shown(verdict.finding)
        ]

    def result(self, part: Part, world: World, cases: list[CaseFile]) -> Result:
        """Everything found, sorted and summed up."""
        register: list[Verdict] = []
        problems: list[Diagnostic] = []
        if self.options.whole_register and self.policies:
            register, problems = register_verdicts(
                self.instance, world, self.policies, clock=self.options.clock
            )
        diagnostics = [*self.instance.problems, *problems, *self._placed(register)]
        diagnostics += part.diagnostics
        return Result(
            instance=self.instance,
            as_of=self.as_of,
            zone=self.zone,
            diagnostics=sorted(diagnostics, key=lambda item: item.sort_key),
            summary=_summary(part, register, problems),
            cases=cases,
            revisions=[item for policy in self.policies.values() for item in policy.revisions],
            relations=world.relations,
            register=register,
            matched=part.matched if self.policies else len(self.files),
        )

    def _placed(self, register: list[Verdict]) -> list[Diagnostic]:
        organization = self.instance.organization_document
        return [
            place_verdict(
                verdict,
                organization if verdict.kind == "staffing" else None,
                verdict.finding.file or "",
                None,
                self.zone,
            )
            for verdict in register
            if self.options.everything or is_shown(verdict.finding)
        ]


def _summary(part: Part, register: list[Verdict], problems: list[Diagnostic]) -> dict[str, int]:
    """Cases, findings by status, invalid files, entries left out."""
    counts = part.statuses + Counter(verdict.finding.status for verdict in register)
    summary = {"cases": part.judged + part.invalid}
    summary |= {status: counts[status] for status in STATUSES}
    summary["invalid"] = part.invalid + len({item.path for item in problems})
    summary["left_out"] = part.left_out
    return summary


def _named(files: list[str], paths: tuple[str, ...] | None) -> list[str]:
    """The case files that the paths name: files themselves, or all below a folder."""
    if paths is None:
        return files
    return [
        file
        for file in files
        if any(path in ("", ".") or file == path or file.startswith(f"{path}/") for path in paths)
    ]
