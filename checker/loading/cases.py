"""A case file's plain data read into a `Case`, with every defect of the file under its code."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from checker.lazily import dataclass
from checker.loading.governing import CaseWorld, Governed, govern, vocabulary_of
from checker.loading.readers import Data
from checker.loading.statements import StatementReader
from checker.model.case import Case, Event
from checker.model.finding import Path, Problems
from checker.model.moment import Moment, compare
from checker.model.policy import Policy
from checker.model.text import Say, say
from checker.timeline import earliest

__all__ = ["CaseWorld", "Governed", "ReadCase", "govern", "read_case"]


@dataclass
class ReadCase:
    """A case as read, and what governs it; `case` is None where the file has a problem."""

    file: str
    case: Case | None
    governed: tuple[Governed, ...] = ()
    problems: Problems = field(default_factory=lambda: Problems(""))
    opened: Moment | None = None


def read_case(data: Data, file: str, world: CaseWorld) -> ReadCase:
    """Read one case; every problem found is reported, not only the first."""
    return _CaseReader(world, Problems(file)).read(data)


class _CaseReader(StatementReader):
    def read(self, data: Data) -> ReadCase:
        read = ReadCase(self.problems.file, None, problems=self.problems)
        mapping = self.mapping(data if data is not None else {}, ())
        if mapping is None or not self.required(mapping, ("id", "events"), ()):
            return read
        policies = self._policies(mapping)
        if not policies:
            return read
        self.zone = policies[0].zone
        events = self._events(mapping.get("events"))
        openings = [self._opening_of(events, policy) for policy in policies]
        opening = openings[0]
        if opening is None:
            self._unopened(policies[0])
        else:
            read.opened = opening.at
            read.governed = tuple(
                govern(policy, (start or opening).at.day)
                for policy, start in zip(policies, openings, strict=True)
            )
            self.vocabulary = vocabulary_of(read.governed)
            self._event_types(events)
            case = self._case(mapping, policies, events)
            self._future(case, opening)
            if not self.problems:
                read.case = case
        return read

    def _policies(self, data: dict[str, Data]) -> list[Policy]:
        known = self.world.policies
        names = tuple(dict.fromkeys(self.ids(data, "policy", ())))
        every = {*known, *self.world.broken}
        if data.get("policy") is None and len(every) == 1:
            names = tuple(known)
        if not names and not self.problems:
            self._policy_missing(data)
        found = []
        for name in names:
            if name in known:
                found.append(known[name])
            elif name in self.world.broken:
                self.partly_read = True
            else:
                self.unknown(self._naming(data, name), say("制度", "policy"), name, known)
        return found

    def _policy_missing(self, data: dict[str, Data]) -> None:
        if data.get("policy") is None:
            self.wrong((), "缺少 policy：这里有多个制度", "policy is missing: there are several")
        else:
            self.wrong(("policy",), "policy 里没有制度", "policy names none")

    def _naming(self, data: dict[str, Data], name: str) -> Path:
        said = data["policy"]
        return ("policy", said.index(name)) if isinstance(said, list) else ("policy",)

    def _opening_of(self, events: list[Event], policy: Policy) -> Event | None:
        opening_type = policy.opening_type
        return earliest([event for event in events if event.type == opening_type])

    def _unopened(self, policy: Policy) -> None:
        name = policy.opening_type
        if not self.problems:
            self.wrong(("events",), f"没有立案事件 {name}", f"there is no opening event {name}")

    def _case(self, data: dict[str, Data], policies: list[Policy], events: list[Event]) -> Case:
        if self.vocabulary.is_whole and not self.partly_read:
            self.known_keys(data, self.vocabulary.keys)
        return Case(
            id=self.id(data, "id", ()) or "",
            file=self.problems.file,
            policies=tuple(policy.id for policy in policies),
            title=self.text(data, "title", ()),
            summary=self.text(data, "summary", ()),
            complainant=self._complainant(data.get("complainant")),
            accused=self._parties(data.get("accused"), "accused"),
            responsible=self._responsible(data.get("responsible")),
            assisting=self._parties(data.get("assisting"), "assisting"),
            incident=self.id(data, "incident", ()),
            previous=self.ids(data, "previous", ()),
            events=tuple(events),
            waivers=self._waivers(data.get("waivers")),
            acknowledgements=self._acknowledgements(data.get("acknowledgements")),
            fields=self._fields(data),
            data=data,
        )

    def _fields(self, data: dict[str, Data]) -> dict[str, Any]:
        values = {}
        for name, field_ in self.vocabulary.fields.items():
            if name in data:
                if name in self.vocabulary.clashing:
                    self.wrong((name,), *_CLASHING)
                value = self.field_value(data[name], field_, (name,))
                if value is not None:
                    values[name] = value
        return values

    def _future(self, case: Case, opening: Event) -> None:
        for event in case.events:
            if event.deadline is not None:
                self.rule_known(event.deadline, ("events", event.index, "deadline"))
        if not self.world.clock:
            return
        dated: list[tuple[Path, Moment]] = [
            (("events", event.index, "at"), event.at) for event in case.events
        ]
        dated += [(("waivers", item.index, "at"), item.at) for item in case.waivers]
        dated += [
            (("acknowledgements", item.index, "at"), item.at) for item in case.acknowledgements
        ]
        dated += [
            (("accused", party.index, "since"), party.since)
            for party in case.accused
            if party.since is not None
        ]
        for place, at in dated:
            if compare(at, self.world.as_of) > 0:
                self.problems.add("future-event", place, _FUTURE, _FUTURE_REMEDY)


_CLASHING = "几个制度对这个字段的类型规定不同", "the policies give this field different types"


_FUTURE = say("时间在将来", "this lies in the future")


_FUTURE_REMEDY: Say = say("只记录已经发生的事", "record only what has happened")
