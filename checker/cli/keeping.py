"""Keeping what a check of the whole register said, for the next one that is asked the same."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from checker.cache.answers import AS_OF, Answer, Asked
from checker.cache.keys import program_paths
from checker.cache.place import as_bytes
from checker.cache.standing import holds
from checker.cli.common import NOTED
from checker.cli.language import LANG
from checker.engine import Options, Result
from checker.formats import render
from checker.model.moment import at_second, last_second
from checker.rules.periodic_report import PeriodicReport


def keep(
    asked: Asked, result: Result, options: Options, format_name: str, text: str, code: int
) -> None:
    """Keep an answer where it can be said when it would be another."""
    said = "".join(f"{line}\n" for line in NOTED)
    judged = [(item.file, item.digest) for item in result.outcomes if item.digest]
    evidence = (path for item in result.outcomes for path in item.evidence)
    if AS_OF in text or AS_OF in said or not all(map(holds, evidence)):
        return
    answer = Answer(code, as_bytes(text), said)
    if options.clock:
        until = _until(result, options.second)
        blank = _blank(result, format_name, text)
        if until is None or blank is None:
            return
        answer = Answer(code, as_bytes(blank), said, (options.second, until, str(result.zone)))
    with suppress(OSError):  # a folder that cannot be written makes no answer wrong
        asked.keep(answer, program_paths(), judged)


def _blank(result: Result, format_name: str, text: str) -> str | None:
    """The text without its `as_of`; None where the same instant stands for something else too."""
    told = result.as_of.iso(result.zone)
    frame = render(replace(result, diagnostics=[]), format_name, LANG)
    return text.replace(told, AS_OF) if text.count(told) == frame.count(told) else None


def _until(result: Result, now: int) -> int | None:
    """The first instant at which something may be another; None where that is not known.

    What the register owes turns with a day, and with the end of a period that is counted in hours.
    """
    rules = (rule for revision in result.revisions for rule in revision.rules)
    hourly = any(
        part.unit == "hours"
        for rule in rules
        if isinstance(rule, PeriodicReport)
        for part in rule.within.parts
    )
    if hourly or any(item.rule == "future-event" for item in result.diagnostics):
        return None
    zones = {policy.zone for policy in result.instance.policies.values()}
    ends = [last_second(at_second(now, zone).day, zone) + 1 for zone in zones]
    return min([*ends, *(item.until for item in result.outcomes if item.until is not None)])
