"""What makes a finding the same finding from one run to the next: what it is about, never its line.

An obligation keeps its fingerprint while its case grows, and while it goes from overdue to late.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from checker.model.finding import Diagnostic


def fingerprints(items: Sequence[Diagnostic]) -> list[str]:
    """A SHA-256 for each, unique among them; the second with the same anchor counts as its 2."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for item in items:
        key = anchor(item)
        seen[key] += 1
        text = json.dumps([*key, seen[key]])
        made.append(hashlib.sha256(text.encode("ascii")).hexdigest())
    return made


def anchor(item: Diagnostic) -> tuple[str, ...]:
    """Policy, rule, case or subject, and the event it hangs on, else its path in the file."""
    finding = item.finding
    about = item.case or finding.subject or item.path
    event = finding.trigger or finding.actual
    commit = (finding.seen.commit,) if finding.seen else ()
    place = event.event if event else _dotted(finding.place)
    return (item.policy or "", item.rule, about, place, *commit)


def _dotted(place: tuple[str | int, ...]) -> str:
    """A path in the file as text; `#` stands for a line, which moves, so it says nothing."""
    return "" if place[:1] == ("#",) else ".".join(str(part) for part in place)
