"""Files in, findings out: read the cases, judge them, place the verdicts, sort, sum up.

Deterministic: the same files and `as_of` give the same diagnostics in the same order, on however
many cores.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from zoneinfo import ZoneInfo

from checker.casefiles import (
    CaseFile,
    doubled,
    duplicate_of,
    link_in,
    links_of,
    mark_duplicates,
    read_case_file,
)
from checker.document import Document
from checker.judging import judge_case, sum_case
from checker.lazily import dataclass
from checker.loading.cases import CaseWorld
from checker.loading.evidence import evidence_of
from checker.loading.files import read_file
from checker.loading.instance import Instance
from checker.loading.organizations import FILE as ORGANIZATION
from checker.loading.placing import UTC
from checker.model.finding import STATUSES, Diagnostic, is_shown
from checker.model.moment import Moment, at_second, compare
from checker.model.policy import Revision
from checker.outcomes import Outcome, Spread, summed
from checker.placement import place_verdict
from checker.registerwide import register_verdicts
from checker.related import Link, Relations, link_of, says_of_others
from checker.verdicts import Verdict, World
from checker.viewing import as_it_stood

__all__ = ["CaseFile", "Options", "Result", "Run", "check_by", "check_instance", "place_verdict"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
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
    share: tuple[int, int] | None = None
    """Of the cases only every `count`-th from the `number`-th; the first share has the register's own."""

    def selected(self, rule: str) -> bool:
        """Whether a rule is looked at."""
        return (not self.select or rule in self.select) and rule not in self.ignore

    @property
    def whole_register(self) -> bool:
        """Whether the run covers all cases, and so what the register itself owes."""
        if self.share is not None and self.share[0] > 1:
            return False
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
    """Every case file of the run with its verdicts; none where they were not kept."""
    outcomes: list[Outcome]
    """What every case file of the run came to, in the order of the files."""
    revisions: list[Revision]
    relations: Relations
    """What cases say of each other; where none was kept, only what a case of the run asked for."""
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
    """Check the cases of an instance and keep every case with its verdicts.

    `progress` is told how many of how many are done.
    """
    run = Run(instance, options)
    cases = run.read(run.files) if run.policies else []
    mark_duplicates(cases, run.all_files)
    world = run.world(run.links(cases))
    for done, item in enumerate(cases):
        run.judge(item, world)
        if progress is not None:
            progress(done + 1, len(cases))
    return run.result([_outcome_of(item) for item in cases], world, cases)


def check_by(
    run: Run,
    spread: Spread,
    progress: Progress | None = None,
    others: Callable[[set[str]], list[Link]] | None = None,
) -> Result:
    """Check the cases of a run and keep of each what it came to; `spread` says where.

    What a case says of others is known only when all are read: the few that are judged by it
    are read once more. `others` gives the links of all files but some, where that is quicker
    than `Run.other_links`.
    """
    found: dict[str, Outcome] = {}
    for outcome in spread(run.files if run.policies else [], None):
        found[outcome.file] = outcome
        if progress is not None:
            progress(len(found), len(run.files))
    outcomes = [found[file] for file in sorted(found)]
    links = [item.link for item in outcomes if item.link is not None]
    waiting = [item.file for item in outcomes if item.awaits]
    if waiting:  # else nobody asks what the cases say that are not checked
        links += (others or run.other_links)(set(found))
        found |= {item.file: item for item in spread(waiting, links)}
    outcomes = [found[file] for file in sorted(found)]
    run.turn_down_duplicates(outcomes)
    return run.result(outcomes, run.world(links), [])


def _outcome_of(item: CaseFile) -> Outcome:
    """What a case came to whose verdicts are kept."""
    judged = item.case is not None
    return Outcome(
        item.file,
        item.id,
        diagnostics=item.diagnostics,
        statuses=Counter(verdict.finding.status for verdict in item.verdicts) if judged else {},
        policies=tuple(dict.fromkeys(verdict.policy for verdict in item.verdicts)),
        is_judged=judged,
        left_out=item.left_out,
    )


