"""Every way in which a rule forbids something, done to a case that keeps it.

A breaker takes a rule as its YAML says it, a case that a finding calls `met`, and that finding; it gives the broken
cases, each with the reasons by which the rule may answer. Cases are plain text data, as a handler writes them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

Data = dict[str, Any]

IDENTITY = "11010519491231002X"
"""The identity number with a valid check digit that GB 11643 itself prints as its example."""
OUTSIDER = "E9999"
"""A member of staff without role or title, of a unit of a type that no rule names."""


@dataclass(frozen=True)
class Broken:
    """A case broken in one way, and the reasons that are right."""

    way: str
    case: Data
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Met:
    """A rule kept by a case: what a breaker needs to know."""

    rule: Data
    revision: Data
    case: Data
    finding: Data
    as_of: str
    organization: Data

    def events(self, types: object) -> list[Data]:
        wanted = listed(types)
        return [event for event in self.case["events"] if event["type"] in wanted]

    @property
    def opening(self) -> str:
        return next(name for name, kind in self.revision["events"].items() if kind.get("opens"))

    def changed(self) -> Data:
        """A copy to break, without waiver or acknowledgement of the rule."""
        case = copy.deepcopy(self.case)
        for key in ("waivers", "acknowledgements"):
            case[key] = [item for item in case.get(key, ()) if item["rule"] != self.rule["id"]]
        return case


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def just_after(instant: str) -> str:
    """The first second that is later than a due instant; the end of a day is late at midnight."""
    day, _, rest = instant.partition("T")
    if rest.startswith("24:00:00"):
        return (datetime.fromisoformat(day) + timedelta(days=1)).isoformat()
    moment = datetime.fromisoformat(instant[:19]) + timedelta(seconds=1)
    return moment.isoformat()


def after_event(event: Data) -> str:
    """A moment later than an event: a second, or the next day where it has no time."""
    at = event["at"].replace(" ", "T")
    if "T" not in at:
        return (datetime.fromisoformat(at) + timedelta(days=1)).date().isoformat()
    moment = datetime.fromisoformat(at)
    return (moment + timedelta(seconds=1)).isoformat()


def find(case: Data, event_id: str) -> Data:
    return next(event for event in case["events"] if event["id"] == event_id)


def without(case: Data, doomed: list[str]) -> Data:
    case["events"] = [event for event in case["events"] if event["id"] not in doomed]
    return case


def deadline(met: Met) -> Iterator[Broken]:
    due, trigger, actual = (met.finding[key] for key in ("due", "trigger", "actual"))
    if due is None or actual is None or just_after(due) >= met.as_of[:19]:
        return
    answers = [
        event["id"] for event in met.events(met.rule["to"]) if event["id"] != trigger["event"]
    ]
    if find(met.case, actual["event"])["type"] == met.opening:
        return
    late = without(met.changed(), [name for name in answers if name != actual["event"]])
    find(late, actual["event"])["at"] = just_after(due)
    yield Broken("late by a second", late, ("late", "overdue"))
    yield Broken("never done", without(met.changed(), answers), ("overdue",))


def required_event(met: Met) -> Iterator[Broken]:
    anchors = listed(met.rule.get("before")) + listed(met.rule.get("once")) + [met.opening]
    after = listed(met.rule.get("after"))
    for group in met.rule["events"]:
        types = listed(group)
        if set(types) & set(anchors) or not met.events(types):
            continue
        gone = [event["id"] for event in met.events(types) if event["type"] not in after]
        yield Broken(f"no {types[0]}", without(met.changed(), gone), ("missing",))
        before = met.events(met.rule.get("before"))
        if before:
            case = met.changed()
            first = min(before, key=lambda event: event["at"])
            for event in case["events"]:
                if event["id"] in gone:
                    event["at"] = after_event(first)
            yield Broken(f"{types[0]} too late", case, ("missing",))


def sequence(met: Met) -> Iterator[Broken]:
    reopening = {name for name, kind in met.revision["events"].items() if kind.get("reopens")}
    if met.events(list(reopening)):
        return  # what follows is free: not a breach everywhere
    firsts = [events[0] for name in met.rule["events"] if (events := met.events(name))]
    for earlier, later in pairwise(firsts):
        if earlier["type"] == met.opening:
            continue
        case = met.changed()
        for event in case["events"]:
            if event["type"] == earlier["type"]:
                event["at"] = after_event(later)
        yield Broken(f"{earlier['type']} after {later['type']}", case, ("out_of_order",))


def trace(met: Met) -> Iterator[Broken]:
    actual = met.finding["actual"]["event"]
    case = met.changed()
    find(case, actual)["records"] = []
    yield Broken("no record", case, ("no_record",))
    if met.rule.get("digest") == "true":
        case = met.changed()
        kinds = listed(met.rule.get("records"))
        for record in find(case, actual)["records"]:
            if not kinds or kinds == ["all"] or record["kind"] in kinds:
                record.pop("sha256", None)
        yield Broken("no digest", case, ("no_digest",))


def recusal(met: Met) -> Iterator[Broken]:
    barred = met.rule.get("events", "all")
    for party in met.case.get("accused", ()):
        actor = party.get("staff") or head(met.organization, party["unit"])
        for event in met.case["events"]:
            wanted = (
                event["type"] != met.opening if barred == "all" else event["type"] in listed(barred)
            )
            if not wanted or event["at"][:10] < party.get("since", "")[:10] or actor is None:
                continue
            case = met.changed()
            find(case, event["id"]).pop("unit", None)
            find(case, event["id"])["by"] = actor
            yield Broken(f"accused does {event['type']}", case, ("forbidden_actor",))

    if "designation" in met.rule:
        designated = met.events(met.rule["designation"]["event"])
        if designated and not met.finding["message"].startswith("被投诉人未"):
            gone = [event["id"] for event in designated]
            yield Broken("no designation", without(met.changed(), gone), ("not_designated",))


def head(organization: Data, unit: str) -> str | None:
    found = next(item for item in organization["units"] if item["id"] == unit).get("head")
    return found if isinstance(found, str) else None


def separation_of_duties(met: Met) -> Iterator[Broken]:
    present = [name for name in met.rule["events"] if met.events(name)]
    for first, second in pairwise(present):
        case = met.changed()
        actor = met.events(first)[0]["by"]
        for event in case["events"]:
            if event["type"] == second:
                event["by"] = actor
        yield Broken(f"one person does {first} and {second}", case, ("same_actor",))


def authority(met: Met) -> Iterator[Broken]:
    actual = met.finding["actual"]["event"]
    by = dict(met.rule["by"])
    insider = by.pop("not_unit_of", None)
    actors = [OUTSIDER] if by else []
    if insider:
        actors += members(met, insider)[:1]
    for actor in actors:
        case = met.changed()
        find(case, actual).pop("unit", None)
        find(case, actual)["by"] = actor
        yield Broken("the wrong person", case, ("wrong_actor",))


def members(met: Met, party: str) -> list[str]:
    parties = met.case.get(party)
    units = [item["unit"] for item in listed(parties) if "unit" in item]
    return [
        person["id"]
        for person in met.organization["staff"]
        if person["unit"] in units and "until" not in person and person.get("from", "") < "2024"
    ]


def classification(met: Met) -> Iterator[Broken]:
    field = met.rule["field"]
    choices = [item["id"] for item in met.revision["fields"][field].get("choices", ())]
    allowed = listed(met.rule.get("equals")) + listed(met.rule.get("one_of"))
    if "at_least" in met.rule:
        wrong, reason = choices[: choices.index(met.rule["at_least"])], "below_floor"
    else:
        wrong, reason = [name for name in choices if name not in allowed], "wrong_value"
    for value in wrong:
        yield Broken(f"{field} is {value}", {**met.changed(), field: value}, (reason,))
    if field not in met.rule.get(
        "when", {}
    ):  # else it says itself that a blank is none of its business
        yield blank(met, field)


def form(met: Met) -> Iterator[Broken]:
    for path in met.rule["fields"]:
        yield blank(met, path)


def blank(met: Met, path: str) -> Broken:
    case = met.changed()
    *parents, name = path.split(".")
    place = case
    for parent in parents:
        place = place.get(parent, {})
    place.pop(name, None)
    return Broken(f"{path} is blank", case, ("unfilled",))


def privacy(met: Met) -> Iterator[Broken]:
    wide = IDENTITY.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    spaced = " ".join((IDENTITY[:6], IDENTITY[6:14], IDENTITY[14:]))
    for way, number in (("plain", IDENTITY), ("full-width", wide), ("with spaces", spaced)):
        yield Broken(
            f"{way} in title", {**met.changed(), "title": f"证件{number}"}, ("personal_data",)
        )
        case = met.changed()
        case["events"][-1]["note"] = f"客户证件号 {number}。"
        yield Broken(f"{way} in a note", case, ("personal_data",))


def required_field(met: Met) -> Iterator[Broken]:
    occurred = {event["type"] for event in met.case["events"]}
    for name, field in met.revision["fields"].items():
        since = field.get("required")
        if since and (since == "true" or since in occurred):
            yield blank(met, name)


def forgiven(met: Met, broken: Broken) -> Iterator[Broken]:
    """The same breach, forgiven by somebody who may not: the breach stands."""
    staff = broken.case.get("responsible", {}).get("staff")
    culprit = next(
        (party["staff"] for party in met.case.get("accused", ()) if "staff" in party), None
    )
    opened = met.events(met.opening)[0]["at"][:10]
    for way, person in (("waived by the responsible", staff), ("waived by the accused", culprit)):
        if person:
            waiver = {"reason": "情况特殊", "by": person, "at": opened, "until": "2199-12-31"}
            yield covered(met, broken, way, "waivers", waiver)
    if "overdue" in broken.reasons and "late" not in broken.reasons:
        entry = {"cause": "遗漏", "measure": "已提醒", "by": "E0101", "at": "2026-11-20"}
        yield covered(met, broken, "acknowledged though still owed", "acknowledgements", entry)


def covered(met: Met, broken: Broken, way: str, key: str, entry: Data) -> Broken:
    case = copy.deepcopy(broken.case)
    case[key] = [*case.get(key, ()), {"rule": met.rule["id"], **entry}]
    return Broken(f"{broken.way}, {way}", case, (*broken.reasons, "bad_waiver"))


BREAKERS: dict[str, Callable[[Met], Iterator[Broken]]] = {
    "deadline": deadline,
    "required-event": required_event,
    "sequence": sequence,
    "trace": trace,
    "recusal": recusal,
    "separation-of-duties": separation_of_duties,
    "authority": authority,
    "classification": classification,
    "form": form,
    "privacy": privacy,
    "required-field": required_field,
}
