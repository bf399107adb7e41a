"""What only some types of event carry: the deadline extended, who is named, what is corrected.

Asked for in a terminal where it is not given; a script must give what the type needs.
"""

from __future__ import annotations

from typing import Any

from checker.cli import asking
from checker.cli.language import tr
from checker.lazily import dataclass
from checker.model.case import Case
from checker.model.organization import Organization
from checker.model.policy import Revision
from checker.rules.deadline import Deadline
from checker.rules.recusal import Recusal


@dataclass(frozen=True)
class Particulars:
    """Those of one event, from what is given on the command line."""

    kind: str
    """The type of the event."""
    revision: Revision
    organization: Organization
    given: dict[str, Any]

    def said(self, case: Case | None) -> dict[str, Any]:
        """The keys of the event and their values, None where one is left out.

        `case` is the case as it stands, for the value that a reclassification changes.
        """
        spec = self.revision.events[self.kind]
        found = {
            "deadline": self._deadline(),
            "designee": self._designee(),
            "corrects": self.given["corrects"],
            "was": self.given["was"],
            "now": self.given["now"],
        }
        if spec.corrects:
            found["corrects"] = self._wanted("corrects", tr("更正哪个事件", "event corrected"))
        if spec.reclassifies:
            old = case.data.get(spec.reclassifies) if case else None
            found["was"] = self.given["was"] or (old if isinstance(old, str) else None)
            found["now"] = self._wanted("now", tr("现在的值", "value now"))
        return found

    def _wanted(self, name: str, label: str) -> str:
        if self.given[name] is not None:
            return str(self.given[name])
        asking.require_person(f"--{name}")
        return asking.ask(label).strip()

    def _deadline(self) -> str | None:
        """The deadline that an extension names; the only one it could mean where nothing is said."""
        given: str | None = self.given["deadline"]
        extended = self._extended()
        if given is not None or not extended:
            return given
        if len(extended) == 1:
            return extended[0][0]
        asking.require_person("--deadline")
        return asking.choose(tr("延长哪条时限", "which deadline"), extended)

    def _extended(self) -> list[asking.Option]:
        """The deadlines that an event of this type extends."""
        return [
            (rule.id, rule.title)
            for rule in self.revision.rules
            if isinstance(rule, Deadline) and rule.extension and rule.extension.event == self.kind
        ]

    def _designee(self) -> dict[str, str] | None:
        """Who is named to take over, where the type is for that."""
        given = {"staff": self.given["designee_staff"], "unit": self.given["designee_unit"]}
        found = {key: value for key, value in given.items() if value is not None}
        if self._designates() and not found and asking.at_terminal():
            check = asking.staff_check(self.organization)
            answer = asking.ask_if_any(tr("指定给何人", "who is named"), check)
            found = {"staff": answer} if answer else {}
        return found or None

    def _designates(self) -> bool:
        return any(
            isinstance(rule, Recusal) and rule.designation and rule.designation.event == self.kind
            for rule in self.revision.rules
        )
