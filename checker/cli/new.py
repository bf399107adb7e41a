"""`tousu new`: create a case, with prompts in a terminal and options in a script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from checker.cli import asking
from checker.cli.common import (
    cannot_write,
    fail,
    lang_option,
    open_instance,
    refuse_broken,
    root_option,
)
from checker.cli.completing import complete_staff
from checker.cli.details import (
    actor,
    checked,
    field_value,
    fields,
    moment,
    pairs,
    party,
    record,
)
from checker.cli.event_options import event_options
from checker.cli.language import tr
from checker.cli.naming import case_ids, closest
from checker.cli.writing import Desk, Invalid, missing, print_open, refuse
from checker.editing.yaml_text import block, item
from checker.lazily import dataclass
from checker.loading.instance import CASES
from checker.model.moment import Moment
from checker.model.policy import Policy, Revision
from checker.model.scalars import ID
from checker.saving import Busy, Exists, create, locked

MODELINE = "# yaml-language-server: $schema=../../schema/case.schema.json"
PREFIX, WIDTH = "TS-", 6
COMPLAINANT = ("ref", "name", "unit")


@click.command(
    "new",
    help=tr(
        "登记一件投诉。在终端里逐项询问；脚本用选项写明。",
        "Create a case: prompts in a terminal, options in a script.",
    ),
)
@click.option("--id", "case_id", help=tr("编号，默认取下一个。", "Its id; the next unless given."))
@click.option("--policy", metavar="ID", help=tr("所依据的制度。", "The policy."))
@click.option("--title", help=tr("标题，一句话。", "A title."))
@click.option("--summary", help=tr("投诉内容。", "What it is about."))
@click.option(
    "--complainant",
    metavar="REF|ref=…,name=…,unit=…",
    help=tr("投诉人：客户编号、遮蔽的姓名、所属单位。", "Customer number, masked name, branch."),
)
@click.option(
    "--accused",
    multiple=True,
    metavar="STAFF|UNIT",
    shell_complete=complete_staff,
    help=tr("被投诉的人员或单位，可重复。", "Whom it is against; may be repeated."),
)
@click.option(
    "--responsible",
    metavar="STAFF|UNIT",
    shell_complete=complete_staff,
    help=tr("投诉责任人或责任单位。", "Who is responsible."),
)
@click.option("--incident", help=tr("同一事件的编号。", "What links the cases of one event."))
@click.option("--previous", multiple=True, help=tr("既往投诉，可重复。", "An earlier case."))
@click.option(
    "--field",
    "field_items",
    multiple=True,
    metavar="NAME=VALUE",
    help=tr("登记栏目，可重复，如 severity=serious。", "A field, such as severity=serious."),
)
@click.option("--at", help=tr("何时接到，默认现在。", "When it came; now unless given."))
@click.option("--by", shell_complete=complete_staff, help=tr("接待人。", "Who received it."))
@event_options
@root_option
@lang_option
def command(root: Path | None, **given: Any) -> None:
    """Create a case and say what is owed next."""
    instance = open_instance(root)
    refuse_broken(instance)
    creating = Creating(Desk.at(instance), given)
    try:
        file = creating.run()
    except Invalid as invalid:
        refuse(invalid)
    except Busy:
        fail("别人正在登记，请稍后再试", "somebody else is writing; try again")
    except OSError as error:
        cannot_write(instance.root / CASES, error)
    click.echo(file)
    print_open(creating.desk, file)


@dataclass
class Creating:
    """One case on its way into the register."""

    desk: Desk
    given: dict[str, Any]

    def run(self) -> str:
        """Gather what is said, write the file, and give its path from the root."""
        policy = self._policy()
        if asking.at_terminal() and not any(self.given.values()):
            self._interview(policy)
        elif self.given["by"] is None:
            self._ask_by()
        at, instant = moment(self.given["at"], self.desk.second, policy.zone)
        revision = policy.in_force_on(instant.day)
        if revision is None:
            fail("该日没有生效的修订", "no revision is in force on that day")
        content = self._content(policy, revision, at)
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

    def _content(self, policy: Policy, revision: Revision, at: str) -> list[str]:
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
            "responsible": self._responsible(at),
            "incident": given["incident"],
            "previous": list(given["previous"]) or None,
            **fields(given["field_items"], revision),
        }
        event = {
            "id": "e1",
            "type": revision.opening_type,
            "at": at,
            "by": actor(given["by"], given["unit"], organization),
            "unit": given["unit"],
            "note": checked(given["remark"]),
            "records": [record(text, self.desk.instance.root) for text in given["records"]] or None,
        }
        return [*block(entry), "events:", *item(event, 2, one_line=False)]

    def _summary(self) -> str | None:
        text = checked(self.given["summary"])
        return None if text is None else text.rstrip("\n") + "\n" * ("\n" in text)

    def _complainant(self) -> dict[str, str] | None:
        text = self.given["complainant"]
        if not text:
            return None
        return pairs(text, COMPLAINANT) if "=" in text else {"ref": text}

    def _responsible(self, at: str) -> dict[str, str] | None:
        """The party responsible; a person's unit of the day is filled in."""
        text, organization = self.given["responsible"], self.desk.instance.organization
        if not text:
            return None
        found = party(text, organization)
        if "staff" in found and "unit" not in found:
            zone = next(iter(self.desk.instance.policies.values())).zone
            _, instant = moment(at, self.desk.second, zone)
            unit = organization.unit_of(found["staff"], instant.day)
            found = ({"unit": unit} if unit else {}) | found
        return found

    # --- questions

    def _ask_by(self) -> None:
        if not asking.at_terminal():
            missing(["--by"])
        check = asking.staff_check(self.desk.instance.organization)
        self.given["by"] = asking.ask(tr("接待人", "received by"), check=check).strip()

    def _interview(self, policy: Policy) -> None:
        """Ask for everything that a new case should have; Enter leaves a thing out."""
        given, organization = self.given, self.desk.instance.organization
        latest = policy.revisions[-1]
        now, _ = moment(None, self.desk.second, policy.zone)
        check = asking.time_check(latest)
        given["at"] = asking.ask(tr("接到的时间", "received at"), default=now, check=check)
        self._ask_by()
        given["title"] = asking.ask_if_any(tr("标题", "title"))
        given["summary"] = asking.ask_if_any(tr("投诉内容", "summary"))
        given["complainant"] = asking.ask_if_any(tr("客户编号", "customer number"))
        parties = asking.party_check(organization)
        accused = asking.ask_if_any(tr("被投诉的人员或单位", "accused"), parties)
        given["accused"] = (accused,) if accused else ()
        given["responsible"] = asking.ask_if_any(tr("责任人或责任单位", "responsible"), parties)
        _, instant = moment(given["at"], self.desk.second, policy.zone)
        given["field_items"] = tuple(_asked(policy.in_force_on(instant.day) or latest))

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


def _taken(name: str) -> None:
    fail(f"已有案件 {name}", f"there is a case {name} already")


def _asked(revision: Revision) -> Iterable[str]:
    """Answers for the fields that every case must have."""
    for name, spec in revision.fields.items():
        if spec.required is True and (answer := asking.ask_field(spec)):
            value = field_value(spec, answer)
            yield f"{name}={','.join(value) if isinstance(value, list) else answer}"


def next_case_id(known: list[str], year: int) -> str:
    """The id after those of a year, in the manner that most ids have: TS-2026-000124."""
    shape = re.compile(r"(.*?)([0-9]{4})([-_.]?)([0-9]+)")
    found = [match for name in known if (match := shape.fullmatch(name))]
    manners = Counter((match[1], match[3], len(match[4])) for match in found)
    prefix, mark, width = manners.most_common(1)[0][0] if manners else (PREFIX, "-", WIDTH)
    numbers = [
        int(match[4])
        for match in found
        if (match[1], match[3], int(match[2])) == (prefix, mark, year)
    ]
    taken = {name.casefold() for name in known}
    number = max(numbers, default=0) + 1
    while (name := f"{prefix}{year}{mark}{number:0{width}d}").casefold() in taken:
        number += 1
    return name
