"""The language of help and messages: Chinese unless `--lang en` or TOUSU_LANG says otherwise.

Help texts are made when a command's module is imported, so the language is found before that.
"""

from __future__ import annotations

import os
import sys

from checker.model.text import Lang, Say


def wanted(arguments: list[str]) -> Lang:
    """The language asked for on the command line or in the environment."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return "en" if arguments[place + 1] == "en" else "zh"
        if argument.startswith("--lang="):
            return "en" if argument == "--lang=en" else "zh"
    return "en" if os.environ.get("TOUSU_LANG") == "en" else "zh"


LANG: Lang = wanted(sys.argv[1:])


def tr(zh: str, en: str) -> str:
    """A text of the command line in the language asked for."""
    return zh if LANG == "zh" else en


def told(sentence: Say) -> str:
    """A sentence in the language asked for."""
    return sentence.render(LANG)
