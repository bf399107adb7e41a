"""reviewdog's diagnostic format, for review comments on forges that have none of their own.

Columns are left out: reviewdog counts them in bytes, the checker in characters.
See also: github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from typing import Any

from checker.engine import Result
from checker.formats.inert import dumps
from checker.formats.markup import inert
from checker.formats.saying import reasons, weight, word
from checker.model.finding import Diagnostic, RelatedPlace
from checker.model.text import Lang, say

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(result: Result, lang: Lang) -> str:
    """One DiagnosticResult; what does not count against the gate is INFO."""
    found = [_diagnostic(item, lang) for item in result.diagnostics]
    return dumps({"source": {"name": "tousu"}, "diagnostics": found}, indent=2) + "\n"


def _diagnostic(item: Diagnostic, lang: Lang) -> dict[str, Any]:
    return {
        "message": _message(item, lang),
        "location": _location(item.path, item.line),
        "severity": SEVERITIES[weight(item) or "note"],
        "code": {"value": item.rule},
        "relatedLocations": [_related(place, lang) for place in item.related],
    }


def _message(item: Diagnostic, lang: Lang) -> str:
    """The word, the message and the reasons, a line each; reviewdog posts it as Markdown."""
    head = say("{word}：{said}", "{word}: {said}", word=word(item, lang), said=item.finding.message)
    lines = [head.render(lang), *(text.render(lang) for text in reasons(item))]
    return "\n".join(inert(line) for line in lines)


def _related(place: RelatedPlace, lang: Lang) -> dict[str, Any]:
    message = inert(place.message.render(lang))
    return {"message": message, "location": _location(place.path, place.line)}


def _location(path: str, line: int) -> dict[str, Any]:
    return {"path": path, "range": {"start": {"line": line}}}
