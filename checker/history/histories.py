"""The histories of a branch's cases: each followed through the steps and judged.

Most are in order, which a glance shows; the others are read and judged in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import field

from checker.casefiles import stem_of
from checker.document import Document, Refused, read_document
from checker.history.blobs import Blobs
from checker.history.branch import Branch
from checker.history.contents import contents_of
from checker.history.git import NoHistory
from checker.history.glance import Glance, glance
from checker.history.grounds import as_of, judge_of
from checker.history.judging import Judge
from checker.history.lineages import Lineage, Lineages, Told, told
from checker.history.people import People
from checker.history.repository import Repository
from checker.history.trails import Trails
from checker.history.tree import files
from checker.history.versions import parsed
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.model.finding import Diagnostic, is_shown
from checker.model.moment import Moment
from checker.model.scalars import ID
from checker.model.text import say
from checker.placement import place_verdict


@dataclass(frozen=True)
class Wanted:
    """What an audit is asked to do."""

    selected: Callable[[str], bool] = lambda _: True
    everything: bool = False


@dataclass
class Share:
    """What judging some of the cases gave; shares add up to the whole."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    cases: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(
            self.diagnostics + other.diagnostics,
            self.statuses + other.statuses,
            self.cases + other.cases,
        )


class Histories:
    """The cases of a branch, and all that their histories are judged by."""

    def __init__(
        self,
        repository: Repository,
        branch: Branch,
        instance: Instance,
        people: People,
        wanted: Wanted,
    ) -> None:
        self.repository = repository
        self.branch = branch
        self.instance = instance
        self.people = people
        self.wanted = wanted

    @property
    def as_of(self) -> Moment:
        """When the branch's last commit was made."""
        return as_of(self.branch, self.instance)

    def lineages(self) -> list[Lineage]:
        """Every case file that the branch ever had, followed through renames."""
        since = self.branch.since
        present = files(self.repository, since, "cases") if since is not None else {}
        limits = self.instance.settings.limits
        with Blobs(self.repository.git) as blobs:

            def content(blob: str) -> Told:
                data = parsed(blobs.read(blob), "", limits) if blob else None
                return told(data)

            found = Lineages(present, content)
            for passed in self.branch.passed:
                found.add(passed)
        if not found.all:
            raise NoHistory(
                say(
                    "{branch} 的历史中没有任何案件，没有可查的",
                    "there is no case in the history of {branch}: nothing was audited",
                    branch=self.branch.name,
                )
            )
        return found.all

    def judged(self, lineages: list[Lineage]) -> Share:
        """The verdicts on some cases."""
        share = Share()
        judge, trails = self._judge(), Trails(self.instance.settings.limits)
        quick = None if self.wanted.everything else self._glance(judge)
        touched = [lineage for lineage in lineages if lineage.touches]
        share.cases = len(lineages) - len(touched)
        asked = [trails.blobs(lineage) for lineage in touched]
        found: dict[int, list[Diagnostic]] = {}
        for place, growth in contents_of(self.repository.git, asked):
            lineage = touched[place]
            if quick is not None and quick.in_order(lineage, growth, trails):
                share.cases += 1
                share.statuses["met"] += quick.rules
            else:
                found[place] = self._one(lineage, growth.contents, judge, trails, share)
        share.diagnostics = [item for place in sorted(found) for item in found[place]]
        return share

    def _one(
        self,
        lineage: Lineage,
        contents: dict[str, bytes],
        judge: Judge,
        trails: Trails,
        share: Share,
    ) -> list[Diagnostic]:
        """What is found in one case's history, judged in full."""
        steps = trails.trail(lineage, contents)
        if not steps:
            return []
        share.cases += 1
        verdicts = judge.verdicts(steps)
        share.statuses.update(verdict.finding.status for verdict in verdicts)
        shown = [item for item in verdicts if self.wanted.everything or is_shown(item.finding)]
        if not shown:
            return []
        last = next((item.after for item in reversed(lineage.touches) if item.after), None)
        document = None if lineage.gone or last is None else self._document(contents[last])
        name = _id_of(document, lineage.path)
        return [
            place_verdict(item, document, lineage.path, name, self.instance.zone) for item in shown
        ]

    def _document(self, content: bytes) -> Document | None:
        try:
            return read_document(content, "", self.instance.settings.limits)
        except Refused:
            return None

    def _judge(self) -> Judge:
        return judge_of(
            self.repository, self.branch, self.instance, self.people, self.wanted.selected
        )

    def _glance(self, judge: Judge) -> Glance | None:
        limits = self.instance.settings.limits
        return glance(self.instance.policies, judge.world, self.people, limits)


def _id_of(document: Document | None, path: str) -> str:
    data = document.data if document is not None else None
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str) and ID.fullmatch(found) else stem_of(path)
