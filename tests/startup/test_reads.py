"""What a check of one file reads: other cases only where its verdicts rest on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.engine import Options, Run, check_by
from checker.loading.instance import load_instance

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("line", "reads"),
    [("", False), ("incident: INC-2025-001\n", True), ("previous: [TS-2025-000002]\n", True)],
    ids=["alone", "of an incident", "a further complaint"],
)
def test_other_cases_are_read_only_for_a_case_that_names_them(line, reads) -> None:
    file = "cases/2025/TS-2025-000001.yml"
    text = "".join(
        kept
        for kept in (ROOT / file).read_text("utf-8").splitlines(keepends=True)
        if not kept.startswith(("incident:", "previous:"))
    )
    instance = load_instance(ROOT, {file: (text + line).encode()})
    second = instance.instant("2026-11-20")
    run = Run(instance, Options(second=second, clock=second, paths=(file,)))
    asked: list[str] = []
    run.link = asked.append
    result = check_by(run, run.outcomes)
    assert result.summary["cases"] == 1
    assert sorted(asked) == [other for other in run.all_files if reads and other != file]
