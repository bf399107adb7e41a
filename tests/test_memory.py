"""What a run leaves behind of a case that is judged: nothing that waits for the garbage collector."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEFT = """
import gc
from collections import Counter
from pathlib import Path
from checker.engine import Options, Run
from checker.loading.instance import load_instance

instance = load_instance(Path("."))
run = Run(instance, Options(second=instance.instant("2026-11-20"), clock=False))
some = run.files[-40:]
list(run.outcomes(some, None))  # what is kept for the next cases is kept from here on
while gc.collect():
    pass
gc.disable()
gc.set_debug(gc.DEBUG_SAVEALL)
kept = list(run.outcomes(some, None))
gc.collect()
print(len(kept), dict(Counter(type(item).__qualname__ for item in gc.garbage)))
"""
"""Run in a process of its own: what other tests drop while it runs is garbage too."""


def test_a_judged_case_is_gone_without_a_collector() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "40 {}\n", done.stderr
