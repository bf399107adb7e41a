"""Conditions: fact paths and matchers, compiled once against a revision, asked of many cases.

Answers are True, False or None: None where a money amount is in another currency, or an ordered
choice is not one of the revision's. A condition that could never be evaluated is refused when
the policy is read, never when a case is judged.
"""

from __future__ import annotations

from checker.conditions.answers import Answer, kleene_all, kleene_any
from checker.conditions.compiling import OPERATORS, Unresolved, compile_condition, read_as
from checker.conditions.facts import NUMBER, Facts, FactType, fact_types, read_number
from checker.conditions.matching import All, Any_, Match, Not, Test, amount_in

__all__ = [
    "NUMBER",
    "OPERATORS",
    "All",
    "Answer",
    "Any_",
    "FactType",
    "Facts",
    "Match",
    "Not",
    "Test",
    "Unresolved",
    "amount_in",
    "compile_condition",
    "fact_types",
    "kleene_all",
    "kleene_any",
    "read_as",
    "read_number",
]
