"""The site on this machine, made again whenever a source file changes."""

from __future__ import annotations

import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from checker.cli.common import fail, note, open_instance
from checker.cli.site.building import Order, build_site

HOST = "127.0.0.1"
LOOK_EVERY_SECONDS = 1.0
SOURCES = ("policy", "cases", "site", "mkdocs.yml")


def serve_site(order: Order, port: int) -> None:
    """Build, serve until stopped; a failed rebuild waits for the next change."""
    folder = build_site(order)
    _serve(folder, port)
    note(f"http://{HOST}:{port}/ （Ctrl-C 结束）", f"http://{HOST}:{port}/ (Ctrl-C ends)")
    root = open_instance(order.root).root
    _watch([root / name for name in SOURCES], order)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Nothing: a person watches for rebuilds, not for requests."""


def _serve(folder: Path, port: int) -> None:
    """A server of the site's files in a thread of its own."""
    try:
        server = ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        fail(f"端口 {port} 用不了：{error.strerror}", f"port {port}: {error.strerror}")
    Thread(target=server.serve_forever, daemon=True).start()


def _watch(watched: list[Path], order: Order) -> None:
    seen = _stamps(watched)
    try:
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            now = _stamps(watched)
            if now != seen:
                seen = now
                _again(order)
    except KeyboardInterrupt:
        return


def _again(order: Order) -> None:
    try:
        build_site(order)
        note("已重做", "built again")
    except SystemExit:
        note("没有重做，改好后会再试", "not built; will try again after the next change")


def _stamps(places: list[Path]) -> dict[str, tuple[int, int]]:
    """Size and time of every file below some places."""
    found = {}
    for place in places:
        for path in [place, *place.rglob("*")]:
            if path.is_file():
                stat = path.stat()
                found[str(path)] = (stat.st_size, stat.st_mtime_ns)
    return found
