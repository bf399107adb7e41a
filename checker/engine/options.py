"""What a run is asked to do, and which files that concerns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from checker.lazily import dataclass


@dataclass(frozen=True)
class Options:
    """What a run is asked to do."""

    second: int
    """`as_of` as an instant."""
    clock: bool = True
    """Whether that is the clock's; what lies after it is then a problem, else left out."""
    paths: tuple[str, ...] | None = None
    """Files or folders from the root; all cases unless given."""
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    policy: str | None = None
    everything: bool = False
    """Whether quiet findings are placed too: met, pending, not_applicable."""
    share: tuple[int, int] | None = None
    """Of the cases only every `count`-th from the `number`-th; the first share has the register's own."""

    def selected(self, rule: str) -> bool:
        """Whether a rule is looked at."""
        return (not self.select or rule in self.select) and rule not in self.ignore

    @property
    def whole_register(self) -> bool:
        """Whether the run covers all cases, and so what the register itself owes."""
        if self.share is not None and self.share[0] > 1:
            return False
        return self.paths is None or any(path in ("", ".", "cases") for path in self.paths)


def named_files(files: list[str], paths: tuple[str, ...] | None) -> list[str]:
    """The case files, sorted, that paths name: files themselves, or all below a folder; all where None."""
    if paths is None:
        return files
    if not {"", "."}.isdisjoint(paths):  # the root as it may be written
        return files
    named: set[str] = set()
    for path in paths:
        named.update(files[bisect_left(files, path) : bisect_right(files, path)])
        named.update(files[bisect_left(files, f"{path}/") : bisect_left(files, f"{path}{PAST}")])
    return sorted(named)


PAST = chr(ord("/") + 1)
"""Sorts behind everything in a folder."""
