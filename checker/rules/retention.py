"""retention: a case file is kept so long after it was closed.

Judged by `tousu audit` over git history: a file removed earlier is a violation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from checker.model.period import Duration
from checker.model.text import Say, say
from checker.rules.base import Rule, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention(Rule):
    """A case file stays in the register for a period from its closing event."""

    scope: ClassVar[Literal["case", "register", "audit"]] = "audit"
    waivable_by_default: ClassVar[bool] = False

    kind: Literal["retention"]
    """retention"""
    keep: Duration
    """How long, from the closing event."""

    def describe(self, words: Words) -> Say:
        return say(
            "案件档案自办结起保存 {period}",
            "the case file is kept for {period} from closing",
            period=self.keep.describe(),
        )
