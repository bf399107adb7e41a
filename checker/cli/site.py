"""`tousu site`: the handbook and the register as a static site.

The pages are written before the site builder starts; the builder sees only static files, and the
case pages are stamped into its shell when it is done.
"""

from __future__ import annotations

import io
import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker import __version__
from checker.cli.common import (
    as_of_option,
    fail,
    lang_option,
    note,
    open_instance,
    refuse_broken,
    root_option,
    run,
)
from checker.cli.language import tr

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from checker.loading.instance import Instance
    from checker.pages import Example, Site

SHIPPED = Path(__file__).parent.parent.parent
"""Where the site's frame lies for instances that have none of their own."""
PORT = 8000
HOST = "127.0.0.1"
LOOK_EVERY_SECONDS = 1.0


@click.group("site", help=tr("生成手册和登记簿网站。", "The handbook and register as a site."))
def command() -> None:
    """Build or serve the site."""


def _output_option(function: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        help=tr(
            "写到哪里；默认是实例的 build 文件夹，网站在其中的 site。",
            "Where to write; the instance's build folder unless given, the site in its site.",
        ),
    )(function)


@command.command("build", help=tr("生成网站。", "Build the site."))
@_output_option
@as_of_option
@root_option
@lang_option
def build(output: Path | None, as_of: str | None, root: Path | None) -> None:
    """Build the site once."""
    folder = _build(root, output, as_of)
    click.echo(tr(f"网站在 {folder}", f"the site is in {folder}"), err=True)


@command.command("serve", help=tr("生成并在本机提供网站，有改动时重做。", "Build, serve, rebuild."))
@click.option("--port", type=int, default=PORT, show_default=True, help=tr("端口。", "Port."))
@_output_option
@as_of_option
@root_option
@lang_option
def serve(port: int, output: Path | None, as_of: str | None, root: Path | None) -> None:
    """Build, serve on this machine, and build again when something changed."""
    folder = _build(root, output, as_of)
    _serve(folder, port)
    click.echo(tr(f"http://{HOST}:{port}/ （Ctrl-C 结束）", f"http://{HOST}:{port}/"), err=True)
    _watch(root, output, as_of)


def _build(root: Path | None, output: Path | None, as_of: str | None) -> Path:
    """Make everything anew; returns the folder that holds the site."""
    _needs_builder()
    from checker.pages import case_pages, sources
    from checker.pages.cases import SHELL
    from checker.pages.facts import footer, nav

    instance = open_instance(root)
    refuse_broken(instance)
    frame = _frame(instance)
    site = _site(instance, as_of, frame)
    places = Places((output or instance.root / "build").resolve(), frame)
    places.write_sources(sources(site))
    places.write_facts({"nav": nav(site), "copyright": footer(site)})
    places.write_words(site)
    _render(places, {"nav": nav(site), "copyright": footer(site)}, site)
    shell = places.site / f"{SHELL}.html"
    rendered = shell.read_text(encoding="utf-8")
    for path, text in case_pages(site, rendered):
        _write(places.site / path, text)
    shutil.rmtree(shell.parent)
    return places.site


def _needs_builder() -> None:
    """Say what is missing rather than fail on an import."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("mkdocs", "material", "jieba")):
        fail("没有安装网站所需的部分：pip install 'tousu[site]'", "pip install 'tousu[site]' first")


def _frame(instance: Instance) -> Path:
    """The folder with `mkdocs.yml` and `site/`: the instance's own, else the one shipped."""
    for folder in (instance.root, SHIPPED):
        if (folder / "mkdocs.yml").is_file() and (folder / "site").is_dir():
            return folder
    return fail("找不到 mkdocs.yml 和 site 文件夹", "there is no mkdocs.yml with a site folder")


def _site(instance: Instance, as_of: str | None, frame: Path) -> Site:
    from checker.pages import Site

    docs = frame / "site" / "docs"
    written = sorted(path.relative_to(docs).with_suffix("") for path in docs.rglob("*.md"))
    return Site(
        result=run(instance, as_of, everything=True),
        generator=f"tousu {__version__}",
        examples={name: tuple(_examples(instance, name)) for name in instance.policies},
        handwritten=tuple(path.as_posix() for path in written),
    )


