"""One instance held in memory with the editor's texts laid over it.

Only what a change touches is read again: a case alone for a case, the policies for what lies
under `policy/`. As long as a policy in the editor is broken, cases are judged by the last sound
one, and each open case says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from functools import cached_property
from pathlib import Path

from checker.casefiles import link_in, mark_duplicates, stem_of
from checker.engine import CaseFile, Options, Run, result_of
from checker.lazily import dataclass
from checker.loading.instance import Instance, load_instance
from checker.lsp.kinds import kind_of
from checker.model.finding import Diagnostic
from checker.model.moment import Moment, at_second
from checker.related import Link

POLICY = "policy/"


@dataclass
class Register:
    """An instance as the editor shows it; `clock` gives the present second."""

    root: Path
    clock: Callable[[], int]
    overlay: dict[str, bytes] = field(default_factory=dict)
    """The texts of open files by path from the root."""
    sound: dict[str, CaseFile] = field(default_factory=dict)
    """Each open case as it last could be parsed."""
    _last: Instance | None = None
    _links: dict[str, Link | None] = field(default_factory=dict)

    # --- what changed

    def put(self, file: str, text: str) -> None:
        """Lay an editor's text over a file."""
        self.overlay[file] = text.encode("utf-8", "surrogatepass")
        self.changed(file)

    def close(self, file: str) -> None:
        """Let a file speak for itself again."""
        self.overlay.pop(file, None)
        self.sound.pop(file, None)
        self.changed(file)

    def changed(self, file: str) -> None:
        """Read again what a file says; also for one that came or went."""
        self._links.pop(file, None)
        if file.startswith(POLICY):
            self.__dict__.pop("loaded", None)
        elif file not in self.files or not (self.root / file).is_file():
            self.__dict__.pop("files", None)

    # --- the instance

    @cached_property
    def loaded(self) -> Instance:
        """The instance as its files and the editor say it now, sound or not."""
        return load_instance(self.root, self.overlay)

    @property
    def instance(self) -> Instance:
        """What cases are judged by: the instance, or its last sound state."""
        if not self.loaded.problems or self._last is None:
            self._last = self.loaded
        return self._last

    @property
    def is_stale(self) -> bool:
        """Whether cases are judged by less than what the files say."""
        return bool(self.loaded.problems)

    @cached_property
    def files(self) -> list[str]:
        """All case files, those included that only the editor has."""
        opened = {file for file in self.overlay if kind_of(file) == "case"}
        return sorted({*self.loaded.case_files(), *opened})

    @property
    def as_of(self) -> Moment:
        """The instant to judge at: the settings', else the clock's."""
        return at_second(self._instant()[0], self.instance.zone)

    def _instant(self) -> tuple[int, bool]:
        text = self.instance.settings.as_of
        held = self.instance.instant(text) if text else None
        return (self.clock(), True) if held is None else (held, False)

    # --- cases

    def judge(self, file: str) -> CaseFile:
        """One case judged as the editor shows it, beside all others as they are."""
        run = self._run((file,))
        item = (run.read([file]) or [CaseFile(file, None, None, [])])[0]
        mark_duplicates([item], self.files)
        link = link_in(item, run.as_of)
        if item.document is not None:
            self._links[file] = link
            self.sound[file] = item
        run.judge(item, run.world(self.links() if link is not None else []))
        return item

    def beside_cases(self, file: str) -> list[Diagnostic]:
        """What the rules of the register and of the organization say of a file that is no case."""
        run = self._run(None)
        result = result_of(run, [], run.world([]), [])
        ours = (item for item in result.diagnostics if item.path == file)
        return [item for item in ours if item not in self.instance.problems]

    def _run(self, paths: tuple[str, ...] | None) -> Run:
        second, clock = self._instant()
        return Run(self.instance, Options(second, clock, paths), self.files)

    def links(self) -> list[Link]:
        """What all cases say of each other; each file is read once."""
        run = self._run(None)
        for file in self.files:
            if file not in self._links:
                self._links[file] = run.link(file)
        return [link for file in self.files if (link := self._links[file]) is not None]

    @property
    def ids(self) -> dict[str, str]:
        """The ids of all cases, which are their files' names, to their files."""
        return {stem_of(file): file for file in self.files}
