"""A new case on its way into the register: what is said of it, its id, its file."""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn

from checker.cli import asking
from checker.cli.common import fail
from checker.cli.details import (
    checked,
    event_entry,
    fields,
    moment,
    pairs,
    party,
)
from checker.cli.interview import ask_receiver, interview
from checker.cli.language import tr
from checker.cli.naming import case_ids, closest
from checker.cli.numbering import next_case_id
from checker.cli.writing import Desk
from checker.editing.yaml_text import block, item
from checker.lazily import dataclass
from checker.loading.instance import CASES
from checker.model.moment import Moment
from checker.model.policy import Policy, Revision
from checker.model.scalars import ID
from checker.saving import Exists, create, locked

MODELINE = "# yaml-language-server: $schema=../../schema/case.schema.json"
COMPLAINANT = ("ref", "name", "unit")


@dataclass
class Creating:
    """One case on its way into the register."""

    desk: Desk
    given: dict[str, Any]

    def run(self) -> str:
        """Gather what is said, write the file, and give its path from the root."""
        policy = self._policy()
        organization, second = self.desk.instance.organization, self.desk.second
        if asking.at_terminal() and not any(self.given.values()):
            self.given |= interview(policy, organization, second)
        elif self.given["by"] is None:
            self.given["by"] = ask_receiver(organization)
        at, instant = moment(self.given["at"], second, policy.zone)
        revision = policy.in_force_on(instant.day)
        if revision is None:
            fail("该日没有生效的修订", "no revision is in force on that day")
        content = self._content(policy, revision, at, instant.day)
        return self._write(content, instant)

    def _policy(self) -> Policy:
        policies, name = self.desk.instance.policies, self.given["policy"]
        if name is None and len(policies) > 1:
            if not asking.at_terminal():
                fail(
                    f"缺少选项 --policy（可选：{'、'.join(policies)}）",
                    f"missing option --policy (one of: {', '.join(policies)})",
                )
            options = [(one.id, one.revisions[-1].head.title) for one in policies.values()]
            name = asking.choose(tr("依据哪个制度", "which policy"), options)
        name = name or next(iter(policies))
        if name not in policies:
            zh, en = closest(name, policies)
            fail(f"没有制度 {name}{zh}", f"no policy {name}{en}")
        return policies[name]

    # --- what is in it

    def _content(self, policy: Policy, revision: Revision, at: str, day: date) -> list[str]:
        """The lines of the file, but for its id."""
        organization, given = self.desk.instance.organization, self.given
        several = len(self.desk.instance.policies) > 1
        accused = [party(text, organization) for text in given["accused"]]
        entry = {
            "policy": policy.id if several else None,
            "title": checked(given["title"]),
            "summary": self._summary(),
            "complainant": self._complainant(),
            "accused": accused or None,
            "responsible": self._responsible(day),
            "incident": given["incident"],
            "previous": list(given["previous"]) or None,
            **fields(given["field_items"], revision),
        }
        root = self.desk.instance.root
        event = event_entry(revision.opening_type, at, given, organization, root)
        return [*block(entry), "events:", *item({"id": "e1"} | event, 2, one_line=False)]

    def _summary(self) -> str | None:
        text = checked(self.given["summary"])
        return None if text is None else text.rstrip("\n") + "\n" * ("\n" in text)

    def _complainant(self) -> dict[str, str] | None:
        text = self.given["complainant"]
        if not text:
            return None
        return pairs(text, COMPLAINANT) if "=" in text else {"ref": text}

    def _responsible(self, day: date) -> dict[str, str] | None:
        """The party responsible; a person's unit of the day is filled in."""
        text, organization = self.given["responsible"], self.desk.instance.organization
        if not text:
            return None
        found = party(text, organization)
        if "staff" in found and "unit" not in found:
            unit = organization.unit_of(found["staff"], day)
            found = ({"unit": unit} if unit else {}) | found
        return found

    # --- the file

    def _write(self, content: list[str], instant: Moment) -> str:
        folder = self.desk.instance.root / CASES / str(instant.day.year)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(self.desk.instance.root / CASES / "new"):
            name = self._id(instant.day.year)
            text = "\n".join([MODELINE, f"id: {name}", *content]) + "\n"
            file = f"{CASES}/{instant.day.year}/{name}.yml"
            self.desk.read(text.encode(), file)
            try:
                create(folder / f"{name}.yml", text.encode())
            except Exists:
                _taken(name)
        return file

    def _id(self, year: int) -> str:
        known = case_ids(self.desk.instance)
        name: str | None = self.given["case_id"]
        if name is None:
            return next_case_id(known, year)
        if not ID.fullmatch(name):
            fail(f"编号 {name} 只能用英文字母、数字和 - _ .", f"{name} is not an id")
        if name.casefold() in {one.casefold() for one in known}:
            _taken(name)
        return name


def _taken(name: str) -> NoReturn:
    fail(f"已有案件 {name}", f"there is a case {name} already")
