"""What is said of revisions not yet in force: on standard error, and no exit code hangs on it."""

from __future__ import annotations

from checker.cli.common import note
from checker.loading.instance import Instance
from checker.model.moment import at_second
from checker.model.policy import Policy


def tell_coming(instance: Instance, second: int, *, clock: bool) -> None:
    """Warn of every revision whose day lies ahead, with the open cases that it will touch."""
    if not any(is_ahead(policy, second) for policy in instance.policies.values()):
        return
    from checker.engine import Options
    from checker.revisions.coming import coming

    for item in coming(instance, Options(second=second, clock=clock)):
        sentence = item.sentence
        note(f"注意：{sentence.render('zh')}", f"note: {sentence.render('en')}")


def is_ahead(policy: Policy, second: int) -> bool:
    """Whether a policy's last revision is not in force yet."""
    return policy.revisions[-1].effective_from > at_second(second, policy.zone).day
