"""定级由来: which classification rule demands how high a choice of an ordered field.

For each public field whose choices rise (a severity, say): the rules that apply to cases received
in the period, and the cases above the lowest choice that no rule put there.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import Field
from checker.model.text import listed, plain, say
from checker.reporting.counts import Counts, ids
from checker.reporting.facts import CaseFacts, Demand
from checker.reporting.numbers import Cell, Row, Section, Table, count, word


def section(now: Counts) -> Section:
    """A table for each ordered field."""
    fields = now.register.fields(now.period.last_day)
    ordered = {name: spec for name, spec in fields.items() if spec.ordered}
    tables = tuple(_table(now, name, spec) for name, spec in ordered.items())
    return Section(id="floors", title=say("定级由来", "Why classed so"), tables=tables)


def _table(now: Counts, name: str, spec: Field) -> Table:
    head = [say("规则", "rule"), say("条件", "when"), say("要求", "demands")]
    head += [say("适用的", "applies to")]
    head += [say("符合的", "kept"), say("不符的", "not kept"), say("无法判断", "undetermined")]
    return Table(
        id=f"floors-{name}",
        title=say("{label}由哪条规则决定", "Which rule decides {label}", label=spec.label),
        head=tuple(head),
        rows=(*_rules(now, name, spec), *_free(now, name, spec)),
        note=say(
            "只看本期接收的 {n} 件；一件可同时适用几条规则。",
            "Of the {n} cases received; several rules may apply to one.",
            n=len(now.received),
        ),
    )


def _rules(now: Counts, name: str, spec: Field) -> Iterator[Row]:
    found: dict[str, list[tuple[Demand, str]]] = {}
    for case in now.received:
        for demand in case.demands:
            if demand.field == name:
                found.setdefault(demand.rule, []).append((demand, case.id))
    order = list(spec.choice_ids())
    for rule, pairs in sorted(found.items()):
        first = pairs[0][0]
        floors = sorted({demand.floor for demand, _ in pairs}, key=lambda x: _place(order, x))
        told = say(
            "至少{floor}", "at least {floor}", floor=listed([_label(spec, x) for x in floors])
        )
        kept = (
            count(case for demand, case in pairs if demand.kept is so) for so in (True, False, None)
        )
        cells = (word(first.because), word(told), count(case for _, case in pairs), *kept)
        yield Row(key=rule, label=plain(first.title), cells=cells, policy=first.policy)


def _free(now: Counts, name: str, spec: Field) -> Iterator[Row]:
    """Choices above the lowest that no rule asked for: somebody judged so."""
    for place, choice in enumerate(spec.choice_ids()):
        if place:
            cases = [case for case in now.received if _freely(case, name, choice, spec)]
            label = say("没有规则要求，由人认定", "no rule asks for it: somebody's judgement")
            nothing = Cell(say("—", "—"))
            told = word(_label(spec, choice))
            cells = (nothing, told, count(ids(cases)), nothing, nothing, nothing)
            yield Row(key=f"free-{choice}", label=label, cells=cells)


def _freely(case: CaseFacts, name: str, choice: str, spec: Field) -> bool:
    order = list(spec.choice_ids())
    floors = [_place(order, demand.floor) for demand in case.demands if demand.field == name]
    chosen = case.choices.get(name, ())
    return choice in chosen and max(floors, default=0) < order.index(choice)


def _place(order: list[str], choice: str) -> int:
    return order.index(choice) if choice in order else 0


def _label(spec: Field, choice: str) -> str:
    return next((one.label for one in spec.choices if one.id == choice), choice)
