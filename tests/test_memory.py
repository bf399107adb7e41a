"""What a run leaves behind of a case that is judged: nothing that waits for the garbage collector."""

from __future__ import annotations

import gc
from pathlib import Path

from checker.engine import Options, Run
from checker.loading.instance import load_instance

ROOT = Path(__file__).parent.parent


def test_a_judged_case_is_gone_without_a_collector() -> None:
    instance = load_instance(ROOT)
    second = instance.instant("2026-11-20")
    assert second is not None
    run = Run(instance, Options(second=second, clock=False))
    some = run.files[-40:]
    list(run.outcomes(some, None))  # what is kept for the next cases is kept from here on
    gc.collect()
    gc.disable()
    try:
        kept = list(run.outcomes(some, None))
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert len(kept) == 40
