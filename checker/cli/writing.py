"""What `new` and `add` share: a file is read by the loader before it replaces another.

Nothing is written that `tousu check` would call invalid.
"""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from checker.cli.common import EXIT_FOUND, instant, tell
from checker.cli.language import told, tr
from checker.cli.tables import STYLES, Cell, table
from checker.document import Document, Refused, read_document
from checker.engine import Options, check_instance
from checker.lazily import dataclass
from checker.loading.cases import CaseWorld, ReadCase, read_case
from checker.loading.evidence import check_evidence
from checker.loading.instance import Instance
from checker.loading.placing import file_diagnostic
from checker.model.finding import STATUS_WORDS, STATUSES, Diagnostic, Problem
from checker.model.moment import at_second
from checker.model.text import say
from checker.verdicts import Verdict

SETTLED = frozenset({"met", "not_applicable", "acknowledged"})


class Invalid(Exception):
    """A file that must not be written; `problems` are already placed in it."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__()
        self.problems = problems


@dataclass
class Desk:
    """The instance and the instant at which somebody writes in it."""

    instance: Instance
    second: int
    clock: bool

    @classmethod
    def at(cls, instance: Instance) -> Desk:
        """The desk of an instance now, or at the day at which its register stands still."""
        second, clock = instant(None, instance)
        return cls(instance, second, clock)

    @property
    def world(self) -> CaseWorld:
        zones = [policy.zone for policy in self.instance.policies.values()]
        as_of = at_second(self.second, zones[0])
        instance = self.instance
        return CaseWorld(instance.policies, instance.organization, as_of, self.clock)

    def read(self, content: bytes, file: str) -> tuple[Document, ReadCase]:
        """A case file's content as the checker reads it.

        Raises `Invalid` with all that is wrong with it.
        """
        try:
            document = read_document(content, file, self.instance.settings.limits)
        except Refused as refused:
            raise Invalid([file_diagnostic(refused.problem, file, None)]) from None
        read = read_case(document.data, file, self.world)
        if read.case is not None:
            check_evidence(read.case, self.instance.root, read.problems)
        problems = [*read.problems.items, *_misplaced(read, file)]
        if problems or read.case is None:
            raise Invalid([file_diagnostic(one, file, document) for one in problems])
        return document, read


def _misplaced(read: ReadCase, file: str) -> list[Problem]:
    if read.opened is None or read.case is None:
        return []
    wanted = f"cases/{read.opened.day.year}/{read.case.id}.yml"
    if file == wanted:
        return []
    message = say("文件应放在 {wanted}", "the file belongs at {wanted}", wanted=wanted)
    return [Problem("misplaced-file", message, ("id",))]


def refuse(invalid: Invalid) -> NoReturn:
    """Say what is wrong with what would have been written, and exit 1."""
    tell(invalid.problems)
    click.echo(tr("没有写入任何内容", "nothing was written"), err=True)
    sys.exit(EXIT_FOUND)


def print_open(desk: Desk, file: str) -> None:
    """The case's verdicts that ask for something, those due first on top."""
    options = Options(desk.second, desk.clock, (file,), everything=True)
    item = check_instance(desk.instance, options).cases[0]
    if item.case is None:
        tell(item.diagnostics)
    verdicts = [one for one in item.verdicts if _asks(one)]
    if item.case is not None and not verdicts:
        click.echo(tr("目前没有待办的事", "nothing is owed now"))
    elif verdicts:
        headers = [tr("规则", "rule"), tr("状态", "status"), tr("期限", "due"), tr("说明", "what")]
        click.echo(table(headers, [_row(one) for one in sorted(verdicts, key=_urgency)]))


def _asks(verdict: Verdict) -> bool:
    return verdict.finding.status not in SETTLED or verdict.finding.level == "note"


def _urgency(verdict: Verdict) -> tuple[bool, int, int]:
    due = verdict.finding.due
    rank = STATUSES.index(verdict.finding.status)
    return (due is None, due.second if due else 0, rank)


def _row(verdict: Verdict) -> list[Cell]:
    finding, revision = verdict.finding, verdict.revision
    due = finding.due.short(revision.zone) if finding.due and revision else "—"
    word = told(STATUS_WORDS[finding.status])
    return [verdict.rule_id, (word, STYLES[finding.status]), due, told(finding.message)]
