"""The audit of a register: its protected branch walked, every case's history judged, all summed up.

The policy, the organization, the calendars and the allowed signers are those at the branch's end;
the work tree has no say. The same commits give the same bytes: no clock is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.engine import Result
from checker.history.alterations import altered
from checker.history.blobs import Blobs
from checker.history.branch import walk
from checker.history.frozen import altered_revisions
from checker.history.histories import Histories, Share, Wanted
from checker.history.instances import instance_at, judged_by, organizations
from checker.history.people import People
from checker.history.start import Start
from checker.model.finding import STATUSES, Diagnostic
from checker.related import Relations


class Audit(Histories):
    """One audit: what is read, by what it is judged, what comes of it.

    Raises `NoHistory` where there is nothing that can be audited.
    """

    def __init__(self, start: Start, wanted: Wanted) -> None:
        repository = start.repository
        instance = instance_at(repository, start.head)  # while git tells its log
        branch = walk(start)
        instance, self.policy_at = judged_by(repository, branch, instance)
        people = People(instance.organization, *organizations(repository, branch))
        super().__init__(repository, branch, instance, people, wanted)

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
        alterations = list(self._alterations())
        counts = share.statuses + Counter(item.status for item in alterations)
        summary = {"cases": share.cases} | {status: counts[status] for status in STATUSES}
        return Result(
            instance=self.instance,
            as_of=self.as_of,
            zone=self.instance.zone,
            diagnostics=sorted([*share.diagnostics, *alterations], key=_order),
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

    def _alterations(self) -> Iterator[Diagnostic]:
        limits = self.instance.settings.limits
        with Blobs(self.repository.git) as blobs:
            for item in altered_revisions(self.repository, self.branch.passed, blobs, limits):
                yield altered(item, self.people, self.instance.zone)


def _order(item: Diagnostic) -> tuple[object, ...]:
    seen = item.finding.seen
    return (
        *item.sort_key,
        seen.second if seen else 0,
        seen.commit if seen else "",
        str(item.finding.place),
    )
