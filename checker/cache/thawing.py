"""A kept revision whose parts are made when they are first asked for.

A check of one case asks for the rules of the revision that governs it, and for no chapter of any.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from checker.cache.codec import decoded, encoded
from checker.model.policy import Policy, Revision

Parts = dict[str, str]


class Thawing(Revision):
    """What a revision is, as far as somebody asked."""

    def __getattr__(self, name: str) -> Any:
        """A part that is not there yet."""
        parts: Parts = vars(self).get("_parts", {})
        if name not in parts:
            raise AttributeError(name)
        value = decoded(json.loads(parts[name]))
        setattr(self, name, value)
        return value


def frozen(policy: Policy) -> dict[str, Any]:
    """A policy as plain data, each part of each revision by itself.

    Raises `ValueError` for what is no part of the model.
    """
    return {
        "id": policy.id,
        "revisions": [_parts(item) for item in policy.revisions],
        "locked": policy.locked,
        "beside": [_parts(item) for item in policy.beside],
    }


def thawed(data: dict[str, Any]) -> Policy:
    """The policy that was frozen. Raises `ValueError` or `KeyError` where it is not whole."""
    revisions, beside = (tuple(map(_thawing, data[name])) for name in ("revisions", "beside"))
    return Policy(id=data["id"], revisions=revisions, locked=data["locked"], beside=beside)


def _parts(revision: Revision) -> Parts:
    return {
        spec.name: json.dumps(encoded(getattr(revision, spec.name)), ensure_ascii=False)
        for spec in fields(revision)
    }


def _thawing(parts: Parts) -> Revision:
    if parts.keys() != {spec.name for spec in fields(Revision)}:
        raise ValueError(parts.keys())
    revision = object.__new__(Thawing)
    vars(revision)["_parts"] = parts
    return revision
