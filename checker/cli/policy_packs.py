"""`tousu policy packs` and `tousu policy adopt`: the policies that come with the program."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from checker.cli.common import fail, lang_option, note, open_instance, root_option
from checker.cli.language import tr
from checker.loading.files import read_file
from checker.loading.instance import Instance, load_instance
from checker.loading.packs import PACKS as FOLDER
from checker.loading.packs import pack_files, shipped_packs
from checker.model.policy import Policy, Revision

SECOND_HAND = "second-hand"


@click.command(
    "packs",
    help=tr(
        "列出随程序提供的规则包：法律和境内外监管规则，各是一个制度，可用于 policy gap。",
        "List the packs that come with the program: duties of statutes and regulators as policies.",
    ),
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    help=tr("标准输出的格式。", "Format on standard output."),
)
@lang_option
def PACKS(format_name: str) -> None:  # noqa: N802 - a constant to those who register it
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


@click.command(
    "adopt",
    help=tr(
        "把一个规则包抄进本实例的 policy/，连同它的日历。已有同名制度的不动，退出码 2。",
        "Copy a pack into this instance's policy/, with its calendars. Exit 2 where one is there.",
    ),
)
@click.argument("pack", metavar="PACK")
@root_option
@lang_option
def ADOPT(pack: str, root: Path | None) -> None:  # noqa: N802 - a constant to those who register it
    """Copy a pack, all or nothing; what is there stays."""
    instance = open_instance(root)
    policy = shipped_packs().policies.get(pack)
    if policy is None:
        known = tr("、", ", ").join(shipped_packs().policies)
        fail(f"没有规则包 {pack}；现有：{known}", f"no pack {pack}; there are: {known}")
    target = instance.root / "policy" / pack
    if target.exists():
        fail(f"policy/{pack} 已经存在", f"policy/{pack} is there already")
    try:
        _copy(pack_files(policy), target, instance.root)
    except OSError as error:
        fail(f"写不了 policy/{pack}：{error.strerror}", f"cannot write policy/{pack}")
    click.echo(f"policy/{pack}")
    _tell_next(pack, instance)


def _copy(files: Iterable[Path], target: Path, root: Path) -> None:
    """Calendars first, then the policy's folder in one step: it is there whole or not at all."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".adopt-") as temporary:
        whole = Path(temporary) / target.name
        for file in files:
            inside = Path("policy", target.name)
            if file.is_relative_to(inside):
                place = whole / file.relative_to(inside)
            elif (place := root / file).exists():
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(FOLDER / file, place)
        whole.rename(target)


def _tell_next(pack: str, instance: Instance) -> None:
    note(
        "先读 revision.yml 里的出处，核对原文；角色和单位类型与 organization.yml 对上；再运行 tousu policy lint",
        "Read its provenance and confirm it; fit roles and unit types; then run tousu policy lint",
    )
    if len(instance.policies) == 1:
        (only,) = instance.policies
        silent = sum(not _names_policy(instance, file) for file in instance.case_files())
        note(
            f"现在有两个制度：案件要写明 policy: {only}，或 policy: [{only}, {pack}] 同时按两个检查；"
            f"还没有写的有 {silent} 件",
            f"there are two policies now: a case says policy: {only}, or [{only}, {pack}] for both; "
            f"{silent} case(s) do not yet",
        )
    broken = load_instance(instance.root).broken
    if pack in broken:
        note(f"policy/{pack} 还不能用，见 tousu policy lint", f"policy/{pack} is not sound yet")


def _names_policy(instance: Instance, file: str) -> bool:
    document, _ = read_file(instance.root, file, instance.settings.limits)
    data = document.data if document is not None else None
    return isinstance(data, dict) and bool(data.get("policy"))
