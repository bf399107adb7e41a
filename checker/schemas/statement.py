"""Waivers and acknowledgements in a case file, and the rules that they may name."""

from __future__ import annotations

from checker.loading.placing import FIXED_RULES
from checker.loading.statements import ACKNOWLEDGEMENT_KEYS, WAIVER_KEYS
from checker.model.policy import Revision
from checker.schemas.parts import (
    Schema,
    choice,
    identifier,
    mapping,
    moment,
    text,
    titled,
)


def rule_ids(revisions: list[Revision]) -> Schema:
    """The ids of all rules, those of the program included."""
    titles = {rule.id: rule.title for revision in revisions for rule in revision.rules}
    titles |= {FIXED_RULES[0]: "必填栏目没有填写"}
    return choice((name, title, "") for name, title in titles.items())


def waiver_schema() -> Schema:
    """Leave given beforehand not to follow a rule."""
    keys = {
        "rule": titled({"$ref": "#/$defs/rule"}, "规则"),
        "reason": text("理由"),
        "by": identifier("批准人", "不得是被投诉人、责任人或当事人", alias=True),
        "at": moment("批准时间", absent=False),
        "until": moment("到期日", "含当日", absent=False),
    }
    assert tuple(keys) == WAIVER_KEYS
    return mapping(keys, required=("rule", "by", "at", "until"))


def acknowledgement_schema() -> Schema:
    """A violation owned up to."""
    keys = {
        "rule": titled({"$ref": "#/$defs/rule"}, "规则"),
        "cause": text("原因"),
        "measure": text("整改措施"),
        "by": identifier("确认人", "不得是被投诉人或违规者本人", alias=True),
        "at": moment("确认时间", absent=False),
    }
    assert tuple(keys) == ACKNOWLEDGEMENT_KEYS
    return mapping(keys, required=ACKNOWLEDGEMENT_KEYS)
