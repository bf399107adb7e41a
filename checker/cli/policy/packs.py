"""`tousu policy packs`: the policies that come with the program."""

from __future__ import annotations

import json

import click

from checker.cli.common import note
from checker.cli.language import tr
from checker.cli.options import format_option, lang_option
from checker.loading.packs import shipped_packs
from checker.model.policy import Policy, Revision

SECOND_HAND = "second-hand"


@click.command(
    "packs",
    help=tr(
        "列出随程序提供的规则包：法律和境内外监管规则，各是一个制度，可用于 policy gap。",
        "List the packs that come with the program: duties of statutes and regulators as policies.",
    ),
)
@format_option(("text", "json"))
@lang_option
def command(format_name: str) -> None:
    """Print every pack with its revisions and how much of it rests on second-hand numbers."""
    packs = shipped_packs()
    if format_name == "json":
        data = [_data(policy) for policy in packs.policies.values()]
        click.echo(json.dumps({"version": 1, "packs": data}, ensure_ascii=False, indent=2))
    else:
        for policy in packs.policies.values():
            click.echo("\n".join(_lines(policy)))
    for name in sorted(packs.broken):
        note(
            f"{name} 读不了：日历需要安装 calendars 组件（pip install 'tousu[calendars]'）",
            f"{name} cannot be read: its calendar needs the extra (pip install 'tousu[calendars]')",
        )


def _lines(policy: Policy) -> list[str]:
    latest = policy.revisions[-1]
    labels = tr("、", ", ").join(map(_revision, policy.revisions))
    total, unsure = len(latest.rules), _unsure(policy)
    told = tr(f"  规则 {total} 条", f"  {total} rule(s)")
    if unsure:
        told += tr(f"，其中 {unsure} 条的数字是转述", f", {unsure} of them second-hand")
    return [f"{policy.id}  {latest.head.title}", tr("  修订：", "  revisions: ") + labels, told]


def _revision(item: Revision) -> str:
    return item.label + tr(f"（{item.effective_from}）", f" ({item.effective_from})")


def _unsure(policy: Policy) -> int:
    """How many rules of the latest revision rest on what was not read in the rule itself."""
    latest = policy.revisions[-1]
    kinds = {item.id: item.kind for item in latest.head.provenance}
    return sum(kinds.get(rule.provenance) == SECOND_HAND for rule in latest.rules)


def _data(policy: Policy) -> dict[str, object]:
    latest = policy.revisions[-1]
    return {
        "pack": policy.id,
        "title": latest.head.title,
        "revisions": [
            {"revision": item.label, "effective": item.effective_from.isoformat()}
            for item in policy.revisions
        ],
        "rules": len(latest.rules),
        "second_hand": _unsure(policy),
    }
