"""构成: received, closed and open cases by every public choice field of the policy."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import Field
from checker.model.text import Say, plain, say
from checker.reporting.counts import Counts, ids
from checker.reporting.facts import CaseFacts
from checker.reporting.numbers import Row, Section, Table, count, rate

BLANK = ""


def section(now: Counts) -> Section:
    """A table a field that anybody filled, in the order of the revision of the last day."""
    fields = now.register.fields(now.period.last_day)
    closed = [case for _, case in now.closed]
    cases = (*now.received, *closed, *now.open_end)
    filled = {name for case in cases for name in case.choices}
    tables = tuple(_table(now, name, spec) for name, spec in fields.items() if name in filled)
    return Section(id="fields", title=say("构成", "Make-up"), tables=tables)


def _table(now: Counts, name: str, spec: Field) -> Table:
    head = [plain(spec.label), say("接收", "received"), say("占接收", "share")]
    head += [say("办结", "closed"), say("期末在办", "open at end")]
    return Table(
        id=f"field-{name}",
        title=say("按{label}", "By {label}", label=spec.label),
        head=tuple(head),
        rows=tuple(_rows(now, name, spec)),
        note=_note(now, spec),
        chart="bars",
    )


def _note(now: Counts, spec: Field) -> Say:
    base = say("占比以本期接收 {n} 件为基数", "Shares are of the {n} received", n=len(now.received))
    if spec.type == "choice":
        return say("{base}。", "{base}.", base=base)
    return say(
        "{base}；一件可有多项，合计会超过总数。",
        "{base}; a case may have several, so they add up to more.",
        base=base,
    )


def _rows(now: Counts, name: str, spec: Field) -> Iterator[Row]:
    """Each choice that the revision offers, then those of others, then the blank ones."""
    labels = {choice.id: plain(choice.label) for choice in spec.choices}
    closed = [case for _, case in now.closed]
    used = {one for case in (*now.received, *closed, *now.open_end) for one in _chosen(case, name)}
    others = sorted(used - {*labels, BLANK})
    for choice in (*labels, *others, *([BLANK] if BLANK in used else [])):
        label = labels.get(choice) or (plain(choice) if choice else say("未填", "not filled"))
        here = [
            [case for case in cases if choice in _chosen(case, name)]
            for cases in (now.received, closed, now.open_end)
        ]
        received, done, still = (ids(cases) for cases in here)
        cells = (count(received), rate(received, ids(now.received)), count(done), count(still))
        yield Row(key=choice, label=label, cells=cells)


def _chosen(case: CaseFacts, name: str) -> tuple[str, ...]:
    return case.choices.get(name) or (BLANK,)
