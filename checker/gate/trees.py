"""The files of commits laid out in folders, so that they are read as any instance is.

Blobs are written once and linked into each folder. No filter, attribute or hook takes part, and
nothing is ever written through a link.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from checker.history.blobs import Blobs
from checker.history.git import NoHistory
from checker.history.repository import Repository
from checker.history.tree import LINK, SUBMODULE
from checker.lazily import dataclass
from checker.loading.instance import CASES, NOT_CASES, YAML_ENDINGS
from checker.model.text import say

NOWHERE = ".not-followed"
"""Where a link points that must not be followed: nothing is there."""
FORBIDDEN = ("", ".", "..", ".git")


@dataclass(frozen=True)
class Entry:
    """A file of a commit: its mode and the id of its content."""

    mode: str
    blob: str


Tree = dict[str, Entry]
"""Paths from the instance's root to what stands there."""


def tree_of(repository: Repository, commit: str) -> Tree:
    """Every file of the instance at a commit.

    Raises `NoHistory` where a submodule stands below `policy/` or `cases/`: its content is not there.
    """
    under = [repository.prefix] if repository.prefix else []
    listed = repository.git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *under)
    tree: Tree = {}
    for line in listed.decode(errors="surrogateescape").split("\0")[:-1]:
        head, path = line.split("\t", 1)
        mode, _, blob = head.split(" ")
        path = path.removeprefix(repository.prefix)
        if mode != SUBMODULE:
            tree[path] = Entry(mode, blob)
        elif _judged(path):
            raise NoHistory(say("policy、cases 里不能有子模块", "no submodule in policy or cases"))
    return tree


@dataclass(frozen=True)
class Layouts:
    """Folders filled from commits of one repository, below one folder of our own."""

    repository: Repository
    folder: Path

    def lay_out(self, name: str, tree: Tree, instead: Mapping[str, bytes] | None = None) -> Path:
        """Fill a folder with a tree; `instead` gives files other contents, or adds them.

        Raises `NoHistory` where a name cannot be a file's here.
        """
        root = self.folder / name
        files = {path: entry for path, entry in tree.items() if path not in (instead or {})}
        plain = {path: entry.blob for path, entry in files.items() if entry.mode != LINK}
        try:
            root.mkdir()
            self._store(set(plain.values()))
            for path, blob in plain.items():
                _link(self._blob(blob), _target(root, path))
            for path, content in (instead or {}).items():
                _target(root, path).write_bytes(content)
            for path in files.keys() - plain.keys():  # last: nothing is written through a link
                _target(root, path).symlink_to(self._points_to(path, files[path].blob))
        except (OSError, ValueError):
            raise _unfit() from None
        return root

    def _blob(self, blob: str) -> Path:
        return self.folder / "blobs" / blob

    def _store(self, wanted: set[str]) -> None:
        self._blob("").mkdir(exist_ok=True)
        missing = sorted(blob for blob in wanted if not self._blob(blob).exists())
        with Blobs(self.repository.git) as blobs:
            for blob, content in zip(missing, blobs.read_all(missing), strict=True):
                self._blob(blob).write_bytes(content)

    def _points_to(self, path: str, blob: str) -> str:
        """A link of evidence stays one; a policy or a case that is a link is refused when read."""
        with Blobs(self.repository.git) as blobs:
            target = blobs.read(blob).decode(errors="surrogateescape")
        inside = not PurePosixPath(target).is_absolute() and "\0" not in target
        if not inside or (_judged(path) and not path.startswith("cases/evidence/")):
            return NOWHERE
        return target


def case_count(tree: Tree) -> int:
    """How many files of a commit are cases by their place and ending, counted without reading one."""
    return sum(_is_case(PurePosixPath(path)) for path in tree)


def _is_case(path: PurePosixPath) -> bool:
    apart = path.parts[1:2] in tuple((name,) for name in NOT_CASES)
    return path.parts[:1] == (CASES,) and not apart and path.suffix.lower() in YAML_ENDINGS


def _judged(path: str) -> bool:
    return PurePosixPath(path).parts[:1] in (("policy",), ("cases",))


def _target(root: Path, path: str) -> Path:
    if any(part in FORBIDDEN for part in path.split("/")):
        raise _unfit()
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise  # two names that are one here
    except OSError:
        shutil.copyfile(source, target)


def _unfit() -> NoHistory:
    return NoHistory(
        say("提交里有这里放不下的文件名", "the commit has a file name that cannot be one here")
    )
