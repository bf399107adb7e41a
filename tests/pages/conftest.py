"""A small instance with marked and hostile cases, checked once; its pages as text."""

from pathlib import Path

import pytest

from checker.cli.site.impacts import impacts
from checker.cli.site.matter import examples
from checker.engine import Options, check_instance
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment
from checker.pages import Site, Stamp, sources
from checker.pages.cases import SHELL

ROOT = Path(__file__).parent / "instance"
AS_OF = "2026-11-20"


def make_site(*, internal: bool = False) -> Site:
    instance = load_instance(ROOT)
    assert not instance.problems
    zone = next(iter(instance.policies.values())).zone
    moment = as_of_moment(AS_OF, zone)
    assert moment is not None
    assert moment.second is not None
    options = Options(second=moment.second, clock=False, everything=True)
    result = check_instance(instance, options)
    return Site(
        result=result,
        examples={name: tuple(examples(instance, name)) for name in instance.policies},
        handwritten=("howto/index",),
        internal=internal,
        turns=impacts(result, clock=False),
    )


def make_files(site: Site) -> dict[str, str]:
    """Everything that is generated; the shell as if the builder had left it as it is."""
    files = {path: content.decode() for path, content in sources(site).items()}
    stamp = Stamp(site, {f"{SHELL}.html": files.pop(f"{SHELL}.md").encode()})
    stamped = {path: stamp.page(case, path) for case in site.cases for path in stamp.paths(case)}
    return files | {path: content.decode() for path, content in stamped.items()}


@pytest.fixture(scope="session")
def site() -> Site:
    return make_site()


@pytest.fixture(scope="session")
def files(site: Site) -> dict[str, str]:
    return make_files(site)


@pytest.fixture
def again() -> dict[str, str]:
    return make_files(make_site())


@pytest.fixture(scope="session")
def internal_site() -> Site:
    return make_site(internal=True)


@pytest.fixture(scope="session")
def internal_files(internal_site: Site) -> dict[str, str]:
    return make_files(internal_site)
