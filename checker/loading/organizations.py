"""`policy/organization.yml` read into an `Organization`."""

from __future__ import annotations

from checker.document import Document
from checker.loading.readers import Data, Reader
from checker.model.finding import Path, Problems
from checker.model.organization import HeadEntry, Organization, OrgUnit, StaffEntry
from checker.model.text import say

UNIT_KEYS = ("id", "name", "type", "parent", "head", "from", "until", "note")
STAFF_KEYS = (
    "id", "name", "unit", "title", "roles", "supervisor", "aliases", "from", "until", "note",
)  # fmt: skip
FILE = "policy/organization.yml"


def read_organization(document: Document, problems: Problems, digest: str) -> Organization:
    """Units and staff of a file; what is wrong is added to `problems`."""
    reader = _OrganizationReader(problems)
    data = reader.mapping(document.data if document.data is not None else {}, ())
    if data is None:
        return Organization()
    reader.known_keys(data, ("units", "staff", "labels"))
    units = reader.units(data.get("units"))
    staff = reader.staff(data.get("staff"))
    reader.resolve(units, staff)
    return Organization(units, tuple(staff), digest, reader.labels(data.get("labels")))


class _OrganizationReader(Reader):
    def units(self, data: Data) -> dict[str, OrgUnit]:
        units: dict[str, OrgUnit] = {}
        for index, entry in self.entries(data, ("units",)):
            place: Path = ("units", index)
            self.known_keys(entry, UNIT_KEYS, place)
            if not self.required(entry, ("id", "name", "type"), place):
                continue
            unit = OrgUnit(
                id=self.id(entry, "id", place) or "",
                name=self.text(entry, "name", place) or "",
                type=self.id(entry, "type", place) or "",
                parent=self.id(entry, "parent", place),
                heads=self._heads(entry.get("head"), (*place, "head")),
                since=self.day(entry, "from", place),
                until=self.day(entry, "until", place),
                index=index,
            )
            if unit.id in units:
                self._twice((*place, "id"), unit.id)
            units[unit.id] = unit
        return units

    def _heads(self, data: Data, place: Path) -> tuple[HeadEntry, ...]:
        if data is None:
            return ()
        if isinstance(data, str):
            name = self.id_text(data, place, alias=True)
            return (HeadEntry(name),) if name else ()
        heads: list[HeadEntry] = []
        for index, entry in self.entries(data, place):
            here = (*place, index)
            self.known_keys(entry, ("staff", "from"), here)
            name = self.id(entry, "staff", here, alias=True)
            if name:
                since = self.day(entry, "from", here)
                if any(head.since == since for head in heads):
                    self.wrong(here, "同一天起有两个负责人", "two heads from the same day")
                heads.append(HeadEntry(name, since))
            else:
                self.required(entry, ("staff",), here)
        return tuple(heads)

    def staff(self, data: Data) -> list[StaffEntry]:
        staff: list[StaffEntry] = []
        for index, entry in self.entries(data, ("staff",)):
            place: Path = ("staff", index)
            self.known_keys(entry, STAFF_KEYS, place)
            if not self.required(entry, ("id", "name", "unit"), place):
                continue
            person = StaffEntry(
                id=self.id(entry, "id", place) or "",
                name=self.text(entry, "name", place) or "",
                unit=self.id(entry, "unit", place) or "",
                title=self.text(entry, "title", place),
                roles=self.ids(entry, "roles", place),
                supervisor=self.id(entry, "supervisor", place, alias=True),
                aliases=self._aliases(entry.get("aliases"), (*place, "aliases")),
                since=self.day(entry, "from", place),
                until=self.day(entry, "until", place),
                index=index,
            )
            self._apart(person, staff, place)
            staff.append(person)
        return staff

    def _aliases(self, data: Data, place: Path) -> tuple[str, ...]:
        items = [data] if isinstance(data, str) else self.listing(data, place)
        read = (self.id_text(item, (*place, n), alias=True) for n, item in enumerate(items))
        return tuple(name for name in read if name)

    def _apart(self, person: StaffEntry, staff: list[StaffEntry], place: Path) -> None:
        """The periods of one id do not overlap."""
        if person.since and person.until and person.until < person.since:
            self.wrong((*place, "until"), "结束日早于开始日", "until lies before from")
        for other in staff:
            if other.id == person.id and _overlap(other, person):
                self._twice((*place, "id"), person.id)
                return

    def _twice(self, place: Path, name: str) -> None:
        self.problems.add(
            "duplicate-id",
            place,
            say("编号 {name} 重复", "id {name} stands twice", name=name),
            say(
                "同一人调岗时，写明不重叠的 from 和 until",
                "for a transfer give periods that do not overlap",
            ),
        )

    def labels(self, data: Data) -> dict[str, str]:
        """Names of roles and types of unit, by id."""
        entries = self.mapping(data if data is not None else {}, ("labels",)) or {}
        read = {key: self.text(entries, key, ("labels",)) for key in entries}
        return {key: label for key, label in read.items() if label}

    def resolve(self, units: dict[str, OrgUnit], staff: list[StaffEntry]) -> None:
        """Every id in the organization names something in it; no unit lies below itself."""
        people = {person.id for person in staff}
        people |= {alias for person in staff for alias in person.aliases}
        for unit in units.values():
            place: Path = ("units", unit.index)
            if unit.parent and unit.parent not in units:
                self.unknown((*place, "parent"), say("单位", "unit"), unit.parent, units)
            for head in unit.heads:
                if head.staff not in people:
                    self.unknown((*place, "head"), say("人员", "staff member"), head.staff, people)
            self._no_cycle(unit, units)
        for person in staff:
            where: Path = ("staff", person.index)
            if person.unit and person.unit not in units:
                self.unknown((*where, "unit"), say("单位", "unit"), person.unit, units)
            if person.supervisor and person.supervisor not in people:
                self.unknown(
                    (*where, "supervisor"), say("人员", "staff member"), person.supervisor, people
                )

    def _no_cycle(self, unit: OrgUnit, units: dict[str, OrgUnit]) -> None:
        seen, current = {unit.id}, unit
        while current.parent and current.parent in units:
            if current.parent == unit.id:
                self.wrong(
                    ("units", unit.index, "parent"),
                    "单位不能是自己的上级",
                    "a unit lies below itself",
                )
                return
            if current.parent in seen:
                return
            seen.add(current.parent)
            current = units[current.parent]


def _overlap(a: StaffEntry, b: StaffEntry) -> bool:
    starts_before_end = a.since is None or b.until is None or a.since <= b.until
    ends_after_start = b.since is None or a.until is None or b.since <= a.until
    return starts_before_end and ends_after_start
