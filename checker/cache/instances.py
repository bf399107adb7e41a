"""An instance kept as it was read: its policies need not be parsed and checked again.

Only a sound instance is kept; one with a problem is read anew, so that the problem is told.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from checker.cache.codec import decoded, encoded
from checker.cache.folder import read_lines, write_lines
from checker.cache.keys import policy_key, program_key
from checker.cache.thawing import frozen, thawed
from checker.loading.calendars import CalendarShelf
from checker.loading.instance import Instance, load_instance
from checker.loading.loaded import LoadedPolicy

FILE = "instance"


def open_kept(root: Path, folder: Path | None) -> tuple[Instance, str | None]:
    """The instance at `root`, and the key of what it was read from; None where none can be said.

    Raises `NoInstance` and `OSError` as `load_instance` does.
    """
    policy = policy_key(root) if (root / "policy").is_dir() else None
    if policy is None or folder is None:
        return load_instance(root), None
    key = f"{program_key()} {policy}"
    lines, _ = read_lines(folder / FILE)
    if len(lines) == 2 and lines[0] == key:  # noqa: PLR2004 - the key and the instance
        try:
            return _thawed(root, lines[1]), key
        except (ValueError, TypeError, KeyError, AttributeError, AssertionError):
            pass  # written by another program that has our key: read anew
    instance = load_instance(root)
    text = None if instance.problems or policy_key(root) != policy else _frozen(instance)
    if text is None:
        return instance, None
    with suppress(OSError):
        write_lines(folder / FILE, (key, text))
    return instance, key


def _frozen(instance: Instance) -> str | None:
    calendars = instance.shelf.built
    if any(calendar is not None and calendar.oracle for calendar in calendars.values()):
        return None  # a library's calendar is asked, not kept
    try:
        parts = encoded((instance.settings, instance.organization, calendars))
        policies = [frozen(policy) for policy in instance.policies.values()]
        return json.dumps((*parts, policies), ensure_ascii=False)
    except ValueError:
        return None


def _thawed(root: Path, text: str) -> Instance:
    *parts, policies = json.loads(text)
    settings, organization, calendars = decoded(parts)
    shelf = CalendarShelf()
    shelf.built.update(calendars)
    loaded = tuple(LoadedPolicy(item["id"], thawed(item), []) for item in policies)
    return Instance(root, settings, organization, shelf, loaded, [])
