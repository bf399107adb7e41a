"""The questions that a new case is made of, put to a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.cli import asking
from checker.cli.details import field_value, moment
from checker.cli.language import tr
from checker.model.organization import Organization
from checker.model.policy import Policy, Revision


def interview(policy: Policy, organization: Organization, second: int) -> dict[str, Any]:
    """Ask for everything that a new case should have; Enter leaves a thing out.

    Returns the answers by the names of the options of `tousu new`; `second` is now.
    """
    latest = policy.revisions[-1]
    now, _ = moment(None, second, policy.zone)
    at = asking.ask(tr("接到的时间", "received at"), default=now, check=asking.time_check(latest))
    parties = asking.party_check(organization)
    answers: dict[str, Any] = {
        "at": at,
        "by": ask_receiver(organization),
        "title": asking.ask_if_any(tr("标题", "title")),
        "summary": asking.ask_if_any(tr("投诉内容", "summary")),
        "complainant": asking.ask_if_any(tr("客户编号", "customer number")),
        "accused": _some(asking.ask_if_any(tr("被投诉的人员或单位", "accused"), parties)),
        "responsible": asking.ask_if_any(tr("责任人或责任单位", "responsible"), parties),
    }
    _, instant = moment(at, second, policy.zone)
    revision = policy.in_force_on(instant.day) or latest
    return answers | {"field_items": tuple(_fields(revision))}


def ask_receiver(organization: Organization) -> str:
    """Ask who received the complaint; exits 2 in a script, which says it with `--by`."""
    return asking.ask_staff(tr("接待人", "received by"), organization)


def _some(answer: str | None) -> tuple[str, ...]:
    return (answer,) if answer else ()


def _fields(revision: Revision) -> Iterator[str]:
    """Answers for the fields that every case must have, as `--field` takes them."""
    for name, spec in revision.fields.items():
        if spec.required is True and (answer := asking.ask_field(spec)):
            value = field_value(spec, answer)
            yield f"{name}={','.join(value) if isinstance(value, list) else answer}"
