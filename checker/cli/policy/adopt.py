"""`tousu policy adopt`: one of the policies that come with the program, copied into an instance."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from checker.cli.common import fail, note, open_instance
from checker.cli.language import tr
from checker.cli.options import lang_option, root_option
from checker.loading.files import read_file
from checker.loading.instance import Instance, load_instance
from checker.loading.packs import PACKS, pack_files, shipped_packs


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
def command(pack: str, root: Path | None) -> None:
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
            shutil.copyfile(PACKS / file, place)
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
