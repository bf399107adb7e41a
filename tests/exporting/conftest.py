"""The repository's own register, judged once at the day at which it stands still."""

from pathlib import Path

import pytest

from checker.engine import Options, Result, check_instance
from checker.exporting import Table
from checker.exporting.register import tables
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

ROOT = Path(__file__).parents[2]
META = [("tool", "tousu 1"), ("git_commit", "0" * 40)]


@pytest.fixture(scope="session")
def result() -> Result:
    instance = load_instance(ROOT)
    zone = next(iter(instance.policies.values())).zone
    second = as_of_moment("2026-11-20", zone).second
    return check_instance(instance, Options(second=second, clock=False, everything=True))


@pytest.fixture(scope="session")
def register(result: Result) -> dict[str, Table]:
    return {table.id: table for table in tables(result, "zh", META)}
