"""The site's frame: `mkdocs.yml` with the `site` folder of theme, scripts and hand-written pages."""

from __future__ import annotations

from pathlib import Path

from checker.cli.common import fail
from checker.lazily import dataclass
from checker.loading.instance import Instance

PACKAGE = Path(__file__).parents[2]
PLACES = (PACKAGE.parent, PACKAGE / "frame")
"""Where the frame lies that is shipped: in the repository, and in an installed package."""


@dataclass(frozen=True)
class Frame:
    """Where the parts of the site that nobody generates come from."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def docs(self) -> Path:
        return self.root / "site" / "docs"

    @property
    def assets(self) -> Path:
        return self.root / "site" / "assets"

    @property
    def overrides(self) -> Path:
        return self.root / "site" / "overrides"

    @property
    def words(self) -> Path:
        return self.root / "site" / "words.txt"

    @property
    def pages(self) -> tuple[str, ...]:
        """The hand-written pages, from the site's root without a suffix."""
        written = sorted(path.relative_to(self.docs) for path in self.docs.rglob("*.md"))
        return tuple(path.with_suffix("").as_posix() for path in written)


def find_frame(instance: Instance) -> Frame:
    """The instance's own frame, else the one shipped; exits 2 where there is none."""
    for folder in (instance.root, *PLACES):
        if (folder / "mkdocs.yml").is_file() and (folder / "site").is_dir():
            return Frame(folder)
    return fail("找不到 mkdocs.yml 和 site 文件夹", "there is no mkdocs.yml with a site folder")