def _examples(instance: Instance, policy: str) -> Iterator[Example]:
    """The policy's rule tests; one that cannot be read is left to `tousu policy test`."""
    from checker.pages import Example
    from checker.policychecks.testfiles import load_tests

    for test in load_tests(
        instance.root, instance.policies[policy], instance.settings.limits
    ).tests:
        yield Example(
            rule=test.rule,
            name=test.name,
            revisions=tuple(revision.label for revision in test.revisions),
            as_of=test.as_of,
            case=test.case,
            status=test.expect.status,  # type: ignore[arg-type]
            reason=test.expect.reason,
            due=test.expect.due,
        )


@dataclass(frozen=True, slots=True)
class Places:
    """Where the generated files go, and where the frame's come from."""

    build: Path
    frame: Path

    @property
    def source(self) -> Path:
        return self.build / "site-src"

    @property
    def site(self) -> Path:
        return self.build / "site"

    @property
    def words(self) -> Path:
        return self.build / "site-words.txt"

    def write_sources(self, files: dict[str, str]) -> None:
        """The generated pages, the hand-written ones, the assets; nothing left of an earlier run."""
        if self.source.exists():
            shutil.rmtree(self.source)
        shutil.copytree(self.frame / "site" / "docs", self.source)
        shutil.copytree(self.frame / "site" / "assets", self.source / "assets")
        for path, text in files.items():
            _write(self.source / path, text)

    def write_facts(self, facts: dict[str, Any]) -> None:
        """What `mkdocs.yml` inherits, as JSON, which is YAML."""
        text = json.dumps(facts, ensure_ascii=False, indent=1)
        _write(self.build / "site-facts.yml", text + "\n")

    def write_words(self, site: Site) -> None:
        """The search's own words: the project's and the policy's."""
        from checker.pages.facts import search_words

        own = (self.frame / "site" / "words.txt").read_text(encoding="utf-8").split()
        _write(self.words, "\n".join(sorted({*own, *search_words(site)})) + "\n")


def _render(places: Places, facts: dict[str, Any], site: Site) -> None:
    """Let the builder turn sources into a site; any warning of its is a failure."""
    second = site.result.as_of.second or 0
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(second)}
    _quiet_logs()
    from mkdocs.commands.build import build as render
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        config = _config(places, facts)
        config.plugins.on_startup(command="build", dirty=False)
        render(config)
        config.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        fail(f"网站没有生成：{error}", f"the site was not built: {error}")


def _config(places: Places, facts: dict[str, Any]) -> MkDocsConfig:
    """The frame's configuration with our places; what it would inherit is given here."""
    from mkdocs.config import load_config

    text = (places.frame / "mkdocs.yml").read_text(encoding="utf-8")
    own = "\n".join(line for line in text.splitlines() if not line.startswith("INHERIT:"))
    stream = io.BytesIO(own.encode())
    stream.name = str(places.frame / "mkdocs.yml")
    config = load_config(
        stream, docs_dir=str(places.source), site_dir=str(places.site), strict=True, **facts
    )
    config.plugins["material/search"].config["jieba_dict_user"] = str(places.words)
    return config


def _quiet_logs() -> None:
    """Warnings of the builder to standard error, and nothing else."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers = [handler]
    logger.propagate = False
    logging.getLogger("jieba").setLevel(logging.WARNING)
    import jieba

    jieba.setLogLevel(logging.WARNING)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _serve(folder: Path, port: int) -> None:
    """A server of the site's files in a thread of its own."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: a person watches for rebuilds, not for requests."""

    try:
        server = ThreadingHTTPServer((HOST, port), partial(Handler, directory=str(folder)))
    except OSError as error:
        fail(f"端口 {port} 用不了：{error.strerror}", f"port {port}: {error.strerror}")
    Thread(target=server.serve_forever, daemon=True).start()


def _watch(root: Path | None, output: Path | None, as_of: str | None) -> None:
    """Build again whenever a source file changed; a failure waits for the next change."""
    import time

    instance = open_instance(root)
    watched = [instance.root / name for name in ("policy", "cases", "site", "mkdocs.yml")]
    seen = _stamps(watched)
    try:
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            now = _stamps(watched)
            if now != seen:
                seen = now
                _again(root, output, as_of)
    except KeyboardInterrupt:
        return


def _again(root: Path | None, output: Path | None, as_of: str | None) -> None:
    try:
        _build(root, output, as_of)
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
