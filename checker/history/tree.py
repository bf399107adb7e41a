"""The files of one commit: listed, and a part of them laid out in a folder to be read as ever.

Not `git archive`: it obeys `.gitattributes` of the tree (`export-ignore`, `export-subst`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from checker.history.blobs import Blobs
from checker.history.repository import Repository

LINK, SUBMODULE = "120000", "160000"


def files(repository: Repository, commit: str, *under: str) -> dict[str, str]:
    """Paths from the instance's root to blob ids, below any of the files or folders `under`.

    Links are among them, their content being where they point to; submodules are not.
    """
    places = [f"{repository.prefix}{name}" for name in under]
    listed = repository.git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *places)
    found = {}
    for entry in listed.decode(errors="surrogateescape").split("\0")[:-1]:
        head, path = entry.split("\t", 1)
        mode, _, blob = head.split(" ")
        if mode != SUBMODULE:
            found[path.removeprefix(repository.prefix)] = blob
    return found


def lay_out(repository: Repository, commit: str, under: Iterable[str], into: Path) -> None:
    """Write the files of a commit below `under` into a folder, as plain files.

    A link becomes a file that holds its target: nothing outside is ever followed.
    """
    found = files(repository, commit, *under)
    with Blobs(repository.git) as blobs:
        for path, content in zip(found, blobs.read_all(list(found.values())), strict=True):
            if ".." in Path(path).parts or Path(path).is_absolute():
                continue
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
