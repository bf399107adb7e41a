"""not_by and waiver_not_by: whose commits these are.

An identity of git is whatever its owner writes; so every name and address of a commit is looked
at, as `.mailmap` has it and as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.model.finding import Finding
from checker.model.moment import compare
from checker.model.scalars import ALIAS, ID
from checker.model.text import say
from checker.model.trail import Brought, Commit, Identity, Step, Version
from checker.rules.audited import AuditContext, breach, place_of, tellable


def by_accused(ctx: AuditContext, step: Step) -> Iterator[Finding]:
    """Commits of a step by somebody accused in the case before it, after it, or by now."""
    accused = _accused(ctx, step)
    if not accused:
        return
    for commit in {item.commit.id: item.commit for item in _commits(step)}.values():
        for entry in accused:
            if _since(ctx, entry, commit) and _is(ctx, commit.identities, entry["staff"]):
                yield breach(
                    ctx,
                    step,
                    "forbidden_actor",
                    say(
                        "被投诉人 {staff} 提交了对本案件的改动",
                        "the accused {staff} committed a change to this case",
                        staff=entry["staff"],
                    ),
                    commit=commit,
                    place=place_of(ctx, "accused", entry),
                )
                break


def _commits(step: Step) -> tuple[Brought, ...]:
    """The step's own commit, and those of the branch that it merges."""
    return (Brought(step.commit, step.before, step.after), *step.brought)


def _accused(ctx: AuditContext, step: Step) -> list[dict[str, Any]]:
    """Staff accused before the step, after it, or in the last version; each entry once."""
    found: list[dict[str, Any]] = []
    datas = [item.data for item in (step.before, step.after) if item is not None]
    for data in (*datas, ctx.latest):
        listed = (data or {}).get("accused")
        for entry in listed if isinstance(listed, list) else ():
            staff = entry.get("staff") if isinstance(entry, dict) else None
            if isinstance(staff, str) and ALIAS.fullmatch(staff) and entry not in found:
                found.append(entry)
    return found


def _since(ctx: AuditContext, entry: dict[str, Any], commit: Commit) -> bool:
    """Whether somebody was known to be accused when a commit was made, by either of its dates."""
    since = ctx.time(entry.get("since"))
    made = ctx.moment(max(commit.authored, commit.committed))
    return since is None or compare(since, made) <= 0


def _is(ctx: AuditContext, identities: tuple[Identity, ...], staff: str) -> bool:
    names = {name.casefold() for name in (staff, *ctx.organization.person(staff))}
    for identity in identities:
        if identity.email.casefold() in names or identity.name.casefold() in names:
            return True
        if any(ctx.organization.same_person(staff, who) for who in ctx.staff_of(identity)):
            return True
    return False


def self_waived(ctx: AuditContext, step: Step) -> Iterator[Finding]:
    """Waivers that a step adds and that are by the author of the commit which adds them."""
    for waiver in _new(step.before, step.after):
        by = waiver.get("by")
        if not isinstance(by, str):
            continue
        adders = [item.commit for item in step.brought if waiver in _new(item.before, item.after)]
        for commit in adders or [item.commit for item in _commits(step)]:
            if _is(ctx, (commit.author, commit.also[0]), by):
                yield _self_waived(ctx, step, commit, waiver)
                break


def _new(before: Version | None, after: Version | None) -> list[dict[str, Any]]:
    held = before.entries("waivers") if before is not None else []
    added = after.entries("waivers") if after is not None else []
    return [entry for entry in added if isinstance(entry, dict) and entry not in held]


def _self_waived(ctx: AuditContext, step: Step, commit: Commit, waiver: dict[str, Any]) -> Finding:
    rule, by = (str(waiver.get(key)) for key in ("rule", "by"))
    return breach(
        ctx,
        step,
        "self_serving",
        say(
            "对 {rule} 的豁免由 {by} 出具，又由其本人提交",
            "the waiver of {rule} is by {by}, who also committed it",
            rule=rule if ID.fullmatch(rule) else "…",
            by=by if ALIAS.fullmatch(by) else "…",
        ),
        commit=commit,
        place=place_of(ctx, "waivers", waiver),
        after=tellable("waivers", waiver),
    )
