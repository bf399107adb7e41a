"""A new event on its way into a case file: what is said of it, where it goes."""

from __future__ import annotations

from typing import Any

from checker.cli import asking
from checker.cli.common import fail, note
from checker.cli.details import event_entry, event_type, field_value, fields, moment
from checker.cli.language import tr
from checker.cli.numbering import next_event_id
from checker.cli.particulars import Particulars
from checker.cli.writing import Desk
from checker.editing.inserting import with_event, with_field
from checker.lazily import dataclass
from checker.loading.cases import ReadCase
from checker.model.moment import Moment
from checker.model.policy import Revision
from checker.saving import change


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
        filled |= _newly_required(kind, revision, read, filled)
        change(path, lambda old: self._composed(old, entry, filled))
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
        asking.require_person(tr("事件", "EVENT"))
        return asking.choose_event(revision)

    def _entry(
        self, kind: str, at: str, revision: Revision, read: ReadCase, *, interview: bool
    ) -> dict[str, Any]:
        """The event without its id, as the file is to say it."""
        given, organization = self.given, self.desk.instance.organization
        if given["by"] is None:
            given["by"] = asking.ask_staff(tr("经办人", "who"), organization)
        special = Particulars(kind, revision, organization, given).said(read.case)
        if interview:
            given["remark"] = asking.ask_if_any(tr("备注", "note"))
        root = self.desk.instance.root
        return event_entry(kind, at, given, organization, root, special)

    def _composed(self, old: bytes, entry: dict[str, Any], filled: dict[str, Any]) -> bytes:
        """The file with the event and the fields in it, read as the checker reads it."""
        limits = self.desk.instance.settings.limits
        document, _ = self.desk.read(old, self.file)
        text = old.decode()
        self.event_id = self.given["event_id"] or next_event_id(document.data["events"])
        for name, value in filled.items():
            text = with_field(text, name, value, limits)
        new = with_event(text, {"id": self.event_id, **entry}, limits).encode()
        self.desk.read(new, self.file)
        return new


def _newly_required(
    kind: str, revision: Revision, read: ReadCase, filled: dict[str, Any]
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


def _remind(entry: dict[str, Any], kind: str, revision: Revision, read: ReadCase) -> None:
    """A field that an event reclassifies is changed by hand: what stood there is never touched."""
    field, now = revision.events[kind].reclassifies, entry.get("now")
    case = read.case
    if field and case is not None and case.data.get(field) != now:
        note(
            f"请把案件文件中的 {field} 改为 {now}",
            f"now change {field} to {now} in the case file",
        )
