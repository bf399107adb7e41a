"""The protocol's requests wired to the features.

Nothing that goes wrong here ends the session or reaches the reader as a traceback; nothing is
written anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types as lsp

from checker.lsp.actions import actions
from checker.lsp.completion import completion
from checker.lsp.definition import definition
from checker.lsp.hints import hints
from checker.lsp.hover import hover
from checker.lsp.page import Page
from checker.lsp.publishing import TousuServer
from checker.lsp.session import Session
from checker.lsp.symbols import symbols
from checker.model.text import Lang

WATCHED = "**/{policy,cases}/**"
QUICK_FIXES = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
TYPED = lsp.CompletionOptions(trigger_characters=[" ", ":", "-", "{", "["])
QUESTIONS: tuple[tuple[str, Any, Callable[[Page, Any], Any]], ...] = (
    (lsp.TEXT_DOCUMENT_HOVER, None, lambda page, asked: hover(page, asked.position)),
    (lsp.TEXT_DOCUMENT_COMPLETION, TYPED, lambda page, asked: completion(page, asked.position)),
    (lsp.TEXT_DOCUMENT_DEFINITION, None, lambda page, asked: definition(page, asked.position)),
    (lsp.TEXT_DOCUMENT_CODE_ACTION, QUICK_FIXES, actions),
    (lsp.TEXT_DOCUMENT_INLAY_HINT, None, lambda page, asked: hints(page, asked.range)),
    (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, lambda page, asked: symbols(page)),
)
"""What an editor asks of one file: the request, its options, who answers."""


def make_server(clock: Callable[[], int], lang: Lang = "zh") -> TousuServer:
    """A server with all its features; `clock` gives the present second."""
    server = TousuServer(Session(clock, lang))
    told: dict[str, Callable[[TousuServer, Any], None]] = {
        lsp.INITIALIZE: _initialize,
        lsp.INITIALIZED: _initialized,
        lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
        lsp.TEXT_DOCUMENT_DID_CHANGE: _changed,
        lsp.TEXT_DOCUMENT_DID_SAVE: _changed,
        lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
        lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _files_changed,
    }
    for method, feature in told.items():
        server.feature(method)(_safe(server, feature))
    for method, options, answer in QUESTIONS:
        server.feature(method, options)(_safe(server, _asking(answer)))
    return server


def _safe(server: TousuServer, feature: Callable[[TousuServer, Any], Any]) -> Callable[[Any], Any]:
    """Answer with nothing where a feature fails, and log that it did."""

    def call(params: Any) -> Any:
        try:
            return feature(server, params)
        except Exception as error:
            server.log(error)
            return None

    return call


def _asking(answer: Callable[[Page, Any], Any]) -> Callable[[TousuServer, Any], Any]:
    """A question about one file; nothing where it belongs to no instance."""

    def ask(server: TousuServer, params: Any) -> Any:
        page = server.page(params.text_document.uri)
        return answer(page, params) if page is not None else None

    return ask


# --- what the editor tells


def _initialize(server: TousuServer, params: lsp.InitializeParams) -> None:
    """Take the editor's options: `site`, where the handbook stands; `lang`; `pause` in seconds."""
    options = params.initialization_options
    given = options if isinstance(options, dict) else {}
    site, session = given.get("site"), server.session
    session.site = site if isinstance(site, str) and site else None
    pause = given.get("pause")
    session.pause = float(pause) if isinstance(pause, int | float) else session.pause
    session.lang = given["lang"] if given.get("lang") in ("zh", "en") else session.lang


def _initialized(server: TousuServer, _: lsp.InitializedParams) -> None:
    """Ask to be told of files that change on disk."""
    workspace = server.client_capabilities.workspace
    files = workspace.did_change_watched_files if workspace is not None else None
    if files is not None and files.dynamic_registration:
        watcher = lsp.FileSystemWatcher(WATCHED)
        options = lsp.DidChangeWatchedFilesRegistrationOptions([watcher])
        method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = lsp.Registration("files", method, options)
        server.client_register_capability(lsp.RegistrationParams([registration]))


def _opened(server: TousuServer, params: lsp.DidOpenTextDocumentParams) -> None:
    uri = params.text_document.uri
    if (opened := server.session.place(uri)) is not None:
        server.session.opened[uri] = opened
        server.changed(uri, now=True)


def _changed(
    server: TousuServer, params: lsp.DidChangeTextDocumentParams | lsp.DidSaveTextDocumentParams
) -> None:
    server.changed(params.text_document.uri)


def _closed(server: TousuServer, params: lsp.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    if (opened := server.session.opened.pop(uri, None)) is not None:
        opened.register.close(opened.file)
        server.publish(uri, [])
        server.judge_later(opened.register, 0)


def _files_changed(server: TousuServer, params: lsp.DidChangeWatchedFilesParams) -> None:
    for change in params.changes:
        place = server.session.place(change.uri)
        if place is not None:
            place.register.changed(place.file)
            server.judge_later(place.register, server.session.pause)
