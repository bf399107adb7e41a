"""Keeping what a check of the whole register said, for the next one that is asked the same."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from importlib import import_module

from checker.cache.answers import AS_OF, Answer, Asked
from checker.cache.keys import program_paths
from checker.cache.pieces import Pieces, marks_of, record_of, stands_alone
from checker.cache.place import as_bytes
from checker.cache.standing import holds
from checker.cli.coming import is_ahead
from checker.cli.common import NOTED
from checker.cli.language import LANG
from checker.engine import Options, Result
from checker.formats import render
from checker.lazily import dataclass
from checker.model.moment import at_second, last_second
from checker.rules.periodic_report import PeriodicReport

PIECEWISE = ("text", "json", "jsonl")
"""Formats that say each finding by itself."""


@dataclass(frozen=True)
class Said:
    """What a run of the whole register said."""

    result: Result
    options: Options
    format_name: str
    text: bytes
    code: int

    def without_as_of(self) -> bytes | None:
        """Its text without its `as_of`; None where the same instant stands for something else too."""
        told = as_bytes(self.result.as_of.iso(self.result.zone))
        frame = as_bytes(render(replace(self.result, diagnostics=[]), self.format_name, LANG))
        alike = self.text.count(told) == frame.count(told)
        return self.text.replace(told, as_bytes(AS_OF)) if alike else None


def keep(asked: Asked, said: Said) -> None:
    """Keep an answer where it can be said when it would be another."""
    result, options = said.result, said.options
    until = _until(result, options.second) if options.clock else 0
    evidence = (path for item in result.outcomes for path in item.evidence)
    if until is None or not all(map(holds, evidence)):
        return
    with suppress(OSError):  # a folder that cannot be written makes no answer wrong
        if not keep_text(asked, said, until):
            return
        if said.format_name in PIECEWISE and _is_apart(result, options):
            pieces_of(asked, said, until).save(asked)


def keep_text(asked: Asked, said: Said, until: int) -> bool:
    """Keep a text that holds until an instant; whether it was. Raises `OSError`."""
    noted = "".join(f"{line}\n" for line in NOTED)
    if as_bytes(AS_OF) in said.text or AS_OF in noted:
        return False
    answer = Answer(said.code, said.text, noted)
    if said.options.clock:
        blank = said.without_as_of()
        if blank is None:
            return False
        turns = (said.options.second, until, str(said.result.zone))
        told = said.result.as_of.iso(said.result.zone)
        answer = Answer(said.code, blank, noted.replace(told, AS_OF), turns)
    judged = [(item.file, item.digest) for item in said.result.outcomes if item.digest]
    return asked.keep(answer, program_paths(), judged)


def pieces_of(asked: Asked, said: Said, until: int) -> Pieces:
    """The pieces of a whole result."""
    result = said.result
    records = [record_of(item) for item in result.outcomes]
    about = {
        "summary": result.summary,
        "links": [record["link"] for record in records if record["link"] is not None],
        "since": said.options.second,
        "until": until,
    }
    return Pieces(
        about=about,
        stood=asked.standing.by_path(),
        files=[item.file for item in result.outcomes],
        records=[json.dumps(record) for record in records],
        marks=marks_of(result.diagnostics),
        texts=texts_of(result, said.format_name),
    )


def texts_of(result: Result, format_name: str) -> list[bytes]:
    """The findings of a result, one by one, as the report has them."""
    pieces = import_module(f"checker.formats.{format_name}").pieces(result, LANG)
    return list(map(as_bytes, pieces))


def _is_apart(result: Result, options: Options) -> bool:
    """Whether each case adds its own to the report, and nothing else depends on it."""
    policies = result.instance.policies.values()
    files = {item.file for item in result.outcomes}
    own = sum(len(item.diagnostics) for item in result.outcomes)
    return (
        options.policy is None  # else some files are not among them, and say of others all the same
        and result.summary["cases"] > 0
        and all(map(stands_alone, result.outcomes))
        and own == sum(item.path in files for item in result.diagnostics)
        and not any(item.rule == "duplicate-id" for item in result.diagnostics)
        and not any(is_ahead(policy, options.second) for policy in policies)
    )


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
