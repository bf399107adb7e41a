"""The site as readers get it: built once by the command, opened in a real browser."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "pages" / "instance"
MOST_SECONDS = 300
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Builds:
    """Folders that hold a site and what it was built from."""

    sample: Path
    """The repository's own."""
    small: Path
    """A small instance with hostile text, in the frame that is shipped."""
    again: Path
    """The small one once more, in a process that hashes otherwise."""
    internal: Path
    """The small one for internal readers, with the forms of its cases in every shape."""


def start(root: Path, output: Path, *more: str, seed: str = "1") -> subprocess.Popen[str]:
    """Build with the command, as `make site` does, beside whatever else is built."""
    hashing = os.environ | {"PYTHONHASHSEED": seed}
    command = ["-m", "checker", "site", "build", "--root", root, "--output", output, *more]
    return subprocess.Popen(
        [sys.executable, *command], cwd=output, env=hashing, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Builds:
    """All sites that the tests look at, built once, at the same time; test workers share them."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "sites"
    builds = Builds(*(folder / name for name in ("sample", "small", "again", "internal")))
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(MOST_SECONDS):
            if done.exists():
                return builds
            time.sleep(1)
        pytest.fail("another worker did not finish building the sites")
    make(builds)
    done.touch()
    return builds


def make(builds: Builds) -> None:
    day = ("--as-of", "2026-11-20")
    for folder in (builds.sample, builds.small, builds.again, builds.internal):
        folder.mkdir()
    running = [
        start(ROOT, builds.sample, "--no-pdf"),
        start(SMALL, builds.small, *day),
        start(SMALL, builds.again, *day, seed="2"),
        start(SMALL, builds.internal, *day, "--audience", "internal", "--forms", "--no-pdf"),
    ]
    for process in running:
        told = process.communicate()[1]
        assert process.returncode == 0, told


@pytest.fixture
def rebuild() -> Callable[[Path], None]:
    """Build the small site again where it was built before."""

    def built(folder: Path) -> None:
        process = start(SMALL, folder, "--as-of", "2026-11-20")
        told = process.communicate()[1]
        assert process.returncode == 0, told

    return built


@pytest.fixture(scope="session")
def sample(builds: Builds) -> Path:
    return builds.sample / "site"


@pytest.fixture(scope="session")
def small(builds: Builds) -> Path:
    return builds.small / "site"


class Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for a whole page

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on this machine; the address ends with a slash."""
    servers = []

    def served(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield served
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what it asked for elsewhere or complained about."""

    page: Page
    base: str
    strange: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.strange.append(request.url)


Open = Callable[..., "contextmanager[Watched]"]


@pytest.fixture
def look(browser: Browser) -> Callable[..., Iterator[Watched]]:
    """Open a site at an address, in a colour scheme and width; everything asked for is watched."""

    @contextmanager
    def opened(base: str, scheme: str = "light", width: int = 1280) -> Iterator[Watched]:
        context: BrowserContext = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, locale="zh-CN"
        )
        watched = Watched(context.new_page(), base)
        context.on("request", watched.asked)
        watched.page.on(
            "console",
            lambda told: (
                watched.complaints.append(told.text) if told.type in ("error", "warning") else None
            ),
        )
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.on(
            "response",
            lambda answer: watched.complaints.append(answer.url) if answer.status >= 400 else None,
        )
        yield watched
        context.close()

    return opened
