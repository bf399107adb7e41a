"""One rule test judged: its made-up case, or the register that it describes.

Nothing of the register at hand is looked at.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import Any

from checker.document import Document
from checker.judging import judge_case
from checker.lazily import dataclass
from checker.loading.calendars import CalendarShelf
from checker.loading.cases import CaseWorld, read_case
from checker.loading.fields import FieldReader
from checker.loading.organizations import read_organization
from checker.loading.reports import ReportKey
from checker.model.finding import Path as DataPath
from checker.model.finding import Problems
from checker.model.moment import compare
from checker.model.organization import Organization
from checker.model.policy import Policy, Revision
from checker.model.text import say
from checker.policychecks.given_relations import GivenRelations
from checker.policychecks.ruletest import RuleTest
from checker.registerwide import Reports, periodic_verdicts, staffing_verdicts
from checker.related import Relations, link_of
from checker.rules.base import Rule
from checker.rules.periodic_report import Issued, read_period
from checker.verdicts import Verdict, World
from checker.viewing import as_it_stood

CASE_ID = "RULE-TEST"
RELATED_KEYS = ("group_size", "repeats")
REPORT_KEYS = ("document", "unit", "period", "issued", "by")


@dataclass
class Trial:
    """The verdicts of the rule under test, on the test's case or on its register."""

    organization: Organization
    """The instance's own; a test of what the register owes may bring another."""
    shelf: CalendarShelf
    test: RuleTest
    forced: Policy
    """The policy of the one revision that governs everything."""
    problems: Problems
    """What is wrong with the test's case is added here."""
    data: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.data = dict(self.test.case)

    @property
    def revision(self) -> Revision:
        return self.forced.revisions[0]

    def verdicts(self) -> list[Verdict]:
        """Those of the rule alone; none where the case has a problem."""
        rule: Rule | None = self.revision.rules_by_id.get(self.test.rule)
        if rule is not None and rule.scope == "register":
            return self._on_register()
        return self._on_case()

    def _world(self, organization: Organization, relations: Relations) -> World:
        rule = self.test.rule
        return World(
            organization,
            self.shelf,
            relations,
            self.test.as_of,
            lambda name: name == rule,
        )

    def _on_case(self) -> list[Verdict]:
        relations = self._relations()
        data = {"id": CASE_ID, **self.data}
        known = CaseWorld(
            {self.forced.id: self.forced}, self.organization, self.test.as_of, clock=False
        )
        read = read_case(data, self.test.file, known)
        self.problems.items += read.problems.items
        if read.case is None or read.opened is None:
            return []
        if compare(read.opened, self.test.as_of) > 0:
            self._not_open()
            return []
        case, _ = as_it_stood(read.case, self.test.as_of)
        return judge_case(read, case, self._world(self.organization, relations))

    def _not_open(self) -> None:
        self.problems.add(
            "schema",
            ("events",),
            say("到 as_of 时还没有立案", "the case is not open yet at as_of"),
            say("把 as_of 改到立案之后", "let as_of lie after the opening event"),
        )

    def _relations(self) -> Relations:
        """What other cases decide: as `related` says, else from this case alone."""
        given = self.data.pop("related", None)
        link = link_of({"id": CASE_ID, **self.data})
        reader = FieldReader(self.problems, self.organization)
        data = reader.mapping(given if given is not None else {}, ("related",)) or {}
        reader.known_keys(data, RELATED_KEYS, ("related",))
        counts = {key: self._count(reader, key, data[key]) for key in RELATED_KEYS if key in data}
        return GivenRelations([link] if link else [], counts)

    def _count(self, reader: FieldReader, key: str, text: Any) -> int | None:
        if isinstance(text, str) and text.isascii() and text.isdigit():
            return int(text)
        reader.wrong(("related", key), "应是整数", "a whole number is wanted here")
        return None

    def _on_register(self) -> list[Verdict]:
        organization = self._organization()
        reports = self._reports(organization)
        if self.problems:
            return []
        world = self._world(organization, Relations([]))
        as_of = self.test.as_of
        found = [
            *periodic_verdicts(self.forced, reports, world, as_of),
            *staffing_verdicts(self.forced, world, as_of.day),
        ]
        return [item for item in found if item.rule_id == self.test.rule]

    def _organization(self) -> Organization:
        data = self.data.get("organization")
        if data is None:
            return self.organization
        inner = Problems(self.test.file)
        organization = read_organization(Document(self.test.file, "", data), inner, "")
        self.problems.items += [
            replace(item, place=("organization", *item.place)) for item in inner.items
        ]
        return organization

    def _reports(self, organization: Organization) -> Reports:
        reader = FieldReader(self.problems, organization)
        reports: Reports = {}
        for index, entry in reader.entries(self.data.get("reports"), ("reports",)):
            found = self._report(reader, entry, ("reports", index))
            if found is not None and compare(found[1].at, self.test.as_of) <= 0:
                reports[found[0]] = found[1]
        return reports

    def _report(
        self, reader: FieldReader, entry: dict[str, Any], place: DataPath
    ) -> tuple[ReportKey, Issued] | None:
        reader.known_keys(entry, REPORT_KEYS, place)
        if not reader.required(entry, ("document", "period", "issued", "by"), place):
            return None
        document, unit = reader.id(entry, "document", place), reader.id(entry, "unit", place)
        period, by = reader.text(entry, "period", place), reader.id(entry, "by", place, alias=True)
        issued = reader.moment(entry, "issued", place, self.revision.zone)
        if unit is not None:
            reader.unit_known(unit, (*place, "unit"))
        if by is not None:
            reader.staff_known(by, (*place, "by"))
        if period is not None and read_period(period) is None:
            reader.wrong((*place, "period"), "不是期间，如 2025-01", "no period such as 2025-01")
        if document is None or period is None or issued is None:
            return None
        return ReportKey(document, unit, period), Issued(at=issued, file=self.test.file, by=by)
