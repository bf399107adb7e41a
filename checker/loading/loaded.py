"""What came of reading a policy folder. It knows nothing of how one is read: a kept policy is not."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from checker.lazily import dataclass
from checker.model.finding import Diagnostic
from checker.model.policy import Policy

if TYPE_CHECKING:
    from checker.loading.parts import Parts


@dataclass
class LoadedPolicy:
    """A policy folder as read: the policy where it is sound, and what is wrong where not."""

    id: str
    policy: Policy | None
    problems: list[Diagnostic]
    parts: dict[str, Parts] = field(default_factory=dict)
    """By the revision's folder."""
