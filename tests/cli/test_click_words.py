"""The library's own words: Chinese unless English is asked for, and no message forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest

from checker.cli import cli
from checker.cli.click_words import CLICK_WORDS

FOREIGN = {
    "Name '{name}' defined twice", "Unknown color {colour!r}", "Unknown standard stream '{name}'",
    "Invalid start character for option ({option})", "Value must be an iterable.",
    "{editor}: Editing failed", "{editor}: Editing failed: {e}", "Windows error: {error}", "d",
    "Choice({choices})", "%(prog)s, version %(version)s", "{value!r} is not a valid UUID.",
    "{name} {filename!r} is not executable.",
    "Couldn't detect Bash version, shell completion is not supported.",
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given.",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    "{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}.",
}  # fmt: skip
"""What only programmers meet, or what no command of ours can cause."""
FOR_PROGRAMMERS = ("Deprecat", "declaration", "same flag", "a name was passed")


def messages() -> Iterator[str]:
    """The constant messages that click puts through gettext."""
    for path in Path(click.__file__).parent.glob("*.py"):
        calls = (
            one
            for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(one, ast.Call)
        )
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                constants = (one for one in call.args[:2] if isinstance(one, ast.Constant))
                yield from (str(one.value) for one in constants)


def test_every_message_that_people_meet_is_translated() -> None:
    forgotten = set(messages()) - CLICK_WORDS.keys() - FOREIGN
    assert {
        text for text in forgotten if not any(part in text for part in FOR_PROGRAMMERS)
    } == set()


@pytest.mark.parametrize("text", CLICK_WORDS)
def test_translations_use_the_same_values(text: str) -> None:
    def fields(one: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(one) if name}

    assert fields(CLICK_WORDS[text]) <= fields(text)


SAID = {
    "no such option": (["due", "--dayz"], "错误：没有选项 '--dayz'。"),
    "no such command": (["chekc"], "错误：没有命令 'chekc'。"),
    "a missing argument": (["show"], "错误：缺少参数 '案件'."),
    "a value": (
        ["due", "--format", "xml"],
        "错误：'--format' 的取值不对：'xml' 不在可选之列：'text', 'json'。",
    ),
    "a number": (["due", "--days", "x"], "错误：'--days' 的取值不对：'x' 不是合要求的数。"),
    "too much": (["show", "a", "b"], "错误：多余的参数（b）"),
    "nothing after an option": (["due", "--days"], "错误：选项 '--days' 缺少取值。"),
}


@pytest.mark.parametrize(("words", "says"), SAID.values(), ids=SAID)
def test_usage_errors_are_in_chinese(shell, words: list[str], says: str) -> None:
    done = shell(*words)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_help_is_in_chinese(shell) -> None:
    out = shell("due", "--help").out
    assert out.startswith("用法： tousu due")
    assert "选项:" in out
    assert "显示说明。" in out


def test_english_where_it_is_asked_for(shell) -> None:
    done = shell("due", "--dayz", "--lang", "en")
    assert (done.code, "Error: No such option '--dayz'." in done.err) == (2, True)
    assert shell("due", "--help", TOUSU_LANG="en").out.startswith("Usage: tousu due")


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, click.Command]]:
    """A command and all below it, by what one types."""
    yield " ".join(names), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, *names, name)


@pytest.mark.parametrize(("name", "command"), [*commands(cli, "tousu")])
def test_every_command_and_group_takes_the_language(name: str, command: click.Command) -> None:
    assert "--lang" in [text for option in command.params for text in option.opts]
