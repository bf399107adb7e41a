"""How many examples a property is tried on: fixed and repeatable in `make test`, many and new in `make fuzz`."""

import os

from hypothesis import settings

TIMES = int(os.environ.get("TOUSU_FUZZ", "1"))
"""How many times the usual number."""

settings.register_profile("test", deadline=None, derandomize=TIMES == 1, database=None)
settings.load_profile("test")


def tries(usual: int) -> int:
    """The number of examples for a test that usually takes so many."""
    return usual * TIMES
