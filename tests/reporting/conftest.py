"""The sample register and the small hostile one, each checked once."""

from pathlib import Path

import pytest

from checker.engine import Options, Result, check_instance
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment
from checker.reporting import Register, gather

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "pages" / "instance"
AS_OF = "2026-11-20"


def judged(root: Path, as_of: str = AS_OF) -> Result:
    instance = load_instance(root)
    assert not instance.problems
    moment = as_of_moment(as_of, next(iter(instance.policies.values())).zone)
    assert moment is not None
    assert moment.second is not None
    return check_instance(instance, Options(second=moment.second, clock=False, everything=True))


@pytest.fixture(scope="session")
def sample_result() -> Result:
    return judged(ROOT)


@pytest.fixture(scope="session")
def sample(sample_result: Result) -> Register:
    return gather(sample_result)


@pytest.fixture(scope="session")
def small() -> Register:
    return gather(judged(SMALL))
