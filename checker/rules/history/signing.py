"""signed: every commit that wrote something of a case carries a good signature of a known key.

A merge that only joins what its parents hold wrote nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.finding import Finding
from checker.model.text import Say, say
from checker.model.trail import Commit, Identity, Step
from checker.rules.audited import AuditContext, breach

WHY = {
    "unsigned": say("提交没有签名", "the commit is not signed"),
    "unknown-key": say(
        "签名所用的钥匙不在 policy/allowed_signers 中，或已失效",
        "the signing key is not in policy/allowed_signers, or no longer valid",
    ),
    "bad": say("签名与提交的内容不符", "the signature does not fit the commit"),
}
STRANGER = say(
    "签名用的是 {signer} 的钥匙，作者和提交者却是别人",
    "signed with the key of {signer}, who is neither author nor committer",
)

GONE = say(
    "签名用的是 {signer} 的钥匙，而此人在 {day} 不在册",
    "signed with the key of {signer}, who is not on the staff on {day}",
)


def unsigned(ctx: AuditContext, step: Step) -> Iterator[Finding]:
    """Each commit of a step whose signature is missing, unknown, bad or somebody else's."""
    for item in step.brought:
        why = _why(ctx, item.commit)
        if why is not None:
            yield breach(ctx, step, "unsigned", why, commit=item.commit)


def _why(ctx: AuditContext, commit: Commit) -> Say | None:
    signature = ctx.signature_of(commit)
    if signature.state != "good":
        return WHY[signature.state]
    signer = signature.principal or ""
    staff = sorted(ctx.staff_of(Identity(signer, signer)))
    day = ctx.moment(commit.committed).day
    if staff and not any(ctx.organization.entry(name, day) for name in staff):
        return say(GONE.zh, GONE.en, signer=staff[0], day=day)
    own = _people(ctx, Identity(signer, signer))
    if any(own & _people(ctx, identity) for identity in commit.identities):
        return None
    return say(STRANGER.zh, STRANGER.en, signer=staff[0] if staff else signer)


def _people(ctx: AuditContext, identity: Identity) -> frozenset[str]:
    """Everything that stands for the person of an identity; the address where nobody has it."""
    staff = ctx.staff_of(identity)
    names = {name.casefold() for who in staff for name in ctx.organization.person(who)}
    return frozenset(names | {identity.email.casefold()})
