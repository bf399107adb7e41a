"""What is wrong, or worth a word, in something that is imported, at its place there."""

from __future__ import annotations

from dataclasses import field

from checker.lazily import dataclass
from checker.model.text import Lang, Say


@dataclass(frozen=True)
class Wrong:
    """A defect at a place: a cell, a line, an event of a log."""

    where: Say
    code: str
    message: Say
    remedy: Say | None = None


@dataclass
class Trouble:
    """The defects found, and what was changed or passed over, in the order found."""

    file: str
    wrong: list[Wrong] = field(default_factory=list)
    notes: list[tuple[Say | None, Say]] = field(default_factory=list)
    _said: set[Wrong] = field(default_factory=set)

    def add(self, where: Say, code: str, message: Say, remedy: Say | None = None) -> None:
        """A defect; one that was said of the same place already is not said again."""
        one = Wrong(where, code, message, remedy)
        if one not in self._said:
            self._said.add(one)
            self.wrong.append(one)

    def note(self, message: Say, where: Say | None = None) -> None:
        """A remark that stops nothing."""
        self.notes.append((where, message))

    def lines(self, lang: Lang) -> list[str]:
        """Every defect as lines of text: `cases.xlsx:事件!C7: error: …`."""
        told = []
        for one in self.wrong:
            told.append(
                f"{self.file}:{one.where.render(lang)}: error: {one.message.render(lang)} [{one.code}]"
            )
            if one.remedy is not None:
                mark = "处理：" if lang == "zh" else "remedy: "
                told.append(f"  {mark}{one.remedy.render(lang)}")
        return told

    def remarks(self, lang: Lang) -> list[str]:
        """Every remark as a line of text."""
        return [
            f"{self.file}:{where.render(lang)}: {text.render(lang)}"
            if where
            else f"{self.file}: {text.render(lang)}"
            for where, text in self.notes
        ]
