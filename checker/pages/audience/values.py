"""The policy's fields of a case in words: public ones for all, the others for internal readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from checker.loading.cases import Governed
from checker.model.case import Case, Event, Money
from checker.model.moment import Moment
from checker.model.policy import Field, Revision
from checker.pages.audience.published import PublicValue
from checker.pages.audience.publisher import PERSON, Publisher
from checker.personal_data import masked_text


def values(
    case: Case, governed: list[Governed], publisher: Publisher, day: date
) -> Iterator[PublicValue]:
    """The fields that are filled, in the policy's order."""
    seen = set()
    for item in governed:
        for name, spec in item.opening.fields.items() if item.opening else ():
            value = case.fields.get(name)
            if name in seen or value is None or not (spec.public or publisher.internal):
                continue
            seen.add(name)
            text = _text(spec, value, publisher, day, item.policy.zone)
            yield PublicValue(field=name, label=spec.label, text=text, public=spec.public)


def change(event: Event, revision: Revision, *, internal: bool) -> str | None:
    """What an event changed, in words: a field's value before and after."""
    name = revision.events[event.type].reclassifies
    spec = revision.fields.get(name or "")
    if spec is None or not (spec.public or internal):
        return None
    labels = {choice.id: choice.label for choice in spec.choices}
    sides = [labels.get(side or "") for side in (event.was, event.now)]
    return f"{spec.label}：{sides[0]} → {sides[1]}" if all(sides) else None


def _text(spec: Field, value: Any, publisher: Publisher, day: date, zone: ZoneInfo) -> str:
    """A field's value in words; a person only as what they are, unless for internal readers."""
    labels = {choice.id: choice.label for choice in spec.choices}
    if spec.type == "unit":
        return publisher.unit(value) or ""
    if spec.type == "staff":
        return publisher.person(str(value), day) or PERSON
    if isinstance(value, tuple):
        return "、".join(labels.get(str(item), str(item)) for item in value)
    if isinstance(value, str):
        return labels.get(value) or masked_text(value)
    return _scalar(value, zone)


def _scalar(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Moment):
        return value.short(zone)
    if isinstance(value, Money):
        return f"{value.amount:,} {value.currency or ''}".strip()
    if isinstance(value, Decimal | int | date):
        return str(value)
    return ""
