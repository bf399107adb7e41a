"""What one case file came to: all that a run keeps of it, wherever it was judged.

Small on purpose: a register of a hundred thousand cases is held in memory as these alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import field

from checker.lazily import dataclass
from checker.model.finding import Diagnostic
from checker.related import Link


@dataclass
class Outcome:
    """One file of a run, read and judged."""

    file: str
    id: str
    link: Link | None = None
    """What others are judged by; None where it says nothing of other cases."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    """How many findings of each status, those that no report shows included."""
    policies: tuple[str, ...] = ()
    """The policies that it was judged under."""
    is_judged: bool = False
    left_out: int = 0
    """Entries after `as_of`; 1 for a case that was not open yet."""
    evidence: tuple[str, ...] = ()
    """The files of the instance that its verdicts rest on beside its own."""
    digest: str = ""
    """Of the file's bytes; empty where they are no document."""
    until: int | None = None
    """The first instant after `as_of` at which it would come to something else; None for never."""
    related: tuple[int, int] | None = None
    """What of others it was judged by: `group_size` and `repeats`; None where it asks nothing."""
    awaits: bool = False
    """Whether it can be judged only when the links of all cases are known."""

    @property
    def is_invalid(self) -> bool:
        return not self.is_judged and not self.left_out

    def turn_down(self, problem: Diagnostic) -> None:
        """Add a problem of the file that shows only beside others: it is not evaluated after all."""
        self.diagnostics = [item for item in self.diagnostics if item.kind == "file"]
        self.diagnostics.append(problem)
        self.statuses, self.policies, self.is_judged, self.left_out = {}, (), False, 0


Spread = Callable[[list[str], list[Link] | None], Iterable[Outcome]]
"""Judges files, here or elsewhere, in any order. Without links, what awaits them is only read."""


def summed(outcomes: Iterable[Outcome]) -> Counter[str]:
    """Findings by status over all cases."""
    counts: Counter[str] = Counter()
    for item in outcomes:
        counts.update(item.statuses)
    return counts
