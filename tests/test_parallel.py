"""However many processes judge, the report is the same to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import parallel
from checker.engine import Options, check_instance
from checker.formats.json import render
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_report_does_not_depend_on_the_number_of_processes(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 1)
    instance = load_instance(ROOT)
    as_of = as_of_moment("2026-11-20", next(iter(instance.policies.values())).zone)
    assert as_of is not None
    assert as_of.second is not None
    options = Options(second=as_of.second, clock=False, everything=True)
    alone = render(check_instance(instance, options), "zh")
    together = parallel.check_on_cores(instance, options, jobs)
    assert render(together, "zh") == alone
    assert together.matched == together.summary["cases"] == 100
