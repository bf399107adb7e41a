"""The rule kinds: a closed vocabulary, written out by hand in one place.

`RULE_KINDS` gives the registry and the parser; `rule_union` the JSON Schema.
"""

from __future__ import annotations

from typing import Any

from checker.rules.authority import Authority
from checker.rules.base import Context, Rule, Words
from checker.rules.classification import Classification
from checker.rules.deadline import Deadline
from checker.rules.form import Form
from checker.rules.history import History
from checker.rules.periodic_report import PeriodicReport
from checker.rules.privacy import Privacy
from checker.rules.recusal import Recusal
from checker.rules.required_event import RequiredEvent
from checker.rules.retention import Retention
from checker.rules.separation_of_duties import SeparationOfDuties
from checker.rules.sequence import Sequence
from checker.rules.staffing import Staffing
from checker.rules.trace import Trace

__all__ = ["RULE_KINDS", "Context", "Rule", "Words", "rule_union"]

RULE_KINDS: dict[str, type[Rule]] = {
    "deadline": Deadline,
    "required-event": RequiredEvent,
    "sequence": Sequence,
    "trace": Trace,
    "recusal": Recusal,
    "separation-of-duties": SeparationOfDuties,
    "authority": Authority,
    "classification": Classification,
    "form": Form,
    "privacy": Privacy,
    "periodic-report": PeriodicReport,
    "staffing": Staffing,
    "retention": Retention,
    "history": History,
}


def rule_union() -> Any:
    """All kinds as one type, told apart by `kind`; imports pydantic, so only for schemas."""
    from typing import Annotated, Union  # noqa: PLC0415 - for schemas alone

    from pydantic import Field  # noqa: PLC0415 - for schemas alone

    from checker.model.scalars import with_docstrings  # noqa: PLC0415 - for schemas alone

    with_docstrings()

    return Annotated[Union[tuple(RULE_KINDS.values())], Field(discriminator="kind")]  # noqa: UP007 - of a list
