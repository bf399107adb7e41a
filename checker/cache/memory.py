"""What is kept of one instance, case by case."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from checker.cache.folder import folder_of
from checker.cache.instances import open_kept
from checker.cache.verdicts import Remembered
from checker.engine import Progress, Result, Run, check_by
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.outcomes import Spread

FEW = 50
"""Named cases that are judged sooner than looked for."""


@dataclass
class Memory:
    """What is kept of one instance as it is now."""

    folder: Path
    key: str
    damaged: int = 0
    """Lines that were not as they had been written, and so were not taken."""

    def check(self, run: Run, spread: Spread, progress: Progress | None = None) -> Result:
        """Check a run: what is known is recalled, what is not is judged by `spread` and kept.

        A run that is asked for everything is judged whole: to recall it would take as long. So would
        the search for a few cases among those of a whole register.
        """
        few = run.options.paths is not None and len(run.files) <= FEW
        if run.options.everything or few:
            return check_by(run, spread, progress)
        known = Remembered.open(run, self.folder, self.key)
        self.damaged = known.damaged
        result = check_by(run, known.spread(spread), progress, known.others)
        with suppress(OSError):  # a folder that cannot be written makes no verdict wrong
            known.save()
        return result


def open_remembering(root: Path) -> tuple[Instance, Memory | None]:
    """The instance at `root` and what is kept of it; None where nothing can be kept of it.

    Raises `NoInstance` and `OSError` as `load_instance` does.
    """
    folder = folder_of(root)
    instance, key = open_kept(root, folder)
    return instance, Memory(folder, key) if folder is not None and key is not None else None
