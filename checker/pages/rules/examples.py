"""A rule's tests as examples: made-up cases, the day they are judged on, and what comes of them."""

from __future__ import annotations

from typing import Any

from checker.model.moment import parse_moment
from checker.model.policy import Policy, Revision
from checker.pages.audience import PERSON
from checker.pages.html import el, esc, table, unsearched
from checker.pages.labels import (
    MARKS,
    REASONS,
)
from checker.pages.labels import (
    STATUSES as STATUS_WORDS,
)
from checker.pages.view import Example, Site


def example_text(site: Site, policy: Policy, example: Example) -> str:
    """One example, folded: the verdict wanted in its head, the case under it."""
    word = STATUS_WORDS[example.status]
    reason = REASONS.get(example.reason or "")
    summary = f"{MARKS[example.status]} {word}" + (f"（{reason}）" if reason else "")
    facts = [f"判断时刻 {example.as_of.short(policy.zone)}"]
    if example.due:
        facts.append(f"期限 {example.due.short(policy.zone)}")
    labels = "、".join(example.revisions)
    facts.append(f"按 {labels} 修订")
    return el(
        "details",
        el("summary", esc(summary + "　"), esc(example.name)),
        el("p", esc("；".join(facts) + "。")),
        _example_values(site, policy, example),
        _example_events(site, policy, example),
        class_="tousu-example",
    )


def _example_values(site: Site, policy: Policy, example: Example) -> str:
    """The example's choices in words; no free text, no people."""
    revision = _of(policy, example)
    told_ = []
    for name, spec in revision.fields.items():
        value = example.case.get(name)
        labels = {choice.id: choice.label for choice in spec.choices}
        values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        shown = [labels[item] for item in values if item in labels]
        if shown:
            told_.append(f"{spec.label}：{'、'.join(shown)}")
    return el("p", esc("；".join(told_) + "。")) if told_ else ""


def _example_events(site: Site, policy: Policy, example: Example) -> str:
    revision = _of(policy, example)
    events = example.case.get("events")
    entries = (
        [item for item in events if isinstance(item, dict)] if isinstance(events, list) else []
    )
    rows = [
        [
            esc(_when(item.get("at"), policy)),
            esc(revision.event_label(str(item.get("type")))),
            esc(_who(site, item, policy)),
        ]
        for item in entries
    ]
    told_ = table(("时间", "事件", "经办"), rows) if rows else ""
    return unsearched(told_)


def _when(at: Any, policy: Policy) -> str:
    moment = parse_moment(at, policy.zone) if isinstance(at, str) else None
    return moment.short(policy.zone) if moment else ""


def _who(site: Site, event: dict[str, Any], policy: Policy) -> str:
    at = event.get("at")
    moment = parse_moment(at, policy.zone) if isinstance(at, str) else None
    by = event.get("by")
    if moment is None or not isinstance(by, str):
        return ""
    unit = site.publisher.unit(site.publisher.organization.unit_of(by, moment.day))
    return " ".join(filter(None, (unit, site.publisher.role(by, moment.day) or PERSON)))


def _of(policy: Policy, example: Example) -> Revision:
    named = [item for item in policy.revisions if item.label in example.revisions]
    return named[-1] if named else policy.revisions[-1]
