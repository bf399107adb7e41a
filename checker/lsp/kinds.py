"""What a file of an instance is, by its place."""

from __future__ import annotations

from typing import Literal

from checker.loading.organizations import FILE as ORGANIZATION

FileKind = Literal["case", "report", "policy", "organization", "other"]
PART = 4
"""Steps to a part of a revision: policy, its id, the effective day, the file."""


def kind_of(file: str) -> FileKind:
    """The kind of a file by its path from the root."""
    parts = file.split("/")
    if file == ORGANIZATION:
        return "organization"
    if parts[0] == "cases" and len(parts) > 1:
        return {"reports": "report", "evidence": "other"}.get(parts[1], "case")  # type: ignore[return-value]
    is_part = parts[0] == "policy" and len(parts) == PART and parts[2][:1].isdigit()
    return "policy" if is_part else "other"
