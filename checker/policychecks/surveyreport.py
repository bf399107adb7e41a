"""What the rule tests would not notice, as text, JSON and Markdown."""

from __future__ import annotations

from datetime import time
from typing import Any

from checker.model.period import Duration
from checker.model.text import Lang, Say, say
from checker.policychecks.mutating import Mutant
from checker.policychecks.printing import as_json, table
from checker.policychecks.survey import Survey, Survivor

VERSION = 1
HUNDRED = 100


def render(found: Survey, format_name: str, lang: Lang) -> str:
    """The survey in one of the formats, with a final newline."""
    match format_name:
        case "json":
            return as_json(as_data(found, lang))
        case "markdown":
            return markdown(found, lang)
        case _:
            lines = [_told(item).render(lang) for item in found.survivors]
            return "\n".join([*lines, summary(found).render(lang)]) + "\n"


def summary(found: Survey) -> Say:
    """How many changes were tried, and how many the tests notice."""
    return say(
        "改动规则参数 {tried} 处：测试发现 {noticed}，没有发现 {left}（{share}%）",
        "{tried} change(s) of parameters: {noticed} noticed, {left} not ({share}%)",
        tried=found.tried,
        noticed=found.noticed,
        left=len(found.survivors),
        share=_share(found),
    )


def _share(found: Survey) -> str:
    """Per cent noticed, rounded down: 100 is all of them."""
    return str(found.noticed * HUNDRED // found.tried) if found.tried else "—"


def _told(item: Survivor) -> Say:
    mutant = item.mutant
    return say(
        "没有测试发现：{rule}（修订 {label}）{place}：{before} → {after}",
        "no test notices: {rule} (revision {label}) {place}: {before} → {after}",
        rule=mutant.rule.id,
        label=item.revision.label,
        place=_place(mutant),
        before=_value(mutant.before),
        after=_value(mutant.after),
    )


def _place(mutant: Mutant) -> str:
    return ".".join(name.rstrip("_") for name in mutant.place)


def _value(value: Any) -> Say:
    """A value as a test's writer knows it; what is dropped is said so."""
    if value is None:
        return say("（去掉）", "(dropped)")
    if isinstance(value, Duration):
        return value.describe()
    if isinstance(value, time):
        return say("{value}", "{value}", value=f"{value:%H:%M}")
    if isinstance(value, tuple):
        return say("[{items}]", "[{items}]", items=", ".join(map(_item, value)))
    return say("{value}", "{value}", value=str(value))


def _item(item: Any) -> str:
    return f"[{', '.join(item)}]" if isinstance(item, tuple) else str(item)


def markdown(found: Survey, lang: Lang) -> str:
    """A table of what is not noticed, over the counts."""
    heads = [say("规则", "Rule"), say("修订", "Revision"), say("改动", "Change")]
    rows = [
        [f"`{item.mutant.rule.id}`", item.revision.label, _change(item.mutant, lang)]
        for item in found.survivors
    ]
    blocks = [table([head.render(lang) for head in heads], rows)] if rows else []
    return "\n\n".join([*blocks, summary(found).render(lang)]) + "\n"


def _change(mutant: Mutant, lang: Lang) -> str:
    before, after = _value(mutant.before).render(lang), _value(mutant.after).render(lang)
    return f"{_place(mutant)}: {before} → {after}"


def as_data(found: Survey, lang: Lang) -> dict[str, Any]:
    """The survey as plain data: `version summary survivors`."""
    return {
        "version": VERSION,
        "summary": {
            "tried": found.tried,
            "noticed": found.noticed,
            "survived": len(found.survivors),
        },
        "survivors": [
            {
                "policy": item.policy,
                "revision": item.revision.label,
                "rule": item.mutant.rule.id,
                "place": _place(item.mutant),
                "before": _value(item.mutant.before).render(lang),
                "after": _value(item.mutant.after).render(lang),
            }
            for item in found.survivors
        ],
    }
