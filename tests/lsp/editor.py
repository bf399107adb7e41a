"""An editor: pygls' own client over standard input and output of a real `tousu lsp`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

LONGEST = 30
"""Seconds that nothing here takes; what waits longer will never come."""


class Editor:
    """Opens, changes and closes files, and remembers what it was told of them."""

    def __init__(
        self,
        environment: dict[str, str],
        *folders: Path,
        options: Any = None,
        encodings: Any = None,
    ) -> None:
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("editor", "1")
        self.marks: dict[str, list[lsp.Diagnostic]] = {}
        self.told: list[str] = []
        self.logged: list[str] = []
        self.watching: list[str] = []
        self.versions: dict[str, int] = {}
        self.marked: dict[str, int | None] = {}
        """The version that the last marks of a file are of."""
        self.news = asyncio.Event()
        self._listen()
        self.server = self._run(self._start(environment, folders, options, encodings))

    # --- the session

    def _listen(self) -> None:
        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def marked(params: lsp.PublishDiagnosticsParams) -> None:
            self.marked[params.uri] = params.version
            if self._is_of_this_text(params):
                self.marks[params.uri] = list(params.diagnostics)
                self.news.set()

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def shown(params: lsp.ShowMessageParams) -> None:
            self.told.append(params.message)

        @self.client.feature(lsp.WINDOW_LOG_MESSAGE)
        def logged(params: lsp.LogMessageParams) -> None:
            self.logged.append(params.message)

        @self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registered(params: lsp.RegistrationParams) -> None:
            self.watching += [one.method for one in params.registrations]

    def _is_of_this_text(self, params: lsp.PublishDiagnosticsParams) -> bool:
        """Not of a text that has changed since: editors leave such marks out."""
        return params.version is None or params.version >= self.versions[params.uri]

    async def _start(
        self, environment: dict[str, str], folders: Any, options: Any, encodings: Any
    ) -> lsp.InitializeResult:
        words = ("-m", "checker", "lsp")
        await self.client.start_io(sys.executable, *words, env=environment)
        watch = lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        params = lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(
                workspace=lsp.WorkspaceClientCapabilities(did_change_watched_files=watch),
                general=lsp.GeneralClientCapabilities(position_encodings=encodings),
            ),
            workspace_folders=[lsp.WorkspaceFolder(one.as_uri(), one.name) for one in folders],
            initialization_options={"pause": 0.01} | (options or {}),
        )
        answer = await self.client.initialize_async(params)
        self.client.initialized(lsp.InitializedParams())
        return answer

    def _run(self, doing: Any) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(doing, LONGEST))

    def stop(self) -> int | None:
        """End the session as an editor does; the exit code of the server."""
        self._run(self.client.shutdown_async(None))
        self.client.exit(None)
        process = self.client._server
        assert process is not None
        code = self._run(process.wait())
        self._run(self.client.stop())
        self.loop.close()
        return code

    # --- files

    def open(self, file: Path, text: str | None = None) -> list[lsp.Diagnostic]:
        """Open a file, and wait for what is said of it."""
        self.open_quietly(file, file.read_bytes().decode() if text is None else text)
        return self.wait(file)

    def open_quietly(self, file: Path, text: str) -> None:
        """Open a file of which nothing may be said."""
        uri = self.uri(file)
        self.versions[uri] = 1
        item = lsp.TextDocumentItem(uri, lsp.LanguageKind.Yaml, 1, text)
        self.marks.pop(uri, None)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def change(self, file: Path, text: str) -> list[lsp.Diagnostic]:
        """Type a whole new text, and wait for what is said of it."""
        self.marks.pop(self.uri(file), None)
        self.type(file, text)
        return self.wait(file)

    def type(self, file: Path, text: str) -> None:
        """Type a whole new text."""
        uri = self.uri(file)
        self.versions[uri] += 1
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))

    def close(self, file: Path) -> None:
        document = lsp.TextDocumentIdentifier(self.uri(file))
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))

    def disk_changed(self, file: Path, kind: lsp.FileChangeType) -> None:
        event = lsp.FileEvent(self.uri(file), kind)
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))

    def wait(self, file: Path) -> list[lsp.Diagnostic]:
        """What is said of a file, as soon as it is said."""

        async def until() -> None:
            while self.uri(file) not in self.marks:
                self.news.clear()
                await self.news.wait()

        self._run(until())
        return self.marks[self.uri(file)]

    def rest(self, seconds: float = 0.3) -> None:
        """Let the server say what it has to say."""
        self._run(asyncio.sleep(seconds))

    # --- questions

    def hover(self, file: Path, at: lsp.Position) -> str:
        params = lsp.HoverParams(self._id(file), at)
        found = self._run(self.client.text_document_hover_async(params))
        return found.contents.value if found is not None else ""

    def completion(self, file: Path, at: lsp.Position) -> dict[str, lsp.CompletionItem]:
        params = lsp.CompletionParams(self._id(file), at)
        found = self._run(self.client.text_document_completion_async(params)) or []
        items = found if isinstance(found, list) else found.items
        return {item.label: item for item in items}

    def definition(self, file: Path, at: lsp.Position) -> list[lsp.Location]:
        params = lsp.DefinitionParams(self._id(file), at)
        return list(self._run(self.client.text_document_definition_async(params)) or [])

    def actions(
        self, file: Path, span: lsp.Range, about: list[lsp.Diagnostic]
    ) -> dict[str, lsp.CodeAction]:
        context = lsp.CodeActionContext(about)
        params = lsp.CodeActionParams(self._id(file), span, context)
        found = self._run(self.client.text_document_code_action_async(params)) or []
        return {action.title: action for action in found}

    def hints(self, file: Path, lines: int = 500) -> list[lsp.InlayHint]:
        span = lsp.Range(lsp.Position(0, 0), lsp.Position(lines, 0))
        params = lsp.InlayHintParams(self._id(file), span)
        return list(self._run(self.client.text_document_inlay_hint_async(params)) or [])

    def symbols(self, file: Path) -> list[lsp.DocumentSymbol]:
        params = lsp.DocumentSymbolParams(self._id(file))
        return list(self._run(self.client.text_document_document_symbol_async(params)) or [])

    def _id(self, file: Path) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(file))

    @staticmethod
    def uri(file: Path) -> str:
        return file.as_uri()


def units(text: str, encoding: str = "utf-16") -> int:
    """Length in the units of an encoding."""
    widths = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}
    name = encoding if encoding == "utf-8" else f"{encoding}-le"
    return len(text.encode(name)) // widths[name]


def at(text: str, needle: str, encoding: str = "utf-16", *, end: bool = False) -> lsp.Position:
    """The position of the one place where a text stands: its beginning, or its end."""
    assert text.count(needle) == 1, needle
    before = text[: text.index(needle) + (len(needle) if end else 0)]
    line = before.rpartition("\n")[2]
    return lsp.Position(before.count("\n"), units(line, encoding))


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    """The text after edits, in UTF-16 units."""
    lines = text.split("\n")

    def offset(position: lsp.Position) -> int:
        line = lines[position.line]
        column = len(line.encode("utf-16-le")[: position.character * 2].decode("utf-16-le"))
        return sum(len(one) + 1 for one in lines[: position.line]) + column

    for edit in sorted(edits, key=lambda one: offset(one.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text
