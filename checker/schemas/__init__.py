"""JSON Schemas of an instance's files, for editors: objects in, plain data out.

Editors turn YAML scalars into numbers and booleans, the checker reads all of them as text: so a
schema accepts either wherever text is read. What a schema accepts may still be refused by the
checker, never the other way round.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from checker.model.policy import Policy
from checker.schemas.case import case_schema
from checker.schemas.organization import organization_schema
from checker.schemas.policy import policy_schema
from checker.schemas.report import report_schema

Schema = dict[str, Any]


def schemas(policies: Sequence[Policy]) -> dict[str, Schema]:
    """All schemas by name: `case`, `policy`, `organization`, `report`."""
    return {
        "case": case_schema(policies),
        "policy": policy_schema(),
        "organization": organization_schema(),
        "report": report_schema(),
    }


def schema_text(schema: Schema) -> str:
    """A schema as the text of its file; the same schema gives the same bytes."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
