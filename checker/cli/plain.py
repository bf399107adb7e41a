"""A plain check, read without click: the words of a hook, whose start would else be a sixth longer.

What is not plain, or not right, is left to click, which says what is wrong with it. Where both
read the same words they read the same.
"""

from __future__ import annotations

import os
import sys

from checker.cache.answers import Asked, ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.cli.checking import Wanted

PATH = ""
ONCE = ("--format", "--as-of", "--root", "--lang", "--fail-on", "--jobs", "--policy")
SEVERAL = ("--select", "--ignore", PATH)
MOST_JOBS = 1000
"""So many and more are left to click."""
Said = dict[str, list[str]]
"""The values of each option, and the paths."""


def read(words: list[str]) -> Said | None:
    """What a check is asked by options that have a value; None for any other command line."""
    encodings = {getattr(stream, "encoding", "") for stream in (sys.stdout, sys.stderr)}
    if words[:1] != ["check"] or not encodings <= {"utf-8", "UTF-8"}:
        return None
    said: Said = {}
    rest = iter(words[1:])
    for word in rest:
        name, joined, value = word.partition("=") if word[:1] == "-" else (PATH, "=", word)
        if not joined:
            value = next(rest, "")
        if name not in (*ONCE, *SEVERAL) or value[:1] in ("", "-"):
            return None
        said.setdefault(name, []).append(value)
    return None if any(len(said.get(name, ())) > 1 for name in ONCE) else said


def asked_of(words: list[str]) -> Asked | None:
    """The question of a check of the whole register; None for one whose answer is never kept."""
    said = read(words)
    if said is None or PATH in said:
        return None
    (root,) = said.get("--root", [""])
    return ask(words, root)


def wanted_of(words: list[str]) -> Wanted | None:
    """What a plain check is asked to do; None where click has to look at it."""
    said = read(words)
    if said is None:
        return None
    from pathlib import Path

    from checker.cli.checking import Wanted
    from checker.formats import FORMATS
    from checker.model.finding import LEVELS

    once = {name: said[name][0] for name in ONCE if name in said}
    choices = {
        "--format": FORMATS,
        "--fail-on": (*LEVELS, "never"),
        "--lang": ("zh", "en"),
        "--jobs": {*map(str, range(1, MOST_JOBS))},
    }
    if any(once[name] not in allowed for name, allowed in choices.items() if name in once):
        return None
    jobs, root, paths = once.get("--jobs"), once.get("--root"), said.get(PATH, [])
    folders = [] if root is None else [root]
    if not all(map(_is_readable, (*paths, *folders))) or not all(map(os.path.isdir, folders)):
        return None
    return Wanted(
        paths=tuple(map(Path, paths)),
        format_name=once.get("--format", "text"),
        as_of=once.get("--as-of"),
        fail_on=once.get("--fail-on", "error"),
        select=tuple(said.get("--select", ())),
        ignore=tuple(said.get("--ignore", ())),
        policy=once.get("--policy"),
        jobs=int(jobs) if jobs else None,
        root=Path(root) if root else None,
    )


def _is_readable(path: str) -> bool:
    return os.access(path, os.R_OK)
