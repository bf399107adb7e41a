"""Questions to a person at a terminal; on standard error, so that standard output stays data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import click

from checker.cli.common import fail
from checker.cli.language import tr
from checker.model.moment import parse_moment
from checker.model.organization import Organization
from checker.model.policy import Field, Revision

Option = tuple[str, str]
"""An id and its label."""
Check = Callable[[str], str | None]
"""Says what is wrong with an answer, or nothing."""


def at_terminal() -> bool:
    """Whether a person answers; scripts say everything with options."""
    return sys.stdin.isatty()


def require_person(option: str) -> None:
    """Exit 2 naming what a script must give, where nobody is there to be asked."""
    if not at_terminal():
        fail(f"缺少选项 {option}", f"missing options: {option}")


def ask(label: str, *, default: str | None = None, check: Check | None = None) -> str:
    """Ask until an answer stands."""
    return str(click.prompt(label, default=default, value_proc=_checked(check), err=True))


def ask_if_any(label: str, check: Check | None = None) -> str | None:
    """Ask for something that may be left out with Enter."""
    hint = tr("（可空）", " (may be blank)")
    answer = click.prompt(
        label + hint,
        default="",
        show_default=False,
        value_proc=_checked(check, blank=True),
        err=True,
    )
    return str(answer).strip() or None


def ask_staff(label: str, organization: Organization) -> str:
    """Ask who did it; exits 2 in a script, which says it with `--by`."""
    require_person("--by")
    return ask(label, check=staff_check(organization)).strip()


def choose(label: str, options: Sequence[Option], *, optional: bool = False) -> str | None:
    """Choose one of several by number, id or label."""
    click.echo(label + tr("：", ":"), err=True)
    for place, (name, shown) in enumerate(options, 1):
        click.echo(f"  {place:>2}. {shown} ({name})", err=True)
    prompt = tr("选择编号", "number")
    if optional:
        answer = ask_if_any(prompt, lambda text: _known(text, options))
        return None if answer is None else _chosen(answer, options)
    return _chosen(ask(prompt, check=lambda text: _known(text, options)), options)


def choose_event(revision: Revision) -> str:
    """Choose one of a revision's event types."""
    options = [(name, kind.label) for name, kind in revision.events.items()]
    return choose(tr("发生了什么", "what happened"), options) or ""


def ask_field(spec: Field) -> str | None:
    """Ask for a field's value."""
    if spec.type == "choice":
        options = [(one.id, one.label) for one in spec.choices]
        return choose(spec.label, options, optional=True)
    return ask_if_any(spec.label)


def staff_check(organization: Organization) -> Check:
    """A check that somebody has an id or alias."""
    return lambda text: (
        None
        if organization.knows_staff(text.strip())
        else tr("没有这个人员", "no such staff member")
    )


def party_check(organization: Organization) -> Check:
    """A check that an id is of a staff member or a unit."""

    def wrong(text: str) -> str | None:
        name = text.strip()
        if "=" in name or name in organization.units or organization.knows_staff(name):
            return None
        return tr("没有这个人员或单位", "no such staff member or unit")

    return wrong


def time_check(revision: Revision) -> Check:
    """A check that a text is a date or an instant."""

    def wrong(text: str) -> str | None:
        if parse_moment(text.strip(), revision.zone) is not None:
            return None
        return tr("写成 2026-03-02 或 2026-03-02T10:15", "write 2026-03-02 or 2026-03-02T10:15")

    return wrong


def _checked(check: Check | None, *, blank: bool = False) -> Callable[[str], str]:
    def value(text: str) -> str:
        if not text.strip() and blank:
            return text
        if not text.strip():
            raise click.UsageError(tr("不能为空", "an answer is wanted"))
        wrong = check(text) if check is not None else None
        if wrong is not None:
            raise click.UsageError(wrong)
        return text

    return value


def _known(text: str, options: Sequence[Option]) -> str | None:
    return None if _chosen(text, options) else tr("没有这一项", "no such choice")


def _chosen(text: str, options: Sequence[Option]) -> str | None:
    answer = text.strip()
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(options):
        return options[int(answer) - 1][0]
    return next((name for name, label in options if answer in (name, label)), None)
