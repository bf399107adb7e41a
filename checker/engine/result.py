"""What a run found: the outcomes of all files and what the register itself owes, sorted and summed up."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from zoneinfo import ZoneInfo

from checker.casefiles import CaseFile
from checker.document import Document
from checker.engine.run import Run
from checker.lazily import dataclass
from checker.loading.files import read_file
from checker.loading.instance import Instance
from checker.loading.organizations import FILE as ORGANIZATION
from checker.model.finding import STATUSES, Diagnostic, is_shown
from checker.model.moment import Moment
from checker.model.policy import Revision
from checker.outcomes import Outcome, summed
from checker.placement import place_verdict
from checker.registerwide import register_verdicts
from checker.related import Relations
from checker.verdicts import Verdict, World


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


def result_of(run: Run, outcomes: list[Outcome], world: World, cases: list[CaseFile]) -> Result:
    """Everything found, sorted and summed up."""
    register: list[Verdict] = []
    problems: list[Diagnostic] = []
    if run.options.whole_register and run.policies:
        register, problems = register_verdicts(
            run.instance, world, run.policies, clock=run.options.clock
        )
    diagnostics = [*run.instance.problems, *problems, *_placed(run, register)]
    for outcome in outcomes:
        diagnostics += outcome.diagnostics
    return Result(
        instance=run.instance,
        as_of=run.as_of,
        zone=run.zone,
        diagnostics=sorted(diagnostics, key=lambda item: item.sort_key),
        summary=_summary(outcomes, register, problems),
        cases=cases,
        outcomes=outcomes,
        revisions=[item for policy in run.policies.values() for item in policy.revisions],
        relations=world.relations,
        register=register,
        matched=len(outcomes) if run.policies else len(run.files),
    )


def _placed(run: Run, register: list[Verdict]) -> list[Diagnostic]:
    shown = [verdict for verdict in register if run.options.everything or is_shown(verdict.finding)]
    staffing = any(verdict.kind == "staffing" for verdict in shown)
    organization = _organization_document(run.instance) if staffing else None
    return [
        place_verdict(
            verdict,
            organization if verdict.kind == "staffing" else None,
            verdict.finding.file or "",
            None,
            run.zone,
        )
        for verdict in shown
    ]


def _organization_document(instance: Instance) -> Document | None:
    """Where the organization stands; read for its lines alone where the instance was kept."""
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
