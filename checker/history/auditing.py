"""The audit of a register: its protected branch walked, every case's history judged, all summed up.

The policy, the organization, the calendars and the allowed signers are those at the branch's end;
the work tree has no say. The same commits give the same bytes: no clock is read.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from pathlib import Path

from checker.casefiles import stem_of
from checker.document import Document, Refused, read_document
from checker.engine import Result
from checker.history.binding import Binding
from checker.history.blobs import Blobs
from checker.history.branch import Branch, walk
from checker.history.contents import contents_of
from checker.history.frozen import Altered, altered_revisions
from checker.history.git import NoHistory
from checker.history.glance import Glance, glance
from checker.history.judging import Judge
from checker.history.lineages import Lineage, Lineages, Told
from checker.history.people import People
from checker.history.repository import Repository
from checker.history.signatures import FILE as SIGNERS
from checker.history.signatures import Signatures
from checker.history.start import Start
from checker.history.trails import Trails
from checker.history.tree import files, lay_out
from checker.history.versions import parsed
from checker.lazily import dataclass
from checker.loading.cases import CaseWorld
from checker.loading.instance import Instance, NoInstance, load_instance
from checker.loading.organizations import FILE as ORGANIZATION
from checker.loading.organizations import read_organization
from checker.loading.placing import UTC
from checker.model.finding import STATUSES, Diagnostic, Finding, Problems, is_shown
from checker.model.moment import Moment, at_second
from checker.model.organization import Organization
from checker.model.scalars import ID
from checker.model.text import say
from checker.model.trail import Seen
from checker.placement import place_verdict
from checker.related import Relations
from checker.verdicts import Verdict, World

ALTERED = "revision-altered"


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


class Audit:
    """One audit: what is read, by what it is judged, what comes of it.

    Raises `NoHistory` where there is nothing that can be audited.
    """

    def __init__(self, start: Start, wanted: Wanted) -> None:
        self.wanted = wanted
        self.repository: Repository = start.repository
        instance = _instance(self.repository, start.head)  # while git tells its log
        self.branch: Branch = walk(start)
        self.instance, self.policy_at = _judged_by(self.repository, self.branch, instance)
        zones = [policy.zone for policy in self.instance.policies.values()]
        self.zone = zones[0] if zones else UTC
        self.people = People(self.instance.organization, *_earlier(self.repository, self.branch))

    @property
    def as_of(self) -> Moment:
        """When the branch's last commit was made."""
        return at_second(self.branch.second, self.zone)

    def lineages(self) -> list[Lineage]:
        """Every case file that the branch ever had, followed through renames."""
        since = self.branch.since
        present = files(self.repository, since, "cases") if since is not None else {}
        limits = self.instance.settings.limits
        with Blobs(self.repository.git) as blobs:

            def content(blob: str) -> Told:
                data = parsed(blobs.read(blob), "", limits) if blob else None
                return _told(data)

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
        return [place_verdict(item, document, lineage.path, name, self.zone) for item in shown]

    def _document(self, content: bytes) -> Document | None:
        try:
            return read_document(content, "", self.instance.settings.limits)
        except Refused:
            return None

    def _glance(self, judge: Judge) -> Glance | None:
        limits = self.instance.settings.limits
        return glance(self.instance.policies, judge.world, self.people, limits)

    def _judge(self) -> Judge:
        instance = self.instance
        world = World(
            instance.organization,
            instance.shelf,
            Relations([]),
            self.as_of,
            self.wanted.selected,
        )
        cases = CaseWorld(
            instance.policies,
            instance.organization,
            self.as_of,
            clock=False,
            broken=instance.broken,
        )
        signers = files(self.repository, self.branch.head, SIGNERS).get(SIGNERS)
        allowed = b""
        if signers is not None:
            with Blobs(self.repository.git) as blobs:
                allowed = blobs.read(signers)
        signatures = Signatures(self.repository.git, allowed)
        places = {passed.commit.id: at for at, passed in enumerate(self.branch.passed)}
        binding = Binding(instance.policies, cases, world, _came(self.branch), places)
        return Judge(binding, world, self.people.staff_of, signatures.of)

    def strangers(self) -> list[str]:
        """Addresses that committed cases and that nobody of the organization has."""
        return self.people.strangers(
            commit
            for passed in self.branch.passed
            for commit in (passed.commit, *passed.brought)
            if any(item.path.startswith("cases/") for item in commit.changes)
        )

    def result(self, share: Share) -> Result:
        """Everything found, sorted and summed up, in the form that the formats take."""
        altered = [self._altered(item) for item in self._alterations()]
        counts = share.statuses + Counter(item.status for item in altered)
        summary = {"cases": share.cases} | {status: counts[status] for status in STATUSES}
        return Result(
            instance=self.instance,
            as_of=self.as_of,
            zone=self.zone,
            diagnostics=sorted([*share.diagnostics, *altered], key=_order),
            summary={**summary, "left_out": 0},
            cases=[],
            outcomes=[],
            revisions=[
                revision
                for policy in self.instance.policies.values()
                for revision in policy.revisions
            ],
            relations=Relations([]),
            register=[],
            matched=share.cases,
        )

    def _alterations(self) -> Iterator[Altered]:
        limits = self.instance.settings.limits
        with Blobs(self.repository.git) as blobs:
            yield from altered_revisions(self.repository, self.branch.passed, blobs, limits)

    def _altered(self, item: Altered) -> Diagnostic:
        commit, second = item.passed.commit, item.passed.second
        staff = sorted(self.people.staff_of(commit.author))
        author = staff[0] if staff else commit.author.email
        finding = Finding(
            status="invalid",
            message=say(*HOW[item.how], day=item.day),
            subject=item.policy,
            seen=Seen(commit.id, author, second),
            notes=(
                say(
                    "提交 {commit}，{author}，{at}",
                    "commit {commit} by {author}, {at}",
                    commit=commit.short,
                    author=author,
                    at=at_second(second, self.zone).short(self.zone),
                ),
            ),
        )
        verdict = Verdict(ALTERED, "file", finding, None, item.policy)
        file = f"policy/{item.policy}/{item.day}/revision.yml"
        return replace(place_verdict(verdict, None, file, None, self.zone), remedy=RESTORE)


