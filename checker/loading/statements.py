"""What people state about the rules of a case: waivers and acknowledgements."""

from __future__ import annotations

from checker.loading.events import EventReader
from checker.loading.readers import Data, is_blank
from checker.model.case import (
    Acknowledgement,
    Waiver,
)
from checker.model.finding import Path
from checker.model.moment import Moment
from checker.model.text import say

WAIVER_KEYS = ("rule", "reason", "by", "at", "until")


ACKNOWLEDGEMENT_KEYS = ("rule", "cause", "measure", "by", "at")


class StatementReader(EventReader):
    """Reads waivers and acknowledgements."""

    def _waivers(self, data: Data) -> tuple[Waiver, ...]:
        waivers = []
        for index, entry in self.entries(data, ("waivers",)):
            place: Path = ("waivers", index)
            self.known_keys(entry, WAIVER_KEYS, place)
            complete = self.required(entry, ("rule", "by", "at", "until"), place)
            rule, by, at = self._statement(entry, place)
            until = self.moment(entry, "until", place, self.zone)
            if complete and rule and by and at and until:
                waivers.append(
                    Waiver(
                        index=index,
                        rule=rule,
                        reason=self.text(entry, "reason", place),
                        by=by,
                        at=at,
                        until=until.day,
                    )
                )
        return tuple(waivers)

    def _acknowledgements(self, data: Data) -> tuple[Acknowledgement, ...]:
        acknowledgements = []
        for index, entry in self.entries(data, ("acknowledgements",)):
            place: Path = ("acknowledgements", index)
            self.known_keys(entry, ACKNOWLEDGEMENT_KEYS, place)
            complete = self.required(_said(entry), ACKNOWLEDGEMENT_KEYS, place)
            rule, by, at = self._statement(entry, place)
            if complete and rule and by and at:
                acknowledgements.append(
                    Acknowledgement(
                        index=index,
                        rule=rule,
                        cause=self.text(entry, "cause", place) or "",
                        measure=self.text(entry, "measure", place) or "",
                        by=by,
                        at=at,
                    )
                )
        return tuple(acknowledgements)

    def _statement(
        self, entry: dict[str, Data], place: Path
    ) -> tuple[str | None, str | None, Moment | None]:
        """What waivers and acknowledgements share: which rule, who, when."""
        rule = self.id(entry, "rule", place)
        by = self.id(entry, "by", place, alias=True)
        at = self.moment(entry, "at", place, self.zone)
        if rule is not None:
            self.rule_known(rule, (*place, "rule"))
        if by is not None and at is not None:
            self.staff_on(by, at, (*place, "by"))
        return rule, by, at

    def rule_known(self, rule: str, place: Path) -> None:
        """A problem where no revision that governs the case, nor the tool itself, has such a rule."""
        known = self.vocabulary.rules
        if rule not in known and rule not in self.world.fixed_rules:
            names = (*known, *self.world.fixed_rules)
            self.unknown(place, say("规则", "rule"), rule, names)


def _said(entry: dict[str, Data]) -> dict[str, Data]:
    """An entry without texts in which nothing can be read: they say no more than none."""
    return {
        key: value
        for key, value in entry.items()
        if not (isinstance(value, str) and is_blank(value))
    }
