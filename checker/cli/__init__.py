"""The command line: one file a command; the only place that prints, prompts, exits, reads the clock.

What was answered before is said again before anything else is loaded, the words of the command line included.
"""

from __future__ import annotations

import gc
import os
import sys
import time

from checker.cli.plain import asked_of, wanted_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from checker.cache.answers import Answer
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
        _run(sys.argv[1:])
    except BrokenPipeError:  # nobody reads to the end: 1, as click has it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("TOUSU_DEBUG"):
            raise
        from checker.cli.commands import tell_failure

        sys.exit(tell_failure(error))
    finally:
        gc.freeze()  # else leaving goes through all objects several times: a tenth of a short run


def _run(words: list[str]) -> None:
    """Say a kept answer again, else check plainly, else leave it all to click."""
    asked = asked_of(words)
    known = None if asked is None else asked.answer(int(time.time()))
    if known is not None:
        _tell(known)
    wanted = wanted_of(words)
    if wanted is not None:
        from checker.cli.checking import check

        check(wanted, asked)
    from checker.cli.commands import run

    run(asked)


def _tell(answer: Answer) -> NoReturn:
    """Say an answer again."""
    sys.stderr.write(answer.err)
    sys.stdout.buffer.write(answer.out)
    sys.stdout.flush()
    sys.exit(answer.code)
