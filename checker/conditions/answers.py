"""Answers in three values: True, False, and None for what cannot be said."""

from __future__ import annotations

from collections.abc import Iterator

Answer = bool | None


def kleene_all(answers: Iterator[Answer]) -> Answer:
    """False if one is, else None if one is unknown, else True."""
    result: Answer = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def kleene_any(answers: Iterator[Answer]) -> Answer:
    """True if one is, else None if one is unknown, else False."""
    result: Answer = False
    for answer in answers:
        if answer:
            return True
        if answer is None:
            result = None
    return result
