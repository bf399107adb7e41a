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
NUMBERS = {
    "cn-mobile": "138 0013 8000",
    "bank-card": "6222020200112230",
    "email": "zhang.san@example.com",
}
"""One of each pattern that is nobody's: made up, the card's check digit is right."""
TWO_NAMES = ("E0103", "kefu.03@example.com")
"""A person of the sample register, and the same under an alias."""
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
    yield from forgiven_too_soon(met, late)


def forgiven_too_soon(met: Met, late: Data) -> Iterator[Broken]:
    """Late by a second, with a waiver that had ended, or an acknowledgement of before."""
    began = met.finding["trigger"]["at"][:10]
    last = (met.finding["due"] or "").replace("T24:00:00", "T23:59:59")[:19]
    waiver = {"reason": "情况特殊", "by": "E0101", "at": began, "until": last[:10]}
    if not last.startswith(just_after(met.finding["due"])[:10]):
        way = "late by a second, waived until the due day"
        yield covered(met, Broken("", late, ("expired_waiver",)), way, "waivers", waiver)
    entry = {"cause": "遗漏", "measure": "已提醒", "by": "E0101", "at": last}
    way = "late by a second, acknowledged a second before"
    yield covered(met, Broken("", late, ("late", "overdue")), way, "acknowledgements", entry)


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
    yield from straying(met)


def straying(met: Met) -> Iterator[Broken]:
    """Something that may not follow the last event of the order."""
    lasts = met.events(met.rule["events"][-1])
    if not lasts or "after_last" not in met.rule:
        return
    first = min(lasts, key=lambda event: event["at"])
    case = met.changed()
    stray = {"id": "z1", "type": "progress-notified", "at": after_event(first), "by": "E0103"}
    case["events"] = [*case["events"], stray]
    yield Broken("something follows the last", case, ("out_of_order",))


def trace(met: Met) -> Iterator[Broken]:
    actual = met.finding["actual"]["event"]
    case = met.changed()
    find(case, actual)["records"] = []
    yield Broken("no record", case, ("no_record",))
    kinds = listed(met.rule.get("records"))
    others = [name for name in met.revision["records"] if name not in kinds]
    if others and kinds != ["all"]:
        case = met.changed()
        for record in find(case, actual)["records"]:
            record["kind"] = others[0]
        yield Broken("a record of another kind", case, ("no_record",))
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

    yield from in_disguise(met)
    if "designation" in met.rule:
        yield from undesignated(met)


def in_disguise(met: Met) -> Iterator[Broken]:
    """The accused under another id, and whoever answers to them."""
    last = met.case["events"][-1]
    wanted = listed(met.rule.get("events", "all"))
    if wanted != ["all"] and last["type"] not in wanted:
        return
    for party in met.case.get("accused", ()):
        if "staff" not in party or last["at"][:10] < party.get("since", "")[:10]:
            continue
        for alias in known_as(met, party["staff"]):
            case = met.changed()
            find(case, last["id"])["by"] = alias
            yield Broken("accused acts under an alias", case, ("forbidden_actor",))
        below = [
            one["id"]
            for one in met.organization["staff"]
            if one.get("supervisor") == party["staff"]
        ]
        for name in below if "supervisees" in met.rule.get("include", ()) else ():
            case = met.changed()
            find(case, last["id"])["by"] = name
            yield Broken("whoever answers to the accused acts", case, ("forbidden_actor",))


def known_as(met: Met, staff: str) -> list[str]:
    """The aliases of a person that are nobody's own id."""
    people = met.organization["staff"]
    own = {one["id"] for one in people}
    names = [name for one in people if one["id"] == staff for name in one.get("aliases", ())]
    return [name for name in names if name not in own]


def undesignated(met: Met) -> Iterator[Broken]:
    """The accused made responsible: with no designation, a late one, one by or of the accused."""
    event = met.rule["designation"]["event"]
    for party in met.case.get("accused", ()):
        if "staff" not in party:
            continue
        accused, opened = party["staff"], min(one["at"] for one in met.events(met.opening))
        case = without(met.changed(), [one["id"] for one in met.events(event)])
        case["responsible"] = {**case.get("responsible", {}), "staff": accused}
        yield Broken("no designation", case, ("not_designated",))
        superior, other = "E0003", {"staff": "E0301"}
        made = {"id": "z1", "type": event, "at": opened, "by": superior, "designee": other}
        last = after_event(max(case["events"], key=lambda one: one["at"]))
        for way, changes in (
            ("designated too late", {"at": last}),
            ("designated by a colleague", {"by": OUTSIDER}),
            ("designated by the accused", {"by": accused}),
            ("the accused designated", {"designee": {"staff": accused}}),
        ):
            events = [*case["events"], {**made, **changes}]
            yield Broken(way, {**case, "events": events}, ("not_designated",))
        asked = opened[:10] >= met.revision["effective_from"]
        if asked and met.rule["designation"].get("designee") == "required":
            nobody = {key: value for key, value in made.items() if key != "designee"}
            events = [*case["events"], nobody]
            yield Broken("nobody designated", {**case, "events": events}, ("not_designated",))


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
        case = met.changed()
        for event in case["events"]:
            if event["type"] in (first, second):
                event["by"] = TWO_NAMES[event["type"] == second]
        yield Broken(f"one person under two ids does {first} and {second}", case, ("same_actor",))


def authority(met: Met) -> Iterator[Broken]:
    actual = met.finding["actual"]["event"]
    by = dict(met.rule["by"])
    insider = by.pop("not_unit_of", None)
    actors = [OUTSIDER] if by else []
    if insider:
        actors += members(met, insider)[:1]
    if by.get("supervisor_of") == "responsible":
        actors += [name for name in [met.case.get("responsible", {}).get("staff")] if name]
    for actor in actors:
        case = met.changed()
        find(case, actual).pop("unit", None)
        find(case, actual)["by"] = actor
        way = "the wrong person" if actor == OUTSIDER else "somebody of the party's own"
        yield Broken(way, case, ("wrong_actor",))


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
    for pattern, text in NUMBERS.items():
        if pattern in met.rule["patterns"]:
            case = {**met.changed(), "summary": f"客户留下{text}，请回电"}
            yield Broken(f"{pattern} in the summary", case, ("personal_data",))


def required_field(met: Met) -> Iterator[Broken]:
    occurred = {event["type"] for event in met.case["events"]}
    for name, field in met.revision["fields"].items():
        since = field.get("required")
        if since and (since == "true" or since in occurred):
            yield blank(met, name)


def forgiven(met: Met, broken: Broken) -> Iterator[Broken]:
    """The same breach, forgiven by somebody who may not: the breach stands."""
    if ", " in broken.way:
        return  # forgiven in a way of its own
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
    return Broken(f"{broken.way}, {way}".lstrip(", "), case, (*broken.reasons, "bad_waiver"))


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
