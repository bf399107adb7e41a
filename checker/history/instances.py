"""The policy side of an instance as it stood at a commit; the work tree has no say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from checker.document import Refused, read_document
from checker.history.alterations import ALTERED
from checker.history.blobs import Blobs
from checker.history.branch import Branch
from checker.history.git import NoHistory
from checker.history.repository import Repository
from checker.history.tree import lay_out
from checker.loading.instance import Instance, NoInstance, load_instance
from checker.loading.organizations import FILE as ORGANIZATION
from checker.loading.organizations import read_organization
from checker.model.finding import Problems
from checker.model.organization import Organization
from checker.model.text import say


def instance_at(repository: Repository, commit: str) -> Instance:
    """The instance without its cases. Raises `NoHistory` where there is none at the commit."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(repository, commit, ["policy"], Path(folder))
        try:
            return load_instance(Path(folder))
        except NoInstance:
            raise NoHistory(
                say(
                    "受保护的分支上没有 policy 文件夹",
                    "there is no policy folder on the protected branch",
                )
            ) from None


def judged_by(repository: Repository, branch: Branch, instance: Instance) -> tuple[Instance, str]:
    """The policy side of the instance that judges, and the commit that it is of.

    The given one, of the branch's end; where frozen revisions were altered there, the last one before a
    step in which they stood as frozen: who alters the rules is not judged by what he made of them.
    """
    if not instance.problems or any(item.rule != ALTERED for item in instance.problems):
        return instance, branch.head
    for passed in reversed(branch.passed):
        commit = passed.commit
        if commit.parents and any(item.path.startswith("policy/") for item in commit.changes):
            older = instance_at(repository, commit.parents[0])
            if not older.problems:
                return older, commit.parents[0]
    return instance, branch.head


def organizations(repository: Repository, branch: Branch) -> Iterator[Organization]:
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
