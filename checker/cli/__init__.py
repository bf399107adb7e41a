"""The command line: one file a command; the only place that prints, prompts, exits, reads the clock.

What was answered before is said again before anything else is loaded, the words of the command line included.
"""

from __future__ import annotations

import gc
import os
import sys
import time

from checker.cache.answers import Answer, ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.cli.commands import COMMANDS, SUMMARIES, cli

__all__ = ["COMMANDS", "SUMMARIES", "cli", "main"]

RARE_COLLECTION = (200_000, 20, 20)
"""A run makes many small objects and no cycles; collecting often costs a fifth of its time."""


def __getattr__(name: str) -> object:
    """The commands, loaded when they are asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from checker.cli import commands

    return getattr(commands, name)


def main() -> None:
    """Run the command line; whatever happens, no traceback and a documented exit code."""
    gc.set_threshold(*RARE_COLLECTION)
    try:
        asked = ask(sys.argv[1:])
        known = None if asked is None else asked.answer(int(time.time()))
        if known is not None:
            sys.exit(_told(known))
        from checker.cli.commands import run

        run(asked)
    except Exception as error:
        if os.environ.get("TOUSU_DEBUG"):
            raise
        from checker.cli.commands import tell_failure

        tell_failure(error)
        sys.exit(2)
    finally:
        gc.freeze()  # else leaving goes through all objects several times: a tenth of a short run


def _told(answer: Answer) -> int:
    """Say an answer again; its exit code, or 1 where nobody reads to the end, as click has it."""
    try:
        sys.stderr.write(answer.err)
        sys.stdout.buffer.write(answer.out)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return answer.code
