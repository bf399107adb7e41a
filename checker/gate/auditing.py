"""The history rules of the base's policy, judged on the step as the one merge that it would be."""

from __future__ import annotations

from checker.gate.judging import Judgement
from checker.history.branch import Branch, Passed
from checker.history.histories import Histories, Wanted
from checker.history.log import ancestry, own_changes
from checker.history.people import People
from checker.history.repository import Repository
from checker.history.start import UNDER
from checker.lazily import dataclass
from checker.model.finding import Diagnostic
from checker.model.trail import Change, Commit


def histories_of(repository: Repository, judgement: Judgement) -> Histories:
    """The cases of a step that has not been made, judged by the base's policy, people and signers.

    What a branch wrote and changed again before it was ever merged is no rewriting; who committed
    it is looked at commit by commit.
    """
    base, instance = judgement.step.base, judgement.stood.instance
    repository = repository.with_mailmap(base)
    second = judgement.options.second
    merge, brought = _merge(repository, judgement)
    passed = (Passed(merge, second, brought),) if merge.changes else ()
    branch = Branch("", base, base, second, passed)
    return Histories(repository, branch, instance, People(instance.organization), Wanted())


@dataclass(frozen=True)
class Audited:
    """What the rules of history say of a step, and the staff whose commits it has."""

    diagnostics: list[Diagnostic]
    authors: frozenset[str]


def audit_step(repository: Repository, judgement: Judgement) -> Audited:
    """Audit a step; there is nothing to say of one that changes no case."""
    audit = histories_of(repository, judgement)
    authors = frozenset(
        staff
        for passed in audit.branch.passed
        for commit in (passed.commit, *passed.brought)
        for identity in commit.identities
        for staff in audit.people.staff_of(identity)
    )
    touched = audit.branch.passed and judgement.cases.pairs
    return Audited(audit.judged(audit.lineages()).diagnostics if touched else [], authors)


def _merge(repository: Repository, judgement: Judgement) -> tuple[Commit, tuple[Commit, ...]]:
    """The merge as if it were made, and the commits that it would bring, oldest first."""
    step = judgement.step
    commits = list(reversed(ancestry(repository, step.head, step.base)))
    brought = tuple(own_changes(repository, commits, UNDER)) if commits else ()
    last = next(own_changes(repository, [step.head]))
    changes = tuple(
        Change(
            path,
            step.before[path].blob if path in step.before else None,
            step.after[path].blob if path in step.after else None,
        )
        for path in sorted(step.changed)
        if path.startswith(tuple(f"{name}/" for name in UNDER))
    )
    merge = Commit(
        id=step.head,
        parents=(step.base, step.head),
        author=last.author,
        committer=last.committer,
        also=last.also,
        authored=last.authored,
        committed=last.committed,
        changes=changes,
    )
    return merge, brought
