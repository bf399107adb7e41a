"""Reading a receipt: it came from anywhere, so nothing in it is trusted but its form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from checker.loading.shapes import read_shape
from checker.model.finding import Problems
from checker.model.text import Say, say
from checker.receipts.receipt import FORMAT, Receipt

LARGEST = 256 * 1024 * 1024
"""Bytes of a receipt; a register of 100,000 cases stays below."""


class NoReceipt(Exception):
    """What was given is no receipt that can be read; carries the sentence that says why."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def read_receipt(file: Path) -> Receipt:
    """Read a receipt; raises `NoReceipt` with one sentence, whatever is wrong with it."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError):
        raise NoReceipt(say("收据读不出来", "the receipt cannot be read")) from None
    if len(content) > LARGEST:
        raise NoReceipt(say("收据过大", "the receipt is too large"))
    return _receipt(_data(content))


def _data(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(data, dict) or "receipt" not in data:
        raise NoReceipt(say("这不是收据", "this is no receipt"))
    if data["receipt"] != FORMAT or isinstance(data["receipt"], bool):
        raise NoReceipt(
            say("收据是别的版本写的，读不了", "the receipt has a format that is not known here")
        )
    return data


def _receipt(data: dict[str, Any]) -> Receipt:
    problems = Problems("")
    try:
        receipt = read_shape(Receipt, data, (), problems)
    except RecursionError:
        raise _damaged() from None
    if receipt is None:
        raise _damaged()
    return receipt


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _damaged() -> NoReceipt:
    return NoReceipt(say("收据已损坏，或者不是收据", "the receipt is damaged, or none"))