class Run:
    """One run over an instance: what is read, by what it is judged, what comes of it."""

    def __init__(
        self, instance: Instance, options: Options, files: list[str] | None = None
    ) -> None:
        """`files` is the instance's listing of case files where it was made already."""
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
        self.files = named_files(self.all_files, options.paths)
        if options.share is not None:
            number, count = options.share
            self.files = self.files[number - 1 :: count]
        self._judged_by: tuple[list[Link] | None, World] | None = None
        self.case_world = CaseWorld(
            instance.policies,
            instance.organization,
            self.as_of,
            options.clock,
            broken=instance.broken,
        )

    def read(self, files: list[str]) -> list[CaseFile]:
        """The case files that the run concerns."""
        return [item for file in files if (item := self._read(file)) is not None]

    def _read(self, file: str) -> CaseFile | None:
        item = read_case_file(file, self.instance, self.case_world)
        concerns = item.concerns(self.options.policy, self.instance.broken)
        return item if concerns else None

    def outcomes(self, files: list[str], links: list[Link] | None) -> Iterator[Outcome]:
        """The spread that judges here, one file after the other."""
        world = self._world_by(links)
        for file in files:
            item = self._read(file)
            if item is not None:
                yield self._outcome(item, world, alone=links is None)

    def _world_by(self, links: list[Link] | None) -> World:
        """What cases are judged by: the same from one chunk of files to the next, with all it found."""
        if self._judged_by is None or self._judged_by[0] is not links:
            self._judged_by = links, self.world(links or [])
        return self._judged_by[1]

    def _outcome(self, item: CaseFile, world: World, *, alone: bool) -> Outcome:
        """What one case comes to; one that is judged by others too waits where it stands alone."""
        outcome = Outcome(item.file, item.id, link_in(item, self.as_of))
        outcome.digest = item.document.digest if item.document is not None else ""
        world.turns.clear()
        case = item.read.case if item.read is not None else None
        if case is not None:
            outcome.evidence = evidence_of(case)
            related = case.incident is not None or bool(case.previous)
            outcome.awaits = alone and related
            if related and not alone:
                outcome.related = world.relations.asked_of(case.id, case.incident, case.previous)
        if not outcome.awaits and self._stands(item):
            self._tally(item, world, outcome)
        else:
            outcome.diagnostics = item.diagnostics
        outcome.left_out = item.left_out
        outcome.until = self._until(outcome, world)
        return outcome

    def _until(self, outcome: Outcome, world: World) -> int | None:
        """What lies after `as_of` may come at any instant; else the first at which a verdict turns."""
        now = self.options.second
        if outcome.left_out or any(item.rule == "future-event" for item in outcome.diagnostics):
            return now + 1
        return min((turn for turn in world.turns if turn > now), default=None)

    def _tally(self, item: CaseFile, world: World, outcome: Outcome) -> None:
        """Judge a sound case; verdicts that no report shows are counted and forgotten."""
        assert item.read is not None
        assert item.case is not None
        assert item.document is not None
        if self.options.everything:
            self._judge(item, world)
            shown, counts = item.verdicts, Counter[str]()
            counts.update(verdict.finding.status for verdict in shown)
        else:
            comments, policy = item.document.comments, self.options.policy
            shown, counts = sum_case(item.read, item.case, world, comments, policy)
        outcome.statuses = dict(counts)
        outcome.policies = item.case.policies
        outcome.is_judged = True
        outcome.diagnostics = self._placed_in(item, shown)

    def links(self, cases: list[CaseFile]) -> list[Link]:
        """The links of all cases, of those too that are not checked."""
        return links_of(cases, self.as_of) + self.other_links({item.file for item in cases})

    def other_links(self, checked: set[str]) -> list[Link]:
        """The links of the register's cases that are not checked."""
        others = (self.link(file) for file in self.all_files if file not in checked)
        return [link for link in others if link is not None]

    def link(self, file: str) -> Link | None:
        """What one case says of others, if anything: a light pass over most files."""
        instance = self.instance
        document, _ = read_file(
            instance.root,
            file,
            instance.settings.limits,
            overlay=instance.overlay,
            only=says_of_others,
        )
        if document is None or link_of(document.data) is None:
            return None
        return link_in(read_case_file(file, instance, self.case_world), self.as_of)

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
        """Judge one case and keep its verdicts with it."""
        if self._stands(item):
            self._judge(item, world)
            shown = [
                verdict
                for verdict in item.verdicts
                if self.options.everything or is_shown(verdict.finding)
            ]
            item.diagnostics = self._placed_in(item, shown)

    def _stands(self, item: CaseFile) -> bool:
        """Whether there is a sound case that was open; one with a problem goes no further."""
        if item.read is None or item.read.case is None or item.diagnostics:
            return False
        opened = item.read.opened
        if opened is None or compare(opened, self.as_of) > 0:
            item.left_out = 1
            return False
        item.case, item.left_out = as_it_stood(item.read.case, self.as_of)
        return True

    def _judge(self, item: CaseFile, world: World) -> None:
        assert item.read is not None
        assert item.case is not None
        assert item.document is not None
        item.verdicts = [
            verdict
            for verdict in judge_case(item.read, item.case, world, item.document.comments)
            if self.options.policy in (None, verdict.policy)
        ]

    def _placed_in(self, item: CaseFile, shown: list[Verdict]) -> list[Diagnostic]:
        return [
            place_verdict(verdict, item.document, item.file, item.id, self.zone)
            for verdict in shown
        ]

    def turn_down_duplicates(self, outcomes: list[Outcome]) -> None:
        """Two cases with one id are no cases: which is meant could not be said."""
        others = doubled(((item.file, item.id) for item in outcomes), self.all_files)
        for item in outcomes:
            if item.file in others:
                instance = self.instance
                document, _ = read_file(
                    instance.root, item.file, instance.settings.limits, overlay=instance.overlay
                )
                item.turn_down(duplicate_of(others[item.file], item.file, document, item.id))

    def result(self, outcomes: list[Outcome], world: World, cases: list[CaseFile]) -> Result:
        """Everything found, sorted and summed up."""
        register: list[Verdict] = []
        problems: list[Diagnostic] = []
        if self.options.whole_register and self.policies:
            register, problems = register_verdicts(
                self.instance, world, self.policies, clock=self.options.clock
            )
        diagnostics = [*self.instance.problems, *problems, *self._placed(register)]
        for outcome in outcomes:
            diagnostics += outcome.diagnostics
        return Result(
            instance=self.instance,
            as_of=self.as_of,
            zone=self.zone,
            diagnostics=sorted(diagnostics, key=lambda item: item.sort_key),
            summary=_summary(outcomes, register, problems),
            cases=cases,
            outcomes=outcomes,
            revisions=[item for policy in self.policies.values() for item in policy.revisions],
            relations=world.relations,
            register=register,
            matched=len(outcomes) if self.policies else len(self.files),
        )

    def _placed(self, register: list[Verdict]) -> list[Diagnostic]:
        shown = [
            verdict for verdict in register if self.options.everything or is_shown(verdict.finding)
        ]
        return [
            place_verdict(
                verdict,
                self._organization_document if verdict.kind == "staffing" else None,
                verdict.finding.file or "",
                None,
                self.zone,
            )
            for verdict in shown
        ]

    @cached_property
    def _organization_document(self) -> Document | None:
        """Where the organization stands; read for its lines alone where the instance was kept."""
        instance = self.instance
        return (
            instance.organization_document
            or read_file(
                instance.root, ORGANIZATION, instance.settings.limits, overlay=instance.overlay
            )[0]
        )


def _summary(
    outcomes: list[Outcome], register: list[Verdict], problems: list[Diagnostic]
) -> dict[str, int]:
    """Cases, findings by status, invalid files, entries left out."""
    counts = summed(outcomes) + Counter(verdict.finding.status for verdict in register)
    invalid = sum(item.is_invalid for item in outcomes)
    summary = {"cases": sum(item.is_judged for item in outcomes) + invalid}
    summary |= {status: counts[status] for status in STATUSES}
    summary["invalid"] = invalid + len({item.path for item in problems})
    summary["left_out"] = sum(item.left_out for item in outcomes)
    return summary


def named_files(files: list[str], paths: tuple[str, ...] | None) -> list[str]:
    """The case files, sorted, that paths name: files themselves, or all below a folder; all where None."""
    if paths is None:
        return files
    if not {"", "."}.isdisjoint(paths):  # the root as it may be written
        return files
    named: set[str] = set()
    for path in paths:
        named.update(files[bisect_left(files, path) : bisect_right(files, path)])
        named.update(files[bisect_left(files, f"{path}/") : bisect_left(files, f"{path}{PAST}")])
    return sorted(named)


PAST = chr(ord("/") + 1)
"""Sorts behind everything in a folder."""
