"""The repository that an instance lies in: found, refused where it cannot tell, its revisions named."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from checker.history.git import Git, NoHistory, started
from checker.lazily import dataclass
from checker.model.text import say

USUAL = ("main", "master")
"""Branches taken for the protected one where nothing is said."""


@dataclass(frozen=True)
class Repository:
    """The repository of an instance."""

    git: Git
    prefix: str
    """From the repository's top to the instance: empty, or ending in a slash."""

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names.

        Raises `NoHistory` where there is none; a revision beginning with a dash is none.
        """
        found = None
        if revision and not revision.startswith("-"):
            found = self._commit_of(revision)
        if found is None:
            raise NoHistory(
                say("没有提交 {name}", "no commit {name}", name=_told(revision)),
            )
        return found

    def _commit_of(self, name: str) -> str | None:
        return self.git.asked(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )

    def protected(self, branch: str | None = None) -> tuple[str, str]:
        """The protected branch's name and the commit it stands at.

        `branch` unless None; else `main`, else `master`, else what the remote calls its own. Each as
        a local branch, else as `origin`'s. The branch that happens to be checked out is never
        taken for it. Raises `NoHistory` where there is none.
        """
        names = USUAL if branch is None else (branch,)
        for name in names:
            for full in (f"refs/heads/{name}", f"refs/remotes/origin/{name}"):
                if (found := self._tip(full)) is not None:
                    return full.split("/", 2)[2], found
        if branch is None and (found := self._tip("refs/remotes/origin/HEAD")) is not None:
            return "origin/HEAD", found
        if branch is not None and branch.startswith("origin/"):
            return self.protected(branch.removeprefix("origin/"))
        raise NoHistory(
            say(
                "没有受保护的分支 {names}；用 --branch 指明，克隆时要带上它",
                "there is no protected branch {names}; name it with --branch, and clone it too",
                names=" / ".join(_told(name) for name in names),
            )
        )

    def _tip(self, reference: str) -> str | None:
        """The commit that a reference of exactly this name stands at."""
        there = self.git.asked("show-ref", "--verify", "--quiet", "--", reference)
        return None if there is None else self._commit_of(reference)

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether a commit is another one or lies in its past; both are full ids."""
        return self.git.asked("merge-base", "--is-ancestor", older, newer) is not None

    def with_mailmap(self, commit: str) -> Repository:
        """The same repository with the `.mailmap` of one commit, whatever lies elsewhere."""
        settings = (("mailmap.file", ""), ("mailmap.blob", f"{commit}:.mailmap"))
        return replace(self, git=replace(self.git, settings=settings))


def find_repository(root: Path) -> Repository:
    """The repository whose work tree holds the instance at `root`, with its whole history.

    Raises `NoHistory` where there is none, and where it is a shallow or partial clone: what such a
    clone lacks would look as if it had never been there.
    """
    repository = repository_of(root)
    _whole(repository.git)
    return repository


def repository_of(root: Path) -> Repository:
    """The same, however much of its history is there; raises `NoHistory` where there is none."""
    inside = _inside(root)
    if inside is None:
        raise NoHistory(
            say(
                "{root} 不在 git 仓库里（或 git 不信任其所有者），没有历史可查",
                "{root} is in no git repository (or git does not trust its owner): no history",
                root=root,
            )
        )
    folder, prefix = inside
    return Repository(Git(folder), prefix)


def _whole(git: Git) -> None:
    if git.asked("rev-parse", "--is-shallow-repository") != "false":
        raise NoHistory(
            say(
                "这是浅克隆，历史不全：先执行 git fetch --unshallow（CI 中设 fetch-depth: 0）",
                "this is a shallow clone: git fetch --unshallow first (fetch-depth: 0 in CI)",
            )
        )
    if git.asked("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"):
        raise NoHistory(
            say(
                "这是部分克隆，缺少对象：请完整克隆",
                "this is a partial clone and lacks objects: clone it whole",
            )
        )


def _inside(root: Path) -> tuple[Path, str] | None:
    """The git directory and the way down to a folder in its work tree."""
    done: subprocess.CompletedProcess[bytes] = started(
        ["git", "-C", str(root), "rev-parse", "--absolute-git-dir", "--show-prefix"], root, None
    )
    if done.returncode:
        return None
    folder, _, prefix = done.stdout.decode(errors="surrogateescape").partition("\n")
    return Path(folder), prefix.removesuffix("\n")


def _told(name: str) -> str:
    """A revision as printed: what is not plain is not repeated."""
    plain = name.replace("/", "").replace("-", "").replace("_", "").replace(".", "")
    return name if plain.isalnum() and name.isascii() and len(name) <= 100 else "…"  # noqa: PLR2004
