"""What of a case may be shown, and to whom: the one place that knows the allow-list.

Page makers get a `PublicCase` and never a `Case`. What is not named here does not leave: free
text, names, customer references, notes, staff ids, titles and places of records, and every field
that the policy does not mark `public`. A new field is hidden until somebody says otherwise. For
internal readers those parts are filled in too, with numbers of persons masked.
"""

from checker.pages.audience.casemaker import public_case
from checker.pages.audience.published import (
    Particular,
    PublicCase,
    PublicEvent,
    PublicNote,
    PublicRecord,
    PublicValue,
    PublicVerdict,
)
from checker.pages.audience.publisher import PERSON, Publisher, is_personal

__all__ = [
    "PERSON",
    "Particular",
    "PublicCase",
    "PublicEvent",
    "PublicNote",
    "PublicRecord",
    "PublicValue",
    "PublicVerdict",
    "Publisher",
    "is_personal",
    "public_case",
]
