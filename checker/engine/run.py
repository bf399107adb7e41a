"""One run over an instance: each file read, judged by what all are judged by, and what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.casefiles import CaseFile, doubled, duplicate_of, link_in, links_of, read_case_file
from checker.engine.options import Options, named_files
from checker.judging import judge_case, sum_case
from checker.loading.cases import CaseWorld
from checker.loading.evidence import evidence_of
from checker.loading.files import read_file
from checker.loading.instance import Instance
from checker.loading.placing import UTC
from checker.model.finding import Diagnostic, is_shown
from checker.model.moment import at_second, compare
from checker.outcomes import Outcome
from checker.placement import place_verdict
from checker.related import Link, Relations, link_of, says_of_others
from checker.verdicts import Verdict, World
from checker.viewing import as_it_stood


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
            shown = item.verdicts
            outcome.statuses = dict(Counter(verdict.finding.status for verdict in shown))
        else:
            comments, policy = item.document.comments, self.options.policy
            shown, counts = sum_case(item.read, item.case, world, comments, policy)
            outcome.statuses = {name: number for name, number in counts.items() if number}
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
