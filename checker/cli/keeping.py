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
from checker.model.moment import at_second, last_second
from checker.rules.periodic_report import PeriodicReport

PIECEWISE = ("text", "json", "jsonl")
"""Formats that say each finding by itself."""


def keep(
    asked: Asked, result: Result, options: Options, format_name: str, text: str, code: int
) -> None:
    """Keep an answer where it can be said when it would be another."""
    until = _until(result, options.second) if options.clock else 0
    evidence = (path for item in result.outcomes for path in item.evidence)
    if until is None or not all(map(holds, evidence)):
        return
    judged = [(item.file, item.digest) for item in result.outcomes if item.digest]
    with suppress(OSError):  # a folder that cannot be written makes no answer wrong
        if not keep_text(asked, result, options, until, judged, format_name, text, code):
            return
        if format_name in PIECEWISE and _is_apart(result, options):
            pieces_of(asked, result, options, until, format_name).save(asked)


def keep_text(
    asked: Asked,
    result: Result,
    options: Options,
    until: int,
    judged: list[tuple[str, str]],
    format_name: str,
    text: str,
    code: int,
) -> bool:
    """Keep a text that holds until an instant; whether it was. Raises `OSError`."""
    said = "".join(f"{line}\n" for line in NOTED)
    if AS_OF in text or AS_OF in said:
        return False
    answer = Answer(code, as_bytes(text), said)
    if options.clock:
        blank = _blank(result, format_name, text)
        if blank is None:
            return False
        answer = Answer(code, as_bytes(blank), said, (options.second, until, str(result.zone)))
    return asked.keep(answer, program_paths(), judged)


def pieces_of(
    asked: Asked, result: Result, options: Options, until: int, format_name: str
) -> Pieces:
    """The pieces of a whole result."""
    records = [record_of(item) for item in result.outcomes]
    about = {
        "summary": result.summary,
        "links": [record["link"] for record in records if record["link"] is not None],
        "since": options.second,
        "until": until,
    }
    return Pieces(
        about=about,
        stood=asked.standing.by_path(),
        files=[item.file for item in result.outcomes],
        records=[json.dumps(record) for record in records],
        marks=marks_of(result.diagnostics),
        texts=list(import_module(f"checker.formats.{format_name}").pieces(result, LANG)),
    )


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
