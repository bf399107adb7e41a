"""Names and texts of a case, for internal readers only; nothing of it is made for others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checker.model.case import Case, Party
from checker.pages.audience.published import Particular
from checker.pages.audience.publisher import Publisher


def particulars(case: Case, publisher: Publisher, day: date) -> Iterator[Particular]:
    """What is filled of it, in the order of a case file."""
    if not publisher.internal:
        return
    told = publisher.text
    found = (
        ("title", "标题", told(case.title)),
        ("summary", "事情经过", told(case.summary)),
        ("complainant.ref", "客户编号", told(case.complainant.ref)),
        ("complainant.name", "客户姓名", told(case.complainant.name)),
        ("accused", "被投诉人", _people(case.accused, publisher, day)),
        ("responsible", "责任人", _people([case.responsible], publisher, day)),
        ("assisting", "协助人员", _people(case.assisting, publisher, day)),
    )
    for key, label, text in found:
        if text:
            yield Particular(key=key, label=label, text=text)


def _people(parties: Iterable[Party], publisher: Publisher, day: date) -> str:
    names = (publisher.person(party.staff, day) for party in parties if party.staff)
    return "、".join(name for name in names if name)
