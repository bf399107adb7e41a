"""Packs: other people's duties as policies, shipped as an instance without cases.

They are read as any instance is, so lint, rule tests and locks hold for them too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from checker.loading.calendars import INSTANCE as CALENDARS
from checker.loading.instance import Instance, load_instance
from checker.model.policy import Policy

PACKS = Path(__file__).parent.parent / "packs"


@cache
def shipped_packs() -> Instance:
    """The instance that holds the packs; read once, when first asked for."""
    return load_instance(PACKS)


def pack_ids() -> frozenset[str]:
    """The ids of the packs, sound or not; nothing is read."""
    folders = (path for path in (PACKS / "policy").iterdir() if path.is_dir())
    return frozenset(path.name for path in folders) - {"calendars"}


def pack_files(policy: Policy) -> list[Path]:
    """What an instance needs of a pack, from the root: its folder, and calendars it brings."""
    folder = PACKS / "policy" / policy.id
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {
        name
        for revision in policy.revisions
        for name in (revision.head.calendar, revision.head.trading_calendar)
        if name is not None
    }
    own = (PACKS / CALENDARS / f"{name}.yml" for name in sorted(names))
    return [path.relative_to(PACKS) for path in (*found, *(item for item in own if item.is_file()))]
