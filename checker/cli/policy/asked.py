"""What the commands on policies share: common options, and names that somebody must know."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import click

from checker.cli.common import fail, instant, tell
from checker.cli.language import tr
from checker.cli.options import format_option
from checker.loading.instance import Instance
from checker.model.moment import at_second
from checker.policychecks.printing import FORMATS

checks_format_option = format_option(FORMATS)
policy_option = click.option(
    "--policy", metavar="ID", help=tr("只看这个制度。", "Only this policy.")
)


def require_policy(instance: Instance, policy: str | None) -> None:
    """Exit 2 where a policy is named that the instance does not hold, sound or broken."""
    if policy is not None and policy not in {item.id for item in instance.loaded}:
        fail(f"没有制度 {policy}", f"no policy {policy}")


def require_names(instance: Instance, rules: tuple[str, ...], revisions: tuple[str, ...]) -> None:
    """Exit 2 for names of rules or revisions that nobody knows: a typo must not test less."""
    known = [item for policy in instance.policies.values() for item in policy.revisions]
    labels = {revision.label for revision in known}
    ids = {name for revision in known for name in revision.rules_by_id} | {"required-field"}
    for name in rules if known else ():
        if name not in ids:
            fail(f"没有规则 {name}", f"no rule {name}")
    for label in revisions if known else ():
        if label not in labels:
            fail(f"没有修订 {label}", f"no revision {label}")


def day_of(second: int, instance: Instance) -> date:
    """The day of an instant where the first policy is at home."""
    zones = [policy.zone for policy in instance.policies.values()]
    return at_second(second, zones[0] if zones else ZoneInfo("UTC")).day


def today(as_of: str | None, instance: Instance) -> date:
    """The day of `as_of`, or of the clock, where the first policy is at home."""
    second, _ = instant(as_of, instance)
    return day_of(second, instance)


def told_broken(instance: Instance) -> bool:
    """Say what is wrong with policies, organization or calendars; whether anything is."""
    tell(instance.problems)
    return bool(instance.problems)
