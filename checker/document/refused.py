"""Why a file is outside the subset: one problem, one place."""

from __future__ import annotations

from checker.model.finding import Problem
from checker.model.text import Say


class Refused(Exception):
    """The file is outside the subset; carries the one problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def refusal(code: str, words: tuple[Say, Say], at: tuple[int, int]) -> Refused:
    """A refusal with a message and a remedy, at a line and column from 1."""
    return Refused(Problem(code, words[0], remedy=words[1], at=at))
