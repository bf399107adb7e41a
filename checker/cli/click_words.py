"""What click says by itself, in Chinese: the words of the command-line library, put into ours."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click  # its modules must be there before they are taught

USAGE = "collect_usage_pieces"
Pieces = Callable[[click.Command, click.Context], list[str]]

CLICK_WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示说明。",
    "Show the version and exit.": "显示版本。",
    "Confirm the action without prompting.": "不再询问。",
    "Do you want to continue?": "要继续吗？",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "用 '{command} {option}' 看说明。",
    "Aborted!": "已取消",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少 {param_type}",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "No such option: {name}": "没有选项 {name}",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否想写其中之一：{possibilities}）",
    "(Possible options: {possibilities})": "（是否想写其中之一：{possibilities}）",
    "Invalid value: {message}": "取值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的取值不对：{message}",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带取值。",
    "Option {name!r} requires an argument.": "选项 {name!r} 缺少取值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name!r} 要 {nargs} 个取值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name!r} 要 {nargs} 个取值。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选之列：{choices}。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是合要求的数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} 应是：{states}",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename!r}：{message}",
    "unknown error": "原因不明",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "没有{name} {filename!r}。",
    "{name} {filename!r} is a file.": "{filename!r} 是文件，不是{name}。",
    "{name} {filename!r} is a directory.": "{filename!r} 是文件夹，不是{name}。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 读不了。",
    "{name} {filename!r} is not writable.": "{name} {filename!r} 写不了。",
    "Error: invalid input": "错误：输入不对",
    "Error: The two entered values do not match.": "错误：两次输入不一致。",
    "Repeat for confirmation": "再输入一次",
    "Press any key to continue...": "按任意键继续…",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "required": "必填",
    "deprecated": "已弃用",
    "(dynamic)": "（视情况）",
}
"""What click says, by its own English; what is not here stays English."""


USAGE_WORDS = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "[PATHS]...": "[路径]...",
    "FILES...": "文件...",
    "[WORKBOOK]": "[工作簿]",
    "RECEIPT…": "收据…",
    "PACK": "规则包",
    "OURS": "我方",
    "THEIRS": "对方",
}
"""What stands for an argument in the line that shows how a command is used."""


def in_chinese(message: str) -> str:
    """One of click's own messages; itself where we have no words for it."""
    return CLICK_WORDS.get(message, message)


def in_chinese_plural(one: str, many: str, number: int) -> str:
    """A message that has a plural in English."""
    return in_chinese(one if number == 1 else many)


def speak_chinese() -> None:
    """Have click say its own words in Chinese: its modules ask these two functions at run time."""
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            for function, ours in (("_", in_chinese), ("ngettext", in_chinese_plural)):
                if callable(getattr(module, function, None)):
                    setattr(module, function, ours)
    for kind in (click.Command, click.Group):
        setattr(kind, USAGE, _usage_in_chinese(getattr(kind, USAGE)))


def _usage_in_chinese(pieces: Pieces) -> Pieces:
    """The same pieces of a usage line, in Chinese where we have words for them."""

    def translated(command: click.Command, ctx: click.Context) -> list[str]:
        return [USAGE_WORDS.get(piece, piece) for piece in pieces(command, ctx)]

    return translated
