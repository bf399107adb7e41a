"""Where an instance begins, and the repository around it: both looked for upward, without asking git.

Next to nothing is loaded for it: a kept answer is looked for before anything else is.
"""

from __future__ import annotations

import os
from stat import S_ISDIR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = ("policy", "cases")
"""The folders that make a folder an instance."""


def root_above(folder: str) -> str | None:
    """The instance at or above a folder, a relative one from the working folder; None where there is none.

    Raises `OSError` where a folder cannot be looked into: an instance further up must not stand in
    for one that cannot be read.
    """
    start = folder if os.path.isabs(folder) else os.path.join(os.getcwd(), folder)
    for place in _upward(start):
        if all(_is_folder(f"{place}/{part}") for part in PARTS):
            return place
    return None


def repository_above(folder: str) -> str | None:
    """The repository at or above a folder without links; None where there is none.

    A `.git` that is a file is that of a worktree or a submodule; a link that leads nowhere is none,
    as git has it.
    """
    return next((place for place in _upward(folder) if os.path.exists(f"{place}/.git")), None)


def inner_path(root: str) -> str:
    """From the repository's top to the instance: ending in a slash; empty at the top, or where there is none."""
    real = os.path.realpath(root)
    inside = os.path.relpath(real, repository_above(real) or real)
    return "" if inside == os.curdir else f"{inside}/".replace(os.sep, "/")


def _upward(folder: str) -> Iterator[str]:
    yield folder
    while folder != (folder := os.path.dirname(folder)):
        yield folder


def _is_folder(path: str) -> bool:
    try:
        return S_ISDIR(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # no file has such a name
        return False
