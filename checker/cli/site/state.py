"""What the last build made of what, so that the next one makes only what is new.

A state that cannot be read, or that another version wrote, is as good as none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import field
from functools import cache
from pathlib import Path

from checker import saving
from checker.lazily import dataclass

PACKAGE = Path(__file__).parents[2]


@dataclass
class State:
    """Digests of what went in and what came out."""

    asked: str = ""
    """Of everything that the site builder was given."""
    rendered: str = ""
    """Of everything that it made of that."""
    stamped: dict[str, tuple[str, str]] = field(default_factory=dict)
    """A stamped page: what it was made from, and what it holds."""

    @classmethod
    def read(cls, path: Path) -> State:
        try:
            data = json.loads(path.read_bytes())
            stamped = {name: (str(made), str(held)) for name, (made, held) in data[2].items()}
            return cls(str(data[0]), str(data[1]), stamped)
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return cls()

    def write(self, path: Path) -> None:
        data = [self.asked, self.rendered, self.stamped]
        content = json.dumps(data, indent=0, sort_keys=True).encode()
        saving.write(path, content, lasting=False)

    def holds(self, name: str, made_from: str, path: Path) -> bool:
        """Whether a stamped page stands there already as it would be made."""
        known = self.stamped.get(name)
        if known is None or known[0] != made_from or not path.is_file():
            return False
        return known[1] == hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def program_digest() -> str:
    """The digest of the program itself: pages made by other code are made anew."""
    digest = hashlib.sha256()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.yml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
