"""`tousu add`: append an event to a case; the rest of the file stays byte for byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from checker.cli import asking
from checker.cli.common import (
    cannot_write,
    fail,
    lang_option,
    note,
    open_instance,
    refuse_broken,
    root_option,
)
from checker.cli.completing import (
    complete_case,
    complete_event,
    complete_rule,
    complete_staff,
    complete_unit,
)
from checker.cli.details import actor, checked, event_type, field_value, fields, moment, record
from checker.cli.event_options import event_options
from checker.cli.language import tr
from checker.cli.naming import require_case
from checker.cli.writing import Desk, Invalid, missing, print_open, refuse
from checker.editing.inserting import AlreadyFilled, CannotInsert, with_event, with_field
from checker.lazily import dataclass
from checker.loading.cases import ReadCase
from checker.model.moment import Moment
from checker.model.policy import Revision
from checker.rules.deadline import Deadline
from checker.rules.recusal import Recusal
from checker.saving import Busy, change


@click.command(
    "add",
    help=tr(
        "给案件加一个事件。在终端里逐项询问；脚本用选项写明。其余内容一字不动。",
        "Append an event to a case: prompts in a terminal, options in a script.",
    ),
)
@click.argument("case", metavar=tr("案件", "CASE"), shell_complete=complete_case)
@click.argument("event", metavar=tr("事件", "EVENT"), required=False, shell_complete=complete_event)
@click.option("--at", help=tr("何时，默认现在。", "When; now unless given."))
@click.option("--by", shell_complete=complete_staff, help=tr("经办人。", "Who did it."))
@event_options
@click.option(
    "--deadline",
    shell_complete=complete_rule,
    help=tr("延长哪条时限。", "The deadline it extends."),
)
@click.option(
    "--designee-staff", shell_complete=complete_staff, help=tr("指定给何人。", "Who is named.")
)
@click.option(
    "--designee-unit",
    shell_complete=complete_unit,
    help=tr("指定给何单位。", "Which unit is named."),
)
@click.option("--corrects", help=tr("更正哪个事件。", "The event it corrects."))
@click.option("--was", help=tr("原来的值。", "The value before."))
@click.option("--now", help=tr("现在的值。", "The value after."))
@click.option("--id", "event_id", help=tr("事件编号，默认顺延。", "Its id; the next unless given."))
@click.option(
    "--field",
    "field_items",
    multiple=True,
    metavar="NAME=VALUE",
    help=tr("同时填写还空着的栏目，可重复。", "Fill a blank field too; may be repeated."),
)
@root_option
@lang_option
def command(case: str, event: str | None, root: Path | None, **given: Any) -> None:
    """Append an event and say what is owed next."""
    instance = open_instance(root)
    refuse_broken(instance)
    desk = Desk.at(instance)
    adding = Adding(desk, require_case(instance, case), given)
    try:
        adding.run(event)
    except Invalid as invalid:
        refuse(invalid)
    except AlreadyFilled as filled:
        fail(
            f"{filled.name} 已有别的值：请直接修改案件文件",
            f"{filled.name} has another value: edit the case file",
        )
    except CannotInsert:
        fail(
            f"找不到能安全插入的位置：请直接编辑 {adding.file}",
            f"no safe place to insert: edit {adding.file}",
        )
    except Busy:
        fail("别人正在写这个案件，请稍后再试", "somebody else is writing; try again")
    except OSError as error:
        cannot_write(instance.root / adding.file, error)
    click.echo(f"{adding.file} {adding.event_id}")
    print_open(desk, adding.file)


@dataclass
class Adding:
    """One event on its way into a case file."""

    desk: Desk
    file: str
    given: dict[str, Any]
    event_id: str = ""

    def run(self, event: str | None) -> None:
        """Gather what is said, then write."""
        path = self.desk.instance.root / self.file
        _, read = self.desk.read(path.read_bytes(), self.file)
        interview = asking.at_terminal() and not any(self.given.values())
        revision, at = self._when(read, interview=interview)
        kind = self._kind(event, revision)
        entry = self._entry(kind, at, revision, read, interview=interview)
        filled = fields(self.given["field_items"], revision)
        filled |= self._newly_required(kind, revision, read, filled)
        limits = self.desk.instance.settings.limits

        def compose(old: bytes) -> bytes:
            document, _ = self.desk.read(old, self.file)
            text = old.decode()
            self.event_id = self.given["event_id"] or next_event_id(document.data["events"])
            for name, value in filled.items():
                text = with_field(text, name, value, limits)
            new = with_event(text, {"id": self.event_id, **entry}, limits).encode()
            self.desk.read(new, self.file)
            return new

        change(path, compose)
        _remind(entry, kind, revision, read)

    def _when(self, read: ReadCase, *, interview: bool) -> tuple[Revision, str]:
        """The time as written, and the revision that governs it."""
        governed = read.governed[0]
        latest = governed.at(Moment(governed.policy.revisions[-1].effective_from))
        if latest is None:
            fail("立案当日没有生效的修订", "no revision was in force on the opening day")
        text = self.given["at"]
        if interview:
            now, _ = moment(None, self.desk.second, latest.zone)
            text = asking.ask(tr("时间", "when"), default=now, check=asking.time_check(latest))
        at, instant = moment(text, self.desk.second, latest.zone)
        return governed.at(instant) or latest, at

    def _kind(self, event: str | None, revision: Revision) -> str:
        if event is not None:
            return event_type(event, revision)
        if not asking.at_terminal():
            missing([tr("事件", "EVENT")])
        return asking.choose_event(revision)

    def _entry(
        self, kind: str, at: str, revision: Revision, read: ReadCase, *, interview: bool
    ) -> dict[str, Any]:
        given, organization = self.given, self.desk.instance.organization
        by = given["by"]
        if by is None:
            if not asking.at_terminal():
                missing(["--by"])
            by = asking.ask(tr("经办人", "who"), check=asking.staff_check(organization)).strip()
        special = self._special(kind, revision, read)
        remark = asking.ask_if_any(tr("备注", "note")) if interview else given["remark"]
        return {
            "type": kind,
            "at": at,
            "by": actor(by, given["unit"], organization),
            "unit": given["unit"],
            **special,
            "note": checked(remark),
            "records": [record(text, self.desk.instance.root) for text in given["records"]] or None,
        }

    def _special(self, kind: str, revision: Revision, read: ReadCase) -> dict[str, Any]:
        """What only some types carry; asked for in a terminal where it is not given."""
        spec = revision.events[kind]
        found = {
            "deadline": self._deadline(kind, revision),
            "designee": self._designee(kind, revision),
            "corrects": self.given["corrects"],
            "was": self.given["was"],
            "now": self.given["now"],
        }
        if spec.corrects:
            found["corrects"] = self._wanted("corrects", tr("更正哪个事件", "event corrected"))
        if spec.reclassifies:
            case = read.case
            old = case.data.get(spec.reclassifies) if case else None
            found["was"] = self.given["was"] or (old if isinstance(old, str) else None)
            found["now"] = self._wanted("now", tr("现在的值", "value now"))
        return found

    def _wanted(self, name: str, label: str) -> str:
        if self.given[name] is None and asking.at_terminal():
            return asking.ask(label).strip()
        if self.given[name] is None:
            missing([f"--{name}"])
        return str(self.given[name])

    def _deadline(self, kind: str, revision: Revision) -> str | None:
        """The deadline that an extension names; the only one it could mean where nothing is said."""
        given: str | None = self.given["deadline"]
        extended = [
            (rule.id, rule.title)
            for rule in revision.rules
            if isinstance(rule, Deadline) and rule.extension and rule.extension.event == kind
        ]
        if given is not None or not extended:
            return given
        if len(extended) == 1:
            return extended[0][0]
        if not asking.at_terminal():
            missing(["--deadline"])
        return asking.choose(tr("延长哪条时限", "which deadline"), extended)

    def _designee(self, kind: str, revision: Revision) -> dict[str, str] | None:
        given = {"staff": self.given["designee_staff"], "unit": self.given["designee_unit"]}
        found = {key: value for key, value in given.items() if value is not None}
        names = any(
            isinstance(rule, Recusal) and rule.designation and rule.designation.event == kind
            for rule in revision.rules
        )
        if names and not found and asking.at_terminal():
            check = asking.staff_check(self.desk.instance.organization)
            answer = asking.ask_if_any(tr("指定给何人", "who is named"), check)
            found = {"staff": answer} if answer else {}
        return found or None

    def _newly_required(
        self, kind: str, revision: Revision, read: ReadCase, filled: dict[str, Any]
    ) -> dict[str, Any]:
        """Fields that must be filled from this event on, asked for in a terminal."""
        if not asking.at_terminal() or read.case is None:
            return {}
        found = {}
        for name, spec in revision.fields.items():
            blank = name not in read.case.fields and name not in filled
            if spec.required == kind and blank and (answer := asking.ask_field(spec)):
                found[name] = field_value(spec, answer)
        return found


def next_event_id(events: list[Any]) -> str:
    """The next id after those in use, in their manner: e1, e2 … or e01, e02 …"""
    taken = {str(event.get("id")) for event in events}
    matches = [match for name in taken if (match := re.fullmatch(r"(\D*)([0-9]+)", name))]
    if not matches:
        return _free("e", len(events) + 1, 1, taken)
    last = max(matches, key=lambda match: int(match[2]))
    width = len(last[2]) if last[2].startswith("0") else 1
    return _free(last[1], int(last[2]) + 1, width, taken)


def _free(prefix: str, number: int, width: int, taken: set[str]) -> str:
    while (name := f"{prefix}{number:0{width}d}") in taken:
        number += 1
    return name


def _remind(entry: dict[str, Any], kind: str, revision: Revision, read: ReadCase) -> None:
    """A field that an event reclassifies is changed by hand: what stood there is never touched."""
    field, now = revision.events[kind].reclassifies, entry.get("now")
    case = read.case
    if field and case is not None and case.data.get(field) != now:
        note(
            f"请把案件文件中的 {field} 改为 {now}",
            f"now change {field} to {now} in the case file",
        )
