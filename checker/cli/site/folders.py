"""The folders that a build writes; what is right already stays untouched, what is left over goes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from checker import saving
from checker.lazily import dataclass


@dataclass(frozen=True)
class Folders:
    """Where everything generated goes, below one folder."""

    build: Path

    @property
    def source(self) -> Path:
        """What the site builder reads."""
        return self.build / "site-src"

    @property
    def rendered(self) -> Path:
        """What the site builder made of it, case pages aside."""
        return self.build / "site-rendered"

    @property
    def reports(self) -> Path:
        """Reports as files, each under the digest of what it was made from."""
        return self.build / "site-reports"

    @property
    def site(self) -> Path:
        return self.build / "site"

    @property
    def printed(self) -> Path:
        """PDFs by what they were made from."""
        return self.build / "site-pdf"

    @property
    def facts(self) -> Path:
        """What `mkdocs.yml` inherits."""
        return self.build / "site-facts.yml"

    @property
    def words(self) -> Path:
        """The search's own words."""
        return self.build / "site-words.txt"

    @property
    def state(self) -> Path:
        """What the last build made of what."""
        return self.build / "site-state.json"


def write(path: Path, content: bytes) -> None:
    """Write a file whole, unless it holds just that."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    saving.write(path, content, lasting=False)


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold just these files."""
    for path, content in files.items():
        write(folder / path, content)
    remove_others(folder, files)


def remove_others(folder: Path, wanted: Iterable[str]) -> None:
    """Remove what is not wanted below a folder, and folders that are empty then."""
    kept = {folder / path for path in wanted}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from there, sorted."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digest_of(files: Mapping[str, bytes]) -> str:
    """One digest over paths and contents."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0".encode())
        digest.update(files[path])
    return digest.hexdigest()
