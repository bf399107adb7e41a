"""What the histories of a branch's cases are judged by, as it stands at the branch's end."""

from __future__ import annotations

from collections.abc import Callable

from checker.history.binding import Binding
from checker.history.blobs import Blobs
from checker.history.branch import Branch
from checker.history.judging import Judge
from checker.history.people import People
from checker.history.repository import Repository
from checker.history.signatures import FILE as SIGNERS
from checker.history.signatures import Signatures
from checker.history.tree import files
from checker.loading.cases import CaseWorld
from checker.loading.instance import Instance
from checker.model.moment import Moment, at_second
from checker.related import Relations
from checker.verdicts import World

HEAD_FILE = "revision.yml"


def as_of(branch: Branch, instance: Instance) -> Moment:
    """When the branch's last commit was made."""
    return at_second(branch.second, instance.zone)


def judge_of(
    repository: Repository,
    branch: Branch,
    instance: Instance,
    people: People,
    selected: Callable[[str], bool],
) -> Judge:
    """The judge of a branch's cases by the rules that are `selected`."""
    at = as_of(branch, instance)
    world = World(instance.organization, instance.shelf, Relations([]), at, selected)
    cases = CaseWorld(
        instance.policies, instance.organization, at, clock=False, broken=instance.broken
    )
    signatures = Signatures(repository.git, _signers(repository, branch.head))
    places = {passed.commit.id: place for place, passed in enumerate(branch.passed)}
    binding = Binding(instance.policies, cases, world, _came(branch), places)
    return Judge(binding, world, people.staff_of, signatures.of)


def _signers(repository: Repository, head: str) -> bytes:
    """The file of allowed signers; nothing where there is none."""
    blob = files(repository, head, SIGNERS).get(SIGNERS)
    if blob is None:
        return b""
    with Blobs(repository.git) as blobs:
        return blobs.read(blob)


def _came(branch: Branch) -> dict[str, int]:
    """Which step brought each revision that one of them brought, by its folder."""
    came: dict[str, int] = {}
    for at, passed in enumerate(branch.passed):
        for item in passed.commit.changes:
            if item.path.startswith("policy/") and item.before is None:
                folder, _, name = item.path.rpartition("/")
                if name == HEAD_FILE:
                    came.setdefault(folder, at)
    return came
