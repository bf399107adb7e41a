"""The server that judges open files after each change and tells the editor what it found."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from checker import __version__
from checker.lsp.diagnostics import diagnostics, findings_of, not_judged, unchecked, unreliable
from checker.lsp.kinds import kind_of
from checker.lsp.page import Page
from checker.lsp.positions import Lines
from checker.lsp.register import Register
from checker.lsp.session import Opened, Session
from checker.model.finding import Diagnostic
from checker.model.text import say


class TousuServer(LanguageServer):
    """The language server of one editor."""

    def __init__(self, session: Session) -> None:
        super().__init__("tousu", __version__, lsp.TextDocumentSyncKind.Full)
        self.session = session

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Say that something failed, not with what text: errors quote the case."""
        self.log(error)

    def log(self, error: Exception) -> None:
        """Tell the editor's log that something failed."""
        told = say("内部错误（{name}）", "internal error ({name})", name=type(error).__name__)
        message = told.render(self.session.lang)
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, message))

    def page(self, uri: str) -> Page | None:
        """An open file as the features see it."""
        opened = self.session.opened.get(uri)
        if opened is None:
            return None
        encoding = self.workspace.position_encoding
        name = encoding.value if isinstance(encoding, lsp.PositionEncodingKind) else str(encoding)
        text = self.workspace.get_text_document(uri).source
        lines = Lines(text, name)
        return Page(opened.register, opened.file, lines, uri, self.session.lang)

    # --- what changed

    def changed(self, uri: str, *, now: bool = False) -> None:
        """Take in an open file's text, and judge once nobody types any more."""
        opened = self.session.opened.get(uri)
        if opened is not None:
            text = self.workspace.get_text_document(uri).source
            opened.register.put(opened.file, text)
            self.judge_later(opened.register, 0 if now else self.session.pause)

    def judge_later(self, register: Register, seconds: float) -> None:
        """Judge the open files of an instance after a pause, begun anew with each change."""
        waiting = self.session.waiting
        if (timer := waiting.pop(register.root, None)) is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        waiting[register.root] = loop.call_later(seconds, self.judge, register)

    def judge(self, register: Register) -> None:
        """Judge the open cases of an instance, and tell its policy files their problems."""
        opened = [one for one in self.session.opened.values() if one.register is register]
        try:
            self._tell_day(register)
            self._publish_problems(register, opened)
            for one in opened:
                self._publish_case(one)
        except Exception as error:
            self.log(error)
            for one in opened:
                if (page := self.page(one.uri)) is not None:
                    self.publish(one.uri, [unchecked(page, error)])

    def _publish_case(self, opened: Opened) -> None:
        page = self.page(opened.uri)
        if page is None or page.kind != "case":
            return
        item = opened.register.judge(opened.file)
        found = diagnostics(page, findings_of(item), self.session.site)
        if item.case is None and not found:
            found.append(not_judged(page))
        if opened.register.is_stale:
            found.insert(0, unreliable(page, opened.register.loaded.problems[0]))
        self.publish(opened.uri, found)

    def _publish_problems(self, register: Register, opened: list[Opened]) -> None:
        """Problems of policy, calendars, organization, settings: on their files, open or not.

        Open reports, and the organization where it is open, are told what they owe too.
        """
        by_uri: dict[str, list[Diagnostic]] = {
            one.uri: register.beside_cases(one.file)
            for one in opened
            if kind_of(one.file) in ("report", "organization")
        }
        for problem in register.loaded.problems:
            uri = str(from_fs_path(str(_file_of(register.root, problem.path))))
            by_uri.setdefault(self._as_opened(uri), []).append(problem)
        before = self.session.marked.get(register.root, set())
        for uri in sorted(before - by_uri.keys()):
            self.publish(uri, [])
        for uri, problems in by_uri.items():
            page = self.page(uri) or self._closed(register, uri)
            self.publish(uri, diagnostics(page, problems, self.session.site))
        self.session.marked[register.root] = set(by_uri)

    def _as_opened(self, uri: str) -> str:
        """The editor's own spelling of an address, where it has the file open."""
        path = to_fs_path(uri)
        same = (one for one in self.session.opened if to_fs_path(one) == path)
        return next(same, uri)

    def _closed(self, register: Register, uri: str) -> Page:
        """A file that is not open, as the disk has it."""
        path = Path(to_fs_path(uri) or "")
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
        return Page(register, path.name, Lines(text), uri, self.session.lang)

    def publish(self, uri: str, found: list[lsp.Diagnostic]) -> None:
        """Mark these in a file, and nothing else; with the version that they are of where it is open."""
        is_open = uri in self.session.opened
        version = self.workspace.get_text_document(uri).version if is_open else None
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def _tell_day(self, register: Register) -> None:
        """Say once that an instance stands still at a day."""
        day = register.instance.settings.as_of
        if day is not None and register.root not in self.session.told_day:
            self.session.told_day.add(register.root)
            told = say(
                "policy/settings.yml 把判断时刻固定在 {day}，不是现在",
                "policy/settings.yml holds as_of at {day}, which is not now",
                day=day,
            )
            message = told.render(self.session.lang)
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Info, message))


def _file_of(root: Path, file: str) -> Path:
    """A file to mark: of a folder the first in it."""
    path = root / file
    return next(iter(sorted(path.rglob("*.yml"))), path) if path.is_dir() else path
