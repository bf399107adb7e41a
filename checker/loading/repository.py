"""Where in its repository an instance lies, told without asking git."""

from __future__ import annotations

from pathlib import Path


def inner_path(root: Path) -> str:
    """From the repository's top to the instance: ending in a slash; empty at the top, or where there is none.

    A `.git` that is a file is that of a worktree or a submodule.
    """
    root = root.resolve()
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""
