"""Completion of ids in a shell; whatever goes wrong, it completes nothing and says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

Names = Iterable[tuple[str, str]]
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _quietly(names: Callable[[Path], Names]) -> Completer:
    """A callback for click: the names below an instance's root that begin as typed."""

    @wraps(names)
    def complete(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        try:
            return [
                CompletionItem(name, help=label or None)
                for name, label in names(_root(ctx))
                if name.casefold().startswith(typed.casefold())
            ]
        except Exception:  # a shell waits: silence is the only good answer
            return []

    return complete


def _root(ctx: click.Context) -> Path:
    from checker.loading.instance import find_root

    given = ctx.params.get("root")
    return Path(given) if given else find_root(Path.cwd())


def _instance(root: Path) -> Any:
    from checker.loading.instance import load_instance

    return load_instance(root)


@_quietly
def complete_case(root: Path) -> Names:
    """Ids of cases, by their files' names."""
    for path in sorted((root / "cases").glob("*/*.yml"), reverse=True):
        if path.parent.name not in ("evidence", "reports"):
            yield path.stem, ""


@_quietly
def complete_rule(root: Path) -> Names:
    """Ids of rules, with their titles."""
    for policy in _instance(root).policies.values():
        titles = {rule.id: rule.title for item in policy.revisions for rule in item.rules}
        yield from titles.items()


@_quietly
def complete_event(root: Path) -> Names:
    """Event types, with their labels."""
    for policy in _instance(root).policies.values():
        kinds = {
            name: kind.label for item in policy.revisions for name, kind in item.events.items()
        }
        yield from kinds.items()


@_quietly
def complete_unit(root: Path) -> Names:
    """Ids of units, with their names."""
    for unit in _instance(root).organization.units.values():
        yield unit.id, unit.name


@_quietly
def complete_staff(root: Path) -> Names:
    """Ids of staff, with their titles."""
    titles = {entry.id: entry.title or "" for entry in _instance(root).organization.staff}
    yield from sorted(titles.items())


def complete_case_or_rule(
    ctx: click.Context, param: click.Parameter, typed: str
) -> list[CompletionItem]:
    """Ids of cases, then of rules."""
    return [*complete_case(ctx, param, typed), *complete_rule(ctx, param, typed)]
