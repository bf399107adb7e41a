"""An answer put right for the few cases that changed; the others are neither read nor judged again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from importlib import import_module

from checker.cache.answers import Asked
from checker.cache.pieces import Pieces
from checker.cache.place import as_bytes
from checker.cache.standing import NUL
from checker.cli.common import EXIT_FOUND, EXIT_OK
from checker.cli.keeping import PIECEWISE, Said, keep_text, texts_of
from checker.cli.language import LANG
from checker.engine import Options, Result, Run
from checker.loading.instance import Instance
from checker.model.finding import counts, is_shown
from checker.outcomes import Outcome
from checker.related import Link, Relations

FEW = 5
"""Cases that are judged sooner than the pieces of a whole register are written anew."""


class Mended:
    """A report put right, and its exit code."""

    def __init__(self, kept: Pieces, run: Run, outcomes: list[Outcome], format_name: str) -> None:
        self.kept = kept
        self.options = run.options
        self.outcomes = outcomes
        self.format_name = format_name
        self.frame = _frame(run, kept.about["summary"], outcomes)
        self.text = _joined(kept.texts, self.frame, format_name)

    def code(self, fail_on: str) -> int:
        """0 or 1."""
        stops = any(counts(status, level, fail_on) for _, status, level in self.kept.marks)
        return EXIT_FOUND if stops else EXIT_OK

    def keep(self, asked: Asked, code: int) -> None:
        """Keep it; where several changed by now, its pieces too, else the earlier ones do as well."""
        about, turns = self.kept.about, [item.until for item in self.outcomes]
        about["until"] = min([about["until"], *(turn for turn in turns if turn is not None)])
        about["since"] = self.options.second
        self.kept.stood = asked.standing.by_path()
        said = Said(self.frame, self.options, self.format_name, self.text, code)
        with suppress(OSError):  # a folder that cannot be written makes no answer wrong
            if keep_text(asked, said, about["until"]) and len(self.outcomes) > FEW:
                self.kept.save(asked)


def mended(asked: Asked, instance: Instance, options: Options, format_name: str) -> Mended | None:
    """The report put right; None where the whole has to be judged."""
    kept = Pieces.kept(asked) if format_name in PIECEWISE and not asked.damaged else None
    changed = kept.changed(asked) if kept is not None else None
    if kept is None or changed is None or not _in_time(kept, options):
        return None
    run = Run(instance, options, kept.files)
    links = [
        Link(name, incident, ref, tuple(previous))
        for name, incident, ref, previous in kept.about["links"]
    ]
    outcomes = [_shown(item) for item in run.outcomes(changed, links)]
    if [item.file for item in outcomes] != changed:
        return None
    there, frame = asked.standing.by_path(), _frame(run, {}, [])
    for item in outcomes:
        texts = texts_of(replace(frame, diagnostics=item.diagnostics), format_name)
        as_read = item.digest == there[f"{asked.root}/{item.file}"]
        if not as_read or not kept.put_right(item, texts):
            return None
    if not kept.about["summary"]["cases"]:
        return None
    return Mended(kept, run, outcomes, format_name)


def _joined(texts: list[bytes], frame: Result, format_name: str) -> bytes:
    """The report of its findings: what stands around and between them, two that are none tell."""
    told = import_module(f"checker.formats.{format_name}").joined(
        [NUL] * min(len(texts), 2), frame, LANG
    )
    first, *between, last = map(as_bytes, f"{told}{NUL if not texts else ''}".split(NUL))
    return first + b"".join(between).join(texts) + last


def _in_time(kept: Pieces, options: Options) -> bool:
    """Whether no verdict turned since."""
    about = kept.about
    return not options.clock or about["since"] <= options.second < about["until"]


def _shown(outcome: Outcome) -> Outcome:
    """With its findings as a report has them."""
    items = [item for item in outcome.diagnostics if is_shown(item.finding)]
    return replace(outcome, diagnostics=sorted(items, key=lambda item: item.sort_key))


def _frame(run: Run, summary: dict[str, int], outcomes: list[Outcome]) -> Result:
    """A result that has the sums and no finding, and of the outcomes those that were found anew."""
    return Result(
        instance=run.instance,
        as_of=run.as_of,
        zone=run.zone,
        diagnostics=[],
        summary=summary,
        cases=[],
        outcomes=outcomes,
        revisions=[item for policy in run.policies.values() for item in policy.revisions],
        relations=Relations([]),
        register=[],
    )
