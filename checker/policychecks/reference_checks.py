"""Lint of ids that a check cannot judge but the organization can: types, roles, titles."""

from __future__ import annotations

from collections.abc import Iterator

from checker.loading.packs import shipped_packs
from checker.loading.shapes import closest
from checker.model.finding import Path
from checker.model.organization import Organization
from checker.model.policy import Revision
from checker.model.text import Say, say
from checker.policychecks.looking import Found, Look
from checker.rules.authority import Authority
from checker.rules.base import references

WHAT = {
    "unit-type": say("单位类型", "unit type"),
    "role": say("角色", "role"),
    "title": say("职务", "title"),
}


def names_unknown(look: Look) -> Iterator[Found]:
    """A type, role or title that nobody has, on no day: the rule asks for what cannot be."""
    known = _known(look.instance.organization)
    for revision, rule, place in look.rules():
        for reference in references(rule):
            if reference.to in known:
                where = (*place, *reference.place)
                yield from _unless(look, revision, where, reference.to, reference.name, known)
        titles = rule.by.title if isinstance(rule, Authority) else None
        for index, name in enumerate(titles or ()):
            where = (*place, "by", "title", index)
            yield from _unless(look, revision, where, "title", name, known)


def _known(organization: Organization) -> dict[str, set[str]]:
    return {
        "unit-type": {unit.type for unit in organization.units.values()},
        "role": {role for entry in organization.staff for role in entry.roles},
        "title": {entry.title for entry in organization.staff if entry.title},
    }


def _unless(
    look: Look, revision: Revision, place: Path, what: str, name: str, known: dict[str, set[str]]
) -> Iterator[Found]:
    if name not in known[what]:
        yield look.found(
            "nobody-has",
            revision,
            place,
            say(
                "organization.yml 中没有{what} {name}",
                "organization.yml has no {what} {name}",
                what=WHAT[what],
                name=name,
            ),
            closest(name, known[what]),
        )


def implements_unknown(look: Look) -> Iterator[Found]:
    """`implements` names a rule of another policy of the instance, or of a pack."""
    for revision, rule, place in look.rules():
        if rule.implements is not None:
            message = _not_implemented(look, rule.implements)
            if message is not None:
                yield look.found("unknown-implements", revision, (*place, "implements"), message)


def _not_implemented(look: Look, named: str) -> Say | None:
    policy_id, _, rule_id = named.partition("/")
    policy = look.instance.policies.get(policy_id) or shipped_packs().policies.get(policy_id)
    if policy is None and policy_id in look.instance.broken | shipped_packs().broken:
        return None
    if policy is None or policy_id == look.policy.id:
        return say("没有另一个制度 {name}", "no other policy {name}", name=policy_id)
    if any(rule_id in revision.rules_by_id for revision in policy.revisions):
        return None
    return say(
        "制度 {policy} 没有规则 {rule}",
        "policy {policy} has no rule {rule}",
        policy=policy_id,
        rule=rule_id,
    )
