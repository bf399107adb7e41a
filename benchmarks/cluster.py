"""A Dask cluster of two local workers beside the local pool, over the same register.

The cluster is started before and stopped after; what is timed is the check that asks it.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from running import Did, cold, pair


def compare(folder: Path, cases: int, rounds: int) -> None:
    """Both must give the same bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster  # noqa: PLC0415 - dear, and rarely asked for

        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as local:
            address = local.scheduler_address

            def there() -> Did:
                return cold(folder, "--workers", address)

            name = f"cluster of two workers, against two processes, {cases} cases"
            pair(name, "≤ 1.3", there, lambda: cold(folder, "--jobs", "2"), _same, rounds)


def _same(ours: Did, theirs: Did) -> bool:
    return ours.out == theirs.out and ours.code == theirs.code in (0, 1)
