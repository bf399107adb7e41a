"""By facts that the same step changes in what was merged: put back, they would count."""

from __future__ import annotations

from collections.abc import Iterator

from checker.gate.cases import Pair
from checker.gate.entries import added_entries, changed_facts, openings_added, touched_entries
from checker.gate.judging import Judgement, opening_types
from checker.gate.moves import reclassified_fields
from checker.gate.serving.verdicts import at_verdict, eased, sides, word
from checker.loading.instance import Instance
from checker.model.finding import Diagnostic
from checker.model.text import Say, listed, say

CORRECTED = frozenset({"classification", "form", "privacy", "required-field"})
"""Kinds whose cure is to put the very value right; a fact that switches one off is no cure."""
RECORDED = say(
    "还原原来的内容；栏目确须调整的，另加一条由无关人员记录的调整事件",
    "restore it; a field changes with an event, by somebody not accused, that reclassifies it",
)


def by_facts(judgement: Judgement) -> Iterator[Diagnostic]:
    """What would count had the step taken nothing from cases and reports."""
    if judgement.spared is judgement.held:
        return
    gone = {pair.before.file for pair in judgement.cases.pairs if pair.before and not pair.after}
    asked = {
        (item.path, item.rule)
        for item in judgement.held.diagnostics
        if item.status != "not_applicable"
    }
    for before, after in sides(judgement.spared, judgement.held, judgement.reached):
        if before is None or not eased(before, after) or before.path in gone:
            continue
        if before.kind in CORRECTED and (before.path, before.rule) in asked:
            continue
        yield _said(before, after, judgement)


def _said(before: Diagnostic, after: Diagnostic | None, judgement: Judgement) -> Diagnostic:
    pairs = _pairs(before, judgement)
    message = say(
        "{rule}：改动了已入库的内容（{what}）才不再是{before}",
        "{rule}: no longer {before} only because of what was changed ({what})",
        rule=before.rule,
        before=word(before),
        what=_what(before, pairs, opening_types(judgement.stood.instance)),
    )
    place, instance = after or before, judgement.stood.instance
    if pairs and all(_reclassified(pair, instance) for pair in pairs):
        return at_verdict("verdict-differs", None, message, place)
    return at_verdict("self-serving", "self_serving", message, place, RECORDED)


def _pairs(item: Diagnostic, judgement: Judgement) -> list[Pair]:
    """The verdict's own case if the step changed it, else every case that it changed."""
    pairs = [pair for pair in judgement.cases.pairs if pair.grown]
    return [pair for pair in pairs if pair.after and pair.after.file == item.path] or pairs


def _what(item: Diagnostic, pairs: list[Pair], opening: frozenset[str]) -> Say:
    """The keys that were changed, or the cases where there are several."""
    if len(pairs) > 1:
        return listed([pair.after.file for pair in pairs if pair.after])
    keys: set[str] = set()
    for pair in pairs:
        if pair.before and pair.after:
            keys.update(changed_facts(pair.before.data, pair.after.data))
            keys.update(one.list for one in touched_entries(pair.before.data, pair.after.data))
            if openings_added(pair.before.data, pair.after.data, opening):
                keys.add("events")
    return listed(sorted(keys) or [item.path])


def _reclassified(pair: Pair, instance: Instance) -> bool:
    """Whether each changed fact has a new event, by nobody accused, with its old and new value."""
    if not pair.before or not pair.after:
        return False
    before, after = pair.before.data, pair.after.data
    accused = {one for name in pair.before.accused for one in instance.organization.person(name)}
    told = {
        (field, event.get("was"), event.get("now"))
        for event in added_entries(before, after, "events")
        if isinstance(event, dict) and event.get("by") not in accused
        for field in reclassified_fields(instance, event.get("type"))
    }
    keys = changed_facts(before, after)
    if openings_added(before, after, opening_types(instance)):
        return False
    return bool(keys) and all(
        isinstance(before[key], str) and (key, before[key], after.get(key)) in told for key in keys
    )