HEAD_FILE = "revision.yml"
RESTORE = say(
    "还原这一修订和锁；要修改制度，请新建一个修订文件夹，写明新的生效日",
    "restore the revision and the lock; to amend, add a revision with a later effective day",
)
HOW = {
    "altered": (
        "{day} 起生效的修订已被冻结，内容却变了",
        "the frozen revision of {day} was altered",
    ),
    "gone": (
        "{day} 起生效的修订已被冻结，却被删除",
        "the frozen revision of {day} was removed",
    ),
    "unlocked": (
        "{day} 起生效的修订已被冻结，锁中的摘要却被改动或删除",
        "the digest of the frozen revision of {day} was changed in the lock or removed from it",
    ),
}


def _came(branch: Branch) -> dict[str, int]:
    """Which step brought each revision that one of them brought, by its folder."""
    came: dict[str, int] = {}
    for at, passed in enumerate(branch.passed):
        for item in passed.commit.changes:
            folder, _, name = item.path.rpartition("/")
            if folder.startswith("policy/") and name == HEAD_FILE and item.before is None:
                came.setdefault(folder, at)
    return came


def _earlier(repository: Repository, branch: Branch) -> Iterator[Organization]:
    """The organization as it was before and after each step that changed it.

    Who takes an address off the list is still known by it.
    """
    blobs = {
        blob
        for passed in branch.passed
        for item in passed.commit.changes
        if item.path == ORGANIZATION
        for blob in (item.before, item.after)
        if blob is not None
    }
    with Blobs(repository.git) as contents:
        for blob in sorted(blobs):
            try:
                document = read_document(contents.read(blob), ORGANIZATION)
            except Refused:
                continue
            yield read_organization(document, Problems(ORGANIZATION), blob)


def _order(item: Diagnostic) -> tuple[object, ...]:
    seen = item.finding.seen
    return (
        *item.sort_key,
        seen.second if seen else 0,
        seen.commit if seen else "",
        str(item.finding.place),
    )


def _told(data: dict[str, object] | None) -> Told:
    if data is None:
        return Told(None, frozenset())
    name = data.get("id")
    said: list[object] = []
    for key, value in data.items():
        if isinstance(value, list):
            said += [(key, entry) for entry in value]
        elif key != "id":
            said.append((key, value))
    return Told(name if isinstance(name, str) else None, frozenset(map(repr, said)))


def _id_of(document: Document | None, path: str) -> str:
    data = document.data if document is not None else None
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str) and ID.fullmatch(found) else stem_of(path)


def _judged_by(repository: Repository, branch: Branch, instance: Instance) -> tuple[Instance, str]:
    """The policy side of the instance that judges, and the commit that it is of.

    The given one, of the branch's end; where frozen revisions were altered there, the last one before a
    step in which they stood as frozen: who alters the rules is not judged by what he made of them.
    """
    if not instance.problems or any(item.rule != ALTERED for item in instance.problems):
        return instance, branch.head
    for passed in reversed(branch.passed):
        commit = passed.commit
        if commit.parents and any(item.path.startswith("policy/") for item in commit.changes):
            older = _instance(repository, commit.parents[0])
            if not older.problems:
                return older, commit.parents[0]
    return instance, branch.head


def _instance(repository: Repository, head: str) -> Instance:
    """The policy side of the instance as it stands at the branch's end."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(repository, head, ["policy"], Path(folder))
        try:
            return load_instance(Path(folder))
        except NoInstance:
            raise NoHistory(
                say(
                    "受保护的分支上没有 policy 文件夹",
                    "there is no policy folder on the protected branch",
                )
            ) from None
