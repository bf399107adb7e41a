"""The site builder let loose on the sources; any warning of its is a failure."""

from __future__ import annotations

import io
import logging
import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from checker.cli.common import fail
from checker.cli.site.folders import Folders
from checker.cli.site.frame import Frame

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PARTS = ("mkdocs", "material", "jieba")


def require_builder() -> None:
    """Say what is missing rather than fail on an import."""
    if any(find_spec(name) is None for name in PARTS):
        fail("没有安装网站所需的部分：pip install 'tousu[site]'", "pip install 'tousu[site]' first")


def versions() -> str:
    """The builder's parts by version: another one makes other pages."""
    from importlib.metadata import version

    return " ".join(version(name) for name in ("mkdocs", "mkdocs-material", "jieba", "Markdown"))


def render(folders: Folders, frame: Frame, facts: dict[str, Any], second: int) -> None:
    """Turn sources into pages; `second` stands for the time of the build."""
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(second)}
    _quiet_logs()
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        config = _config(folders, frame, facts)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        fail(f"网站没有生成：{error}", f"the site was not built: {error}")


def _config(folders: Folders, frame: Frame, facts: dict[str, Any]) -> MkDocsConfig:
    """The frame's configuration with our places; what it would inherit is given here."""
    from mkdocs.config import load_config

    text = frame.config.read_text(encoding="utf-8")
    own = "\n".join(line for line in text.splitlines() if not line.startswith("INHERIT:"))
    stream = io.BytesIO(own.encode())
    stream.name = str(frame.config)
    config = load_config(
        stream, docs_dir=str(folders.source), site_dir=str(folders.rendered), strict=True, **facts
    )
    config.plugins["material/search"].config["jieba_dict_user"] = str(folders.words)
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
