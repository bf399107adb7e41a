"""A revision by what people call it: its label, its first day, a folder, or one in git.

A folder may hold a draft: it need not lie in the instance nor be called by its day, and it takes
the organization and the calendars of the instance. Git is only read.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import field, replace
from pathlib import Path

from checker.history.git import NoHistory
from checker.history.repository import repository_of
from checker.history.tree import lay_out
from checker.lazily import dataclass
from checker.loading.files import read_file
from checker.loading.instance import Instance, load_instance
from checker.loading.policies import load_policy
from checker.model.finding import Diagnostic
from checker.model.moment import parse_day
from checker.model.policy import Policy, Revision
from checker.model.scalars import ID
from checker.model.text import Say, listed, say

IN_POLICY = re.compile(r"policy/(?P<policy>[^/]+)/(?P<name>[^/]+)/?")
"""A revision's folder as a path in a commit."""


@dataclass(eq=False)
class RevisionError(Exception):
    """A name that stands for no one revision, and why; with the problems of its files, if any."""

    sentence: Say
    problems: list[Diagnostic] = field(default_factory=list)


def find_revision(name: str, instance: Instance, policy: str | None, start: Path) -> Revision:
    """The revision that a name stands for; paths are from `start`.

    Tried in this order: a label or a first day of the instance's policies, or of one of them; a
    folder; `<git revision>:<label, day or folder>`. Raises `RevisionError`.
    """
    named = _named(name, instance, policy)
    if len(named) == 1:
        return named[0]
    if named:
        raise RevisionError(
            say(
                "几个制度都有修订 {name}，请用 --policy 指明",
                "several policies have a revision {name}; name one with --policy",
                name=name,
            )
        )
    folder = start / name
    if folder.is_dir():
        return _of_folder(folder, name, instance)
    git, colon, label = name.rpartition(":")
    if colon and git:
        return _of_git(git, label, instance, policy)
    raise RevisionError(_unknown(name, instance))


def _named(name: str, instance: Instance, policy: str | None) -> list[Revision]:
    return [
        revision
        for item in instance.policies.values()
        if policy in (None, item.id)
        for revision in item.revisions
        if name in (revision.label, revision.effective_from.isoformat())
    ]


def _unknown(name: str, instance: Instance) -> Say:
    known = [
        f"{revision.label} ({revision.effective_from})"
        for policy in instance.policies.values()
        for revision in policy.revisions
    ]
    return say(
        "没有修订 {name}；现有：{known}",
        "no revision {name}; there are: {known}",
        name=name,
        known=listed(known) if known else "—",
    )


def _of_folder(folder: Path, name: str, instance: Instance) -> Revision:
    """The revision in a folder, read as if it lay in the instance under its own day."""
    policy_id, day = _head(folder, name, instance)
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        inside = root / "policy" / policy_id / day
        inside.mkdir(parents=True)
        for file in sorted(folder.glob("*.yml")):
            if file.is_file() and not file.is_symlink():
                (inside / file.name).write_bytes(file.read_bytes())
        loaded = load_policy(
            root, policy_id, instance.shelf, instance.organization, instance.settings.limits
        )
    if loaded.policy is None:
        prefix = f"policy/{policy_id}/{day}"
        raise RevisionError(
            say("{name} 不是可用的修订", "{name} is no sound revision", name=name),
            [_moved(item, prefix, name) for item in loaded.problems],
        )
    return replace(loaded.policy.revisions[0], folder=name)


def _head(folder: Path, name: str, instance: Instance) -> tuple[str, str]:
    """The policy's id and the first day that a folder's files name."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.yml")):
        document, problem = read_file(folder, file.name, instance.settings.limits)
        if problem is not None:
            told = say(
                "{name} 里有读不了的文件", "{name} has a file that cannot be read", name=name
            )
            raise RevisionError(told, [replace(problem, path=f"{name}/{problem.path}")])
        data = document.data if document else None
        for key in ("policy", "effective_from"):
            if isinstance(data, dict) and isinstance(data.get(key), str):
                found[key] = data[key]
    policy_id, day = found.get("policy", ""), found.get("effective_from", "")
    if not ID.fullmatch(policy_id) or policy_id.startswith(".") or parse_day(day) is None:
        raise RevisionError(
            say(
                "{name} 不是修订：缺少 policy 或 effective_from",
                "{name} is no revision: policy or effective_from is missing",
                name=name,
            )
        )
    return policy_id, day


def _moved(item: Diagnostic, prefix: str, name: str) -> Diagnostic:
    return replace(item, path=item.path.replace(prefix, name.rstrip("/"), 1))


def _of_git(git: str, label: str, instance: Instance, policy: str | None) -> Revision:
    """A revision as it stood in a commit, with the organization and calendars of then."""
    found = IN_POLICY.fullmatch(label)
    if found is not None:
        policy, label = found.group("policy"), found.group("name")
    try:
        repository = repository_of(instance.root)
        with tempfile.TemporaryDirectory() as temporary:
            root = Path(temporary)
            (root / "policy").mkdir()
            lay_out(repository, repository.commit(git), ("policy",), root)
            then = load_instance(root)
    except NoHistory as error:
        raise RevisionError(error.sentence) from error
    named = _named(label, then, policy)
    if len(named) == 1:
        return named[0]
    raise RevisionError(_unknown(label, then), then.problems)


def policy_of(a: Revision, b: Revision, instance: Instance) -> Policy:
    """The instance's policy that both revisions are of. Raises `RevisionError`."""
    if a.policy != b.policy:
        raise RevisionError(
            say(
                "两个修订不属于同一制度：{a}、{b}",
                "the revisions are of two policies: {a}, {b}",
                a=a.policy,
                b=b.policy,
            )
        )
    found = instance.policies.get(a.policy)
    if found is None:
        raise RevisionError(
            say("实例里没有制度 {id}", "the instance has no policy {id}", id=a.policy)
        )
    return found


def see_calendars(revision: Revision, instance: Instance) -> None:
    """Refuse a revision whose calendars the instance lacks today. Raises `RevisionError`."""
    for name in (revision.head.calendar, revision.head.trading_calendar):
        if name is not None and instance.shelf.get(name) is None:
            raise RevisionError(
                say(
                    "实例里没有修订 {label} 所用的日历 {name}",
                    "the instance has no calendar {name}, which revision {label} counts by",
                    label=revision.label,
                    name=name,
                )
            )
